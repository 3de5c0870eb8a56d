import type { RowReader } from '../command'

/** Position behind the last track of a recording. */
export const nextTrackPosition = (rows: RowReader, recordingId: string): number =>
  nextPosition(rows.all('track').filter((track) => track.recordingId === recordingId))

/** Position behind the last of some rows; 0 for the first. */
export const nextPosition = (rows: readonly { readonly position: number }[]): number =>
  rows.reduce((last, row) => Math.max(last, row.position), -1) + 1
