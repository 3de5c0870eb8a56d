import { intervalIndex } from '../compare/interval-index'
import { labelOf } from '../domain/labels'
import type { SchemeRow, Segment, Track } from '../domain/rows'
import type { SegmentQuery, TextField } from './segment-query'

/** Rows of one recording, and what they point to. */
export interface SearchedRows {
  /** In order of start. */
  readonly segments: readonly Segment[]
  readonly tracks: ReadonlyMap<string, Track>
  readonly schemes: ReadonlyMap<string, SchemeRow>
}

/** A segment that fits everything but the text, with its text by field. */
export interface Candidate {
  readonly segment: Segment
  readonly texts: readonly { readonly field: TextField; readonly text: string }[]
}

/**
 * Segments that fit a query, its text apart, in order of start. Segments of tracks that are not known are left out.
 * The text is matched by the caller, because regular expressions need a room where they can be stopped.
 */
export function searchSegments(query: SegmentQuery, rows: SearchedRows): readonly Candidate[] {
  const overlaps = query.overlapping && overlapTest(query.overlapping, rows)
  return rows.segments.flatMap((segment) => {
    const track = rows.tracks.get(segment.trackId)
    if (!track || !fits(query, segment, track) || (overlaps && !overlaps(segment))) return []
    return [{ segment, texts: textsOf(query.fields, segment, track, rows.schemes) }]
  })
}

/** A regular expression that finds plain text as it is written. */
export const plainPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Flags of the query's regular expression, for finding all matches in a text. */
export const patternFlags = (query: Pick<SegmentQuery, 'caseSensitive'>): string =>
  query.caseSensitive ? 'gu' : 'giu'

function fits(query: SegmentQuery, segment: Segment, track: Track): boolean {
  const length = segment.end - segment.start
  if (query.label === null && segment.label !== undefined) return false
  if (typeof query.label === 'string' && segment.label !== query.label) return false
  if (query.authorId !== undefined && track.authorId !== query.authorId) return false
  if (query.trackId !== undefined && track.id !== query.trackId) return false
  if (query.personId !== undefined && (segment.personId ?? track.personId) !== query.personId) return false
  if (query.shortest !== undefined && length < query.shortest) return false
  if (query.longest !== undefined && length > query.longest) return false
  if (query.flagged && !segment.flagged) return false
  return !query.commented || (segment.comment ?? '') !== ''
}

function overlapTest(
  wanted: NonNullable<SegmentQuery['overlapping']>,
  { segments, tracks }: SearchedRows
): (segment: Segment) => boolean {
  const others = segments.filter(
    (segment) =>
      (wanted.label === null ? segment.label === undefined : segment.label === wanted.label) &&
      (wanted.authorId === undefined || tracks.get(segment.trackId)?.authorId === wanted.authorId)
  )
  const index = intervalIndex(
    Float64Array.from(others, (segment) => segment.start),
    Float64Array.from(others, (segment) => segment.end)
  )
  return (segment) => {
    let found = false
    index.overlapping(segment.start, segment.end, (position) => {
      found ||= others[position]?.trackId !== segment.trackId
    })
    return found
  }
}

function textsOf(
  fields: readonly TextField[],
  segment: Segment,
  track: Track,
  schemes: ReadonlyMap<string, SchemeRow>
): Candidate['texts'] {
  return fields.flatMap((field) => {
    const text =
      field === 'label'
        ? labelOf(schemes.get(track.schemeId), segment.label, track.attributeId)?.name
        : segment[field]
    return text === undefined || text === '' ? [] : [{ field, text }]
  })
}
