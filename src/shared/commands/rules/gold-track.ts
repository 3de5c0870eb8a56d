import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Track } from '../../domain/rows'
import type { CommandContext, RowChange, RowReader } from '../command'
import { nextTrackPosition } from './next-position'
import { created } from './row-change'

/** What a gold track holds: labels of one attribute about one person (or nobody in particular) in one recording. */
export interface GoldPlace {
  readonly recordingId: string
  readonly goldAuthorId: string
  readonly schemeId: string
  readonly attributeId: string
  readonly personId?: string
}

/** `ref` of the origin of a segment that somebody decided by hand. */
export const DECIDED = 'decided'

/**
 * The gold author's track for a place, made when it is not there; the change that makes it is added to `changes`.
 * Refused when the author is not a gold standard or the track is locked.
 */
export function goldTrack(
  rows: RowReader,
  place: GoldPlace,
  context: CommandContext,
  changes: RowChange[]
): Result<Track> {
  const author = rows.get('author', place.goldAuthorId)
  if (author?.kind !== 'gold')
    return fail('gold.author', 'The gold standard does not exist any more.', 'Save its recipe again.')
  const { recordingId, goldAuthorId, schemeId, attributeId, personId } = place
  const known = rows
    .all('track')
    .find(
      (track) =>
        track.recordingId === recordingId &&
        track.authorId === goldAuthorId &&
        track.schemeId === schemeId &&
        track.attributeId === attributeId &&
        track.personId === personId &&
        track.kind === 'segments'
    )
  if (known?.locked)
    return fail(
      'track.locked',
      `Track "${known.name}" of ${author.name} is locked.`,
      'Unlock it in the menu of its name in the timeline.'
    )
  if (known) return ok(known)
  const person = personId === undefined ? undefined : rows.get('person', personId)
  const made: Track = {
    id: context.newId(),
    recordingId,
    authorId: goldAuthorId,
    schemeId,
    attributeId,
    personId,
    name: person?.name ?? rows.get('scheme', schemeId)?.name ?? author.name,
    kind: 'segments',
    overlap: 'allowed',
    position: nextTrackPosition(rows, recordingId),
    locked: false
  }
  changes.push(created('track', made))
  return ok(made)
}
