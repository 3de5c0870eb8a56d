import type { SchemeMap } from './scheme-map'

/** Numbers by label id. */
export type Scores = Readonly<Record<string, number>>

/** Scores in the labels of the target, and what had no place there. */
export interface MappedScores {
  /** Every label of the target in its order; 0 where nothing leads to it. */
  readonly scores: Scores
  /** Sum of the scores of source labels without a counterpart. */
  readonly lost: number
}

/**
 * Probabilities, shares or weights of source labels in the labels of the target: groups add up, a matrix weights and
 * adds up, an axis of a composite sums over the other axes (`axes` in the order of the composite). Nothing is
 * rescaled: what has no counterpart is in `lost`. Undefined for maps of ratings (quadrant, affine).
 */
export function mapScores(
  map: SchemeMap,
  scores: Scores,
  targets: readonly string[],
  axes: readonly string[] = []
): MappedScores | undefined {
  const weightsOf = weights(map, axes)
  if (!weightsOf) return undefined
  const sums = new Map(targets.map((label) => [label, 0]))
  let lost = 0
  for (const [label, score] of Object.entries(scores)) {
    let kept = 0
    for (const [target, weight] of Object.entries(weightsOf(label))) {
      const before = sums.get(target)
      if (before === undefined) continue
      sums.set(target, before + score * weight)
      kept += weight
    }
    // A matrix may give more than all (one label means two); only what is missing is lost.
    lost += score * Math.max(0, 1 - kept)
  }
  return { scores: Object.fromEntries(sums), lost }
}

function weights({ rule }: SchemeMap, axes: readonly string[]): ((label: string) => Scores) | undefined {
  switch (rule.kind) {
    case 'rename':
    case 'group':
    case 'threshold':
      return (label) => whole(rule.targets.get(label))
    case 'matrix':
      return (label) => rule.weights[label] ?? {}
    case 'axis':
      return (label) => whole(label.split('+')[axes.indexOf(rule.axis)])
    case 'quadrant':
    case 'affine':
      return undefined
  }
}

const whole = (target: string | undefined): Scores => (target === undefined ? {} : { [target]: 1 })
