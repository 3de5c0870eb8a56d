import { beforeAll, describe, expect, test } from 'vitest'
import { explainJob } from '../../../../../src/main/engine/inference/explain/explain-job'
import { axisRoles, type InputFacts } from '../../../../../src/main/engine/inference/explain/map-axes'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import type { Decoder, JobSpec, PredictItem, PredictTrack } from '../../../../../src/main/engine/protocol'
import type { Explained } from '../../../../../src/shared/explain/explained'
import { axisLength, type MapAxis, type ModelMap } from '../../../../../src/shared/explain/model-map'
import {
  FRAME_HZ,
  PULLS,
  putColourMaps,
  putSelfAttention,
  putWordsAndSound
} from '../../../../fixtures/looking-models'
import { Committed, contextFor, fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, trackOf } from '../declared/tiny-models'

const RATE = 16_000
/** Four seconds; the second and the third of them are loud. */
const level = (second: number): number => (second >= 2 && second < 4 ? 0.8 : 0.05)
const sound = {
  rateHz: RATE,
  samples: Float32Array.from({ length: 5 * RATE }, (_, i) => level(i / RATE) * (i % 2 === 0 ? 1 : -1))
}
/** A turn from 1 s to 4 s. */
const talk = trackOf('talk', { kind: 'utterances' }, [[1, 4, { text: 'Loudly, the quiet' }]])
const wordTier = (words: readonly string[]): PredictTrack =>
  trackOf('words', { kind: 'utterances', layer: 'words' }, [
    [1.2, 1.8, { text: words[0] ?? '' }],
    [2, 2.2, { text: words[1] ?? '' }],
    [2.5, 3.7, { text: words[2] ?? '' }]
  ])
const item = (...tracks: PredictTrack[]): PredictItem => ({
  ...itemFor('audio', 5),
  tracks: [talk, ...tracks]
})

let folder = ''
beforeAll(() => {
  folder = makeModelsFolder()
  putWordsAndSound(folder, 'words-and-sound')
  putSelfAttention(folder, 'self', 1)
  putSelfAttention(folder, 'twice', 2)
  putColourMaps(folder, 'colours')
})

async function explained(
  spec: Partial<Extract<JobSpec, { kind: 'explain' }>> & { modelId: string; item: PredictItem },
  decoder: Decoder = fakeDecoder({ sound })
): Promise<Explained> {
  const made = await explainJob(
    { kind: 'explain', time: 2_500_000, options: {}, provider: 'cpu', schemes: [], ...spec },
    { ...contextFor(decoder, new Committed()), environment: { modelsFolder: folder, threads: 1 } }
  )
  if (!made.ok) throw new Error(made.error.message)
  if (made.value.kind !== 'explained') throw new Error(made.value.kind)
  return made.value.explained
}

const pieces = (axis: MapAxis | undefined): Extract<MapAxis, { kind: 'pieces' }> => {
  if (axis?.kind !== 'pieces') throw new Error(`${axis?.kind} are no pieces`)
  return axis
}
const rowOf = ({ weights, to }: ModelMap, row: number): number[] => [
  ...weights.subarray(row * axisLength(to), (row + 1) * axisLength(to))
]

