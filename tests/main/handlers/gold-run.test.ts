import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { goldHandlers } from '../../../src/main/handlers/gold'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import { repeatableRandom } from '../../e2e/driver/frame-truth'
import { engineHere } from './engine-here'
import { edit, labelledProject, problem, reopen, value } from '../store/project-fixture'

const LABELS = ['anger', 'disgust', 'fear', 'happiness', 'neutral', 'sadness', 'surprise']

/** Three annotators with `each` segments of 50 ms, drawn at random, so that verdicts change all the time. */
function manyLabels(each: number): { project: Project; goldAuthorId: string } {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'author-save', { id: 'cleo', name: 'Cleo' })
  edit(project, 'ben', 'track-create', { id: 'u', recordingId, schemeId: 'ekman7' })
  edit(project, 'cleo', 'track-create', { id: 'v', recordingId, schemeId: 'ekman7' })
  const random = repeatableRandom(5)
  for (const [author, trackId] of [
    ['anna', 't'],
    ['ben', 'u'],
    ['cleo', 'v']
  ] as const)
    edit(project, author, 'segment-paste', {
      trackId,
      segments: Array.from({ length: each }, (_, i) => ({
        start: i * 50_000,
        end: (i + 1) * 50_000,
        label: LABELS[Math.floor(random() * LABELS.length)]
      }))
    })
  edit(project, 'anna', 'gold-save', {
    id: 'g',
    name: 'Gold g',
    authorIds: ['anna', 'ben', 'cleo'],
    recordingIds: [],
    schemeId: 'ekman7',
    attributeId: 'emotion',
    rule: { rule: 'plurality', keepOpen: true }
  })
  return { project, goldAuthorId: project.get('gold', 'g')?.goldAuthorId ?? '' }
}

const goldSegments = (project: Project, goldAuthorId: string) =>
  project
    .all('track')
    .filter(({ authorId }) => authorId === goldAuthorId)
    .flatMap(({ id }) => project.segmentsOfTrack(id))

function handlersOf(project: Project, onBatch?: (cancel: () => void) => void | Promise<void>) {
  const told: { readonly name: string; readonly payload: unknown }[] = []
  const handlers = goldHandlers({
    open: { project },
    board: engineHere(onBatch),
    problems: { add: () => undefined },
    emit: (name: string, payload: unknown) => void told.push({ name, payload })
  } as unknown as HandlerContext)
  return { ...handlers, told }
}

