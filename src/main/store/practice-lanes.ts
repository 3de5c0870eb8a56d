import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Db } from './database'
import { allRows, getRow, segmentsOf } from './row-store'
import type { Lane, PracticeLanes } from './types'

/** The lanes of a practice item, told only once it is finished: the answers are hidden until then where work is blind. */
export function practiceLanes(db: Db, itemId: string): Result<PracticeLanes> {
  const item = getRow(db, 'item', itemId)
  const assignment = item && getRow(db, 'assignment', item.assignmentId)
  const calibration = assignment?.calibration
  if (!item || !assignment || !calibration)
    return fail('practice.none', 'This recording is not part of a practice assignment.')
  if (item.state !== 'finished' && item.state !== 'locked')
    return fail('practice.open', 'The result is told when the recording is finished.', 'Finish it first.')
  const tracks = allRows(db, 'track').filter(
    ({ recordingId, kind }) => recordingId === item.recordingId && kind !== 'frames' && kind !== 'trace'
  )
  const lanes = assignment.tracks.flatMap((lane) => {
    const scheme = getRow(db, 'scheme', lane.schemeId)
    const of = (authorId: string, made: string | undefined): readonly Lane[] =>
      tracks
        .filter(
          (track) =>
            track.authorId === authorId &&
            track.schemeId === lane.schemeId &&
            track.attributeId === lane.attributeId &&
            (made === undefined || track.itemId === made)
        )
        .map((track) => ({ track, segments: segmentsOf(db, track.id) }))
    return scheme
      ? [
          {
            lane,
            scheme,
            own: of(assignment.authorId, item.id),
            reference: of(calibration.referenceAuthorId, undefined)
          }
        ]
      : []
  })
  return ok({ item, assignment: { ...assignment, calibration }, lanes })
}

/** Lanes of practice: answers to known questions, which are no data unless asked for. */
export function practiceTracks(db: Db): ReadonlySet<string> {
  const practice = new Set(
    allRows(db, 'assignment').flatMap(({ id, calibration }) => (calibration ? [id] : []))
  )
  if (practice.size === 0) return new Set()
  const items = new Set(
    allRows(db, 'item').flatMap(({ id, assignmentId }) => (practice.has(assignmentId) ? [id] : []))
  )
  return new Set(
    allRows(db, 'track').flatMap(({ id, itemId }) => (itemId !== undefined && items.has(itemId) ? [id] : []))
  )
}
