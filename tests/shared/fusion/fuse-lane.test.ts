import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { alignSeries, rateCells, sampleCells } from '../../../src/shared/fusion/align-series'
import { combineMembers } from '../../../src/shared/fusion/combine-members'
import { fusedSegments } from '../../../src/shared/fusion/fused-segments'
import { fuser, type FuserPlan } from '../../../src/shared/fusion/fuse-lane'
import { seriesFromFrames, seriesFromSegments } from '../../../src/shared/fusion/member-series'
import { fitStack, stackScores } from '../../../src/shared/fusion/stack-head'
import { toMaster } from '../../../src/shared/domain/time'
import { micros } from '../../../src/shared/domain/time'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { readVectors, vectorFamilies } from '../metrics/vectors'

const labels = ['a', 'b']
const toTarget = (scores: Readonly<Record<string, number>>): number[] => labels.map((id) => scores[id] ?? 0)
const plan = (change: Partial<FuserPlan> = {}): FuserPlan => ({
  members: [member('face'), member('voice')],
  missing: 'renormalise',
  combine: 'mean',
  smoothSeconds: 0,
  rules: [],
  ...change
})
const member = (authorId: string): FuserPlan['members'][number] => ({
  authorId,
  weight: 1,
  classWeights: {},
  offsetSeconds: 0,
  post: 'none'
})

/** A video of 10 s at 25 Hz, its frame times rounded to microseconds as containers have them. */
const FRAMES = 250
const frameTimes = Float64Array.from({ length: FRAMES }, (_, i) => Math.round((i * 1e6) / 25))
const face = (keep: (seconds: number) => boolean = () => true) => {
  const times = frameTimes.filter((time) => keep(time / 1e6))
  const scores = Float64Array.from({ length: times.length * 2 }, (_, i) => (i % 2 === 0 ? 0.9 : 0.1))
  return seriesFromFrames({ times, columns: labels, scores }, toTarget, {
    labels: 2,
    usual: 40_000,
    until: 10e6
  })
}
/** Windows of 4 s every half second; only whole ones: the last begins at 6 s. The share of a tells which window it is. */
const windows = Float64Array.from({ length: 13 }, (_, i) => i * 500_000)
const voice = seriesFromFrames(
  {
    times: windows,
    columns: labels,
    scores: Float64Array.from({ length: 26 }, (_, i) => (i % 2 === 0 ? (i >> 1) / 20 : 1 - (i >> 1) / 20))
  },
  toTarget,
  { labels: 2, usual: 500_000, until: 10e6, windowMicros: 4e6 }
)

describe('FUS-2: a picture at 25 Hz with sound in windows every half second', () => {
  it('gives one value for every frame, the newest window that has begun, and the last one to the end', () => {
    const cells = sampleCells([face(), voice])
    expect(cells.starts.length).toBe(FRAMES)
    const aligned = alignSeries(voice, cells, 2, 'hold')
    expect([...aligned.present].every((one) => one === 1)).toBe(true)
    const share = (frame: number): number => aligned.scores[frame * 2] ?? NaN
    expect(share(0)).toBe(0)
    expect(share(12)).toBe(0) // 0.48 s: still the first window
    expect(share(13)).toBe(0.05) // 0.52 s: the second
    expect(share(150)).toBe(0.6) // 6 s: the last
    expect(share(249)).toBe(0.6)
    const fuse = made(plan())
    const fused = fuse({ cells, members: [alignSeries(face(), cells, 2, 'hold'), aligned] })
    expect(fused.best.length).toBe(FRAMES)
    expect(fused.scores[498]).toBeCloseTo((0.9 + 0.6) / 2, 12)
  })
})

