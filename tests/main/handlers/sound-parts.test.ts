import { expect, test } from 'vitest'
import type { JobSpec } from '../../../src/main/engine/protocol'
import type { JobOutcome } from '../../../src/main/handlers/job-board'
import { soundParts } from '../../../src/main/handlers/sound-parts'
import type { Project } from '../../../src/main/store'
import type { MediaFile, Stream } from '../../../src/shared/domain/rows'

const PART = 2 ** 17
const sampleCount = 40 * PART + 1000
const valueAt = (sample: number): number => (sample * 7919) % 30_000

const file: MediaFile = {
  id: 'f1',
  recordingId: 'r1',
  path: '/recordings/interview.m4a',
  sizeBytes: 1,
  contentHash: 'a'.repeat(64),
  container: 'mp4',
  playback: 'direct',
  missing: false
}
const stream: Stream = {
  id: 's1',
  recordingId: 'r1',
  fileId: 'f1',
  kind: 'audio',
  name: 'Sound',
  index: 0,
  offset: 0 as Stream['offset'],
  driftPpm: 0,
  duration: 60_000_000 as Stream['duration'],
  info: {},
  cache: {}
}
const project = (): Project =>
  ({ folder: '/project', cacheFolder: '/project/cache', get: () => file }) as unknown as Project

/** Parts over an engine in the test's hands; every question asked of it is kept. */
function setUp(keepBytes?: number) {
  const asked: { readonly from: number; readonly to: number; readonly runs: number }[] = []
  const open: { project: Project | undefined } = { project: project() }
  let broken = false
  const ask = async (spec: JobSpec): Promise<JobOutcome> => {
    if (spec.kind !== 'samples') throw new Error(`nobody should ask for ${spec.kind}`)
    const { from, to, extremes } = spec
    asked.push({ from, to, runs: extremes.length / 2 })
    if (broken) return { state: 'interrupted' }
    const samples = Int16Array.from({ length: to - from }, (_, i) => valueAt(from + i))
    return { state: 'done', result: { kind: 'samples', samples } }
  }
  const parts = soundParts(open, ask, keepBytes)
  const read = (from: number, to: number) =>
    parts(stream, {
      from,
      to,
      rateHz: 48_000,
      sampleCount,
      base: 256,
      runs: async (first, last) => new Float32Array((last - first) * 2)
    })
  return { asked, open, read, breakEngine: (value: boolean) => void (broken = value) }
}

const expected = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => Math.fround(valueAt(from + i) / 32_768))

test('a stretch over the border of two parts has the right samples, decoded in one go', async () => {
  const { asked, read } = setUp()
  expect([...((await read(PART - 3, PART + 3)) ?? [])]).toEqual(expected(PART - 3, PART + 3))
  expect(asked).toEqual([{ from: 0, to: 2 * PART, runs: (2 * PART) / 256 }])
})

test('what was decoded is not decoded again, and a small move decodes only what is new', async () => {
  const { asked, read } = setUp()
  await read(0, PART)
  await read(500, PART - 500)
  expect(asked.length).toBe(1)
  await read(500, PART + 500)
  expect(asked[1]).toMatchObject({ from: PART, to: 2 * PART })
})

test('two questions for the same part at the same time decode it once', async () => {
  const { asked, read } = setUp()
  const [one, two] = await Promise.all([read(10, 20), read(15, 25)])
  expect([...(one ?? [])]).toEqual(expected(10, 20))
  expect([...(two ?? [])]).toEqual(expected(15, 25))
  expect(asked.length).toBe(1)
})

test('the last part ends with the sound', async () => {
  const { asked, read } = setUp()
  expect([...((await read(sampleCount - 5, sampleCount)) ?? [])]).toEqual(
    expected(sampleCount - 5, sampleCount)
  )
  expect(asked[0]).toMatchObject({ from: 40 * PART, to: sampleCount, runs: 4 })
})

test('memory has a limit: the parts not used for longest are forgotten first', async () => {
  const { asked, read } = setUp(3 * PART * 2)
  await read(0, 10)
  await read(PART, PART + 10)
  await read(2 * PART, 2 * PART + 10)
  await read(0, 10)
  await read(3 * PART, 3 * PART + 10)
  expect(asked.length).toBe(4)
  await read(0, 10)
  expect(asked.length).toBe(4)
  await read(PART, PART + 10)
  expect(asked.length).toBe(5)
})

test('a stretch larger than the memory is still answered whole', async () => {
  const { read } = setUp(PART * 2)
  expect((await read(0, 5 * PART))?.length).toBe(5 * PART)
})

test('when decoding fails the stretch is undefined, and the next look asks again', async () => {
  const { read, breakEngine } = setUp()
  breakEngine(true)
  expect(await read(0, 10)).toBeUndefined()
  breakEngine(false)
  expect([...((await read(0, 10)) ?? [])]).toEqual(expected(0, 10))
})

test('samples of one project are never shown in another', async () => {
  const { asked, open, read } = setUp()
  await read(0, 10)
  open.project = project()
  await read(0, 10)
  expect(asked.length).toBe(2)
  open.project = undefined
  expect(await read(0, 10)).toBeUndefined()
})
