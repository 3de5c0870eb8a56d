import { overlap, type Face } from './box'
import { mergeFaces } from './merge-faces'

export interface SurenessRules {
  /** Least certainty of a face. */
  readonly minScore: number
  readonly maxFaces: number
}

/** One box for each face, surest first. Doubtful boxes neither move nor join the sure ones. */
export function mergeBySureness(
  candidates: readonly Face[],
  { minScore, maxFaces }: SurenessRules,
  most: number
): Face[] {
  const sure = mergeFaces(
    candidates.filter((face) => face.score >= minScore),
    most
  )
  const doubtful = mergeFaces(
    candidates.filter((face) => face.score < minScore),
    most
  )
  return [...sure, ...doubtful.filter((face) => !sure.some((other) => overlap(face, other) > most))].slice(
    0,
    maxFaces
  )
}
