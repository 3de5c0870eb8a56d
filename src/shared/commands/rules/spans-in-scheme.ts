import { SchemeDocument } from '../../domain/scheme'
import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Track } from '../../domain/rows'
import type { TextSpan } from '../../domain/segment-value'
import type { RowReader } from '../command'
import { labelInScheme } from './label-in-scheme'

/**
 * Stretches of text as a track takes them: in order, with labels of its scheme, each of them once, and without shared
 * characters where the scheme forbids overlap (or says nothing and the track forbids it).
 */
export function spansInScheme(rows: RowReader, track: Track, spans: readonly TextSpan[]): Result<TextSpan[]> {
  const sorted: TextSpan[] = []
  for (const span of spans) {
    const label = labelInScheme(rows, track, span.label)
    if (!label.ok) return label
    sorted.push({ ...span, label: label.value ?? span.label })
  }
  sorted.sort((a, b) => a.from - b.from || a.to - b.to || (a.label < b.label ? -1 : 1))
  const forbidden = spanOverlap(rows, track) === 'forbidden'
  let reached: TextSpan | undefined
  for (const span of sorted) {
    if (reached && forbidden && span.from < reached.to)
      return fail(
        'spans.overlap',
        `Characters ${Math.max(span.from, reached.from)} to ${Math.min(span.to, reached.to)} are marked "${reached.label}" already, and track "${track.name}" does not allow overlaps.`,
        'Mark other words, delete the stretch that is there, or allow overlaps in the scheme or the track.'
      )
    if (sorted.some((other) => other !== span && sameSpan(other, span)))
      return fail('spans.double', `These words are marked "${span.label}" already.`)
    if (!reached || span.to > reached.to) reached = span
  }
  return ok(sorted)
}

/** Whether stretches of a track may share characters: as its scheme says, else as the track does. */
export function spanOverlap(rows: Pick<RowReader, 'get'>, track: Track): Track['overlap'] {
  const document = SchemeDocument.safeParse(rows.get('scheme', track.schemeId)?.document).data
  const attribute = document?.attributes.find(({ id }) => id === track.attributeId)
  return attribute?.timing?.overlap ?? track.overlap
}

/** Whether two stretches are the same characters with the same label. */
export const sameSpan = (a: TextSpan, b: TextSpan): boolean =>
  a.from === b.from && a.to === b.to && a.label === b.label
