import type { Take, Track } from '../../shared/domain/rows'
import { columnGrid, columnsFromRuns, columnsFromSamples, touched } from '../../shared/signal/columns'
import { levelFor, PYRAMID_FACTOR, PyramidBuilder } from '../../shared/signal/pyramid'
import type { Pyramid } from '../../shared/signal/pyramid'
import { spanOfTake } from '../../shared/trace/trace'
import { readTrace, takesOfTrack } from '../../shared/trace/read-trace'
import type { Project } from '../store'

/** Which columns of a trace are wanted. */
export interface TraceWindow {
  /** µs of the recording. */
  readonly from: number
  readonly to: number
  readonly px: number
  /** Index among the dimensions of the track. */
  readonly dim: number
  readonly withLag: boolean
}

type Columns = Float32Array<ArrayBuffer>

/** Pictures of traces: px x (min, max), NaN where there is no value; undefined when there is no such track or take. */
export interface TraceTiles {
  track(trackId: string, window: TraceWindow): Promise<Columns | undefined>
  take(takeId: string, window: TraceWindow): Promise<Columns | undefined>
}

/** Samples per lowest run of the pyramids. */
const BASE = 16
/** Samples composed without a pause, about 2 ms of work. */
const SLICE = 16_384
/** Samples kept in all pyramids together, 120 MB; the ones not used longest are made again when they are needed. */
const MOST_SAMPLES = 24_000_000

interface Prepared {
  readonly startUs: number
  readonly rateHz: number
  readonly count: number
  readonly dims: readonly { readonly samples: Float32Array; readonly pyramid: Pyramid }[]
}

/** Composed traces with their pyramids, made when they are first drawn and again when their takes change. */
export function traceTiles(open: { readonly project: Project | undefined }): TraceTiles {
  let owner: Project | undefined
  const kept = new Map<string, { readonly of: string; readonly made: Promise<Prepared>; samples: number }>()

  const prepared = (
    project: Project,
    key: string,
    track: Track,
    takes: readonly Take[],
    withLag: boolean
  ) => {
    if (owner !== project) kept.clear()
    owner = project
    const of = JSON.stringify([track.trace, takes])
    const known = kept.get(key)
    const entry =
      known?.of === of ? known : { of, made: prepare(project, track, takes, withLag), samples: sizeOf(takes) }
    kept.delete(key)
    kept.set(key, entry)
    entry.made.catch(() => kept.delete(key))
    let total = [...kept.values()].reduce((sum, { samples }) => sum + samples, 0)
    for (const [old, { samples }] of kept) {
      if (total <= MOST_SAMPLES || old === key) break
      kept.delete(old)
      total -= samples
    }
    return entry.made
  }
  const draw = async (
    kind: string,
    track: Track | undefined,
    takesOf: (project: Project) => readonly Take[],
    window: TraceWindow
  ): Promise<Columns | undefined> => {
    const { project } = open
    if (!project || !track) return undefined
    const { withLag } = window
    const takes = takesOf(project)
    const trace = await prepared(project, `${kind}/${withLag}`, track, takes, withLag)
    return columnsOf(trace, window)
  }
  return {
    track: (trackId, window) =>
      draw(
        `track/${trackId}`,
        open.project?.get('track', trackId),
        (project) => takesOfTrack(project, trackId).filter(({ hidden }) => !hidden),
        window
      ),
    take: (takeId, window) => {
      const take = open.project?.get('take', takeId)
      const track = take && open.project?.get('track', take.trackId)
      return draw(`take/${takeId}`, track, () => (take ? [{ ...take, hidden: false }] : []), window)
    }
  }
}

const sizeOf = (takes: readonly Take[]): number =>
  takes.reduce((sum, { count, dims }) => sum + count * dims.length, 0)

/** Compose a whole trace piece by piece, with a pause after each so that nothing waits. */
async function prepare(
  project: Project,
  track: Track,
  takes: readonly Take[],
  withLag: boolean
): Promise<Prepared> {
  const spans = takes.map((take) => spanOfTake(take, withLag))
  const [lowest] = spans
  const dims = track.trace?.dims ?? takes[0]?.dims ?? []
  const rateHz = track.trace?.rateHz ?? takes[0]?.rateHz ?? 1
  if (!lowest) return { startUs: 0, rateHz, count: 0, dims: [] }
  const from = Math.min(...spans.map(({ start }) => start))
  const to = Math.max(...spans.map(({ end }) => end))
  const parts = dims.map((): Float64Array[] => [])
  const builders = dims.map(() => new PyramidBuilder(BASE))
  const step = (SLICE / rateHz) * 1e6
  let startUs = Number.NaN
  for (let at = from; at < to; at += step) {
    const piece = readTrace(project, track, takes, { withLag, from: at, to: Math.min(to, at + step) })
    if (Number.isNaN(startUs) && piece.count > 0) startUs = piece.startUs
    piece.values.forEach((column, dim) => {
      parts[dim]?.push(column)
      builders[dim]?.push(column)
    })
    await pause()
  }
  const columns = parts.map((part, dim) => ({
    samples: joined(part),
    pyramid: builders[dim]?.finish() ?? { base: BASE, sampleCount: 0, levels: [] }
  }))
  return { startUs, rateHz, count: columns[0]?.samples.length ?? 0, dims: columns }
}

function columnsOf(trace: Prepared, { from, to, px, dim }: TraceWindow): Columns | undefined {
  const channel = trace.dims[dim]
  if (trace.count === 0 || !channel) return new Float32Array(px * 2).fill(Number.NaN)
  const { samples, pyramid } = channel
  const grid = columnGrid(
    { startUs: trace.startUs, rateHz: trace.rateHz, sampleCount: trace.count },
    from,
    to,
    px
  )
  const level = levelFor(pyramid.base, pyramid.levels.length, grid.perColumn)
  if (level === undefined) return columnsFromSamples(samples, 0, grid)
  const run = pyramid.base * PYRAMID_FACTOR ** level
  const { start, end } = touched(grid, run)
  return columnsFromRuns(
    (pyramid.levels[level] ?? new Float32Array()).subarray(start * 2, end * 2),
    start,
    run,
    grid
  )
}

function joined(parts: readonly Float64Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const pause = (): Promise<void> => new Promise((done) => setImmediate(done))
