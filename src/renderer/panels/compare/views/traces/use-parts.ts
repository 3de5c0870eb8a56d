import { useMemo } from 'react'
import type { LagSweep } from '../../../../../shared/analysis/traces/lag-sweep'
import type { TracePlaneAnswer } from '../../../../../shared/contract/traces'
import {
  sourceAuthors,
  type TraceCompareChoice,
  type TracePairQuery
} from '../../../../session/compare-traces'
import { useSelection } from '../../../../session/selection'
import { useAnswer } from '../../../../session/use-answer'

/** Longest delay looked at, seconds. */
export const REACH_SECONDS = 5

/** Agreement at every delay, whatever delay was chosen; segments have none. */
export function useLagSweep(query: TracePairQuery, steps: boolean): LagSweep | undefined {
  const asked = useMemo(
    () => (steps ? { ...query, lagSeconds: 0, reachSeconds: REACH_SECONDS } : undefined),
    [query, steps]
  )
  const { shown, problem } = useAnswer('analysis.traceLags', asked, sourceAuthors)
  return problem ? undefined : shown?.value
}

/** Joined points of recordings, or of the open one; undefined where there are no two dimensions. */
export function usePlane(query: TracePairQuery, { plane }: TraceCompareChoice): TracePlaneAnswer | undefined {
  const open = useSelection((state) => state.recordingId)
  const recordingId = plane === 'open' ? open : undefined
  const asked = useMemo(
    () => ({ ...query, ...(recordingId === undefined ? {} : { recordingId }) }),
    [query, recordingId]
  )
  const { shown, problem } = useAnswer('analysis.tracePlane', asked, sourceAuthors)
  return problem ? undefined : shown?.value
}
