import { expect, test } from 'vitest'
import type { DatasetRows } from '../../../src/main/store'
import { edit, labelledProject } from './project-fixture'

const everything = { recordingIds: [], authorIds: [], includeFrames: true }

/** Pieces put together here, list by list. */
function joined(pieces: readonly Partial<DatasetRows>[]): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  for (const piece of pieces)
    for (const [name, value] of Object.entries(piece)) {
      const before = all[name]
      all[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value
    }
  return all
}

/** A project with `count` segments of 10 ms. */
function many(count: number) {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'segment-paste', {
    trackId: 't',
    segments: Array.from({ length: count }, (_, i) => ({
      start: i * 10_000,
      end: (i + 1) * 10_000,
      label: 'fear'
    }))
  })
  return { project, recordingId }
}

test('the pieces of an export are the export, and no piece is long', () => {
  const { project } = many(1700)
  const pieces = [...project.exportParts(everything)]
  const whole = project.exportDataset(everything)
  expect(joined(pieces)).toEqual({
    ...Object.fromEntries(
      Object.entries(whole).filter(([, value]) => !Array.isArray(value) || value.length > 0)
    ),
    responses: [],
    runs: [],
    groupings: [],
    persons: []
  })
  expect(whole.segments).toHaveLength(1700)
  expect(Math.max(...pieces.map(({ segments = [] }) => segments.length))).toBeLessThanOrEqual(500)
})

test('an edit while an export is read is not in it, and is not held up by it', () => {
  const { project } = many(1200)
  const before = project.exportDataset(everything)
  const pieces: Partial<DatasetRows>[] = []
  let edited = false
  for (const piece of project.exportParts(everything)) {
    pieces.push(piece)
    if (!edited && piece.segments) {
      edited = true
      const [first] = before.segments
      edit(project, 'anna', 'segment-set', {
        ids: [first?.id, before.segments.at(-1)?.id],
        patch: { label: 'anger' }
      })
    }
  }
  expect(edited).toBe(true)
  expect(joined(pieces)).toMatchObject({ revision: before.revision, segments: before.segments })
  expect(project.exportDataset(everything).segments.at(-1)?.label).toBe('anger')
})

test('an export that is given up closes what it reads from', () => {
  const { project } = many(1200)
  const parts = project.exportParts(everything)
  parts.next()
  parts.return()
  expect(parts.next().done).toBe(true)
  project.close()
})
