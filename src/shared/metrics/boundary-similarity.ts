import type { MassesMetric } from './base/metric'
import { score, undefinedScore, type Score } from './base/score'

/** Edits that turn one division into the other, and the similarity made of them. */
export interface BoundarySimilarity {
  readonly additions: number
  readonly transpositions: number
  readonly matches: number
  readonly similarity: number
}

/** Positions (from 1) at which a stretch ends, without the end of the whole. */
export function boundariesOfMasses(masses: readonly number[]): Set<number> {
  const ends = new Set<number>()
  let at = 0
  for (const mass of masses.slice(0, -1)) ends.add((at += mass))
  return ends
}

/**
 * Boundary similarity of two divisions of the same length.
 * @param reach positions that a near miss may span, 2 = neighbours only
 */
export function boundarySimilarityParts(
  reference: readonly number[],
  candidate: readonly number[],
  reach = 2
): BoundarySimilarity {
  const a = boundariesOfMasses(reference)
  const b = boundariesOfMasses(candidate)
  const onlyA = new Set([...a].filter((at) => !b.has(at)))
  const onlyB = new Set([...b].filter((at) => !a.has(at)))
  const matches = a.size - onlyA.size
  let transpositions = 0
  let moved = 0
  // The shortest moves first, from the start of the recording on: each boundary moves once at most.
  for (let distance = 1; distance < reach; distance++) {
    const starts = [...onlyA, ...onlyB].sort((x, y) => x - y)
    for (const at of starts) {
      const [own, other] = onlyA.has(at) ? [onlyA, onlyB] : [onlyB, onlyA]
      if (!own.has(at) || !other.has(at + distance)) continue
      own.delete(at)
      other.delete(at + distance)
      transpositions++
      moved += distance / reach
    }
  }
  const additions = onlyA.size + onlyB.size
  const edits = additions + transpositions + matches
  return { additions, transpositions, matches, similarity: edits === 0 ? 1 : 1 - (additions + moved) / edits }
}

/** Agreement on where stretches end, 0..1, with part of the credit for near misses. */
export const boundarySimilarity: MassesMetric = {
  kind: 'masses',
  id: 'boundary_similarity',
  name: 'Boundary similarity B',
  definition: '1 - (additions + sum of distance / n_t over moved boundaries) / (additions + moves + matches)',
  convention:
    'Near misses reach to the neighbouring unit (n_t = 2). Two divisions without a boundary agree fully: 1.',
  source: 'Fournier 2013, ACL, 1702-1712 (segeval)',
  missingPolicy: 'Unlabelled stretches must be cut out of both sides before.',
  compute(reference, candidate): Score {
    const reason = unequal(reference, candidate)
    if (reason) return undefinedScore(reason)
    return score(boundarySimilarityParts(reference, candidate).similarity, 'There is nothing to divide.')
  }
}

/** Why two divisions cannot be compared, or nothing. */
export function unequal(reference: readonly number[], candidate: readonly number[]): string | undefined {
  const sum = (masses: readonly number[]) => masses.reduce((total, mass) => total + mass, 0)
  const [a, b] = [sum(reference), sum(candidate)]
  if (a === 0) return 'There is nothing to divide.'
  return a === b ? undefined : `The two divisions are not equally long (${a} and ${b} units).`
}
