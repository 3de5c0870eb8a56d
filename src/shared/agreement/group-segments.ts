import type { AgreementSegment } from './units'

/** The labelled segments of one recording, by annotator, as positions in the list; each ascending by start. */
export interface RecordingSegments {
  readonly recordingId: string
  readonly byAuthor: readonly (readonly number[])[]
}

/** Labelled segments by recording and annotator, recordings in the order given (others after them as they appear). */
export function groupSegments(
  segments: readonly AgreementSegment[],
  annotators: number,
  recordingIds: readonly string[] = []
): RecordingSegments[] {
  const groups = new Map<string, number[][]>()
  const group = (recordingId: string): number[][] => {
    let found = groups.get(recordingId)
    if (!found) groups.set(recordingId, (found = Array.from({ length: annotators }, () => [])))
    return found
  }
  for (const recordingId of recordingIds) group(recordingId)
  segments.forEach((segment, position) => {
    if (segment.code >= 0 && segment.end > segment.start)
      group(segment.recordingId)[segment.author]?.push(position)
  })
  const start = (position: number): number => segments[position]?.start ?? 0
  for (const byAuthor of groups.values())
    for (const list of byAuthor) if (!ascending(list, start)) list.sort((a, b) => start(a) - start(b))
  return [...groups]
    .filter(([, byAuthor]) => byAuthor.some((list) => list.length > 0))
    .map(([recordingId, byAuthor]) => ({ recordingId, byAuthor }))
}

function ascending(list: readonly number[], of: (position: number) => number): boolean {
  for (let i = 1; i < list.length; i++) if (of(list[i - 1] ?? 0) > of(list[i] ?? 0)) return false
  return true
}
