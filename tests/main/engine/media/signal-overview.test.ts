import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { eventTrack } from '../../../../src/main/engine/import/event-track'
import { peaksJob } from '../../../../src/main/engine/media/peaks-job'
import type { StreamInput } from '../../../../src/main/engine/protocol'
import { micros } from '../../../../src/shared/domain/time'
import type { Project } from '../../../../src/main/store'
import { edfBytes } from '../../../fixtures/edf-bytes'
import { importPaths } from '../../../fixtures/import-file'
import { jobContext } from '../../../fixtures/job-context'
import { signalPage } from '../../../fixtures/signal-columns'
import { labelledProject, minuteOfVideo, newProject, reopen, value } from '../../store/project-fixture'

/** 72 MB in records of 2 s: longer than what is read for its events at once. */
const folder = mkdtempSync(join(tmpdir(), 'affectory-overview-'))
const path = join(folder, 'long.edf')
const RECORDS = 500
const PER_RECORD = 72_000

beforeAll(() => {
  const lists = Array.from(
    { length: RECORDS },
    (_, i) => `+${i * 2}\x14\x14\0${i % 100 === 7 ? `+${i * 2}.5\x151\x14Stimulus\x14\0` : ''}`
  )
  const bytes = edfBytes(
    [
      { label: 'Cz', perRecord: PER_RECORD },
      { label: 'EDF Annotations', perRecord: 30, lists }
    ],
    { records: RECORDS, seconds: 2, reserved: 'EDF+C' }
  )
  // One sample far in the file stands out.
  new DataView(bytes.buffer).setInt16(256 * 3 + 300 * (PER_RECORD * 2 + 60) + 2 * 1234, 4321, true)
  writeFileSync(path, bytes)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function imported() {
  const { files, inProject } = await importPaths([path])
  const [file] = files
  const [stream] = file?.streams ?? []
  if (!file || !stream) throw new Error('the file was not imported')
  return { file, stream, inProject }
}

function inputOf(
  { file, stream, inProject }: Awaited<ReturnType<typeof imported>>,
  over: Partial<StreamInput['stream']> = {}
): StreamInput {
  const row = { id: 'f1', recordingId: 'r1', path, sizeBytes: file.sizeBytes, missing: false }
  return {
    stream: {
      ...stream,
      id: 's1',
      recordingId: 'r1',
      fileId: 'f1',
      offset: stream.duration,
      driftPpm: 0,
      ...over
    },
    file: { ...row, contentHash: file.contentHash, container: 'edf', playback: 'none' },
    path,
    cacheFolder: inProject('cache')
  }
}

describe('a long EDF file', () => {
  test('opens without being read, and its events come with its overview', async () => {
    const found = await imported()
    expect(found.file.tracks).toEqual([])
    expect(found.stream.info.eventsPending).toBe(true)
    const { context, batches, progress } = jobContext()
    expect(await peaksJob({ kind: 'peaks', input: inputOf(found) }, context)).toMatchObject({ ok: true })
    const [events, cache] = batches
    if (events?.kind !== 'events' || cache?.kind !== 'cache')
      throw new Error('events come first, then the cache')
    expect(events.tracks[0]?.segments.map(({ start, end }) => [start, end])).toEqual(
      [7, 107, 207, 307, 407].map((i) => [i * 2e6 + 500_000, i * 2e6 + 1_500_000])
    )
    expect(Object.keys(cache.cache).sort()).toEqual(['layout', 'pyramid'])
    expect(progress.at(-1)).toEqual({ done: 1000, total: 1000, unit: 'seconds' })
    for (const px of [1, 7, 2000]) {
      const place = { file: 'gone', pyramid: found.inProject(cache.cache['pyramid']) }
      const { columns } = await signalPage({ place, fromUs: 0, toUs: 1e9, px })
      expect(Math.max(...columns)).toBe(4321)
    }
  })

  test('is shown from itself in short pages before it has an overview, and as far as the overview is in long ones', async () => {
    const found = await imported()
    const place = { file: path, layout: found.inProject(found.stream.cache['layout']) }
    const short = await signalPage({ place, fromUs: 590e6, toUs: 620e6, px: 30 })
    expect(Math.max(...short.columns)).toBe(4321)
    expect(short.completeUntilUs).toBeUndefined()
    const none = await signalPage({ place, fromUs: 0, toUs: 1e9, px: 100 })
    expect(none.completeUntilUs).toBe(0)
    expect(none.columns.every(Number.isNaN)).toBe(true)
    const { context } = jobContext()
    await peaksJob({ kind: 'peaks', input: inputOf(found) }, context)
    // As it would be when it is half done.
    const done = found.inProject(found.stream.cache['layout']).replace('layout-0.json', 'signal-0.afp')
    const bytes = readFileSync(done)
    bytes.writeDoubleLE(700e6, bytes.length - 8)
    writeFileSync(`${done}.part`, bytes)
    rmSync(done)
    const half = await signalPage({ place, fromUs: 0, toUs: 1e9, px: 100 })
    expect(half.completeUntilUs).toBe(700e6)
    expect(half.columns.subarray(0, 138).some(Number.isNaN)).toBe(false)
    expect(half.columns.subarray(142).every(Number.isNaN)).toBe(true)
    // 600.03 s: the sixtieth column, and perhaps the one before, which the same run touches.
    expect(half.columns[121]).toBe(4321)
    expect(half.columns.indexOf(4321)).toBeGreaterThanOrEqual(119)
  })

  test('whose layout is gone from the cache gets it back with its overview', async () => {
    const found = await imported()
    rmSync(found.inProject('cache'), { recursive: true })
    const { context, batches } = jobContext()
    const input = inputOf(found, { info: { ...found.stream.info, eventsPending: undefined } })
    expect(await peaksJob({ kind: 'peaks', input }, context)).toMatchObject({ ok: true })
    expect(batches.map(({ kind }) => kind)).toEqual(['cache'])
    const [cache] = batches
    for (const role of ['layout', 'pyramid'])
      expect(existsSync(found.inProject(cache?.kind === 'cache' ? cache.cache[role] : undefined))).toBe(true)
  })

  test('that is gone is told in a sentence', async () => {
    const found = await imported()
    const { context } = jobContext()
    const result = await peaksJob(
      { kind: 'peaks', input: { ...inputOf(found), path: join(folder, 'gone.edf') } },
      context
    )
    expect(result.ok ? '' : result.error.message).toMatch(/gone\.edf cannot be read: it does not exist/)
  })

  test('keeps its events through the project: once, and undone with its import', async () => {
    const { project } = labelledProject()
    const found = await imported()
    const { context, batches } = jobContext()
    await peaksJob({ kind: 'peaks', input: inputOf(found) }, context)
    const [events] = batches
    if (events?.kind !== 'events') throw new Error('there are no events')
    const before = project.all('recording').length
    value(project.commitTogether([found.file], { authorId: 'anna' }))
    const stream = project.all('stream').find(({ kind }) => kind === 'signal')
    if (!stream) throw new Error('there is no signal')
    const commit = () => value(atOnce(project.commitEvents(stream.id, events)))
    expect(commit().trackIds).toHaveLength(1)
    expect(commit().trackIds).toHaveLength(0)
    expect(marksOf(project)).toBe(5)
    expect(project.get('stream', stream.id)?.info.eventsPending).toBeUndefined()
    expect(project.all('track').find(({ name }) => name === 'EDF annotations')?.streamId).toBe(stream.id)
    expect(project.snapshot('anna').canUndo).toBe('Import long')
    value(project.undo('anna'))
    expect([project.all('recording').length, marksOf(project)]).toEqual([before, 0])
    value(project.redo('anna'))
    expect(marksOf(project)).toBe(5)
    expect(commit().trackIds).toHaveLength(0)
  })
})

describe('thousands of events', () => {
  const marks = (count: number) => ({
    tracks: [
      {
        ...{ name: 'EDF annotations', authorName: 'EDF', schemeId: 'ekman7', attributeId: 'emotion' },
        kind: 'points' as const,
        segments: Array.from({ length: count }, (_, i) => ({
          start: micros(i * 1000),
          end: micros(i * 1000 + 1),
          label: 'joy',
          flagged: false,
          origin: { kind: 'import' as const }
        }))
      }
    ]
  })
  async function inProject() {
    const found = await imported()
    const { project } = labelledProject()
    value(project.commitTogether([found.file], { authorId: 'anna' }))
    const stream = project.all('stream').find(({ kind }) => kind === 'signal')
    if (!stream) throw new Error('there is no signal')
    return { project, streamId: stream.id }
  }

  test('are written with pauses, none of them long, and are one step of undo', async () => {
    const { project, streamId } = await inProject()
    const work = project.commitEvents(streamId, marks(5000))
    let parts = 0
    let longest = 0
    for (let done = false; !done;) {
      const from = performance.now()
      const step = work.next()
      longest = Math.max(longest, performance.now() - from)
      done = step.done === true
      parts++
      if (step.done) value(step.value)
    }
    expect(parts).toBeGreaterThan(3)
    console.log(`5,000 events in ${parts} parts, the longest ${longest.toFixed(1)} ms`)
    expect(marksOf(project)).toBe(5000)
    expect(project.snapshot('anna').canUndo).toBe('Import long')
    value(project.undo('anna'))
    expect(marksOf(project)).toBe(0)
  })

  test('that were cut off are taken back when the project is opened again, and read anew', async () => {
    const { project, streamId } = await inProject()
    const work = project.commitEvents(streamId, marks(5000))
    for (let part = 0; part < 3; part++) work.next()
    expect(marksOf(project)).toBeGreaterThan(0)
    const again = reopen(project)
    expect(marksOf(again)).toBe(0)
    expect(again.get('stream', streamId)?.info.eventsPending).toBe(true)
    value(atOnce(again.commitEvents(streamId, marks(5000))))
    expect(marksOf(again)).toBe(5000)
  })

  test('stop when the project is closed', async () => {
    const { project, streamId } = await inProject()
    expect(atOnce(project.commitEvents(streamId, marks(5000), () => false))).toMatchObject({ ok: false })
  })
})

test('labels of one name in two files are told apart by what they are', () => {
  const project = newProject()
  const withNotes = (name: string, texts: readonly string[]): void => {
    const made = eventTrack(
      texts.map((text, time) => ({ time, text })),
      { name: 'EDF annotations', authorName: 'EDF' }
    )
    const { tracks, schemes = [] } = made
    const file = { ...minuteOfVideo(name), tracks }
    value(project.commitImported(file, { schemes }))
  }
  withNotes('a.mp4', ['Rest', 'Task'])
  withNotes('b.mp4', ['T0', 'T1', 'T2', 'T3'])
  withNotes('c.mp4', ['Rest', 'Task'])
  withNotes('d.mp4', ['T0', 'T1', 'T2', 'T4'])
  const names = project.all('scheme').map(({ name, document }) => {
    expect(document).toMatchObject({ name })
    return name
  })
  expect(names.filter((name) => name.startsWith('EDF')).sort()).toEqual([
    'EDF annotations',
    'EDF annotations: T0, T1, T2 and 1 more',
    'EDF annotations: T0, T1, T2 and 1 more (2)'
  ])
})

/** Segments of the track of events. */
function marksOf(project: Project): number {
  const track = project.all('track').find(({ name }) => name === 'EDF annotations')
  return track ? project.segmentsOfTrack(track.id).length : 0
}
