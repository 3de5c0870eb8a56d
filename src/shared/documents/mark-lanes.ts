/** A mark on a text: a stretch (any unit, `to` exclusive) with what is drawn for it. */
export interface Mark {
  readonly key: string
  readonly from: number
  readonly to: number
}

/** Part of a text between the edges of marks, with the marks over it. */
export interface MarkedPiece<M extends Mark> {
  readonly from: number
  readonly to: number
  readonly marks: readonly { readonly mark: M; readonly lane: number; readonly starts: boolean }[]
}

/** Lane of every mark by key: the first in which it meets no other; marks in order of start, longer ones first. */
export function markLanes(marks: readonly Mark[]): ReadonlyMap<string, number> {
  const ends: number[] = []
  const lanes = new Map<string, number>()
  for (const mark of [...marks].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const free = ends.findIndex((end) => end <= mark.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = mark.to
    lanes.set(mark.key, lane)
  }
  return lanes
}

/** A stretch of text cut where marks begin and end; characters without marks too. */
export function markedPieces<M extends Mark>(
  from: number,
  to: number,
  marks: readonly M[],
  lanes: ReadonlyMap<string, number>
): readonly MarkedPiece<M>[] {
  const here = marks.filter((mark) => mark.from < to && mark.to > from)
  const cuts = [from, to, ...here.flatMap((mark) => [mark.from, mark.to])].filter(
    (cut) => cut >= from && cut <= to
  )
  const edges = [...new Set(cuts)].sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? to
    return {
      from: start,
      to: end,
      marks: here
        .filter((mark) => mark.from <= start && mark.to >= end)
        .map((mark) => ({ mark, lane: lanes.get(mark.key) ?? 0, starts: mark.from === start }))
    }
  })
}
