import { isAbsolute, join } from 'node:path'
import type { RowChange } from '../../../shared/commands/command'
import { fail } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { TableName, Tables } from '../../../shared/domain/rows'
import { attempt, netChanges } from '../apply-command'
import { newId } from '../database'
import type { Db } from '../database'
import { refuseOverlaps } from '../refuse-overlaps'
import { changedBy, recordRevision } from '../revisions'
import { allRows, getRow, writeRow } from '../row-store'
import { studyGuard } from '../study-guard'
import type { Applied } from '../types'
import { isFurther } from './item-states'
import { copySamples } from './make-package'
import { planMerge } from './merge-plan'
import type { Plan, PlannedTrack } from './merge-plan'
import type { ForeignProject } from './open-foreign'
import { rowDifferences } from './row-differences'
import { trackContent } from './track-content'

type Choice = 'here' | 'there' | 'both' | 'rows'

/** What somebody chose for lanes in conflict, by the id of the lane there; `rows`: keys of rows to become as they are there. */
export interface MergeChoices {
  readonly lanes: Readonly<Record<string, Choice>>
  readonly rows?: Readonly<Record<string, readonly string[]>>
}

/** Bring another project's annotations in, as one edit that can be undone. */
export function mergeProject(
  db: Db,
  projectId: string,
  foreign: ForeignProject,
  authorId: string,
  choices: MergeChoices
): Result<Applied & { readonly tracks: number }> {
  if (!getRow(db, 'author', authorId))
    return fail('author.unknown', 'Merging needs an annotator who does it.')
  return attempt(db, () => {
    const guard = studyGuard(db, authorId)
    const plan = planMerge(db, projectId, foreign)
    const merge = makeMerge(db, foreign, plan)
    merge.addSetUp()
    let tracks = 0
    for (const track of plan.tracks) {
      const choice = track.conflict ? (choices.lanes[track.there.track.id] ?? 'here') : 'there'
      if (choice === 'here') continue
      if (choice === 'rows') {
        const taken = new Set(choices.rows?.[track.there.track.id])
        if (taken.size === 0 || track.conflict?.locked === true) continue
        merge.takeRows(track, taken)
      } else merge.takeTrack(track, choice === 'both' || track.conflict?.locked === true)
      tracks++
    }
    merge.takeStates()
    merge.takeResponses()
    const net = netChanges(merge.changes)
    refuseOverlaps(db, net)
    guard(net)
    const title = `Merge "${foreign.name}" (${tracks} ${tracks === 1 ? 'track' : 'tracks'})`
    const revision = recordRevision(db, { authorId, kind: 'edit', command: 'project.merge', title }, net)
    const createdIds = net.filter(({ before }) => !before).map(({ id }) => id)
    return { ...changedBy(db, revision, net), createdIds, title, tracks }
  })
}

/** Ids here of rows that were brought in under another id. */
type Ids = Map<string, string>