describe('making a gold standard of many segments', () => {
  test('goes in parts and is one edit: one undo takes all of them back, one redo brings all of them again', async () => {
    const { project, goldAuthorId } = manyLabels(1100)
    const before = project.revision()
    const made = value(await handlersOf(project)['gold.run']({ goldId: 'g', authorId: 'anna' }))
    const all = goldSegments(project, goldAuthorId)
    expect(all.length).toBe(made.segments)
    expect(made.segments).toBeGreaterThan(600)
    // More than one part, and the note about the revision it was made from.
    expect(project.revision()).toBeGreaterThan(before + 2)
    expect(project.snapshot('anna').canUndo).toBe(`Make the gold standard: ${made.segments} segments`)
    value(project.undo('anna'))
    expect(goldSegments(project, goldAuthorId)).toEqual([])
    value(project.redo('anna'))
    expect(goldSegments(project, goldAuthorId)).toEqual(all)
  })

  test('made again it replaces what was made before, part by part, and nothing twice', async () => {
    const { project, goldAuthorId } = manyLabels(900)
    const handlers = handlersOf(project)
    value(await handlers['gold.run']({ goldId: 'g', authorId: 'anna' }))
    const spans = () =>
      goldSegments(project, goldAuthorId).map(({ start, end, label }) => [start, end, label])
    const first = spans()
    value(await handlers['gold.run']({ goldId: 'g', authorId: 'anna' }))
    expect(spans()).toEqual(first)
  })

  test('a cancel in the middle leaves the gold tracks as they were, and nothing to redo', async () => {
    const { project, goldAuthorId } = manyLabels(1100)
    let batches = 0
    const { 'gold.run': run } = handlersOf(project, (cancel) => {
      if (++batches === 2) cancel()
    })
    const refused = problem(await run({ goldId: 'g', authorId: 'anna' }))
    expect(refused.code).toBe('gold.cancelled')
    expect(batches).toBe(2)
    expect(goldSegments(project, goldAuthorId)).toEqual([])
    expect(project.snapshot('anna').canRedo).toBeUndefined()
    expect(project.get('gold', 'g')?.madeAtRevision).toBeUndefined()
  })

  test('cut off in the middle, nothing of it is there when the project is opened again, and it says so', async () => {
    const { project, goldAuthorId } = manyLabels(1100)
    let batches = 0
    const { 'gold.run': run } = handlersOf(project, () => {
      // As if the power went: nothing of this process does anything any more.
      return ++batches === 2 ? new Promise<void>(() => undefined) : undefined
    })
    void run({ goldId: 'g', authorId: 'anna' })
    await expect.poll(() => batches).toBe(2)
    expect(goldSegments(project, goldAuthorId).length).toBeGreaterThan(300)
    const opened = reopen(project)
    expect(opened.cutOff?.message).toMatch(
      /^"Make the gold standard: \d+ segments" was cut off when the app ended/
    )
    expect(goldSegments(opened, goldAuthorId)).toEqual([])
    expect(opened.snapshot('anna').canUndo).toMatch(/^Save the gold recipe/)
    expect(reopen(opened).cutOff).toBeUndefined()
  })

  test('undone while it is being written, the rest is left out', async () => {
    const { project, goldAuthorId } = manyLabels(1100)
    let batches = 0
    const { 'gold.run': run } = handlersOf(project, () => {
      if (++batches === 1) value(project.undo('anna'))
    })
    const refused = problem(await run({ goldId: 'g', authorId: 'anna' }))
    expect(refused.code).toBe('step.undone')
    expect(goldSegments(project, goldAuthorId)).toEqual([])
  })
})

describe('the list of moments', () => {
  const list = {
    authorIds: ['anna', 'ben', 'cleo'],
    schemeId: 'ekman7',
    attributeId: 'emotion',
    rule: { rule: 'majority' }
  }
  const moments = calls['gold.moments'].input

  test('is read window by window, and the windows together are the whole list in its order', async () => {
    const { project } = manyLabels(400)
    const { 'gold.moments': read } = handlersOf(project)
    const window = async (from: number, limit: number) =>
      value(await read(moments.parse({ ...list, only: 'all', order: 'split', from, limit })))
    const whole = await window(0, 1000)
    expect(whole.total).toBe(whole.items.length)
    expect(whole.total).toBeGreaterThan(250)
    const parts = await Promise.all([0, 100, 200, 300].map((from) => window(from, 100)))
    expect(parts.flatMap(({ items }) => items)).toEqual(whole.items)
    const accord = whole.items.map(({ agreement }) => agreement ?? 2)
    expect(accord).toEqual([...accord].sort((a, b) => a - b))
  })

  test('a decision by hand changes the list without computing the votes again', async () => {
    const { project, goldAuthorId } = manyLabels(200)
    const { 'gold.moments': read } = handlersOf(project)
    const asked = moments.parse({ ...list, goldAuthorId, only: 'all', undecided: true })
    const before = value(await read(asked))
    const [first] = before.items
    edit(project, 'anna', 'gold-decide', {
      goldAuthorId,
      recordingId: first?.recordingId,
      schemeId: 'ekman7',
      attributeId: 'emotion',
      start: first?.start,
      end: first?.end,
      label: 'fear'
    })
    const after = value(await read(asked))
    expect(after.total).toBe(before.total - 1)
    expect(after.items[0]).toEqual(before.items[1])
  })

  test('a computation that was given up says so', async () => {
    const { project } = manyLabels(1000)
    const { 'gold.preview': preview, 'gold.stop': stop } = handlersOf(project)
    const asked = preview(
      calls['gold.preview'].input.parse({
        ...list,
        rule: { rule: 'dawid_skene', tolerance: 1e-300, rounds: 100_000 }
      })
    )
    setTimeout(() => void stop(undefined), 300)
    expect(problem(await asked).code).toBe('gold.superseded')
  })
})
