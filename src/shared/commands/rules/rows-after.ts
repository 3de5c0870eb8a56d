import type { Segment, TableName, Tables, Track } from '../../domain/rows'
import type { RowChange, RowReader } from '../command'
import { segmentsBetween } from './segments-between'
import { segmentBeside } from './segment-beside'

/** A change of a segment. */
export type SegmentChange = RowChange<'segment'>

/** Rows as they will be after some changes, to which more can be added. Several changes of one row count as one. */
export class RowsAfter implements RowReader {
  private readonly net = new Map<string, RowChange>()
  /** Segment changes by track, made again after each change. */
  private byTrack: Map<string, SegmentChange[]> | undefined
  /** Tracks as they will be, of those that change, by the track above them; made again after each change. */
  private byParent: ReadonlyMap<string, readonly Track[]> | undefined

  constructor(
    readonly before: RowReader,
    changes: readonly RowChange[]
  ) {
    for (const change of changes) this.add(change)
  }

  /** Lay one more change over the rows. */
  add(change: RowChange): void {
    const key = `${change.table}/${change.id}`
    const earlier = this.net.get(key)
    this.net.set(key, earlier ? { ...change, before: earlier.before } : change)
    this.byTrack = undefined
    this.byParent = undefined
  }

  /** Put a segment as it shall be. */
  put(segment: Segment): void {
    this.add({
      table: 'segment',
      id: segment.id,
      before: this.before.get('segment', segment.id),
      after: segment
    })
  }

  /** Take a segment away. */
  remove(segment: Segment): void {
    this.add({ table: 'segment', id: segment.id, before: this.before.get('segment', segment.id) })
  }

  /** Forget what was to happen to a row. */
  drop(table: TableName, id: string): void {
    this.net.delete(`${table}/${id}`)
    this.byTrack = undefined
    this.byParent = undefined
  }

  /** All changes in the order in which their rows were first named; rows that come and go within are left out. */
  changes(): readonly RowChange[] {
    return [...this.net.values()].filter(
      (change) => change.before !== undefined || change.after !== undefined
    )
  }

  /** Changes of segments that were or will be on a track. */
  changesOf(trackId: string): readonly SegmentChange[] {
    this.byTrack ??= segmentChangesByTrack(this.changes())
    return this.byTrack.get(trackId) ?? []
  }

  /** Tracks whose segments change. */
  changedTracks(): readonly string[] {
    this.byTrack ??= segmentChangesByTrack(this.changes())
    return [...this.byTrack.keys()]
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    const change = this.net.get(`${table}/${id}`)
    return change ? (change.after as Tables[T] | undefined) : this.before.get(table, id)
  }

  all<T extends TableName>(table: T): readonly Tables[T][] {
    const mine = [...this.net.values()].filter((change) => change.table === table)
    const ids = new Set(mine.map((change) => change.id))
    const kept = this.before.all(table).filter((row) => !ids.has(row.id))
    return [...kept, ...mine.flatMap((change) => (change.after ? [change.after as Tables[T]] : []))]
  }

  segmentsOf(trackId: string): readonly Segment[] {
    return this.laidOver(this.before.segmentsOf(trackId), trackId, () => true)
  }

  segmentsBetween(trackId: string, from: number, to: number): readonly Segment[] {
    return this.laidOver(
      segmentsBetween(this.before, trackId, from, to),
      trackId,
      (segment) => segment.start < to && segment.end > from
    )
  }

  tracksUnder(trackId: string): readonly Track[] {
    this.byParent ??= tracksByParent(this.net.values())
    return [
      ...tracksUnder(this.before, trackId).filter(({ id }) => !this.net.has(`track/${id}`)),
      ...(this.byParent.get(trackId) ?? [])
    ]
  }

  segmentsUnder(segmentId: string, trackId: string): readonly Segment[] {
    return this.laidOver(
      segmentsUnder(this.before, segmentId, trackId),
      trackId,
      (segment) => segment.parentId === segmentId
    )
  }

  /** As the reader below it finds it, past what changes; tracks whose segments overlap are not asked for. */
  segmentBeside(trackId: string, time: number, side: 'before' | 'after'): Segment | null {
    const changes = this.changesOf(trackId)
    const changed = new Set(changes.map((change) => change.id))
    let found = segmentBeside(this.before, trackId, time, side)
    while (found && changed.has(found.id))
      found = segmentBeside(this.before, trackId, side === 'before' ? found.start : found.start + 1, side)
    for (const { after } of changes) {
      if (after?.trackId !== trackId || (side === 'before') !== after.start < time) continue
      const nearer = found === undefined || (side === 'before') === after.start > found.start
      if (nearer) found = after
    }
    return found ?? null
  }

  private laidOver(
    stored: readonly Segment[],
    trackId: string,
    wanted: (segment: Segment) => boolean
  ): readonly Segment[] {
    const changes = this.changesOf(trackId)
    if (changes.length === 0) return stored
    const ids = new Set(changes.map((change) => change.id))
    const added = changes.flatMap(({ after }) => (after?.trackId === trackId && wanted(after) ? [after] : []))
    return [...stored.filter((segment) => !ids.has(segment.id)), ...added].sort(
      (a, b) => a.start - b.start || a.end - b.end
    )
  }
}

function segmentChangesByTrack(changes: readonly RowChange[]): Map<string, SegmentChange[]> {
  const byTrack = new Map<string, SegmentChange[]>()
  for (const change of changes) {
    if (!isSegmentChange(change)) continue
    for (const trackId of new Set([change.before?.trackId, change.after?.trackId])) {
      if (trackId === undefined) continue
      const list = byTrack.get(trackId)
      if (list) list.push(change)
      else byTrack.set(trackId, [change])
    }
  }
  return byTrack
}

function tracksByParent(changes: Iterable<RowChange>): ReadonlyMap<string, readonly Track[]> {
  const byParent = new Map<string, Track[]>()
  for (const { after } of changes) {
    if (!after || !('overlap' in after) || after.parentId === undefined) continue
    const list = byParent.get(after.parentId)
    if (list) list.push(after)
    else byParent.set(after.parentId, [after])
  }
  return byParent
}

export const isSegmentChange = (change: RowChange): change is SegmentChange => change.table === 'segment'

/** Tracks that hang under a track, by the reader's index where it has one. */
export const tracksUnder = (rows: RowReader, trackId: string): readonly Track[] =>
  rows.tracksUnder?.(trackId) ?? rows.all('track').filter((track) => track.parentId === trackId)

/** Segments of a track that one segment of its parent track holds. */
export const segmentsUnder = (rows: RowReader, segmentId: string, trackId: string): readonly Segment[] =>
  rows.segmentsUnder?.(segmentId, trackId) ??
  rows.segmentsOf(trackId).filter((segment) => segment.parentId === segmentId)
