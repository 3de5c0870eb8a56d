import { toMaster, toMedia } from '../../shared/domain/time'
import type { Project } from '../store'

/** Where and when a face was seen: its middle in shares of the picture, the time on the recording's clock (µs). */
export interface FaceMeant {
  readonly near: { readonly x: number; readonly y: number }
  readonly time: number
}

/** The face that a segment of a model is about, where it was seen nearest to the segment's middle; undefined where the segment is about no face. */
export function faceMeant(project: Project, segmentId: string | undefined): FaceMeant | undefined {
  const segment = segmentId === undefined ? undefined : project.get('segment', segmentId)
  const track = segment && project.get('track', segment.trackId)
  const number = Number(/Face (\d+)$/u.exec(track?.name ?? '')?.[1] ?? NaN)
  if (!segment || !track || Number.isNaN(number)) return undefined
  const frames = project
    .all('track')
    .find(
      ({ kind, runId, recordingId }) =>
        kind === 'frames' && runId === track.runId && recordingId === track.recordingId
    )
  // Runs of earlier versions do not say which stream they looked at.
  const stream = project
    .all('stream')
    .find(({ id, kind, recordingId }) =>
      frames?.streamId === undefined
        ? kind === 'video' && recordingId === track.recordingId
        : id === frames.streamId
    )
  const rows =
    frames &&
    stream &&
    project.framesOf(frames.id, toMedia(stream, segment.start), toMedia(stream, segment.end))
  if (!rows) return undefined
  const [person, x, y, w, h] = ['person', 'x', 'y', 'w', 'h'].map((name) => rows.columns.indexOf(name))
  const middle = toMedia(stream, (segment.start + segment.end) / 2)
  const value = (row: number, column = -1): number => rows.data[row * rows.columns.length + column] ?? NaN
  const distance = (row: number): number => Math.abs((rows.pts[row] ?? Infinity) - middle)
  const own = Array.from({ length: rows.count }, (_, row) => row).filter(
    (row) => value(row, person) === number
  )
  const [best] = own.sort((a, b) => distance(a) - distance(b))
  if (best === undefined) return undefined
  return {
    near: { x: value(best, x) + value(best, w) / 2, y: value(best, y) + value(best, h) / 2 },
    time: toMaster(stream, rows.pts[best] ?? middle)
  }
}
