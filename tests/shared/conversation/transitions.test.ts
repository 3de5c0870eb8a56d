import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseTable } from '../../../src/main/engine/import/delimited'
import { emotionShifts, emotionTransitions } from '../../../src/shared/conversation/emotion-transitions'
import type { SpokenTurn } from '../../../src/shared/conversation/emotion-transitions'
import { sharedData } from '../../fixtures/shared-data'

const turns = (...list: readonly [speaker: string, label: string | null][]): SpokenTurn[] =>
  list.map(([speaker, label]) => ({ speaker, label }))

describe('emotion transitions', () => {
  it('go from turn to turn of one speaker, whoever speaks in between', () => {
    const found = emotionTransitions([turns(['A', 'joy'], ['B', 'fear'], ['A', 'anger'], ['A', 'anger'])])
    expect(found.labels).toEqual(['joy', 'fear', 'anger'])
    // joy > anger once, anger > anger once; B spoke once and has no pair.
    expect(found.counts).toEqual([
      [0, 0, 1],
      [0, 0, 0],
      [0, 0, 1]
    ])
    expect(found).toMatchObject({ pairs: 2, shifts: 1, shiftShare: 0.5 })
  })

  it('begin anew in every conversation and pass over turns without a label', () => {
    const found = emotionTransitions([turns(['A', 'joy'], ['A', null], ['A', 'joy']), turns(['A', 'fear'])])
    expect(found).toMatchObject({ pairs: 1, shifts: 0, unlabelled: 1 })
  })

  it('are undefined where nobody speaks twice', () => {
    expect(emotionTransitions([turns(['A', 'joy'])]).shiftShare).toBeNull()
  })

  it('mark the turns where a speaker’s emotion changes, with what it was', () => {
    expect(emotionShifts(turns(['A', 'joy'], ['B', 'joy'], ['A', 'fear'], ['B', 'joy']))).toEqual([
      undefined,
      undefined,
      'joy',
      undefined
    ])
  })
})

const meld = sharedData('text', 'meld', 'dev_sent_emo.csv')
describe.skipIf(!meld)('transitions of the MELD development set', () => {
  it('have 427 shifts, and as many pairs as there are consecutive turns of one speaker (CONV-3)', () => {
    const table = parseTable(readFileSync(meld ?? '', 'utf8'))
    const column = (name: string): number => table.header.indexOf(name)
    const dialogues = Map.groupBy(table.rows, ({ cells }) => cells[column('Dialogue_ID')])
    const conversations = [...dialogues.values()].map((rows) =>
      rows.map(({ cells }): SpokenTurn => ({
        speaker: cells[column('Speaker')] ?? '',
        label: cells[column('Emotion')] ?? null
      }))
    )
    const found = emotionTransitions(conversations)
    // A speaker with n turns in a dialogue makes n - 1 pairs.
    const pairs = conversations.reduce(
      (sum, list) => sum + list.length - new Set(list.map(({ speaker }) => speaker)).size,
      0
    )
    expect(found.pairs).toBe(pairs)
    expect(found.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(pairs)
    expect(found.shifts).toBe(427)
  })
})
