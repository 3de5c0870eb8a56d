import { describe, expect, test } from 'vitest'
import type { ImportedFile, JobBatch } from '../../../src/main/engine/protocol'
import { sendImported } from '../../../src/main/engine/import/send-imported'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { importIntake } from '../../../src/main/handlers/import-intake'
import type { Intake } from '../../../src/main/handlers/import-intake'
import type { Project } from '../../../src/main/store'
import type { Problem } from '../../../src/shared/domain/problem'
import { micros } from '../../../src/shared/domain/time'
import { jobContext } from '../../fixtures/job-context'
import { edit, ekman7, minuteOfVideo, newProject, reopen, value } from '../store/project-fixture'

/** A file with so many labels of 10 ms. */
const labelled = (count: number, name = 'talk.eaf'): ImportedFile => ({
  ...minuteOfVideo(name),
  durationSeconds: count / 100,
  warnings: [],
  schemes: [ekman7],
  tracks: [
    {
      name: 'Emotion',
      authorName: 'Import',
      schemeId: 'ekman7',
      attributeId: 'emotion',
      kind: 'segments',
      segments: Array.from({ length: count }, (_, i) => ({
        start: micros(i * 10_000),
        end: micros((i + 1) * 10_000),
        label: i % 2 === 0 ? 'anger' : 'fear',
        flagged: false
      }))
    }
  ]
})

const picture = (index: number): ImportedFile => ({
  ...minuteOfVideo(`face ${index}.png`),
  medium: 'image',
  durationSeconds: 0,
  streams: [],
  tracks: [],
  warnings: []
})

function intakeOf(project: Project) {
  const problems: Problem[] = []
  const news: string[] = []
  const context = {
    open: { project },
    paths: { schemes: 'resources/schemes' },
    problems: { add: (problem: Problem) => void problems.push(problem) },
    board: { start: () => '', ask: async () => ({ state: 'cancelled' }) },
    emit: (name: string) => void news.push(name)
  } as unknown as HandlerContext
  return { intake: importIntake(context, project, { authorId: 'anna' }), problems, news, context }
}

/** What the engine would send, as main would get it. */
async function batchesOf(files: readonly ImportedFile[]): Promise<readonly JobBatch[]> {
  const { context, batches } = jobContext()
  for (const file of files) await sendImported(file, undefined, context)
  return batches.map((batch) => structuredClone(batch))
}

async function send(intake: Intake, batches: readonly JobBatch[]): Promise<void> {
  for (const batch of batches) await intake.take(batch, () => undefined)
  await intake.take({ kind: 'imported-all' }, () => undefined)
  await intake.finish()
}

function someone(project: Project): Project {
  edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna' })
  return project
}

const segments = (project: Project): number =>
  project.all('track').reduce((sum, { id }) => sum + project.segmentsOfTrack(id).length, 0)
const edits = (project: Project): readonly string[] =>
  project
    .history({ limit: 1000 })
    .filter(({ title }) => title.startsWith('Import'))
    .map(({ title }) => title)