describe('FUS-3: a face that is away for three seconds', () => {
  const away = face((seconds) => seconds < 3 || seconds >= 6)
  const cells = rateCells(10e6, 25)
  const both = [alignSeries(away, cells, 2, 'hold'), alignSeries(voice, cells, 2, 'hold')]

  for (const combine of ['mean', 'product', 'max', 'weighted-sum', 'gate-by-confidence'] as const)
    it(`leaves what the sound says alone, by ${combine}`, () => {
      const fused = made(plan({ combine }))({ cells, members: both })
      const alone = made(plan({ combine, members: [member('voice')] }))({ cells, members: both.slice(1) })
      for (let i = 3.2 * 25; i < 6 * 25; i++) {
        expect(fused.scores[i * 2]).toBeCloseTo(alone.scores[i * 2] ?? NaN, 9)
        expect(fused.missing[i]).toBe(1)
      }
      expect(fused.missing[0]).toBe(0)
    })
  it('names who is missing on the segments of that time, and only there', () => {
    const segments = fusedSegments(made(plan())({ cells, members: both }), ['Face', 'Voice'])
    const marked = segments.filter(({ extra }) => extra !== undefined)
    expect(marked.map(({ extra }) => extra)).toEqual(marked.map(() => ({ fusion: { missing: ['Face'] } })))
    // The last face before the gap holds for one frame.
    expect(marked[0]?.start).toBe(3e6)
    expect(marked.at(-1)?.end).toBe(6e6)
  })
  it('holds the last answer, counts as zero, or leaves the time out, as the policy says', () => {
    const at = Math.round(4.5 * 25)
    const score = (missing: FuserPlan['missing']): number | undefined => {
      const fused = made(plan({ missing }))({ cells, members: both })
      return (fused.best[at] ?? -1) < 0 ? undefined : fused.scores[at * 2]
    }
    const heard = 0.45
    expect(score('hold')).toBeCloseTo((0.9 + heard) / 2, 9)
    expect(score('zero')).toBeCloseTo(heard, 9)
    expect(score('skip')).toBeUndefined()
  })
})

describe('FUS-4: sound that is placed 200 ms later', () => {
  it('moves its answers in the result by 200 ms', () => {
    const clap = (offset: number) => {
      const stream = { offset: micros(offset), driftPpm: 0 }
      const times = Float64Array.from({ length: 1000 }, (_, i) => toMaster(stream, i * 10_000))
      const scores = Float64Array.from({ length: 2000 }, (_, i) => (i >> 1 >= 500 === (i % 2 === 0) ? 1 : 0))
      const series = seriesFromFrames({ times, columns: labels, scores }, toTarget, {
        labels: 2,
        usual: 10_000,
        until: 11e6
      })
      const cells = rateCells(11e6, 250)
      const fused = made(plan({ members: [member('voice')] }))({
        cells,
        members: [alignSeries(series, cells, 2, 'hold')]
      })
      return fusedSegments(fused, ['Voice']).find(({ label }) => label === 'a')?.start ?? NaN
    }
    expect(Math.abs(clap(200_000) - clap(0) - 200_000)).toBeLessThanOrEqual(1000)
  })
  it('and an offset of a member does the same', () => {
    const own = { labels: 2, usual: 40_000, until: 10e6 }
    const frames = { times: frameTimes, columns: labels, scores: new Float64Array(FRAMES * 2).fill(0.5) }
    const moved = seriesFromFrames(frames, toTarget, { ...own, offset: 200_000 })
    expect(moved.starts[0]).toBe(200_000)
    expect(
      seriesFromSegments([{ start: 0, end: 10, label: 'a' }], toTarget, { labels: 2, offset: 5 })
    ).toEqual({
      starts: Float64Array.of(5),
      ends: Float64Array.of(15),
      scores: Float64Array.of(1, 0)
    })
  })
})

