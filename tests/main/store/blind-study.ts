import type { Project } from '../../../src/main/store'
import { edit, labelledProject, minuteOfVideo, value } from './project-fixture'

export const at = '2030-01-02T03:04:05.000Z'
export const lane = { schemeId: 'ekman7', attributeId: 'emotion' }
/** Stands in everything that others said on the recording that is labelled blind. */
export const SECRET = 'secret-of-ben'

/** Ben (and a model) have labelled what Anna is to label blind; the lead is Lea, and a second recording is nobody's task. */
export function blindStudy(): { project: Project; recordingId: string; otherId: string; itemId: string } {
  const { project, recordingId } = labelledProject()
  const { recordingId: otherId } = value(project.commitImported(minuteOfVideo('other.mp4')))
  edit(project, 'anna', 'author-save', { id: 'lea', name: 'Lea' })
  for (const [trackId, recording] of [
    ['ben-here', recordingId],
    ['ben-there', otherId]
  ] as const) {
    edit(project, 'ben', 'track-create', {
      id: trackId,
      recordingId: recording,
      schemeId: 'ekman7',
      name: trackId === 'ben-here' ? SECRET : 'elsewhere'
    })
    edit(project, 'ben', 'segment-create', {
      id: `${trackId}-1`,
      trackId,
      start: 0,
      end: 1_000_000,
      label: 'anger',
      comment: trackId === 'ben-here' ? SECRET : 'elsewhere'
    })
  }
  edit(project, 'anna', 'segment-create', { id: 'mine', trackId: 't', start: 0, end: 500_000, label: 'fear' })
  value(project.viewAs('lea', false))
  edit(project, 'lea', 'assignment-save', {
    id: 'w',
    name: 'Round 1',
    authorId: 'anna',
    blind: true,
    tracks: [lane],
    recordingIds: [recordingId]
  })
  const itemId = project.all('item')[0]?.id ?? ''
  return { project, recordingId, otherId, itemId }
}
