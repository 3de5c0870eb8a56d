import type { Method, TimedLabel } from './base/metric'
import { pieces } from './base/timeline'

/** Items by who is right; positions in the lists. */
export interface SampleDifference {
  readonly bothCorrect: readonly number[]
  /** A wrong, B right. */
  readonly fixed: readonly number[]
  /** A right, B wrong. */
  readonly broken: readonly number[]
  readonly bothWrongSame: readonly number[]
  readonly bothWrongDifferent: readonly number[]
  readonly leftOut: readonly number[]
}

/** Who is right at a moment. */
export type Verdict = 'both_correct' | 'fixed' | 'broken' | 'both_wrong'

/** Time by who is right, and the stretches in order. */
export interface TimelineDifference {
  readonly time: Readonly<Record<Verdict, number>>
  readonly runs: readonly { readonly start: number; readonly end: number; readonly verdict: Verdict }[]
  /** Time that B fixed minus time that B broke. */
  readonly netGain: number
}

/** What fixed and broken mean. */
export const modelComparisonMethod: Method = {
  kind: 'method',
  id: 'model_comparison',
  name: 'Fixed and broken',
  definition: 'fixed: A wrong and B right; broken: A right and B wrong; per item or per moment',
  convention:
    'On a timeline uncovered time is neutral, the first of overlapping segments holds, and equal neighbours are joined.',
  source: 'Regression testing of models; cf. Bansal et al. 2019, AAAI (backward compatibility)',
  missingPolicy: 'An item without truth or without an answer of either model is left out and listed.'
}

/** Compare two models item by item. */
export function sampleDifference(
  truth: readonly (string | null)[],
  a: readonly (string | null)[],
  b: readonly (string | null)[]
): SampleDifference {
  const kinds = truth.map((label, i): keyof SampleDifference => {
    const [x, y] = [a[i], b[i]]
    if (label === null || x == null || y == null) return 'leftOut'
    if (x === label) return y === label ? 'bothCorrect' : 'broken'
    if (y === label) return 'fixed'
    return x === y ? 'bothWrongSame' : 'bothWrongDifferent'
  })
  const where = (kind: keyof SampleDifference) => kinds.flatMap((own, i) => (own === kind ? [i] : []))
  return {
    bothCorrect: where('bothCorrect'),
    fixed: where('fixed'),
    broken: where('broken'),
    bothWrongSame: where('bothWrongSame'),
    bothWrongDifferent: where('bothWrongDifferent'),
    leftOut: where('leftOut')
  }
}

/** Compare two models along one recording of the given duration, from 0, in the unit of the segments. */
export function timelineDifference(
  reference: readonly TimedLabel[],
  a: readonly TimedLabel[],
  b: readonly TimedLabel[],
  duration: number,
  neutral: string
): TimelineDifference {
  const time: Record<Verdict, number> = { both_correct: 0, fixed: 0, broken: 0, both_wrong: 0 }
  const runs: { start: number; end: number; verdict: Verdict }[] = []
  for (const { start, end, labels } of pieces([reference, a, b], 0, duration)) {
    const [truth, x, y] = [0, 1, 2].map((side) => labels[side]?.[0] ?? neutral)
    const verdict: Verdict =
      x === truth ? (y === truth ? 'both_correct' : 'broken') : y === truth ? 'fixed' : 'both_wrong'
    time[verdict] += end - start
    const last = runs.at(-1)
    if (last?.verdict === verdict) last.end = end
    else runs.push({ start, end, verdict })
  }
  return { time, runs, netGain: time.fixed - time.broken }
}
