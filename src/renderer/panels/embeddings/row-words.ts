import type { EmbeddingMap } from '../../../shared/contract/embeddings'
import { micros } from '../../../shared/domain/time'
import { personOf, recordingOf } from '../../session/project'
import { openRecording, requestSeek, type QueueItem } from '../../session/selection'
import type { PointColors } from './point-colors'

/** The stretch that a row stands for, as a moment of the sample queue. */
export function itemOf({ rows }: EmbeddingMap, row: number, note: string): QueueItem | undefined {
  const recordingId = rows.recordingIds[rows.recording[row] ?? -1]
  if (recordingId === undefined) return undefined
  return { recordingId, start: micros(rows.start[row] ?? 0), end: micros(rows.end[row] ?? 0), note }
}

/** Where and who a row is. */
export function placeOf({ rows }: EmbeddingMap, row: number): string {
  const recording = recordingOf(rows.recordingIds[rows.recording[row] ?? -1])?.name ?? 'Recording'
  const person = personOf(rows.personIds[rows.person[row] ?? -1])?.name
  const at = `${((rows.start[row] ?? 0) / 1e6).toFixed(1)}–${((rows.end[row] ?? 0) / 1e6).toFixed(1)} s`
  return [recording, person, at].filter(Boolean).join(' · ')
}

/** The same, with the class that it is coloured by. */
export function wordsOf(map: EmbeddingMap, { codes, classes }: PointColors, row: number): string {
  const name = classes[codes[row] ?? -1]?.name
  return name === undefined ? placeOf(map, row) : `${placeOf(map, row)} · ${name}`
}

/** Open the recording of a row and play its stretch. */
export function playRow(map: EmbeddingMap, row: number): void {
  const item = itemOf(map, row, '')
  if (!item) return
  openRecording(item.recordingId, { range: { start: item.start, end: item.end } })
  requestSeek(item.start, { play: true, until: item.end })
}
