import { describe, expect, test } from 'vitest'
import { predictJob, type PredictSpec } from '../../../../src/main/engine/inference/predict-job'
import { IDENTITY, type Picture } from '../../../../src/main/engine/inference/ops/value'
import type { PredictItem } from '../../../../src/main/engine/protocol'
import { Committed, contextFor, fakeDecoder, fitted, hasModel, itemFor, photograph, runOf } from './fixtures'

const built = hasModel('face-detection') && hasModel('face-expression')
if (!built) console.log('skipped: the face models are not built (npm run models)')

const still = built ? fitted(photograph(3), 640) : blank()
const SECONDS = 30
/** Nobody is in the picture in these seconds. */
const AWAY = { from: 12, to: 16 }

function blank(): Picture {
  return {
    kind: 'picture',
    widthPx: 640,
    heightPx: 450,
    channels: 3,
    data: new Uint8Array(640 * 450 * 3).fill(40),
    placement: IDENTITY
  }
}

/** The photograph of three women, panned slowly; empty while they are away. */
function scene(time: number): Picture {
  const seconds = time / 1e6
  if (seconds >= AWAY.from && seconds < AWAY.to) return blank()
  return shifted(still, Math.round(30 * Math.sin(seconds / 3)))
}

function shifted(picture: Picture, by: number): Picture {
  const data = new Uint8Array(picture.data.length)
  const row = picture.widthPx * 3
  for (let y = 0; y < picture.heightPx; y++) {
    const from = y * row + Math.max(0, by) * 3
    data.set(
      picture.data.subarray(from, (y + 1) * row - Math.max(0, -by) * 3),
      y * row + Math.max(0, -by) * 3
    )
  }
  return { ...picture, data }
}

const spec = (item: PredictItem, rateHz = 5): PredictSpec => ({
  kind: 'predict',
  run: runOf('face-expression'),
  items: [item],
  options: { rateHz },
  provider: 'cpu'
})

/** The whole scene read once, for the tests that look at the outcome. */
let outcome: Promise<Committed> | undefined
function wholeRun(): Promise<Committed> {
  outcome ??= (async () => {
    const committed = new Committed()
    const context = contextFor(fakeDecoder({ picture: scene }), committed)
    expect(await predictJob(spec(itemFor('video', SECONDS)), context)).toMatchObject({ ok: true })
    return committed
  })()
  return outcome
}

const labels = ['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise']
const seconds = (row: Record<string, number>): number => (row['pts'] ?? NaN) / 1e6

