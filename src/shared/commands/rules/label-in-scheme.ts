import { labelsOf } from '../../domain/labels'
import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import { CANNOT_RATE } from '../../domain/rows'
import type { Track } from '../../domain/rows'
import type { RowReader } from '../command'

/**
 * The id under which a track's scheme knows a label: the id itself, or that of the label with this alias.
 * Absent stays absent, `cannot-rate` is allowed everywhere, and an attribute without labels (open words) takes anything.
 */
export function labelInScheme(
  rows: RowReader,
  track: Track,
  label: string | undefined
): Result<string | undefined> {
  if (label === undefined || label === CANNOT_RATE) return ok(label)
  const scheme = rows.get('scheme', track.schemeId)
  const labels = labelsOf(scheme, track.attributeId)
  if (labels.length === 0) return ok(label)
  const lower = label.toLowerCase()
  const found =
    labels.find((candidate) => candidate.id === label) ??
    labels.find(
      (candidate) =>
        candidate.id.toLowerCase() === lower ||
        candidate.aliases.some((alias) => alias.toLowerCase() === lower)
    )
  if (found) return ok(found.id)
  return fail(
    'label.unknown',
    `The scheme "${scheme?.name ?? track.schemeId}" of track "${track.name}" has no label "${label}".`,
    `It has: ${labels.map((candidate) => candidate.id).join(', ')}.`
  )
}
