import type { Segment } from '../domain/rows'

/** Which turn of another layer says the same as each turn of this one, and which of theirs nobody claims. */
export interface TurnPairs {
  readonly pairs: readonly { readonly turn: Segment; readonly others: readonly Segment[] }[]
  readonly extra: readonly Segment[]
}

/** Least share of the shorter of two turns that must be common time. */
const LEAST_SHARE = 0.3

/**
 * Turns of two transcripts of one recording, paired by time: each turn of `others` goes to the turn it shares most time
 * with, at least 30 % of the shorter of both; several may go to one. Both lists ascend in start. Persons do not matter:
 * recognisers confuse them.
 */
export function pairTurns(turns: readonly Segment[], others: readonly Segment[]): TurnPairs {
  const claimed = new Map<string, Segment[]>()
  const extra: Segment[] = []
  const longest = turns.reduce((most, { start, end }) => Math.max(most, end - start), 0)
  let first = 0
  for (const other of others) {
    while ((turns[first]?.start ?? Infinity) < other.start - longest) first++
    let best: Segment | undefined
    let most = 0
    for (let index = first; index < turns.length; index++) {
      const turn = turns[index]
      if (!turn || turn.start >= other.end) break
      const shared = Math.min(turn.end, other.end) - Math.max(turn.start, other.start)
      if (shared < LEAST_SHARE * Math.min(turn.end - turn.start, other.end - other.start) || shared <= most)
        continue
      best = turn
      most = shared
    }
    if (!best) extra.push(other)
    else {
      const list = claimed.get(best.id)
      if (list) list.push(other)
      else claimed.set(best.id, [other])
    }
  }
  return { pairs: turns.map((turn) => ({ turn, others: claimed.get(turn.id) ?? [] })), extra }
}
