import { describe, expect, test } from 'vitest'
import type { Manifest, ManifestUnit } from '../../../../../src/main/engine/inference/manifest'
import { unitsOf } from '../../../../../src/main/engine/inference/units/units-of'
import { asTurns, turnsOf } from '../../../../../src/main/engine/inference/units/turns'
import type { PredictItem, PredictTrack } from '../../../../../src/main/engine/protocol'
import type { Segment } from '../../../../../src/shared/domain/rows'
import { micros } from '../../../../../src/shared/domain/time'
import { itemFor } from '../fixtures'

const manifest = (unit: ManifestUnit): Manifest => ({
  schema: 'affectory.model/1',
  id: 'm',
  name: 'M',
  kind: 'onnx',
  unit,
  outputs: []
})

function track(
  id: string,
  more: Partial<PredictTrack['track']>,
  segments: readonly (readonly [number, number, Partial<Segment>?])[],
  authorKind: PredictTrack['authorKind'] = 'human'
): PredictTrack {
  return {
    authorKind,
    track: {
      id,
      recordingId: 'r1',
      authorId: 'a',
      schemeId: 's',
      attributeId: 'emotion',
      name: id,
      kind: 'segments',
      overlap: 'allowed',
      position: 0,
      locked: false,
      ...more
    },
    segments: segments.map(([from, to, rest], index) => ({
      id: `${id}-${index}`,
      trackId: id,
      start: micros(from * 1e6),
      end: micros(to * 1e6),
      flagged: false,
      ...rest
    }))
  }
}

const times = (unit: ManifestUnit, item: PredictItem) =>
  unitsOf(manifest(unit), item).units.map(({ start, end }) => [start / 1e6, end / 1e6])

