import type { Decoded } from '../decode/decoded'
import type { Manifest } from '../manifest'
import type { Unit } from '../units/unit'

/** Turns of a conversation that belong together: what is explained and what explains it, by their places. */
export interface TurnPair {
  readonly from: number
  readonly to: number
  readonly score: number
}

/** Pairs that were chosen: in a table of all turns, or between a unit's turn and the turns that `dialogue.pairs` set beside it. */
export function turnPairs(
  { inputs = [] }: Manifest,
  { at, turns = [] }: Unit,
  { pairs = [], dims }: Decoded
): readonly TurnPair[] {
  if (at === undefined) return pairs
  const step = inputs
    .flatMap(({ pipeline, branches = [] }) => [...pipeline, ...branches.flatMap((one) => one.pipeline)])
    .find(({ op }) => op === 'dialogue.pairs')
  const past = typeof step?.['past'] === 'number' ? step['past'] : 0
  const future = typeof step?.['future'] === 'number' ? step['future'] : 0
  const self = step?.['self'] !== false
  const places = [...turns.keys()].filter(
    (place) => place >= at - past && place <= at + future && (self || place !== at)
  )
  const width = dims.at(-1) ?? 1
  return pairs.flatMap(({ from, to, score }) => {
    // One score for each candidate, or one for no and one for yes.
    if (dims.length > 1 && width === 2 && to !== 1) return []
    const place = places[dims.length > 1 ? from : to]
    return place === undefined ? [] : [{ from: at, to: place, score }]
  })
}
