import { beforeEach, describe, expect, it } from 'vitest'
import type { Track } from '../../../src/shared/domain/rows'
import { codeOf, desk, seconds } from './row-table'
import type { RowTable } from './row-table'

let rows: RowTable
beforeEach(() => {
  rows = desk()
  const model = rows.get('track', 'm') as Track
  for (const [id, name] of [
    ['w1', 'Speaker 1'],
    ['w2', 'Speaker 2'],
    ['w3', 'Speaker 3']
  ] as const)
    rows.write([
      { table: 'track', id, after: { ...model, id, name, kind: 'utterances', layer: 'Transcription' } }
    ])
  const said = [
    ['a', 'w1', 0, 'Good morning'],
    ['b', 'w2', 2, 'Oh'],
    ['c', 'w1', 4, 'I lost my keys']
  ] as const
  for (const [id, trackId, start, text] of said)
    rows.write([
      {
        table: 'segment',
        id,
        after: {
          id,
          trackId,
          start: seconds(start),
          end: seconds(start + 1),
          text,
          confidence: 0.7,
          flagged: false
        }
      }
    ])
})

const layer = 'Transcription, corrected'
const copies = (): readonly Track[] => rows.all('track').filter((track) => track.layer === layer)

describe('copying a transcript to correct it', () => {
  it('makes a track of mine for each speaker who says something, with times, words and origin', () => {
    expect(rows.run('transcript-copy', { trackIds: ['w1', 'w2', 'w3'], layer }).ok).toBe(true)
    expect(copies().map(({ name, authorId, runId, kind }) => [name, authorId, runId, kind])).toEqual([
      ['Speaker 1', 'anna', undefined, 'utterances'],
      ['Speaker 2', 'anna', undefined, 'utterances']
    ])
    const turns = rows.segmentsOf(copies()[0]?.id ?? '')
    expect(
      turns.map(({ start, end, text, origin }) => [start, end, text, origin?.kind, origin?.ref])
    ).toEqual([
      [0, 1e6, 'Good morning', 'prediction', 'a'],
      [4e6, 5e6, 'I lost my keys', 'prediction', 'c']
    ])
  })

  it('leaves the model’s words as they are when the copy is corrected', () => {
    rows.run('transcript-copy', { trackIds: ['w1', 'w2'], layer })
    const [turn] = rows.segmentsOf(copies()[0]?.id ?? '')
    expect(rows.run('segment-set', { ids: [turn?.id ?? ''], patch: { text: 'Good evening' } }).ok).toBe(true)
    expect(rows.get('segment', 'a')?.text).toBe('Good morning')
    expect(codeOf(rows.run('segment-set', { ids: ['a'], patch: { text: 'x' } }))).toBe('track.prediction')
  })

  it('is refused for tracks of labels, of two recordings, and without turns', () => {
    expect(codeOf(rows.run('transcript-copy', { trackIds: ['m'], layer }))).toBe('track.no-words')
    expect(codeOf(rows.run('transcript-copy', { trackIds: ['w3'], layer }))).toBe('transcript.empty')
    expect(codeOf(rows.run('transcript-copy', { trackIds: ['gone'], layer }))).toBe('track.gone')
    rows.write([
      {
        table: 'track',
        id: 'far',
        after: { ...(rows.get('track', 'w2') as Track), id: 'far', recordingId: 'r2' }
      }
    ])
    expect(codeOf(rows.run('transcript-copy', { trackIds: ['w1', 'far'], layer }))).toBe(
      'track.other-recording'
    )
    expect(codeOf(rows.run('transcript-copy', { trackIds: ['w1'], layer }, 'nobody'))).toBe('author.unknown')
  })
})
