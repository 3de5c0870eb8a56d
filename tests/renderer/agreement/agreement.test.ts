import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { AgreementItem, AgreementReport } from '../../../src/shared/agreement/report'
import type { Author } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { mostBiased } from '../../../src/renderer/panels/agreement/annotator-rows'
import { cardsOf, commonFacts } from '../../../src/renderer/panels/agreement/card-facts'
import {
  annotatorEntries,
  chosenAnnotators,
  noChoice,
  readChoice
} from '../../../src/renderer/panels/agreement/choice'
import { heat } from '../../../src/renderer/panels/agreement/heat'
import { lowestStretch } from '../../../src/renderer/panels/agreement/lowest-stretch'
import { momentItems, momentsTitle } from '../../../src/renderer/panels/agreement/open-moments'
import { pairFacts } from '../../../src/renderer/panels/agreement/pair-matrix'
import { numbersTable, pairsTable } from '../../../src/renderer/panels/agreement/tables'
import { comparedOf } from '../../../src/renderer/session/compared-item'
import { shortShare } from '../../../src/renderer/ui/format'
import { cardText } from '../../../src/renderer/ui/number-card'
import { asCsv, asMarkdown } from '../../../src/renderer/ui/text-table'

const entry = (id: string, kind: Author['kind'], labelled: number) => ({
  author: {
    id,
    kind,
    name: id.toUpperCase(),
    color: '#888',
    perspective: 'observer',
    synthetic: false,
    position: 0
  },
  labelled,
  recordings: 1
})

describe('who takes part', () => {
  const entries = [
    entry('a', 'human', 3),
    entry('b', 'human', 0),
    entry('c', 'human', 2),
    entry('m', 'model', 9)
  ]

  test('all people with labels, where nobody chose', () => {
    expect(chosenAnnotators(entries, [])).toEqual(['a', 'c'])
  })

  test('those chosen, without who has no labels; all people when nothing of the wish is left', () => {
    expect(chosenAnnotators(entries, ['m', 'a', 'b'])).toEqual(['a', 'm'])
    expect(chosenAnnotators(entries, ['gone'])).toEqual(['a', 'c'])
  })

  test('people come before models, each with what they labelled; per-frame tracks do not count', () => {
    const authors = new Map(
      [entry('m', 'model', 0), entry('a', 'human', 0)].map(({ author }) => [author.id, author])
    )
    const track = (id: string, authorId: string, kind: 'segments' | 'frames') => ({
      id,
      authorId,
      kind,
      recordingId: 'r',
      schemeId: 's',
      attributeId: 'x',
      name: '',
      overlap: 'forbidden' as const,
      position: 0,
      locked: false
    })
    const found = annotatorEntries({
      authors,
      tracks: new Map([
        ['1', track('1', 'a', 'segments')],
        ['2', track('2', 'm', 'frames')]
      ]),
      counts: new Map(
        ['1', '2'].map((trackId) => [trackId, { trackId, segments: 5, labelled: 4, labelledTime: micros(1) }])
      )
    })
    expect(found.map(({ author, labelled }) => [author.id, labelled])).toEqual([
      ['a', 4],
      ['m', 0]
    ])
  })

  test('a stored choice that cannot be read is the default, part by part', () => {
    expect(readChoice('nonsense')).toEqual(noChoice)
    expect(readChoice({ unit: 'segments', minOverlap: 7, view: 'agreement', authorIds: ['a', 3] })).toEqual({
      ...noChoice,
      unit: 'segments',
      view: 'agreement',
      authorIds: ['a'],
      schemeId: undefined
    })
  })
})

describe('moments in the queue', () => {
  const item: AgreementItem = {
    recordingId: 'r',
    personId: 'p',
    start: 1e6,
    end: 2e6,
    said: [
      { authorId: 'a', label: 'joy', segmentId: 'a1' },
      { authorId: 'b', label: 'fear', segmentId: 'b1' }
    ],
    split: 1
  }
  const context = {
    axes: { schemeId: 's' },
    scheme: undefined,
    authorName: (id: string) => id.toUpperCase(),
    me: 'b',
    pair: undefined
  }

  test('say what everybody says and open at the segment of whoever labels in this window', () => {
    const [found] = momentItems([item], context)
    expect(found).toMatchObject({
      recordingId: 'r',
      segmentId: 'b1',
      start: 1e6,
      end: 2e6,
      note: 'A: Joy, B: Fear'
    })
    expect(comparedOf(found)).toBeUndefined()
  })

  test('of a pair are moments of a comparison, so that the label can be given there', () => {
    const [found] = momentItems([item], { ...context, pair: ['a', 'b'] })
    expect(comparedOf(found)).toMatchObject({
      referenceAuthorId: 'a',
      candidateAuthorId: 'b',
      reference: 'joy',
      candidate: 'fear',
      referenceSegmentId: 'a1'
    })
  })

  test('are named after the part that was clicked', () => {
    const name = (id: string) => id.toUpperCase()
    const names = { author: name, recording: name, person: name, label: name }
    expect(momentsTitle({ pair: ['a', 'b'] }, names)).toBe('A and B differ')
    expect(momentsTitle({ recordingId: 'r' }, names)).toBe('Disagreement in R')
    expect(momentsTitle({ personId: null }, names)).toBe('Disagreement about nobody in particular')
    expect(momentsTitle({ order: 'split' }, names)).toBe('Most divided first')
  })
})