describe('where a model says that it looked', () => {
  test('XAI-3: words look at sound: a row for each piece over the stretch of the turn, each adding up to 1', async () => {
    const {
      maps = [],
      start,
      end
    } = await explained({
      modelId: 'words-and-sound',
      outputId: 'heard',
      item: item(wordTier(['loudly', 'The', 'quiet']))
    })
    expect([start, end]).toEqual([1_000_000, 4_000_000])
    expect(maps).toHaveLength(1)
    const [map] = maps
    if (!map) throw new Error('no map')
    expect(map).toMatchObject({ outputId: 'attention', task: 'attention', to: { kind: 'time', count: 30 } })
    const { text, ranges, times = [], timesBy } = pieces(map.from)
    expect(ranges.map(([from, to]) => text.slice(from, to))).toEqual(['Loud', 'ly', ',', 'the', 'quiet'])
    // By the track of words; a comma is none of them.
    expect(timesBy).toBe('words')
    expect(times.map((time) => time && [time.start / 1e6, time.end / 1e6])).toEqual([
      [1.2, 1.8],
      [1.2, 1.8],
      null,
      [2, 2.2],
      [2.5, 3.7]
    ])
    const energy = Array.from({ length: 30 }, (_, frame) => level(1 + (frame + 0.5) / FRAME_HZ) ** 2)
    for (const [row, piece] of ['loud', '##ly', '[UNK]', 'the', 'quiet'].entries()) {
      const raw = energy.map((each) => Math.exp(10 * (PULLS[piece] ?? NaN) * each))
      const all = raw.reduce((sum, each) => sum + each, 0)
      rowOf(map, row).forEach((weight, frame) => expect(weight).toBeCloseTo((raw[frame] ?? NaN) / all, 5))
      expect(rowOf(map, row).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5)
    }
    expect(map.sums).toMatchObject({ off: 0, rows: 5 })
    expect(map.sums?.worst).toBeLessThan(1e-5)
  })

  test('without a track of the same words, times are in proportion to the letters, and that is told', async () => {
    for (const tracks of [[], [wordTier(['something', 'else', 'entirely'])]]) {
      const { maps } = await explained({
        modelId: 'words-and-sound',
        outputId: 'heard',
        item: item(...tracks)
      })
      const { times = [], timesBy, text } = pieces(maps?.[0]?.from)
      expect(timesBy).toBe('letters')
      const last = times.at(-1)
      expect(last?.end).toBeCloseTo(4_000_000)
      expect(last?.start).toBeCloseTo(1_000_000 + (text.indexOf('quiet') / text.length) * 3_000_000)
    }
  })

  test('of heads the mean is told; rows that do not add up to 1 are counted', async () => {
    const { maps = [] } = await explained({ modelId: 'self', outputId: 'number', item: item() })
    const [map] = maps
    if (!map) throw new Error('no map')
    expect(map.heads).toBe(2)
    expect(pieces(map.from).ranges).toEqual(pieces(map.to).ranges)
    // Half of one head that looks at the piece itself, half of one that looks at all five alike.
    rowOf(map, 3).forEach((weight, column) => expect(weight).toBeCloseTo(column === 3 ? 0.6 : 0.1, 5))
    expect(map.sums).toMatchObject({ off: 0, rows: 10 })
    const twice = (await explained({ modelId: 'twice', outputId: 'number', item: item() })).maps?.[0]
    expect(twice?.sums).toMatchObject({ off: 10, rows: 10 })
    expect(twice?.sums?.worst).toBeCloseTo(1, 5)
  })

  test('a heatmap is that of the answer explained, placed on the part of the picture that went in', async () => {
    // Red on the left, blue on the right; twice as wide as high, so that "cover" leaves a quarter out on each side.
    const picture = (): Picture => ({
      kind: 'picture',
      widthPx: 224,
      heightPx: 112,
      channels: 3,
      data: Uint8Array.from({ length: 224 * 112 * 3 }, (_, i) => {
        const left = Math.floor(i / 3) % 224 < 112
        return i % 3 === (left ? 0 : 2) ? 200 : 0
      }),
      placement: IDENTITY
    })
    const map = async (label: string): Promise<ModelMap | undefined> =>
      (
        await explained(
          { modelId: 'colours', outputId: 'colour', label, item: itemFor('video', 5) },
          fakeDecoder({ picture })
        )
      ).maps?.[0]
    const [red, blue] = [await map('red'), await map('blue')]
    if (!red || !blue) throw new Error('no map')
    expect(red).toMatchObject({
      task: 'heatmap',
      from: { kind: 'rows', count: 7 },
      to: { kind: 'columns', count: 7 },
      box: { x: 0.25, y: 0, w: 0.5, h: 1 }
    })
    expect(red.sums).toBeUndefined()
    for (let row = 0; row < 7; row++) {
      expect(rowOf(red, row).slice(0, 3)).toEqual([200, 200, 200])
      expect(rowOf(red, row).slice(4)).toEqual([0, 0, 0])
      expect(rowOf(blue, row).slice(4)).toEqual([200, 200, 200])
    }
  })
})

describe('what the axes of a map stand for', () => {
  const facts: InputFacts = {
    texts: [{ name: 'ids', shape: ['B', 'Tw'], length: 12 }],
    timeNames: new Set(['frames_in']),
    hasTime: true,
    hasPicture: false,
    labels: 4
  }
  const roles = (
    dims: number[],
    shape: (number | string)[],
    more: Partial<InputFacts> = {},
    task: 'attention' | 'heatmap' = 'attention'
  ) => axisRoles(dims, { shape, task }, { ...facts, ...more })?.map(({ role }) => role)

  test('a name shared with an input says it, then a name that means something, then the length, then what is looked at', () => {
    expect(roles([12, 40], ['B', 'Tw', 'frames_in'])).toEqual(['pieces', 'time'])
    expect(roles([8, 12, 12], ['B', 'heads', 'Tw', 'Tw'])).toEqual(['head', 'pieces', 'pieces'])
    expect(roles([12, 40], ['B', 12, 40])).toEqual(['pieces', 'time'])
    expect(roles([40], ['B', 40], { texts: [] })).toEqual(['time'])
    expect(roles([40], ['B', 40], { texts: [], hasTime: false })).toEqual(['other'])
    expect(roles([4, 7, 7], ['B', 4, 7, 7], { hasPicture: true }, 'heatmap')).toEqual([
      'label',
      'rows',
      'columns'
    ])
    expect(roles([4, 7, 7], ['B', 4, 7, 7], { hasPicture: false, texts: [] }, 'attention')).toEqual([
      'head',
      'time',
      'time'
    ])
  })

  test('what has more sides than two is not drawn', () => {
    expect(roles([3, 5, 6, 7], ['B', 'a', 'b', 'c', 'd'])).toBeUndefined()
  })
})