describe('combining', () => {
  const rules = {
    mean: 'mean',
    product: 'product',
    max: 'max',
    vote: 'vote',
    weighted: 'mean',
    class_weighted: 'weighted-sum'
  } as const
  const cases = (vectorFamilies.includes('fusion') ? readVectors('fusion') : []).filter(
    ({ metric }) => metric === 'fuse'
  )
  it.skipIf(cases.length === 0)(`gives the known answers of ${cases.length} fusions`, () => {
    for (const { name, inputs, expected, tolerance } of cases) {
      const { probs, method, weights } = inputs as {
        probs: number[][][]
        method: keyof typeof rules
        weights: null | number[] | number[][]
      }
      const k = probs[0]?.[0]?.length ?? 0
      const members = probs.map((rows) => ({
        scores: Float64Array.from(rows.flat()),
        present: new Uint8Array(rows.length).fill(1)
      }))
      const own = probs.map((_, m) => {
        const weight = weights?.[m]
        return Array.isArray(weight)
          ? { weight: 1, classes: weight }
          : { weight: weight ?? 1, classes: new Array<number>(k).fill(1) }
      })
      const out = combineMembers(members, own, k, { combine: rules[method], missing: 'renormalise' })
      const { fused } = expected as { fused: number[][] }
      fused.forEach((row, i) => {
        const got = [...out.scores.subarray(i * k, (i + 1) * k)]
        // Products, maxima and votes are told as shares there.
        const sum =
          method === 'product' || method === 'max' || method === 'vote' ? got.reduce((a, b) => a + b, 0) : 1
        row.forEach((value, c) =>
          expect(Math.abs((got[c] ?? NaN) / sum - value), name).toBeLessThan(tolerance)
        )
      })
    }
  })
  it('leaves a label to those who can give it, where the others have weight 0 for it', () => {
    const one = (...scores: number[]) => ({ scores: Float64Array.from(scores), present: Uint8Array.of(1) })
    const out = combineMembers(
      [one(0.2, 0.8), one(1, 0)],
      [
        { weight: 1, classes: [1, 1] },
        { weight: 1, classes: [1, 0] }
      ],
      2,
      { combine: 'mean', missing: 'renormalise' }
    )
    expect([...out.scores]).toEqual([0.6, 0.8])
  })
})

describe('aligning', () => {
  const steps = seriesFromSegments(
    [
      { start: 0, end: 100, scores: { a: 0, b: 1 } },
      { start: 100, end: 200, scores: { a: 1, b: 0 } },
      { start: 300, end: 400, scores: { a: 0.5, b: 0.5 } }
    ],
    toTarget,
    { labels: 2 }
  )
  const at = (
    start: number,
    end: number,
    how: 'hold' | 'nearest' | 'linear' | 'mean'
  ): number | undefined => {
    const aligned = alignSeries(steps, { starts: Float64Array.of(start), ends: Float64Array.of(end) }, 2, how)
    return aligned.present[0] ? aligned.scores[0] : undefined
  }
  it('holds, takes the nearest, or goes straight from the middle of one answer to that of the next', () => {
    expect(at(90, 90, 'hold')).toBe(0)
    expect(at(95, 115, 'nearest')).toBe(1)
    expect(at(75, 75, 'linear')).toBeCloseTo(0.25)
    expect(at(100, 100, 'linear')).toBeCloseTo(0.5)
    expect(at(20, 20, 'linear')).toBe(0)
  })
  it('never reaches across a gap', () => {
    for (const how of ['hold', 'nearest', 'linear', 'mean'] as const)
      expect(at(220, 240, how)).toBeUndefined()
    expect(at(195, 195, 'linear')).toBe(1)
  })
  it('averages what lies in a segment by its time in it', () => {
    expect(at(50, 200, 'mean')).toBeCloseTo(2 / 3)
    expect(at(150, 350, 'mean')).toBeCloseTo(0.75)
  })
})

describe('a stacked head', () => {
  it('learns from the named cells which member is right about which label', () => {
    const draw = seededRandom(7)
    const random = (): number => draw() / 4294967296
    const rows = Array.from({ length: 300 }, () => {
      const label = random() < 0.5 ? 0 : 1
      const right = label === 0 ? [0.8, 0.2] : [0.2, 0.8]
      const noise = random()
      return { label, shares: [...right, noise, 1 - noise] }
    })
    for (const model of ['logistic', 'ridge'] as const) {
      const head = atOnce(
        fitStack(
          {
            shares: rows.map(({ shares }) => shares),
            here: rows.map(() => [1, 1]),
            labels: rows.map(({ label }) => label)
          },
          { model, lambda: 1 },
          2,
          2
        )
      )
      if (!head.ok) throw new Error(head.error.message)
      const [first = 0] = stackScores(head.value, [0.8, 0.2, 0, 1], [1, 1])
      expect(first).toBeGreaterThan(0.7)
    }
  })
  it('is refused where the named recordings show one label only', () => {
    const made = atOnce(
      fitStack({ shares: [[1, 0]], here: [[1]], labels: [0] }, { model: 'ridge', lambda: 1 }, 1, 2)
    )
    expect(made.ok).toBe(false)
  })
})

function made(given: FuserPlan) {
  const fuse = fuser(
    given,
    labels,
    given.members.map(({ authorId }) => authorId)
  )
  if (!fuse.ok) throw new Error(fuse.error.message)
  return fuse.value
}
