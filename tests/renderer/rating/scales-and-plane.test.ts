import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Author, SchemeRow, Track } from '../../../src/shared/domain/rows'
import { attributeChoices, dimChoices } from '../../../src/renderer/panels/rating/set-up-choices'
import { circumplexWords, schemeLandmarks } from '../../../src/renderer/session/rating/circumplex'
import { readGamepad } from '../../../src/renderer/session/rating/gamepad'
import { planeSources } from '../../../src/renderer/session/rating/plane-sources'
import { dimsOf, traceAttributesOf } from '../../../src/renderer/session/rating/trace-attributes'
import { valuesAt } from '../../../src/renderer/session/rating/trace-values'
import { planeBox, planeShares } from '../../../src/renderer/ui/paint-plane'

const folder = join(import.meta.dirname, '../../../resources/schemes')
const presets: readonly SchemeRow[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const document = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { id: string; name: string }
    return { id: document.id, name: document.name, version: '1', document }
  })
const preset = (id: string): SchemeRow => {
  const found = presets.find((each) => each.id === id)
  if (!found) throw new Error(`no preset "${id}"`)
  return found
}
const track = (change: Partial<Track>): Track =>
  ({
    id: 't1',
    recordingId: 'r',
    authorId: 'ada',
    schemeId: 'va-bipolar',
    attributeId: 'va',
    name: 'Valence',
    kind: 'trace',
    overlap: 'allowed',
    position: 1,
    locked: false,
    trace: { mode: 'bounded', rateHz: 25, dims: ['valence'] },
    ...change
  }) as Track

describe('scales that can be rated', () => {
  it('are the traces of the shipped schemes, at their own rate within 10 to 100 Hz', () => {
    const rates = ['recola-va', 'sewa-avl', 'deam-va', 'va-bipolar'].map((id) =>
      traceAttributesOf(preset(id)).map(({ rateHz, dims }) => [rateHz, dims.map((dim) => dim.id).join('+')])
    )
    expect(rates).toEqual([
      [[25, 'valence+arousal']],
      [[10, 'arousal+valence+liking']],
      [[10, 'valence+arousal']],
      [[25, 'valence+arousal']]
    ])
    expect(traceAttributesOf(preset('ekman7'))).toEqual([])
  })

  it('list those of the project first and none twice', () => {
    const choices = attributeChoices([preset('sewa-avl')], presets)
    expect(choices[0]).toMatchObject({ id: 'sewa-avl/vad', inProject: true })
    expect(choices.filter(({ id }) => id === 'sewa-avl/vad')).toHaveLength(1)
    expect(choices.slice(1).every(({ inProject }) => !inProject)).toBe(true)
  })

  it('offer every dimension alone and every pair, with valence on the level axis', () => {
    const [attribute] = traceAttributesOf(preset('sewa-avl'))
    expect(dimChoices(attribute?.dims ?? []).map(({ title }) => title)).toEqual([
      'Arousal',
      'Valence',
      'Liking',
      'Valence and arousal, on the plane',
      'Liking and arousal, on the plane',
      'Valence and liking, on the plane'
    ])
  })

  it('run from -1 to 1 where the scheme says nothing', () => {
    expect(dimsOf(undefined, 'va', ['joy'])).toMatchObject([{ id: 'joy', min: -1, max: 1, neutral: 0 }])
  })
})

describe('the plane', () => {
  it('puts happiness at pleasant and sadness at unpleasant and calm, as the angles of Russell say', () => {
    const place = (name: string) => circumplexWords.find((word) => word.name === name)
    // By hand: 0.88 cos 7.8° = 0.8719, 0.88 sin 7.8° = 0.1194; 0.88 cos 207.5° = -0.7806, 0.88 sin 207.5° = -0.4063.
    expect(place('Happy')?.valence).toBeCloseTo(0.8719, 3)
    expect(place('Happy')?.arousal).toBeCloseTo(0.1194, 3)
    expect(place('Sad')?.valence).toBeCloseTo(-0.7806, 3)
    expect(place('Sad')?.arousal).toBeCloseTo(-0.4063, 3)
  })

  it('takes the places of labels from a scheme that has them', () => {
    expect(
      schemeLandmarks(preset('russell4q')).map(({ name, valence, arousal }) => [name, valence, arousal])
    ).toEqual([
      ['Q1', 1, 1],
      ['Q2', -1, 1],
      ['Q3', -1, -1],
      ['Q4', 1, -1]
    ])
    expect(schemeLandmarks(preset('ekman7'))).toEqual([])
  })

  it('reads its middle and its corners from the pointer', () => {
    const box = planeBox(400, 300)
    expect(planeShares(200, 150, 400, 300)).toEqual([0.5, 0.5])
    expect(planeShares(box.left, box.top, 400, 300)).toEqual([0, 1])
    expect(planeShares(4000, 4000, 400, 300)).toEqual([1, 0])
  })

  it('joins a track of valence and one of arousal by one rater, and prefers a track of both', () => {
    const ada = { id: 'ada', name: 'Ada', kind: 'human', color: '#fff' } as Author
    const authors = new Map([['ada', ada]])
    const valence = track({ id: 'v' })
    const arousal = track({ id: 'a', trace: { mode: 'bounded', rateHz: 25, dims: ['arousal'] } })
    const both = track({ id: 'b', trace: { mode: 'bounded', rateHz: 25, dims: ['valence', 'arousal'] } })
    expect(planeSources([valence], authors)).toEqual([])
    expect(planeSources([valence, arousal], authors)).toMatchObject([
      { valence: { trackId: 'v', dim: 0 }, arousal: { trackId: 'a', dim: 0 } }
    ])
    expect(planeSources([valence, arousal, both], authors)).toMatchObject([
      { valence: { trackId: 'b', dim: 0 }, arousal: { trackId: 'b', dim: 1 } }
    ])
    const marks = track({ id: 'm', trace: { mode: 'binary', rateHz: 25, dims: ['arousal'] } })
    expect(planeSources([valence, marks], authors)).toEqual([])
    expect(planeSources([valence, { ...arousal, personId: 'p' }], authors)).toEqual([])
  })
})

describe('a gamepad', () => {
  const pad = (axes: readonly number[], pressed: readonly number[] = []): Gamepad =>
    ({
      connected: true,
      axes,
      buttons: Array.from({ length: 17 }, (_, index) => ({ pressed: pressed.includes(index) }))
    }) as unknown as Gamepad

  it('is the first connected one; up and right are positive, A plays and X is missing', () => {
    expect(readGamepad({ getGamepads: () => [null, pad([0.5, -0.25], [2])] })).toEqual({
      x: 0.5,
      y: 0.25,
      play: false,
      missing: true
    })
    expect(readGamepad({ getGamepads: () => [pad([0, 0], [0])] })?.play).toBe(true)
    expect(readGamepad({ getGamepads: () => [null] })).toBeUndefined()
  })
})

describe('a stretch of a trace', () => {
  it('holds each sample until the next and has nothing outside', () => {
    const read = { startUs: 1_000_000, rateHz: 10, dims: ['valence'], values: [[0.1, null, 0.3]] }
    expect(valuesAt(read, 1_000_000)).toEqual([0.1])
    expect(valuesAt(read, 1_099_999)).toEqual([0.1])
    expect(valuesAt(read, 1_150_000)).toEqual([Number.NaN])
    expect(valuesAt(read, 1_200_000)).toEqual([0.3])
    expect(valuesAt(read, 999_999)).toEqual([Number.NaN])
  })
})
