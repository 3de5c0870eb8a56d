import type { TimedLabel } from '../metrics/base/metric'
import { pieces } from '../metrics/base/timeline'
import { DECLINED, NOT_LABELLED, labelCodes, type AxisLabel } from './label-codes'
import type { ComparedSegment } from './pairing'

/** A labelled segment of one side; labels are ids of the axes, or the author's own where they have no counterpart. */
export interface TimedSegment extends TimedLabel {
  readonly id: string
  readonly personId?: string | undefined
  /** 0 to 1; undefined where none was given. */
  readonly confidence?: number | undefined
}

/** What two sides said in one recording, about one person where the reference tells several apart; in order of starts. */
export interface TimedPlace {
  readonly recordingId: string
  readonly personId?: string
  readonly reference: readonly TimedSegment[]
  readonly candidate: readonly TimedSegment[]
}

interface Sides {
  readonly reference: readonly ComparedSegment[]
  readonly candidate: readonly ComparedSegment[]
  readonly axes: readonly AxisLabel[]
}

/** Both sides by recording and person; segments without a label are left out, and so are places where neither has one. */
export function timedPlaces(
  { reference, candidate, axes }: Sides,
  recordingIds: readonly string[]
): readonly TimedPlace[] {
  const [own, theirs] = [byRecording(reference, axes), byRecording(candidate, axes)]
  return recordingIds.flatMap((recordingId): readonly TimedPlace[] => {
    const [a, b] = [own.get(recordingId) ?? [], theirs.get(recordingId) ?? []]
    if (a.length + b.length === 0) return []
    return peopleOf(a).map((personId) =>
      personId === undefined
        ? { recordingId, reference: a, candidate: b }
        : { recordingId, personId, reference: about(a, personId), candidate: about(b, personId) }
    )
  })
}

/** Times at which what is said changes; time without a label is `nothing`. */
export function changesOf(segments: readonly TimedLabel[], duration: number, nothing: string): number[] {
  const changes: number[] = []
  let before: string | undefined
  for (const { start, labels } of pieces([segments], 0, duration)) {
    const now = [...new Set(labels[0]?.length ? labels[0] : [nothing])].sort().join('\n')
    if (before !== undefined && now !== before) changes.push(start)
    before = now
  }
  return changes
}

function byRecording(
  segments: readonly ComparedSegment[],
  axes: readonly AxisLabel[]
): ReadonlyMap<string, readonly TimedSegment[]> {
  const codes = labelCodes(axes)
  const found = new Map<string, TimedSegment[]>()
  for (const { id, recordingId, personId, start, end, label, confidence } of segments) {
    const code = codes.code(label)
    if (code === NOT_LABELLED || code === DECLINED || label === undefined) continue
    const list = found.get(recordingId) ?? []
    list.push({ id, start, end, label: codes.axes[code] ?? label, personId, confidence })
    found.set(recordingId, list)
  }
  for (const list of found.values()) list.sort((a, b) => a.start - b.start || a.end - b.end)
  return found
}

/** People of the reference, where it tells several apart; else everybody at once. */
function peopleOf(reference: readonly TimedSegment[]): readonly (string | undefined)[] {
  const people = [...new Set(reference.map(({ personId }) => personId))]
  return people.length > 1 && !people.includes(undefined) ? people : [undefined]
}

const about = (side: readonly TimedSegment[], personId: string): readonly TimedSegment[] =>
  side.filter((one) => (one.personId ?? personId) === personId)
