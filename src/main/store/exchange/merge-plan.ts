import type { MergeConflict, MergePlan, MergeSide } from '../../../shared/contract'
import type { Track } from '../../../shared/domain/rows'
import type { Db } from '../database'
import { allRows, getRow } from '../row-store'
import { matchRows } from './match-rows'
import type { Matches } from './match-rows'
import type { ForeignProject } from './open-foreign'
import { packageFacts } from './package-facts'
import { isFurther } from './item-states'
import { rowDifferences, toldDifference } from './row-differences'
import { contentKey, isEmpty, trackContent } from './track-content'
import type { TrackContent } from './track-content'

/** One lane of another project and what becomes of it. `replaces`: lanes here that give way when it is taken. */
export interface PlannedTrack {
  readonly kind: 'new' | 'changed' | 'conflict'
  readonly there: TrackContent
  readonly here: TrackContent | undefined
  readonly replaces: readonly string[]
  readonly conflict?: MergeConflict
}

/** Everything needed to merge. */
export interface Plan {
  readonly matches: Matches
  readonly tracks: readonly PlannedTrack[]
  readonly told: MergePlan
}

/**
 * Look at another project beside this one. A package of this project knows what it was made from, so that a lane changed
 * on one side only is no conflict; of other projects the lanes that differ are conflicts.
 */
export function planMerge(db: Db, projectId: string, foreign: ForeignProject): Plan {
  const facts = packageFacts(foreign.db)
  const base = facts?.projectId === projectId ? facts : undefined
  const matches = matchRows(db, foreign)
  const authors = new Map(allRows(foreign.db, 'author').map((author) => [author.id, author]))
  const recordings = new Map(allRows(foreign.db, 'recording').map(({ id, name }) => [id, name]))
  const planned: PlannedTrack[] = []
  let [same, models] = [0, 0]
  for (const track of allRows(foreign.db, 'track')) {
    const author = authors.get(track.authorId)
    if (track.kind === 'frames' || track.runId !== undefined || author?.kind === 'model') {
      models++
      continue
    }
    const there = trackContent(foreign.db, track.id)
    if (!there) continue
    const here = trackContent(db, track.id)
    // The words of a transcript went along without their labels: they are not brought back.
    const plan =
      base && author?.kind === 'import' && here
        ? undefined
        : planTrack(db, there, here, base?.tracks[track.id])
    if (!plan) {
      same++
      continue
    }
    const conflict: MergeConflict | undefined =
      plan.kind === 'conflict'
        ? {
            trackId: track.id,
            trackName: track.name,
            authorName: author?.name ?? track.authorId,
            recordingName: recordings.get(track.recordingId) ?? track.recordingId,
            here: plan.here && sideOf(db, plan.here),
            there: sideOf(foreign.db, there),
            locked: plan.replaces.some((id) => isLocked(db, getRow(db, 'track', id))),
            ...differencesOf(db, foreign.db, plan.here, there, matches)
          }
        : undefined
    planned.push(conflict ? { ...plan, conflict } : plan)
  }
  return {
    matches,
    tracks: planned,
    told: tell(db, foreign, { matches, planned, same, models, isPackage: base !== undefined })
  }
}

/** More rows than this are not gone through one by one. */
const MOST_ROWS = 1000

/** What differs between a lane here and there. */
function differencesOf(
  db: Db,
  foreign: Db,
  here: TrackContent | undefined,
  there: TrackContent,
  matches: Matches
): Pick<MergeConflict, 'rows' | 'differences'> {
  if (!here) return { rows: [], differences: 0 }
  const found = rowDifferences(here, there)
  // Labels of another scheme have no place in the lane here: such a lane comes as a whole.
  if (matches.otherSchemes.has(there.track.schemeId)) return { rows: [], differences: found.length }
  const schemes = {
    here: getRow(db, 'scheme', here.track.schemeId),
    there: getRow(foreign, 'scheme', there.track.schemeId)
  }
  return {
    rows: found.slice(0, MOST_ROWS).map((row) => toldDifference(row, schemes, there.track.attributeId)),
    differences: found.length
  }
}

