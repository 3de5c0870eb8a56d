import { describe, expect, it } from 'vitest'
import { layerErrors } from '../../../src/shared/conversation/layer-errors'
import { pairTurns } from '../../../src/shared/conversation/pair-turns'
import { transcriptLayers } from '../../../src/shared/conversation/transcript-layers'
import { spaceBetween, wordDiff } from '../../../src/shared/conversation/word-diff'
import type { Segment, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const rules = { lowerCase: true, noPunctuation: true }
const turn = (id: string, start: number, end: number, text: string, unscored?: boolean): Segment => ({
  id,
  trackId: 't',
  start: micros(start),
  end: micros(end),
  text,
  flagged: false,
  ...(unscored ? { unscored } : {})
})
const told = (reference: string, other: string): string[] =>
  wordDiff(reference, other, rules).map(
    ({ kind, reference: said, other: heard }) => `${kind} ${said ?? '-'}/${heard ?? '-'}`
  )

describe('the word error rate of a transcript layer', () => {
  it('is 5/3 for the GenSEC example: two substitutions and three insertions against three words (CONV-2)', () => {
    const errors = layerErrors(
      [turn('a', 0, 1000, 'Oh shut up.')],
      [turn('b', 0, 1000, 'no shut a i wille tra')],
      rules
    )
    expect(errors.wer).toBeCloseTo(5 / 3, 10)
    expect(errors.counts).toEqual({ reference: 3, substitutions: 2, deletions: 0, insertions: 3 })
    expect(errors.turns[0]?.wer).toBeCloseTo(1.6667, 4)
  })

  it('leaves out turns that are not to be scored, and counts them', () => {
    const errors = layerErrors(
      [turn('a', 0, 1000, 'yes', true), turn('b', 1000, 2000, 'no')],
      [turn('c', 0, 1000, 'nothing like it'), turn('d', 1000, 2000, 'no')],
      rules
    )
    expect(errors).toMatchObject({ wer: 0, scored: 1, leftOut: 1 })
    expect(errors.turns[0]).toMatchObject({ counts: null, wer: null })
  })

  it('counts what was heard where nobody spoke as insertions', () => {
    const errors = layerErrors([turn('a', 0, 1000, 'one two')], [turn('b', 5000, 6000, 'three')], rules)
    // Two deletions and one insertion over two words.
    expect(errors.wer).toBeCloseTo(1.5, 10)
    expect(errors.extra.map(({ id }) => id)).toEqual(['b'])
  })

  it('is undefined without a word in the reference', () => {
    expect(layerErrors([turn('a', 0, 1000, '...')], [], rules).wer).toBeNull()
  })

  it('minds case and punctuation when told to', () => {
    const strict = { lowerCase: false, noPunctuation: false }
    expect(layerErrors([turn('a', 0, 9, 'Oh, yes')], [turn('b', 0, 9, 'oh yes')], strict).wer).toBe(0.5)
    expect(layerErrors([turn('a', 0, 9, 'Oh, yes')], [turn('b', 0, 9, 'oh yes')], rules).wer).toBe(0)
  })
})

describe('the word diff', () => {
  it('shows words as they are written', () => {
    expect(told('Oh shut up.', 'no shut a i')).toEqual([
      'substitute Oh/no',
      'same shut/shut',
      'insert -/a',
      'substitute up./i'
    ])
  })

  it('holds a word that is missing', () => {
    expect(told('I do not know', 'I know')).toEqual([
      'same I/I',
      'delete do/-',
      'delete not/-',
      'same know/know'
    ])
  })

  it('compares letters with marks alike however they are composed', () => {
    expect(told('caf\u00e9', 'cafe\u0301')).toEqual(['same caf\u00e9/cafe\u0301'])
    expect(told('שלום עולם', 'שלום לך')).toEqual(['same שלום/שלום', 'substitute עולם/לך'])
  })

  it('takes characters one by one in scripts without spaces', () => {
    expect([spaceBetween('我', '很'), spaceBetween('a', 'b'), spaceBetween('我', 'b')]).toEqual([
      false,
      true,
      true
    ])
    expect(told('我很高兴', '我不高兴')).toEqual([
      'same 我/我',
      'substitute 很/不',
      'same 高/高',
      'same 兴/兴'
    ])
  })
})

describe('turns of two transcripts', () => {
  it('belong together by the time they share, several to one where a recogniser cut more often', () => {
    const { pairs, extra } = pairTurns(
      [turn('a', 0, 1000, ''), turn('b', 1000, 3000, '')],
      [
        turn('x', 50, 900, ''),
        turn('y', 1000, 1900, ''),
        turn('z', 2000, 3000, ''),
        turn('w', 9000, 9500, '')
      ]
    )
    expect(pairs.map(({ others }) => others.map(({ id }) => id))).toEqual([['x'], ['y', 'z']])
    expect(extra.map(({ id }) => id)).toEqual(['w'])
  })
})

describe('transcript layers', () => {
  const track = (
    id: string,
    authorId: string,
    layer?: string,
    kind: Track['kind'] = 'utterances'
  ): Track => ({
    id,
    recordingId: 'r',
    authorId,
    schemeId: 's',
    attributeId: 'e',
    name: id,
    kind,
    overlap: 'allowed',
    position: 0,
    locked: false,
    ...(layer === undefined ? {} : { layer })
  })
  it('gather the speakers of one transcript and keep several transcripts apart', () => {
    const layers = transcriptLayers(
      [
        track('Anna', 'file'),
        track('Ben', 'file'),
        track('labels', 'me', undefined, 'segments'),
        track('Anna2', 'file', 'w2v2100'),
        track('mine', 'me')
      ],
      (id) => (id === 'me' ? { kind: 'human', name: 'Mia' } : { kind: 'import', name: 'Transcript file' })
    )
    expect(layers.map(({ name, trackIds }) => [name, trackIds])).toEqual([
      ['Transcript', ['Anna', 'Ben']],
      ['w2v2100', ['Anna2']],
      ['Mia', ['mine']]
    ])
  })
})
