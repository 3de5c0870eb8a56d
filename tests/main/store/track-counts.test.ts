import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import type { Project } from '../../../src/main/store'
import { readProject } from '../../../src/main/store'
import { edit, labelledProject, value } from './project-fixture'

/** The same counts by another connection, which counts everything anew each time. */
function anew(project: Project) {
  const reader = readProject(project.folder)
  try {
    return sorted(reader.snapshot().counts)
  } finally {
    reader.close()
  }
}
const sorted = <T extends { readonly trackId: string }>(counts: readonly T[]): readonly T[] =>
  counts.toSorted((a, b) => a.trackId.localeCompare(b.trackId))

describe('how much is labelled on each track', () => {
  test('stays right through every kind of edit, undo, redo and edits that are refused', () => {
    const { project, recordingId } = labelledProject()
    edit(project, 'anna', 'track-create', { id: 'u', recordingId, schemeId: 'ekman7', authorId: 'ben' })
    const same = () => expect(sorted(project.snapshot('anna').counts)).toEqual(anew(project))
    same()
    for (let i = 0; i < 5; i++)
      edit(project, 'anna', 'segment-create', {
        id: `s${i}`,
        trackId: i < 3 ? 't' : 'u',
        start: i * 2e6,
        end: i * 2e6 + 1e6,
        ...(i % 2 === 0 ? { label: 'anger' } : {})
      })
    same()
    expect(project.snapshot().counts).toContainEqual({
      trackId: 't',
      segments: 3,
      labelled: 2,
      labelledTime: 2_000_000
    })
    edit(project, 'anna', 'segment-set', { ids: ['s1'], patch: { label: 'fear' } })
    same()
    edit(project, 'anna', 'segment-delete', { ids: ['s0'] })
    same()
    value(project.undo('anna'))
    same()
    value(project.redo('anna'))
    same()
    // Refused as a whole: the first of the two commands leaves no trace.
    expect(
      project.apply('anna', [
        { id: 'segment-set', input: { ids: ['s1'], patch: { label: 'joy' } } },
        { id: 'segment-set', input: { ids: ['nobody'], patch: { label: 'joy' } } }
      ]).ok
    ).toBe(false)
    same()
    edit(project, 'anna', 'track-delete', { ids: ['u'] })
    same()
    atOnce(project.countTracks())
    same()
  })
})