/** undefined: there is nothing to bring in. */
function planTrack(
  db: Db,
  there: TrackContent,
  here: TrackContent | undefined,
  base: string | undefined
): PlannedTrack | undefined {
  const theirs = contentKey(there)
  if (base !== undefined && theirs === base) return undefined
  if (here) {
    const mine = contentKey(here)
    if (mine === theirs) return undefined
    const locked = isLocked(db, here.track)
    const kind = base !== undefined && mine === base && !locked ? 'changed' : 'conflict'
    return { kind, there, here, replaces: [here.track.id] }
  }
  const twin = twinOf(db, there.track)
  if (base !== undefined && !twin) return { kind: 'conflict', there, here: undefined, replaces: [] }
  if (!twin) return { kind: 'new', there, here: undefined, replaces: [] }
  if (isEmpty(twin) && !isLocked(db, twin.track))
    return { kind: 'new', there, here: undefined, replaces: [twin.track.id] }
  if (isEmpty(there)) return undefined
  return { kind: 'conflict', there, here: twin, replaces: [twin.track.id] }
}

/** The lane that was made here for the same work, when the recording was started on both sides. */
function twinOf(db: Db, track: Track): TrackContent | undefined {
  if (track.itemId === undefined) return undefined
  const twin = allRows(db, 'track').find(
    (other) =>
      other.itemId === track.itemId &&
      other.schemeId === track.schemeId &&
      other.attributeId === track.attributeId &&
      other.personId === track.personId
  )
  return twin && trackContent(db, twin.id)
}

function isLocked(db: Db, track: Track | undefined): boolean {
  return track?.itemId !== undefined && getRow(db, 'item', track.itemId)?.state === 'locked'
}

function sideOf(db: Db, { track, segments, takes }: TrackContent): MergeSide {
  const ids = [track.id, ...segments.map(({ id }) => id), ...takes.map(({ id }) => id)]
  const last = db
    .sql(
      `SELECT max(revision.at) FROM revision JOIN revision_row USING (revision)
       WHERE row_id IN (SELECT value FROM json_each(?))`
    )
    .pluck()
    .get(JSON.stringify(ids))
  return {
    segments: segments.length,
    labelled: segments.filter(({ label }) => label !== undefined).length,
    takes: takes.length,
    ...(typeof last === 'string' ? { changedAt: last } : {})
  }
}

function tell(
  db: Db,
  foreign: ForeignProject,
  found: {
    readonly matches: Matches
    readonly planned: readonly PlannedTrack[]
    readonly same: number
    readonly models: number
    readonly isPackage: boolean
  }
): MergePlan {
  const { matches, planned, same, models, isPackage } = found
  const missing = (
    table: 'recording' | 'author' | 'person',
    known: ReadonlyMap<string, string>
  ): readonly string[] => allRows(foreign.db, table).flatMap(({ id, name }) => (known.has(id) ? [] : [name]))
  const count = (kind: PlannedTrack['kind']): number => planned.filter((track) => track.kind === kind).length
  const items = allRows(foreign.db, 'item').filter(({ id, state }) => {
    const known = getRow(db, 'item', id)
    return known !== undefined && known.state !== 'locked' && isFurther(state, known.state)
  })
  return {
    folder: foreign.folder,
    projectName: foreign.name,
    isPackage,
    fresh: count('new'),
    changed: count('changed'),
    same,
    items: items.length,
    newRecordings: missing('recording', matches.recordings),
    newAuthors: missing('author', matches.authors),
    newPersons: isPackage ? [] : missing('person', matches.persons),
    newSchemes: [...matches.otherSchemes.values()],
    leftOut: models,
    conflicts: planned.flatMap(({ conflict }) => conflict ?? [])
  }
}