describe('units of a model', () => {
  // SPE-4 of the acceptance list.
  test('a 7 s utterance gives windows of 3 s at 0, 1.5, 3 and 4.5 s, the last one filled up', () => {
    const item = { ...itemFor('audio', 30), tracks: [track('turns', { kind: 'utterances' }, [[2, 9]])] }
    const { units } = unitsOf(
      manifest({
        type: 'window',
        tier: 'utterances',
        windowSec: 3,
        hopSec: 1.5,
        anchor: 'start',
        last: 'pad'
      }),
      item
    )
    expect(units.map(({ start }) => start / 1e6 - 2)).toEqual([0, 1.5, 3, 4.5])
    expect(units.map(({ end, wanted }) => [end / 1e6, wanted && wanted.end / 1e6])).toEqual([
      [5, undefined],
      [6.5, undefined],
      [8, undefined],
      [9, 9.5]
    ])
    expect(units.every(({ parent }) => parent?.segmentId === 'turns-0')).toBe(true)
    expect(
      units.map(({ speaksFor }) => [(speaksFor?.start ?? 0) / 1e6, (speaksFor?.end ?? 0) / 1e6])
    ).toEqual([
      [2, 3.5],
      [3.5, 5],
      [5, 6.5],
      [6.5, 9]
    ])
  })

  // BIO-4: 60 s, windows of 10 s every 5 s.
  test('a minute gives 11 whole windows of 10 s every 5 s, and 12 where every start before the end counts', () => {
    expect(
      times({ type: 'window', windowSec: 10, hopSec: 5, last: 'drop' }, itemFor('audio', 60))
    ).toHaveLength(11)
    expect(
      times({ type: 'window', windowSec: 10, hopSec: 5, last: 'keep' }, itemFor('audio', 60)).at(-1)
    ).toEqual([55, 60])
    expect(
      times({ type: 'window', windowSec: 10, hopSec: 5, last: 'pad' }, itemFor('audio', 60))
    ).toHaveLength(11)
  })

  test('windows may lie around or before their moment', () => {
    expect(
      times({ type: 'window', windowSec: 2, hopSec: 1, anchor: 'center', last: 'keep' }, itemFor('audio', 3))
    ).toEqual([
      [0, 1],
      [0, 2],
      [1, 3]
    ])
    expect(
      times({ type: 'window', windowSec: 2, hopSec: 1, anchor: 'center', last: 'drop' }, itemFor('audio', 3))
    ).toEqual([
      [0, 2],
      [1, 3]
    ])
    expect(
      times({ type: 'window', windowSec: 2, hopSec: 1, anchor: 'end', last: 'pad' }, itemFor('audio', 3))
    ).toEqual([
      [0, 1],
      [0, 2],
      [1, 3]
    ])
  })

  test('a span shorter than a window gives one that is filled up, or none', () => {
    const short = itemFor('audio', 1)
    expect(times({ type: 'window', windowSec: 3, hopSec: 1, last: 'pad' }, short)).toEqual([[0, 1]])
    expect(times({ type: 'window', windowSec: 3, hopSec: 1, last: 'drop' }, short)).toEqual([])
  })

  test('utterances are those of people before those of models, shorter ones are left out and counted, longer ones cut', () => {
    const item = {
      ...itemFor('audio', 60),
      tracks: [
        track('heard', { kind: 'utterances' }, [[0, 50]], 'model'),
        track('said', { kind: 'utterances' }, [
          [0, 0.2],
          [1, 3],
          [10, 42]
        ])
      ]
    }
    const { units, tooShort } = unitsOf(
      manifest({ type: 'utterance', tier: 'utterances', minSec: 0.5, maxSec: 15 }),
      item
    )
    expect(tooShort).toBe(1)
    expect(units.map(({ key, start, end }) => [key, start / 1e6, Math.round(end / 1e4) / 100])).toEqual([
      ['said-1', 1, 3],
      ['said-2/0', 10, 20.67],
      ['said-2/1', 20.666667, 31.33],
      ['said-2/2', 31.333333, 42]
    ])
    expect(units[2]?.parent?.segmentId).toBe('said-2')
  })

  test('a recording without utterances is one', () => {
    expect(times({ type: 'utterance' }, itemFor('audio', 4))).toEqual([[0, 4]])
  })

  test('trials are found by the name of their track or attribute, whatever its case and number', () => {
    const tracks = [track('x', { name: 'Trials' }, [[5, 6]]), track('y', { name: 'other' }, [[7, 8]])]
    expect(times({ type: 'trial' }, { ...itemFor('audio', 60), tracks })).toEqual([[5, 6]])
    expect(
      times(
        { type: 'window', tier: 'stimuli', windowSec: 1, hopSec: 1, last: 'drop' },
        { ...itemFor('audio', 3), tracks }
      )
    ).toHaveLength(3)
  })

  test('a conversation is one unit with all its turns; each turn knows its place', () => {
    const turns = [
      track('anna', { kind: 'utterances', personId: 'p1' }, [
        [0, 1, { text: 'Hi.' }],
        [4, 5, { text: 'Good. And you?' }]
      ]),
      track('ben', { kind: 'utterances', personId: 'p2' }, [[2, 3, { text: 'How are you?' }]])
    ]
    const item: PredictItem = {
      ...itemFor('audio', 10),
      tracks: turns,
      persons: [
        { id: 'p1', name: 'Anna', color: '#fff' },
        { id: 'p2', name: 'Ben', color: '#000' }
      ]
    }
    const [dialogue, ...more] = unitsOf(manifest({ type: 'dialogue' }), item).units
    expect(more).toEqual([])
    expect(asTurns(item, dialogue?.turns ?? []).map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      'Anna: Hi.',
      'Ben: How are you?',
      'Anna: Good. And you?'
    ])
    expect(unitsOf(manifest({ type: 'utterance' }), item).units.map(({ at }) => at)).toEqual([0, 1, 2])
    const sentences = unitsOf(manifest({ type: 'sentence' }), item).units
    expect(
      sentences.map(({ textRange, at }) => turnsOf(item)[at ?? 0]?.text?.slice(...(textRange ?? [0])))
    ).toEqual(['Hi.', 'How are you?', 'Good.', 'And you?'])
  })

  test('another layer of the transcript is known to the turns it was said in', () => {
    const item: PredictItem = {
      ...itemFor('audio', 10),
      tracks: [
        track('ref', { kind: 'utterances', layer: 'reference' }, [[0, 2, { text: 'so what' }]]),
        track(
          'asr',
          { kind: 'utterances', layer: 'whisper' },
          [
            [0, 1, { text: 'so' }],
            [1, 2, { text: 'wot' }]
          ],
          'model'
        )
      ]
    }
    expect(asTurns(item, turnsOf(item))[0]).toMatchObject({ text: 'so what', layers: { whisper: 'so wot' } })
  })

  test('keys are the same in the next run over the same rows', () => {
    const item = { ...itemFor('audio', 30), tracks: [track('turns', { kind: 'utterances' }, [[2, 9]])] }
    const keys = () =>
      unitsOf(
        manifest({ type: 'window', tier: 'turns', windowSec: 3, hopSec: 3, last: 'pad' }),
        item
      ).units.map(({ key }) => key)
    expect(keys()).toEqual(['turns-0#0', 'turns-0#1', 'turns-0#2'])
    expect(keys()).toEqual(keys())
  })
})