describe('a file with many labels', () => {
  test('is written in parts, is all there, and one undo and one redo take it back and bring it again', async () => {
    const project = someone(newProject())
    const before = project.revision()
    const { intake, problems } = intakeOf(project)
    await send(intake, await batchesOf([labelled(4000)]))
    expect(problems).toEqual([])
    expect(segments(project)).toBe(4000)
    expect(project.revision()).toBeGreaterThan(before + 3)
    const [track] = project.all('track')
    const rows = project.segmentsOfTrack(track?.id ?? '')
    expect(rows.at(-1)).toMatchObject({ start: 39_990_000, end: 40_000_000, label: 'fear' })
    expect(track?.overlap).toBe('forbidden')
    expect(project.snapshot('anna').canUndo).toBe('Import talk.eaf')
    value(project.undo('anna'))
    expect([project.all('recording').length, project.all('track').length]).toEqual([0, 0])
    value(project.redo('anna'))
    expect(project.segmentsOfTrack(track?.id ?? '')).toEqual(rows)
  })

  test('stopped in the middle, it leaves nothing behind', async () => {
    const project = someone(newProject())
    const { intake, problems } = intakeOf(project)
    const told: number[] = []
    for (const batch of await batchesOf([labelled(4000)]))
      await intake.take(batch, (done) => {
        told.push(done)
        intake.stop()
      })
    await intake.finish()
    expect(told.length).toBe(1)
    expect(told[0]).toBeGreaterThan(0)
    expect([project.all('recording').length, segments(project)]).toEqual([0, 0])
    expect(problems).toEqual([])
    expect(project.snapshot('anna').canUndo).toMatch(/Anna/)
    expect(project.snapshot('anna').canRedo).toBeUndefined()
  })

  test('cut off in the middle, it is gone when the project is opened again; files before it stay', async () => {
    const project = someone(newProject())
    const { intake, context } = intakeOf(project)
    const batches = await batchesOf([labelled(20, 'short.eaf'), labelled(4000)])
    const cutOff = new Promise<void>((cut) => {
      void (async () => {
        for (const batch of batches)
          await intake.take(batch, () => {
            // As if the app were killed after this part: nothing it knows is asked for any more.
            context.open.project = undefined
            cut()
          })
      })()
    })
    await cutOff
    expect(segments(project)).toBeGreaterThan(20)
    expect(segments(project)).toBeLessThan(4020)
    const opened = reopen(project)
    expect(opened.cutOff?.message).toBe(
      '"Import talk.eaf" was cut off when the app ended, so nothing of it was kept.'
    )
    expect(opened.all('recording').map(({ name }) => name)).toEqual(['short.eaf'])
    expect(segments(opened)).toBe(20)
    expect(opened.knownHashes()).not.toHaveProperty('hash-of-talk.eaf')
    value(opened.undo('anna'))
    expect(opened.all('recording')).toEqual([])
  })

  test('a file whose labels fit nothing is refused as before, and the others come in', async () => {
    const project = someone(newProject())
    const { intake, problems } = intakeOf(project)
    const [track] = labelled(1).tracks
    const lost = { ...picture(1), schemes: [], tracks: track ? [{ ...track, schemeId: 'unheard-of' }] : [] }
    await send(intake, await batchesOf([picture(0), lost, picture(2)]))
    expect(project.all('recording').map(({ name }) => name)).toEqual(['face 0.png', 'face 2.png'])
    expect(problems.map(({ code }) => code)).toEqual(['import.no-scheme'])
  })
})

describe('many recordings', () => {
  test('are written batch by batch, and one undo takes back all of them', async () => {
    const project = someone(newProject())
    const { intake } = intakeOf(project)
    await send(intake, await batchesOf(Array.from({ length: 300 }, (_, i) => picture(i))))
    expect(project.all('recording')).toHaveLength(300)
    expect(
      project
        .all('recording')
        .map(({ name }) => name)
        .slice(0, 2)
    ).toEqual(['face 0.png', 'face 1.png'])
    expect(edits(project).length).toBeLessThanOrEqual(Math.ceil(300 / 64) + 1)
    expect(project.snapshot('anna').canUndo).toBe('Import 300 recordings')
    value(project.undo('anna'))
    expect(project.all('recording')).toEqual([])
  })

  test('the same picture twice is one recording', async () => {
    const project = someone(newProject())
    const { intake } = intakeOf(project)
    await send(intake, await batchesOf([picture(1), picture(2), picture(1)]))
    expect(project.all('recording').map(({ name }) => name)).toEqual(['face 1.png', 'face 2.png'])
  })
})

/** Time that this thread worked, ms: other programs of a busy machine do not count. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

test('no part of an import of forty thousand labels keeps main at work for 50 ms', () => {
  const project = someone(newProject())
  const { warnings: _, schemes, ...file } = labelled(40_000)
  const parts = project.commitInParts(
    { files: [file] },
    { authorId: 'anna', schemes },
    { goesOn: () => 'yes', tell: () => undefined }
  )
  const held: number[] = []
  for (let done = false; !done;) {
    const before = worked()
    done = parts.next().done ?? false
    held.push(worked() - before)
  }
  const sorted = held.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)
  console.log(
    `40,000 labels in ${held.length} parts: main at work for ${at(0.5)} ms, p95 ${at(0.95)}, at most ${at(1)}`
  )
  expect(segments(project)).toBe(40_000)
  // One garbage collection may fall into any part.
  expect(sorted.at(-3)).toBeLessThan(50)
})