describe.skipIf(!built)('faces in a video', () => {
  test(
    'three people are followed, numbered from left to right, gone while nobody is there, and recognised when they are back',
    { timeout: 60_000 },
    async () => {
      const committed = await wholeRun()
      expect(committed.problems).toEqual([])
      expect(committed.done).toBe(true)
      expect(committed.doneUntilSeconds).toBe(SECONDS)

      const rows = committed.rows()
      const before = rows.filter((row) => seconds(row) < AWAY.from)
      const after = rows.filter((row) => seconds(row) >= AWAY.to)
      const persons = (some: typeof rows): Set<number | undefined> =>
        new Set(some.map((row) => row['person']))
      const left = (person: number): number => before.find((row) => row['person'] === person)?.['x'] ?? NaN
      expect(persons(before)).toEqual(new Set([1, 2, 3]))
      expect(persons(after)).toEqual(new Set([1, 2, 3]))
      expect(left(1)).toBeLessThan(left(2))
      expect(left(2)).toBeLessThan(left(3))
      expect(before.length + after.length).toBe(rows.length)
      // One row per person and sampled picture: hardly any missing, none twice.
      expect(before.length).toBeGreaterThanOrEqual(0.98 * 3 * AWAY.from * 5)
      expect(new Set(rows.map((row) => `${row['pts']}/${row['person']}`)).size).toBe(rows.length)
      for (const row of rows) {
        expect(labels.reduce((total, label) => total + (row[label] ?? NaN), 0)).toBeCloseTo(1, 3)
      }
    }
  )

  test('segments begin and end at frames, do not overlap, and none lies in the gap', async () => {
    const committed = await wholeRun()
    expect(committed.tracks.size).toBe(3)
    for (const segments of committed.tracks.values()) {
      segments.forEach((segment, index) => {
        expect(segment.start % 40_000).toBe(0)
        expect(segment.end % 40_000).toBe(0)
        expect(segment.end).toBeGreaterThan(segment.start)
        if (index > 0) expect(segment.start).toBeGreaterThanOrEqual(segments[index - 1]?.end ?? 0)
        // Half a sample step on each side belongs to the samples at the gap's edges.
        expect(segment.end <= AWAY.from * 1e6 || segment.start >= AWAY.to * 1e6 - 100_000).toBe(true)
        expect(segment.confidence).toBe(segment.scores?.[segment.label ?? ''])
      })
    }
  })

  test('results appear while the video is still being read', { timeout: 60_000 }, async () => {
    const committed = new Committed()
    let read = 0
    const readAtBatch: number[] = []
    const context = contextFor(fakeDecoder({ picture: scene, onFrame: () => read++ }), committed, {
      onBatch: () => readAtBatch.push(read)
    })
    await predictJob(spec(itemFor('video', SECONDS)), context)
    expect(readAtBatch[0]).toBeLessThan(SECONDS * 5 * 0.5)
    expect(committed.batches.map((batch) => batch.recordingDone)).toEqual([
      ...committed.batches.slice(1).map(() => false),
      true
    ])
  })

  test(
    'a run cut off halfway goes on behind what is committed and ends as if it had never stopped',
    { timeout: 120_000 },
    async () => {
      const whole = new Committed()
      await predictJob(spec(itemFor('video', SECONDS)), contextFor(fakeDecoder({ picture: scene }), whole))

      const committed = new Committed()
      const stop = new AbortController()
      const asked: number[] = []
      const decoder = fakeDecoder({ picture: scene, onFrame: (time) => asked.push(time) })
      const cut = contextFor(decoder, committed, {
        signal: stop.signal,
        onBatch: () => committed.batches.length === 2 && stop.abort()
      })
      await expect(predictJob(spec(itemFor('video', SECONDS)), cut)).rejects.toThrow()
      const until = (committed.doneUntilSeconds ?? 0) * 1e6
      expect(until).toBeGreaterThan(0)
      expect(until).toBeLessThan(SECONDS * 1e6)

      asked.length = 0
      await predictJob(spec(committed.resumed(itemFor('video', SECONDS))), contextFor(decoder, committed))
      expect(Math.min(...asked)).toBeGreaterThanOrEqual(until)
      expect(committed.rows().map((row) => [row['pts'], row['person']])).toEqual(
        whole.rows().map((row) => [row['pts'], row['person']])
      )
      const shape = (run: Committed): unknown =>
        [...run.tracks].map(([key, segments]) => [
          key,
          segments.map(({ start, end, label }) => [start, end, label])
        ])
      expect(shape(committed)).toEqual(shape(whole))
    }
  )

  test(
    'with small faces looked for, the same three people are found, in nearly every picture',
    { timeout: 60_000 },
    async () => {
      const committed = new Committed()
      const usual = spec(itemFor('video', 6), 2)
      const context = contextFor(fakeDecoder({ picture: scene }), committed)
      const fine = { ...usual, options: { ...usual.options, smallFaces: true } }
      expect(await predictJob(fine, context)).toMatchObject({ ok: true })
      expect([...committed.tracks.keys()].sort()).toEqual(['face-1', 'face-2', 'face-3'])
      for (const person of [1, 2, 3])
        expect(committed.rows().filter((row) => row['person'] === person).length).toBeGreaterThanOrEqual(10)
    }
  )

  test.each([
    ['as usual', {}],
    ['looking for small faces', { smallFaces: true }]
  ])('a cancelled run stops within a second, %s', { timeout: 60_000 }, async (_, more) => {
    const stop = new AbortController()
    const committed = new Committed()
    const usual = spec(itemFor('video', 600))
    const running = predictJob(
      { ...usual, options: { ...usual.options, ...more } },
      contextFor(fakeDecoder({ picture: scene }), committed, { signal: stop.signal })
    )
    await new Promise((done) => setTimeout(done, 1500))
    const start = performance.now()
    stop.abort()
    await expect(running).rejects.toThrow()
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
