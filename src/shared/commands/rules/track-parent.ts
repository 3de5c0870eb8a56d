import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Segment, Track } from '../../domain/rows'
import { micros } from '../../domain/time'
import type { RowChange, RowReader } from '../command'
import { segmentsBetween } from './segments-between'
import { deleted, updated } from './row-change'
import { counted } from './segment-content'

/** Kinds of tracks that stand above or below others: those of segments in time. */
const nests = (kind: Track['kind']): boolean => kind === 'segments' || kind === 'utterances'

/** The track that may stand above one; refused where it is gone, elsewhere, of another kind, or below it already. */
export function parentTrack(
  rows: RowReader,
  track: Pick<Track, 'id' | 'recordingId' | 'name'> & { readonly kind: Track['kind'] },
  parentId: string
): Result<Track> {
  const parent = rows.get('track', parentId)
  if (!parent) return fail('track.parent-gone', 'The track that should stand above does not exist any more.')
  if (parent.recordingId !== track.recordingId)
    return fail('track.parent-elsewhere', `Track "${parent.name}" belongs to another recording.`)
  if (!nests(track.kind) && track.kind !== 'points')
    return fail(
      'track.parent-kind',
      `Track "${track.name}" holds no segments, so it cannot lie within another track.`
    )
  if (!nests(parent.kind))
    return fail(
      'track.parent-kind',
      `Track "${parent.name}" holds no segments with a length, so nothing can lie within them.`
    )
  const seen = new Set<string>()
  for (let above: Track | undefined = parent; above; above = rows.get('track', above.parentId ?? '')) {
    if (above.id === track.id)
      return fail(
        'track.parent-cycle',
        parent.id === track.id
          ? `Track "${track.name}" cannot stand above itself.`
          : `Track "${parent.name}" already lies within "${track.name}", so it cannot stand above it.`,
        'Choose a track that does not depend on this one.'
      )
    if (seen.has(above.id)) break
    seen.add(above.id)
  }
  return ok(parent)
}

/** How the segments of a track would lie under a parent track. */
export interface ParentFit {
  /** Within one segment of the parent as they are. */
  readonly inside: readonly { readonly segment: Segment; readonly holder: Segment }[]
  /** Across an edge: cut to the segment with which they share most time. */
  readonly across: readonly { readonly segment: Segment; readonly holder: Segment }[]
  /** In no segment of the parent. */
  readonly outside: readonly Segment[]
}

/** Which segment of a parent track would hold each segment of a track. */
export function parentFit(rows: RowReader, trackId: string, parentId: string): ParentFit {
  const inside: { segment: Segment; holder: Segment }[] = []
  const across: { segment: Segment; holder: Segment }[] = []
  const outside: Segment[] = []
  for (const segment of rows.segmentsOf(trackId)) {
    const shared = (other: Segment): number =>
      Math.min(other.end, segment.end) - Math.max(other.start, segment.start)
    const holder = segmentsBetween(rows, parentId, segment.start, segment.end).reduce<Segment | undefined>(
      (best, other) => (best && shared(best) >= shared(other) ? best : other),
      undefined
    )
    if (!holder) outside.push(segment)
    else if (holder.start <= segment.start && segment.end <= holder.end) inside.push({ segment, holder })
    else across.push({ segment, holder })
  }
  return { inside, across, outside }
}

/** Put the segments of a track under those of its new parent; refused where some do not fit, unless they may be cut. */
export function putUnder(
  rows: RowReader,
  track: Track,
  parent: Track,
  cut: boolean
): Result<readonly RowChange[]> {
  const { inside, across, outside } = parentFit(rows, track.id, parent.id)
  if (!cut && across.length + outside.length > 0) {
    const parts = [
      ...(across.length > 0
        ? [`${counted(across.length, 'segment')} ${across.length === 1 ? 'reaches' : 'reach'} over an edge`]
        : []),
      ...(outside.length > 0
        ? [
            `${counted(outside.length, 'segment')} ${outside.length === 1 ? 'lies' : 'lie'} outside every segment`
          ]
        : [])
    ]
    return fail(
      'track.parent-fit',
      `Track "${track.name}" does not fit under "${parent.name}": ${parts.join(' and ')}.`,
      'Change them first, or let those across an edge be cut and those outside be deleted.'
    )
  }
  return ok([
    ...inside.map(({ segment, holder }) => updated('segment', segment, { parentId: holder.id })),
    ...across.map(({ segment, holder }) =>
      updated('segment', segment, {
        start: micros(Math.max(segment.start, holder.start)),
        end: micros(Math.min(segment.end, holder.end)),
        parentId: holder.id
      })
    ),
    ...outside.map((segment) => deleted('segment', segment))
  ])
}
