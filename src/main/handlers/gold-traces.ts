import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Track } from '../../shared/domain/rows'
import type { FusedTrace } from '../../shared/gold/fused-trace'
import type { GoldSummary } from '../../shared/gold/gold-report'
import type { TraceRule } from '../../shared/gold/recipe'
import { traceOnGrid } from '../../shared/trace/resample-trace'
import type { TimeGrid } from '../../shared/trace/resample-trace'
import { timeOfSample } from '../../shared/trace/trace'
import type { Trace } from '../../shared/trace/trace'
import { timingOf } from '../../shared/values/timing'
import { readTrace, takesOfTrack } from '../../shared/trace/read-trace'
import type { Project } from '../store'
import type { JobBoard } from './job-board'

/** The traces of one person (or nobody in particular) in one recording, made one. */
export interface GoldTraceLane {
  readonly recordingId: string
  readonly personId: string | undefined
  readonly grid: TimeGrid
  readonly dims: readonly string[]
  readonly fused: readonly FusedTrace[]
}

export interface GoldTraces {
  readonly lanes: readonly GoldTraceLane[]
  readonly revision: number
}

/** Warping costs the square of what it is given: above this many samples the grid is made coarser, and the summary says so. */
const MOST_WARPED = 20_000

/**
 * Run a rule over the traces of every recording and person. Traces are read with their reaction lags taken out, on a
 * grid at the highest rate of the annotators that spans all of them.
 */
export async function goldTraces(
  project: Project,
  board: Pick<JobBoard, 'ask'>,
  query: GoldQuery,
  rule: TraceRule
): Promise<Result<GoldTraces>> {
  const revision = project.revision()
  const lanes = readLanes(project, query, rule)
  if (lanes.length === 0)
    return fail(
      'gold.nothing',
      'None of the chosen annotators has a trace of these dimensions.',
      'Choose other annotators or other dimensions.'
    )
  const outcome = await board.ask({
    kind: 'trace-gold',
    rule,
    annotators: lanes.map(({ authorIds }) => authorIds),
    lanes: lanes.map(({ values }) => values)
  })
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  if (outcome.state !== 'done' || outcome.result.kind !== 'trace-gold')
    return fail(
      'gold.interrupted',
      'The process that computes ended before the gold standard was made.',
      'Make it again.'
    )
  const { lanes: made } = outcome.result
  return ok({
    revision,
    lanes: lanes.map(({ recordingId, personId, grid, dims }, i) => ({
      recordingId,
      personId,
      grid,
      dims,
      fused: made[i] ?? []
    }))
  })
}

interface Lane extends Omit<GoldTraceLane, 'fused'> {
  readonly authorIds: readonly string[]
  /** By dimension, then annotator. */
  readonly values: readonly (readonly Float64Array[])[]
}

function readLanes(project: Project, query: GoldQuery, rule: TraceRule): readonly Lane[] {
  const wanted = new Set(query.recordingIds)
  const groups = new Map<string, Track[]>()
  for (const track of project.all('track')) {
    if (track.kind !== 'trace' || !query.authorIds.includes(track.authorId)) continue
    if (track.schemeId !== query.schemeId || track.attributeId !== query.attributeId) continue
    if (wanted.size > 0 && !wanted.has(track.recordingId)) continue
    const key = `${track.recordingId}/${track.personId ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), track])
  }
  const order = new Map(project.all('recording').map(({ id, position }) => [id, position]))
  return [...groups.values()]
    .sort((a, b) => (order.get(a[0]?.recordingId ?? '') ?? 0) - (order.get(b[0]?.recordingId ?? '') ?? 0))
    .flatMap((tracks) => laneOf(project, query, rule, tracks) ?? [])
}

function laneOf(
  project: Project,
  query: GoldQuery,
  rule: TraceRule,
  tracks: readonly Track[]
): Lane | undefined {
  // Of an annotator with several traces of the same thing, the first counts.
  const chosen = query.authorIds.flatMap((id) => tracks.find(({ authorId }) => authorId === id) ?? [])
  const read = chosen
    .map((track) => ({ track, trace: readTrace(project, track, takesOfTrack(project, track.id)) }))
    .filter(({ trace }) => trace.count > 0)
  const [first] = read
  if (!first) return undefined
  const grid = gridOver(
    read.map(({ trace }) => trace),
    rule.rule === 'dba' ? MOST_WARPED : Infinity
  )
  const { skipFirstSec } = timingOf(project.get('scheme', first.track.schemeId), first.track.attributeId)
  const skipUs = skipFirstSec * 1e6
  const dims = first.trace.dims.filter((dim) => read.every(({ trace }) => trace.dims.includes(dim)))
  const onGrid = read.map(({ track, trace }) => ({
    trace,
    columns: traceOnGrid(trace, grid, track.trace?.mode === 'binary').map((column) =>
      withoutStart(column, grid, skipUs)
    )
  }))
  return {
    recordingId: first.track.recordingId,
    personId: first.track.personId,
    grid,
    dims,
    authorIds: read.map(({ track }) => track.authorId),
    values: dims.map((dim) =>
      onGrid.map(({ trace, columns }) => columns[trace.dims.indexOf(dim)] ?? new Float64Array(grid.count))
    )
  }
}

/** Values before the time at which the scheme lets ratings count are missing. */
const withoutStart = (column: Float64Array, { startUs, rateHz }: TimeGrid, skipUs: number): Float64Array =>
  skipUs <= startUs
    ? column
    : column.map((value, i) => (startUs + (i * 1e6) / rateHz < skipUs - 0.5 ? Number.NaN : value))

/** A grid from the first to the last sample of any of the traces, at their highest rate, or coarser where that is too many. */
function gridOver(traces: readonly Trace[], most: number): TimeGrid {
  const startUs = Math.min(...traces.map((trace) => trace.startUs))
  const endUs = Math.max(...traces.map((trace) => timeOfSample(trace, trace.count - 1)))
  const seconds = (endUs - startUs) / 1e6
  const fastest = Math.max(...traces.map(({ rateHz }) => rateHz))
  const rateHz = seconds * fastest + 1 > most ? (most - 1) / seconds : fastest
  return { startUs, rateHz, count: Math.floor(seconds * rateHz + 1e-4) + 1 }
}

/** The traces in numbers. */
export function traceSummary({ lanes, revision }: GoldTraces): GoldSummary {
  const traces = lanes.flatMap(({ recordingId, personId, grid, dims, fused }) =>
    dims.flatMap((dim, d) => {
      const one = fused[d]
      if (!one) return []
      const { used, meanSpread, provenance, reason } = one
      return [
        {
          recordingId,
          personId,
          dim,
          rateHz: grid.rateHz,
          used,
          count: grid.count,
          meanSpread,
          annotators: provenance,
          ...(reason === undefined ? {} : { reason })
        }
      ]
    })
  )
  const coarse = lanes.filter(({ grid }) => grid.count === MOST_WARPED)
  return {
    revision,
    recordings: new Set(lanes.map(({ recordingId }) => recordingId)).size,
    spans: { decided: 0, open: 0, unrated: 0 },
    seconds: { decided: 0, open: 0, unrated: 0 },
    segments: 0,
    byHand: 0,
    agreement: null,
    annotators: [],
    notes: coarse.map(
      ({ grid }) => `A long trace was warped at ${grid.rateHz.toFixed(2)} Hz instead of its own rate.`
    ),
    traces
  }
}
