import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id, Track } from '../domain/rows'
import type { Result } from '../domain/problem'
import { timingOf } from '../values/timing'
import type { Command, CommandContext, RowChange, RowReader } from './command'
import { fillGaps } from './rules/fill-gaps'
import { created, patchOf, updated } from './rules/row-change'
import { RowsAfter, tracksUnder } from './rules/rows-after'
import { counted } from './rules/segment-content'
import { parentTrack, putUnder } from './rules/track-parent'

const Input = z.object({
  id: Id,
  patch: z.object({
    name: z.string().min(1).optional(),
    overlap: Track.shape.overlap.optional(),
    personId: Id.nullish(),
    position: z.number().optional(),
    locked: z.boolean().optional(),
    coverage: z.enum(['free', 'gap-free']).optional(),
    /** Name of the transcript that a track of words belongs to. */
    layer: z.string().min(1).nullish(),
    /** Track whose segments are to hold this one's; null: none. */
    parentId: Id.nullish()
  }),
  /** Segments that do not lie within one of the new parent: `refuse`, or `cut` those across an edge and delete those outside. */
  onOutside: z.enum(['refuse', 'cut']).default('refuse')
})
type Input = z.infer<typeof Input>

/**
 * Change a track's name, person, place, lock or rules. Overlap can be forbidden only where nothing overlaps; the store
 * holds that. A track that becomes gap-free forbids overlap, and its gaps are filled with unlabelled segments. Under a
 * parent, every segment is given to the one there that holds it.
 */
export const trackSet: Command<Input> = {
  id: 'track-set',
  input: Input,
  title: ({ patch }) =>
    patch.locked !== undefined
      ? `${patch.locked ? 'Lock' : 'Unlock'} a track`
      : patch.name !== undefined
        ? `Rename a track "${patch.name}"`
        : patch.overlap !== undefined
          ? `${patch.overlap === 'allowed' ? 'Let' : 'Forbid'} segments of a track ${patch.overlap === 'allowed' ? '' : 'to '}overlap`
          : patch.personId !== undefined
            ? 'Say who a track is about'
            : patch.coverage !== undefined
              ? `${patch.coverage === 'gap-free' ? 'Close' : 'Allow'} gaps on a track`
              : patch.layer !== undefined
                ? 'Rename a transcript'
                : patch.parentId !== undefined
                  ? patch.parentId === null
                    ? 'Take a track out of another'
                    : 'Put a track under another'
                  : 'Change a track',
  apply(rows, { id, patch, onOutside }, context) {
    const track = rows.get('track', id)
    if (!track) return fail('track.gone', 'The track does not exist any more.')
    const gapFree = (patch.coverage ?? track.coverage) === 'gap-free'
    const wanted = patchOf(patch)
    if (gapFree && patch.overlap === 'allowed')
      return fail(
        'track.gap-free',
        `Segments of the gap-free track "${track.name}" follow one another, so they cannot overlap.`,
        'Allow gaps first, in the settings of the track.'
      )
    const said = timingOf(rows.get('scheme', track.schemeId), track.attributeId).overlap
    if (patch.overlap !== undefined && said !== undefined && patch.overlap !== said)
      return fail(
        'timing.overlap',
        `The scheme of track "${track.name}" has overlap ${said}.`,
        'Change “Overlap” in the scheme.'
      )
    if (patch.coverage === 'gap-free') wanted.overlap = 'forbidden'
    const changes: RowChange[] = [updated('track', track, wanted)]
    const restructures =
      (patch.coverage === 'gap-free' && track.coverage !== 'gap-free') ||
      (patch.parentId !== undefined && (patch.parentId ?? undefined) !== track.parentId)
    if (!restructures) return ok(changes)
    const more = restructured(rows, { ...track, ...wanted }, onOutside === 'cut', context)
    return more.ok ? ok([...changes, ...more.value]) : more
  }
}

/** What follows for the segments of a track that gets other rules. */
function restructured(
  rows: RowReader,
  track: Track,
  cut: boolean,
  context: CommandContext
): Result<readonly RowChange[]> {
  if (track.locked)
    return fail('track.locked', `Track "${track.name}" is locked.`, 'Unlock it first, then change its rules.')
  if (track.coverage === 'gap-free' && track.kind !== 'segments' && track.kind !== 'utterances')
    return fail(
      'track.gap-free-kind',
      `Only tracks of segments can be gap-free; "${track.name}" holds ${track.kind}.`
    )
  const after = new RowsAfter(rows, [])
  if (track.parentId === undefined)
    for (const segment of rows.segmentsOf(track.id))
      if (segment.parentId !== undefined) after.put({ ...segment, parentId: undefined })
  if (track.parentId !== undefined) {
    const parent = parentTrack(rows, track, track.parentId)
    if (!parent.ok) return parent
    const put = putUnder(rows, track, parent.value, cut)
    if (!put.ok) return put
    for (const change of put.value) after.add(change)
    const below = tracksUnder(rows, track.id).length
    if (below > 0 && put.value.some(({ before, after: now }) => before && !now))
      return fail(
        'track.parent-fit',
        `Segments of "${track.name}" outside "${parent.value.name}" hold segments of ${counted(below, 'track')} below it.`,
        'Move or delete them first.'
      )
  }
  if (track.coverage === 'gap-free') {
    const fillers = fillGaps(after, track, context)
    if (!fillers.ok) return fillers
    for (const segment of fillers.value) after.add(created('segment', segment))
  }
  return ok(after.changes())
}
