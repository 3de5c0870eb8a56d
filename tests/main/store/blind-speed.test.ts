import { expect, test } from 'vitest'
import { edit, labelledProject, value } from './project-fixture'

const TRACKS = 10
const SEGMENTS = 2000
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0
const timed = (count: number, work: (at: number) => void): number =>
  median(
    Array.from({ length: count }, (_, at) => {
      const began = performance.now()
      work(at)
      return performance.now() - began
    })
  )

test('blind work beside ten annotators with 20,000 segments stays fast to read and to edit', () => {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'author-save', { id: 'lea', name: 'Lea' })
  value(project.viewAs('lea', false))
  for (let t = 0; t < TRACKS; t++) {
    const author = `a${t}`
    edit(project, author, 'author-save', { id: author, name: author })
    edit(project, author, 'track-create', { id: `t${t}`, recordingId, schemeId: 'ekman7' })
    value(
      project.apply(
        author,
        Array.from({ length: SEGMENTS }, (_, i) => ({
          id: 'segment-create',
          input: { trackId: `t${t}`, start: i * 20_000, end: i * 20_000 + 10_000, label: 'joy' }
        }))
      )
    )
  }
  const lane = { schemeId: 'ekman7', attributeId: 'emotion' }
  edit(project, 'lea', 'assignment-save', {
    authorId: 'anna',
    blind: true,
    tracks: [lane],
    recordingIds: [recordingId]
  })
  value(project.viewAs('anna', false))
  expect(project.segmentsOfRecording(recordingId)).toEqual([])
  const numbers = {
    editMs: timed(60, (at) =>
      edit(project, 'anna', 'segment-create', {
        trackId: 't',
        start: at * 50_000,
        end: at * 50_000 + 20_000,
        label: 'fear'
      })
    ),
    segmentsMs: timed(20, () => project.segmentsOfRecording(recordingId)),
    snapshotMs: timed(20, () => project.snapshot('anna'))
  }
  console.log('blind, 20,000 hidden segments:', JSON.stringify(numbers))
  // Far above what was measured (an edit 1 to 3 ms), so that only a change of kind fails: the machine may be busy.
  expect(numbers.editMs).toBeLessThan(60)
  expect(numbers.segmentsMs).toBeLessThan(60)
  expect(numbers.snapshotMs).toBeLessThan(150)
})
