import type { Problem, Result } from '../../domain/problem'
import { ok } from '../../domain/problem'
import type { Track } from '../../domain/rows'
import type { Command, CommandContext, RowChange, RowReader } from '../command'
import { carryChildren } from './carry-children'
import { closeGaps } from './close-gaps'
import { fitIntoParents } from './fit-into-parents'
import { timingOf, type Timing } from '../../values/timing'
import { longEnough } from './timed-span'
import { isSegmentChange, RowsAfter, tracksUnder } from './rows-after'
import type { SegmentChange } from './rows-after'

/**
 * A command that leaves gap-free tracks without gaps and segments of tracks with a parent inside one segment of it,
 * whatever the command itself does. Its follow-ups are part of the same edit.
 */
export const settled = (command: Command): Command => ({
  ...command,
  apply(rows, input, context) {
    const result = command.apply(rows, input, context)
    return result.ok ? settle(rows, result.value, cutsChildren(input), context) : result
  }
})

/** Whether segments may be cut to fit: yes, unless the edit was asked to refuse what does not fit. */
const cutsChildren = (input: unknown): boolean =>
  !(typeof input === 'object' && input !== null && 'onOverlap' in input && input.onOverlap === 'refuse')

/** The changes of an edit with all that follows from them for gap-free tracks and for tracks above and below. */
export function settle(
  rows: RowReader,
  changes: readonly RowChange[],
  cut: boolean,
  context: CommandContext
): Result<readonly RowChange[]> {
  const moved = changes.filter(isSegmentChange).filter(changesPlace)
  if (moved.length === 0) return ok(changes)
  const after = new RowsAfter(rows, changes)
  /** Segments that the edit itself moves; the others of a track only follow. */
  const direct = new Set(moved.map((change) => change.id))
  const settledTracks = new Set(after.changedTracks().filter((id) => standsAlone(after, id)))
  /** Gap-free tracks below changed ones: they fill their holders even where none of their segments changed. */
  const following = new Set<string>()
  let left: Problem | undefined
  for (;;) {
    const track = nextTrack(after, [...after.changedTracks(), ...following], settledTracks)
    if (!track) break
    settledTracks.add(track.id)
    if (track.parentId !== undefined) {
      const fitted = fitIntoParents(after, track, direct, cut)
      if (!fitted.ok) return fitted
      left ??= fitted.value
    }
    if (track.coverage === 'gap-free') closeGaps(after, track, context)
    for (const child of tracksUnder(after, track.id)) {
      const carried = carryChildren(after, track, child, direct, context)
      if (!carried.ok) return carried
      if (child.coverage === 'gap-free') following.add(child.id)
    }
  }
  const all = after.changes()
  const mistimed = firstMistimed(rows, after, all)
  if (mistimed) return { ok: false, error: mistimed }
  return left && all.length === 0 ? { ok: false, error: left } : ok(all)
}

/** The first segment of a person's that an edit makes or leaves shorter than its scheme wants. */
function firstMistimed(
  rows: RowReader,
  after: RowReader,
  changes: readonly RowChange[]
): Problem | undefined {
  /** Rules of the tracks of people that have a shortest segment; read once for each. */
  const rules = new Map<string, { readonly track: Track; readonly timing: Timing } | undefined>()
  const rulesOf = (trackId: string): { readonly track: Track; readonly timing: Timing } | undefined => {
    if (rules.has(trackId)) return rules.get(trackId)
    const track = after.get('track', trackId)
    const timing = track && timingOf(rows.get('scheme', track.schemeId), track.attributeId)
    const human = rows.get('author', track?.authorId ?? '')?.kind === 'human'
    const own = track && timing && timing.minSec > 0 && human ? { track, timing } : undefined
    rules.set(trackId, own)
    return own
  }
  for (const { before, after: now } of changes.filter(isSegmentChange)) {
    if (!now || (before && now.end - now.start >= before.end - before.start)) continue
    const own = rulesOf(now.trackId)
    const long = own && longEnough(own.track, own.timing, now)
    if (long && !long.ok) return long.error
  }
  return undefined
}

/** A segment that comes, goes, or changes its time, its track or what holds it. */
const changesPlace = ({ before, after }: SegmentChange): boolean =>
  before === undefined ||
  after === undefined ||
  before.start !== after.start ||
  before.end !== after.end ||
  before.trackId !== after.trackId ||
  before.parentId !== after.parentId

/** Nothing follows from a change of such a track; an edit of thousands of pictures changes as many of them. */
function standsAlone(after: RowsAfter, id: string): boolean {
  const track = after.get('track', id)
  if (!track) return true
  return track.parentId === undefined && track.coverage !== 'gap-free' && tracksUnder(after, id).length === 0
}

/** A changed track that is not settled yet, those above before those below. */
function nextTrack(after: RowsAfter, ids: readonly string[], done: ReadonlySet<string>): Track | undefined {
  let [best, depth]: [Track | undefined, number] = [undefined, Infinity]
  for (const id of ids) {
    const track = done.has(id) ? undefined : after.get('track', id)
    if (!track) continue
    const own = depthOf(after, track)
    if (own < depth) [best, depth] = [track, own]
  }
  return best
}

/** How many tracks stand above a track. */
export function depthOf(rows: RowReader, track: Track): number {
  const seen = new Set([track.id])
  let above = track.parentId
  while (above !== undefined && !seen.has(above)) {
    seen.add(above)
    above = rows.get('track', above)?.parentId
  }
  return seen.size - 1
}
