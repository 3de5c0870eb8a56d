import type { ComparedSegment } from './pairing'

/** Positions of both authors' segments in one recording, each ascending by start. */
export interface RecordingGroup {
  readonly recordingId: string
  readonly reference: readonly number[]
  readonly candidate: readonly number[]
}

/** Both lists grouped by recording, in the order in which recordings first appear. */
export function groupByRecording(
  reference: readonly ComparedSegment[],
  candidate: readonly ComparedSegment[]
): RecordingGroup[] {
  const groups = new Map<string, { recordingId: string; reference: number[]; candidate: number[] }>()
  const collect = (segments: readonly ComparedSegment[], side: 'reference' | 'candidate') => {
    segments.forEach(({ recordingId }, position) => {
      let group = groups.get(recordingId)
      if (!group) groups.set(recordingId, (group = { recordingId, reference: [], candidate: [] }))
      group[side].push(position)
    })
  }
  collect(reference, 'reference')
  collect(candidate, 'candidate')
  const byStart = (segments: readonly ComparedSegment[]) => (a: number, b: number) =>
    (segments[a]?.start ?? 0) - (segments[b]?.start ?? 0)
  for (const group of groups.values()) {
    group.reference.sort(byStart(reference))
    group.candidate.sort(byStart(candidate))
  }
  return [...groups.values()]
}
