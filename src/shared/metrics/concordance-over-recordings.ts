import type { Method } from './base/metric'
import { mean } from './base/moments'
import { completePairs } from './base/pairs'
import { concordance } from './trace-agreement'

/** Two traces of one recording. */
export interface TracePair {
  readonly reference: readonly (number | null)[]
  readonly candidate: readonly (number | null)[]
}

/** CCC of several recordings; the three summaries differ, and papers use all of them. */
export interface ConcordanceOverRecordings {
  readonly perRecording: readonly (number | null)[]
  /** Mean over the recordings that have one. */
  readonly mean: number | null
  /** The same mean, each recording weighted by its number of complete pairs. */
  readonly weightedMean: number | null
  /** CCC of all recordings put one after the other. */
  readonly ofConcatenation: number | null
  /** Recordings without a CCC, left out of both means. */
  readonly undefinedRecordings: number
}

/** What the summaries mean. */
export const concordanceOverRecordingsMethod: Method = {
  kind: 'method',
  id: 'ccc_over_recordings',
  name: 'CCC over recordings',
  definition: 'mean of the CCCs, mean weighted by length, and CCC of the concatenation',
  convention: 'All three are given, because challenges differ: some concatenate, some papers average.',
  source: 'Lin 1989; Weninger, Ringeval, Marchi & Schuller 2016, IJCAI',
  missingPolicy:
    'Positions without a value are left out; recordings without a CCC are left out of the means and counted.'
}

/** CCC per recording and the three ways to summarise them. */
export function concordanceOverRecordings(recordings: readonly TracePair[]): ConcordanceOverRecordings {
  const pairs = recordings.map(({ reference, candidate }) => completePairs(reference, candidate))
  const perRecording = pairs.map(({ x, y }) => concordance(x, y))
  const defined = perRecording.flatMap((value, i) =>
    value === null ? [] : [{ value, n: pairs[i]?.x.length ?? 0 }]
  )
  const length = defined.reduce((sum, { n }) => sum + n, 0)
  return {
    perRecording,
    mean: defined.length === 0 ? null : mean(defined.map(({ value }) => value)),
    weightedMean: length === 0 ? null : defined.reduce((sum, { value, n }) => sum + value * n, 0) / length,
    ofConcatenation: concordance(
      pairs.flatMap(({ x }) => x),
      pairs.flatMap(({ y }) => y)
    ),
    undefinedRecordings: perRecording.length - defined.length
  }
}
