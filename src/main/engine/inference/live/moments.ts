import type { Micros } from '../../../../shared/domain/time'
import type { Manifest } from '../manifest'
import type { Unit } from '../units/unit'

/** Something that a model looks at, and from where of the playhead on it is what plays now or was just played. */
export interface Moment {
  readonly due: number
  readonly unit: Unit
  /** Row of its answer that is meant, where it answers for several turns at once. */
  readonly row?: number
  readonly start: Micros
  readonly end: Micros
  /** Whose it is, where several are followed side by side. */
  readonly personId?: string
}

/** Moments in order of time; those that are due together share a place. */
export interface Timeline {
  readonly places: number
  /** Place whose answer the playhead has, with its stretch; `place` -1: nothing has been looked at yet. */
  at(time: number): { readonly place: number; readonly from: number; readonly until: number }
  /** What is looked at for a place: the newest moment of each lane. */
  moments(place: number): readonly Moment[]
}

/**
 * Moments of units. A window is due when it ends, so that nothing is looked at that has not been played; a turn or another
 * stretch that was marked when it begins, and a turn within a conversation likewise.
 */
export function momentsOf(units: readonly Unit[], { unit }: Manifest, windows: boolean): readonly Moment[] {
  const side = unit.perParticipant === true
  return units.flatMap((one): readonly Moment[] => {
    const { start, end, personId } = one
    if (one.turns && one.at === undefined)
      return one.turns.map((turn, row) => ({
        due: turn.start,
        unit: one,
        row,
        start: turn.start,
        end: turn.end
      }))
    return [
      {
        due: windows ? end : start,
        unit: one,
        start,
        end,
        ...(side && personId !== undefined ? { personId } : {})
      }
    ]
  })
}

/** Moments by the playhead. Within a lane (a person) the newest counts; of those due together the first. */
export function timelineOf(moments: readonly Moment[]): Timeline {
  const ordered = moments.toSorted((a, b) => a.due - b.due)
  const dues = [...new Set(ordered.map(({ due }) => due))]
  const lanes = new Map<string, Moment[]>()
  for (const moment of ordered) {
    const lane = lanes.get(moment.personId ?? '') ?? []
    if (lane.at(-1)?.due !== moment.due) lane.push(moment)
    lanes.set(moment.personId ?? '', lane)
  }
  const first = ordered[0]
  return {
    places: dues.length,
    at(time) {
      const place = lastUpTo(dues, time, (due) => due)
      if (place >= 0) return { place, from: dues[place] ?? 0, until: dues[place + 1] ?? Infinity }
      // The first of all is also looked at while it plays: better than nothing where it is long.
      if (first && time >= first.start) return { place: 0, from: first.start, until: dues[1] ?? Infinity }
      return { place: -1, from: -Infinity, until: first?.start ?? Infinity }
    },
    moments(place) {
      const due = dues[place]
      if (due === undefined) return []
      return [...lanes.values()].flatMap((lane) => lane[lastUpTo(lane, due, (moment) => moment.due)] ?? [])
    }
  }
}

/** Index of the last item not after a time; -1: none. */
function lastUpTo<T>(items: readonly T[], time: number, of: (item: T) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && of(item) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
