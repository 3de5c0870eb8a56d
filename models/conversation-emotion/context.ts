import type { OnnxGraph } from '../convert/onnx-graph.ts'

/** Turns farther away than this do not count. */
export const REACH = 4
/** A turn counts half as much as one that is a turn nearer. */
export const DECAY = 0.5
/** What somebody else says counts half as much as what the speaker says. */
export const OTHERS = 0.5
/** What all turns around count together, against 1 for the turn itself, where all of them are the speaker's. */
export const WEIGHT = 0.3

/**
 * Evidence of each turn [T,K] with that of the turns around it: e'(i) = e(i) + WEIGHT * sum over k of DECAY^(k-1) *
 * (1 for the same speaker, OTHERS for another) * e(i-k) / sum over k of DECAY^(k-1), k from 1 to REACH; with `future` the
 * same for i+k. Evidence is how far a label's logit lies above its threshold's, so that a turn that says little adds
 * little. The numbers are set by hand from two facts of conversation, that a mood lasts and that it is shared; they were
 * not fitted to any conversations.
 */
export function withContext(
  graph: OnnxGraph,
  evidence: string,
  speakers: string,
  { future }: { readonly future: boolean }
): string {
  const rows = Array.from({ length: REACH }, (_, k) => k + 1)
  const whole = rows.reduce((sum, k) => sum + DECAY ** (k - 1), 0)
  const parts = rows.flatMap((k) =>
    [true, false]
      .filter((past) => past || future)
      .map((past) => {
        const share = (WEIGHT * DECAY ** (k - 1)) / whole
        const moved = shifted(graph, evidence, k, past, graph.scalar('nothing', 0), 2)
        const nobody = graph.constant('nobody', [], BigInt64Array.of(-1n))
        const who = shifted(graph, speakers, k, past, nobody, 1)
        const same = graph.node('Cast', [sameSpeaker(graph, speakers, who)], { to: 1 })
        // OTHERS + (1 - OTHERS) * same, times the share.
        const counts = graph.node('Add', [
          graph.node('Mul', [same, graph.scalar('more', share * (1 - OTHERS))]),
          graph.scalar('least', share * OTHERS)
        ])
        const column = graph.node('Unsqueeze', [counts, graph.ints('column', [1])])
        return graph.node('Mul', [moved, column])
      })
  )
  return graph.node('Sum', [evidence, ...parts])
}

/** Each turn's row is that of the turn k before (behind) it; rows that there are none for are filled up. */
function shifted(
  graph: OnnxGraph,
  rows: string,
  k: number,
  past: boolean,
  fill: string,
  axes: 1 | 2
): string {
  const none = new Array<number>(axes - 1).fill(0)
  const pads = past ? [k, ...none, 0, ...none] : [0, ...none, k, ...none]
  const padded = graph.node('Pad', [rows, graph.ints('pads', pads), fill])
  const bounds = past ? [0, -k] : [k, LAST]
  return graph.node('Slice', [
    padded,
    graph.ints('from', [bounds[0] ?? 0]),
    graph.ints('to', [bounds[1] ?? 0]),
    graph.ints('rows', [0])
  ])
}

/** The end of an axis in ONNX's Slice: any number beyond it. */
const LAST = 2 ** 31 - 1

/** True where both turns have a known speaker and it is the same. */
function sameSpeaker(graph: OnnxGraph, one: string, other: string): string {
  const known = graph.node('GreaterOrEqual', [one, graph.constant('first', [], BigInt64Array.of(0n))])
  return graph.node('And', [graph.node('Equal', [one, other]), known])
}