describe('what is drawn', () => {
  test('numbers are written as in papers, and without a value there is no tint', () => {
    expect([0.6124, 1, 0, -0.05, -1, null].map(shortShare)).toEqual(['.612', '1', '0', '-.050', '-1', '–'])
    expect(heat(null, 0, 1)).toBeUndefined()
    expect(heat(1, 0, 1)).toContain('--good')
    expect(heat(-3, 0, 1)).toContain('--bad')
  })

  test('the lowest stretch is the four seconds with least agreement, and none where all agree', () => {
    const agreement = [1, 1, 0.9, 0.2, 0.1, 0.3, 0.2, 1, null, null, null, null]
    expect(lowestStretch({ step: 1e6, agreement })).toMatchObject({ start: 3e6, end: 7e6 })
    expect(lowestStretch({ step: 1e6, agreement: [1, 1, 1, 1, 1] })).toBeUndefined()
    expect(lowestStretch({ step: 1e6, agreement: [null, null, null, null] })).toBeUndefined()
  })

  test('bias names the three labels that differ most and is silent below a point', () => {
    const bias = [
      { label: 'a', own: 0.3, others: 0.305 },
      { label: 'b', own: 0.1, others: 0.3 },
      { label: 'c', own: 0.5, others: 0.4 },
      { label: 'd', own: 0.05, others: 0.02 },
      { label: 'e', own: 0.05, others: 0.1 }
    ]
    expect(mostBiased(bias).map(({ label }) => label)).toEqual(['b', 'c', 'e'])
  })
})

describe('copied text', () => {
  const pair: AgreementReport['pairs'][number] = {
    first: 'a',
    second: 'b',
    kappa: { value: 0.5, interval: { low: 0.25, high: 0.75, level: 0.95, method: 'x' } },
    agreement: { value: 0.75 },
    boundaryF1: { value: null, reason: 'Neither side has a boundary.' },
    n: 12,
    different: 3
  }
  const names = {
    author: (id: string) => (id === 'a' ? 'Anna, the first' : 'Ben'),
    recording: String,
    person: String,
    label: String
  }

  test('a pair keeps its interval, and what is not defined stays empty', () => {
    const table = pairsTable({ pairs: [pair], unit: 'time' }, names)
    const [row] = parse(asCsv(table), { columns: true }) as Record<string, string>[]
    expect(row).toMatchObject({
      annotator: 'Anna, the first',
      kappa: '0.5',
      'kappa low': '0.25',
      'boundary F1': '',
      'different, s': '3'
    })
    expect(asMarkdown(table).split('\n')).toHaveLength(4)
    expect(pairFacts(pair, 'time')).toBe(
      'kappa .500 [.250, .750], agreement .750, boundary F1 not defined; 12.0 s both labelled, 3.0 s differently'
    )
  })

  test('a number carries annotators, units and revision on its card', () => {
    const card: AgreementReport['cards'][number] = {
      id: 'alpha',
      name: 'Alpha',
      value: null,
      reason: 'No unit has the labels of two annotators.',
      definition: 'd',
      convention: 'c',
      source: 's',
      missingPolicy: 'm',
      n: 12.345,
      unit: 's',
      leftOut: [{ reason: 'Only one annotator has a label.', count: 1.26, unit: 's' }]
    }
    const facts = commonFacts(
      { authorIds: ['a', 'b'], convention: 'Time is the unit.', revision: 7, recordings: [] },
      { author: names.author, scheme: 'Ekman', project: 'Study' }
    )
    const [shown] = cardsOf([card], facts)
    const text = shown ? cardText(shown) : ''
    for (const part of [
      'not defined: No unit has',
      '12.3 s',
      '1.3 s: Only one annotator',
      'Ben',
      'Time is the unit.',
      'r7'
    ])
      expect(text).toContain(part)
    expect(numbersTable({ cards: [card], boundaryCards: [] })[1]).toContain(
      'No unit has the labels of two annotators.'
    )
  })
})