function makeMerge(db: Db, foreign: ForeignProject, { matches }: Plan) {
  const changes: RowChange[] = []
  const put = <T extends TableName>(table: T, after: Tables[T]): void => {
    const change: RowChange = { table, id: after.id, before: getRow(db, table, after.id), after }
    writeRow(db, change)
    changes.push(change)
  }
  const drop = (table: TableName, id: string): void => {
    const before = getRow(db, table, id)
    if (!before) return
    writeRow(db, { table, id })
    changes.push({ table, id, before })
  }
  const ids = {
    recording: new Map(matches.recordings),
    author: new Map(matches.authors),
    person: new Map(matches.persons),
    scheme: new Map([...matches.schemes, ...matches.otherSchemes]),
    segment: new Map<string, string>()
  }
  const idOf = (map: Ids, id: string): string => map.get(id) ?? id
  const personOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : idOf(ids.person, id)

  /** Rows that lanes stand on: what is not here yet comes as it is. */
  const addSetUp = (): void => {
    const first = allRows(db, 'recording').reduce((last, { position }) => Math.max(last, position), 0) + 1
    const added = new Set<string>()
    for (const [index, recording] of allRows(foreign.db, 'recording').entries()) {
      if (ids.recording.has(recording.id)) continue
      put('recording', { ...recording, position: first + index })
      added.add(recording.id)
    }
    for (const file of allRows(foreign.db, 'file')) {
      if (!added.has(file.recordingId)) continue
      const { proxyPath: _proxy, ...row } = file
      put('file', { ...row, path: isAbsolute(row.path) ? row.path : join(foreign.folder, row.path) })
    }
    for (const stream of allRows(foreign.db, 'stream'))
      if (added.has(stream.recordingId)) {
        put('stream', { ...stream, cache: {} })
        const view = getRow(foreign.db, 'streamView', stream.id)
        if (view) put('streamView', view)
      }
    for (const scheme of allRows(foreign.db, 'scheme')) {
      const id = ids.scheme.get(scheme.id)
      if (id === scheme.id) continue
      if (id === undefined) put('scheme', scheme)
      else
        put('scheme', {
          ...scheme,
          id,
          name: `${scheme.name} (${foreign.name})`,
          document: underId(scheme.document, id)
        })
    }
    for (const person of allRows(foreign.db, 'person')) if (!ids.person.has(person.id)) put('person', person)
    const authors = allRows(db, 'author').length
    for (const [index, author] of allRows(foreign.db, 'author').entries())
      if (!ids.author.has(author.id) && author.kind !== 'model')
        // Who leads is said here, not by a project that comes in.
        put('author', { ...author, lead: undefined, position: authors + index })
    for (const group of allRows(foreign.db, 'grouping'))
      if (!getRow(db, 'grouping', group.id)) put('grouping', group)
    const montages = new Set(allRows(db, 'montage').map(({ name }) => name))
    for (const montage of allRows(foreign.db, 'montage'))
      if (!montages.has(montage.name) && !getRow(db, 'montage', montage.id)) put('montage', montage)
    addAssignments()
  }

  const addAssignments = (): void => {
    const added = new Set<string>()
    for (const assignment of allRows(foreign.db, 'assignment')) {
      if (getRow(db, 'assignment', assignment.id)) continue
      const tracks = assignment.tracks.map((lane) => ({ ...lane, schemeId: idOf(ids.scheme, lane.schemeId) }))
      put('assignment', { ...assignment, authorId: idOf(ids.author, assignment.authorId), tracks })
      added.add(assignment.id)
    }
    for (const item of allRows(foreign.db, 'item'))
      if (added.has(item.assignmentId) && !getRow(db, 'item', item.id))
        put('item', { ...item, recordingId: idOf(ids.recording, item.recordingId) })
  }

  /** Bring in a lane: in the place of those it replaces, or beside them. */
  const takeTrack = ({ there, replaces }: PlannedTrack, beside: boolean): void => {
    const id = beside && getRow(db, 'track', there.track.id) ? newId() : there.track.id
    if (!beside) replaces.filter((other) => other !== id).forEach(dropTrack)
    const own = trackContent(db, id)
    const { itemId, parentId, ...track } = there.track
    const last = allRows(db, 'track').reduce((most, { position }) => Math.max(most, position), 0)
    put('track', {
      ...track,
      id,
      name: beside ? `${track.name} (${foreign.name})` : track.name,
      recordingId: idOf(ids.recording, track.recordingId),
      authorId: idOf(ids.author, track.authorId),
      schemeId: idOf(ids.scheme, track.schemeId),
      personId: personOf(track.personId),
      position: own?.track.position ?? last + 1,
      locked: own?.track.locked ?? track.locked,
      itemId: beside || itemId === undefined || !getRow(db, 'item', itemId) ? undefined : itemId,
      parentId: parentId !== undefined && getRow(db, 'track', parentId) ? parentId : undefined
    })
    for (const segment of there.segments) {
      const known = getRow(db, 'segment', segment.id)
      ids.segment.set(segment.id, known && known.trackId !== id ? newId() : segment.id)
    }
    for (const segment of there.segments)
      put('segment', {
        ...segment,
        id: idOf(ids.segment, segment.id),
        trackId: id,
        personId: personOf(segment.personId),
        parentId: segment.parentId === undefined ? undefined : idOf(ids.segment, segment.parentId)
      })
    const kept = new Set(there.segments.map((segment) => idOf(ids.segment, segment.id)))
    const links = there.relations.flatMap(({ id: linkId, ...link }) => {
      const known = getRow(db, 'relation', linkId)
      const toId = idOf(ids.segment, link.toId)
      if (!getRow(db, 'segment', toId)) return []
      const fromId = idOf(ids.segment, link.fromId)
      const free = !known || known.fromId === fromId
      return [
        { ...link, id: free ? linkId : newId(), fromId, toId, authorId: idOf(ids.author, link.authorId) }
      ]
    })
    const keptLinks = new Set(links.map((link) => link.id))
    for (const link of own?.relations ?? []) if (!keptLinks.has(link.id)) drop('relation', link.id)
    for (const segment of own?.segments ?? []) if (!kept.has(segment.id)) dropSegment(segment.id)
    for (const link of links) put('relation', link)
    const takes = new Set(there.takes.map((take) => take.id))
    for (const take of own?.takes ?? []) if (!takes.has(take.id)) drop('take', take.id)
    for (const take of there.takes) {
      const known = getRow(db, 'take', take.id)
      const takeId = known && known.trackId !== id ? newId() : take.id
      copySamples(foreign.db, db, take.id, takeId)
      put('take', { ...take, id: takeId, trackId: id })
    }
  }

  /** Rows of a lane become as they are there; what is here keeps its id, so that links to it hold. */
  const takeRows = ({ there, here }: PlannedTrack, taken: ReadonlySet<string>): void => {
    if (!here || matches.otherSchemes.has(there.track.schemeId)) return
    const chosen = rowDifferences(here, there).filter(({ key }) => taken.has(key))
    const trackId = here.track.id
    // What goes leaves its time to what comes.
    for (const row of chosen)
      if (!row.there && row.here) {
        if (row.kind === 'take') drop('take', row.here.id)
        else dropSegment(row.here.id)
      }
    const brought = new Map<string, string>()
    for (const { here: mine, there: theirs } of chosen) {
      if (!theirs) continue
      if (!('flagged' in theirs)) {
        if (!mine) copySamples(foreign.db, db, theirs.id, theirs.id)
        put('take', { ...theirs, trackId })
        continue
      }
      const known = getRow(db, 'segment', theirs.id)
      const id = mine?.id ?? (known && known.trackId !== trackId ? newId() : theirs.id)
      brought.set(theirs.id, id)
      const parent = mine && 'flagged' in mine ? mine.parentId : theirs.parentId
      put('segment', {
        ...theirs,
        id,
        trackId,
        personId: personOf(theirs.personId),
        parentId: parent !== undefined && getRow(db, 'segment', parent) ? parent : undefined
      })
    }
    for (const link of there.relations) {
      const fromId = brought.get(link.fromId)
      const toId = brought.get(link.toId) ?? link.toId
      if (fromId === undefined || getRow(db, 'relation', link.id) || !getRow(db, 'segment', toId)) continue
      put('relation', { ...link, fromId, toId, authorId: idOf(ids.author, link.authorId) })
    }
  }

  const dropSegment = (id: string): void => {
    const links = db.sql('SELECT id FROM relation WHERE from_id = ? OR to_id = ?').pluck().all(id, id)
    for (const link of links as readonly string[]) drop('relation', link)
    drop('segment', id)
  }

  const dropTrack = (id: string): void => {
    const content = trackContent(db, id)
    for (const segment of content?.segments ?? []) dropSegment(segment.id)
    for (const take of content?.takes ?? []) drop('take', take.id)
    drop('track', id)
  }

  /** Assigned work moves on, never back, and what is locked here stays so. */
  const takeStates = (): void => {
    for (const theirs of allRows(foreign.db, 'item')) {
      const item = getRow(db, 'item', theirs.id)
      if (!item || item.state === 'locked') continue
      const further = theirs.state === 'locked' ? 'finished' : theirs.state
      const state = isFurther(theirs.state, item.state) ? further : item.state
      put('item', {
        ...item,
        state,
        startedAt: item.startedAt ?? theirs.startedAt,
        finishedAt: state === 'finished' ? (theirs.finishedAt ?? item.finishedAt) : item.finishedAt,
        workSeconds: Math.max(item.workSeconds, theirs.workSeconds)
      })
    }
  }

  const takeResponses = (): void => {
    for (const response of allRows(foreign.db, 'response'))
      if (!getRow(db, 'response', response.id))
        put('response', {
          ...response,
          authorId: idOf(ids.author, response.authorId),
          personId: personOf(response.personId),
          recordingId:
            response.recordingId === undefined ? undefined : idOf(ids.recording, response.recordingId)
        })
  }

  return { changes, addSetUp, takeTrack, takeRows, takeStates, takeResponses }
}

/** A scheme's document names its own id. */
const underId = (document: unknown, id: string): unknown =>
  typeof document === 'object' && document !== null ? { ...document, id } : document
