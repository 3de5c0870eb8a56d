import type { SpokenTurn } from './turn-words'
import { speakerNumbers } from './turn-words'

export type GraphRelation = 'temporal' | 'speaker' | 'speakers'

/** Edges between turns of a conversation: from, to, and the kind of each. */
export interface DialogueEdges {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly type: readonly number[]
  /** Number of kinds there can be, whether they occur or not. */
  readonly types: number
}

/**
 * A directed graph over turns: an edge from i to j where j is at most `past` before or `future` behind i, itself
 * included (DialogueGCN, Ghosal et al. 2019; COGMEN, Joshi et al. 2022). The kind of an edge is a number in a mixed
 * base, one digit per relation in the order given: `temporal` 0 = j not before i, 1 = before; `speaker` 0 = other
 * speaker, 1 = same; `speakers` = number of i's speaker times their count plus that of j's. Edges come in order of i, then j.
 * Negative `past` or `future`: no limit.
 */
export function dialogueGraph(
  turns: readonly SpokenTurn[],
  { past, future, relations }: { past: number; future: number; relations: readonly GraphRelation[] }
): DialogueEdges {
  const speakers = speakerNumbers(turns)
  const count = Math.max(1, ...speakers.map((number) => number + 1))
  const sizes: Record<GraphRelation, number> = { temporal: 2, speaker: 2, speakers: count * count }
  const digit = (relation: GraphRelation, i: number, j: number): number => {
    const [a, b] = [speakers[i] ?? -1, speakers[j] ?? -1]
    if (relation === 'temporal') return Number(j < i)
    if (relation === 'speaker') return Number(a === b)
    return Math.max(0, a) * count + Math.max(0, b)
  }
  const edges = { from: [] as number[], to: [] as number[], type: [] as number[] }
  for (let i = 0; i < turns.length; i++) {
    const first = past < 0 ? 0 : Math.max(0, i - past)
    const last = future < 0 ? turns.length - 1 : Math.min(turns.length - 1, i + future)
    for (let j = first; j <= last; j++) {
      edges.from.push(i)
      edges.to.push(j)
      edges.type.push(relations.reduce((type, relation) => type * sizes[relation] + digit(relation, i, j), 0))
    }
  }
  return { ...edges, types: relations.reduce((product, relation) => product * sizes[relation], 1) }
}
