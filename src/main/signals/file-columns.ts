import { fillBetween, foldRuns, foldSamples, noExtremes } from '../../shared/signal/fold-columns'
import type { Extremes, PageGrid } from '../../shared/signal/fold-columns'
import type { LayoutChannel, SignalLayout } from '../../shared/signal/signal-layout'
import type { OpenFile } from './open-files'
import type { Pause } from './pause'
import { readBlocks, recordsWithin } from './read-blocks'
import type { RecordSpan } from './read-blocks'
import { readSamples } from './read-samples'
import type { RunCache } from './run-cache'
import { newScratch, storedValues } from './stored-values'

/** A file that is read in place, and how. */
export interface InPlace {
  readonly file: OpenFile
  readonly layout: SignalLayout
  /** Names the layout in the cache of runs. */
  readonly key: string
  /** Samples per lowest run of each channel's pyramid, planned or there. */
  readonly bases: readonly number[]
}

/** Runs kept of what was seen are this many times shorter than those of a pyramid. */
const FINER = 8

/** Bytes of records whose runs are kept together. */
const CHUNK_BYTES = 512 * 1024

/** Take channels (by index) into columns from the file itself. Values of `out` are in physical units. */
export async function foldFile(
  source: InPlace,
  channels: readonly number[],
  grid: PageGrid,
  out: readonly Extremes[],
  cache: RunCache,
  pause: Pause
): Promise<void> {
  const sparse: number[] = []
  const coarse: number[] = []
  const exact: number[] = []
  for (const [row, index] of channels.entries()) {
    const channel = source.layout.channels[index]
    if (!channel) continue
    const perColumn = (grid.columnUs * channel.rateHz) / 1e6
    const kept = keptRun(source, index)
    const canKeep = source.layout.recordBytes <= CHUNK_BYTES * 8
    if (perColumn < 1) sparse.push(row)
    else if (canKeep && perColumn >= 2 * kept) coarse.push(row)
    else exact.push(row)
  }
  const rows = (list: readonly number[]) => ({
    channels: list.map((row) => channels[row] as number),
    out: list.map((row) => out[row] as Extremes)
  })
  if (coarse.length > 0) await foldKept(source, rows(coarse), grid, cache, pause)
  if (exact.length > 0) await foldExact(source, rows(exact), grid, pause)
  if (sparse.length > 0) await foldSparse(source, rows(sparse), grid, pause)
}

interface Rows {
  readonly channels: readonly number[]
  readonly out: readonly Extremes[]
}

const keptRun = ({ bases }: InPlace, channel: number): number =>
  Math.max(1, Math.round((bases[channel] ?? 1) / FINER))

const endOf = (grid: PageGrid): number => grid.fromUs + grid.px * grid.columnUs

/** Sample by sample, in stored numbers, which are scaled once at the end. */
async function foldExact(source: InPlace, { channels, out }: Rows, grid: PageGrid, pause: Pause) {
  const { file, layout } = source
  const wanted = channelsAt(layout, channels)
  const stored = out.map(() => noExtremes(grid.px))
  const scratch = newScratch()
  for (const span of recordsWithin(layout, grid.fromUs, endOf(grid)))
    for (const parts of readBlocks(file, layout, wanted, span, grid.fromUs, endOf(grid))) {
      for (const part of parts) {
        const step = 1e6 / part.channel.rateHz
        const to = stored[part.row]
        if (to) foldSamples(storedValues(part, scratch), part.count, part.startUs, step, grid, to)
      }
      await pause()
    }
  for (const [row, { scale, shift }] of wanted.entries()) {
    const [from, to] = [stored[row], out[row]]
    if (from && to) mergeScaled(from, scale, shift, to)
  }
}

function mergeScaled(from: Extremes, scale: number, shift: number, to: Extremes): void {
  const [low, high] = scale < 0 ? [from.high, from.low] : [from.low, from.high]
  for (let column = 0; column < low.length; column++) {
    if ((from.low[column] as number) > (from.high[column] as number)) continue
    const least = (low[column] as number) * scale + shift
    const most = (high[column] as number) * scale + shift
    if (least < (to.low[column] as number)) to.low[column] = least
    if (most > (to.high[column] as number)) to.high[column] = most
  }
}

/** By runs of chunks of records, which are kept. */
async function foldKept(source: InPlace, rows: Rows, grid: PageGrid, cache: RunCache, pause: Pause) {
  const { layout } = source
  const perChunk = Math.max(1, Math.floor(CHUNK_BYTES / layout.recordBytes))
  for (const { segment, from, to } of recordsWithin(layout, grid.fromUs, endOf(grid))) {
    const first = Math.floor((from - segment.record) / perChunk)
    for (let chunk = first; segment.record + chunk * perChunk < to; chunk++) {
      const start = segment.record + chunk * perChunk
      const end = Math.min(segment.record + segment.records, start + perChunk)
      const span = { segment, from: start, to: end }
      const runs = chunkRuns(source, rows.channels, span, cache)
      const startUs = segment.startUs + chunk * perChunk * layout.recordSeconds * 1e6
      for (const [row, index] of rows.channels.entries()) {
        const [pairs, out] = [runs[row], rows.out[row]]
        const step = 1e6 / (layout.channels[index]?.rateHz ?? 1)
        if (pairs && out) foldRuns(pairs, startUs, step, keptRun(source, index), grid, out)
      }
      await pause()
    }
  }
}

/** Runs of a chunk for each channel, from the cache or from the file. */
function chunkRuns(
  source: InPlace,
  channels: readonly number[],
  span: RecordSpan,
  cache: RunCache
): readonly (Float32Array | undefined)[] {
  const { file, layout, key } = source
  const keyOf = (index: number): string => `${key} ${span.from} ${index}`
  const found = channels.map((index) => cache.get(keyOf(index)))
  const missing = channels.filter((_, row) => !found[row])
  if (missing.length === 0) return found
  const wanted = channelsAt(layout, missing)
  const made = wanted.map(
    (channel, row) =>
      new RunMaker(
        channel,
        keptRun(source, missing[row] ?? 0),
        span.from * channel.perRecord,
        (span.to - span.from) * channel.perRecord
      )
  )
  const scratch = newScratch()
  const startUs = span.segment.startUs + (span.from - span.segment.record) * layout.recordSeconds * 1e6
  const endUs = startUs + (span.to - span.from) * layout.recordSeconds * 1e6
  for (const parts of readBlocks(file, layout, wanted, span, startUs, endUs))
    for (const part of parts) made[part.row]?.take(storedValues(part, scratch), part.count, part.first)
  for (const [row, index] of missing.entries()) {
    const runs = made[row]?.runs()
    if (runs) cache.set(keyOf(index), runs)
    if (runs) found[channels.indexOf(index)] = runs
  }
  return channels.map((index, row) => found[row] ?? found[channels.indexOf(index)])
}

/** Extremes of runs of equal length from the first sample of a chunk on. */
class RunMaker {
  private readonly extremes: Extremes

  constructor(
    private readonly channel: LayoutChannel,
    private readonly run: number,
    private readonly first: number,
    count: number
  ) {
    this.extremes = noExtremes(Math.ceil(count / run))
  }

  take(values: Int16Array | Float64Array, count: number, first: number): void {
    // Runs are columns as wide as a run, with the index of a sample for its time.
    const grid = { fromUs: 0, columnUs: this.run, px: this.extremes.low.length }
    foldSamples(values, count, first - this.first, 1, grid, this.extremes)
  }

  runs(): Float32Array<ArrayBuffer> {
    const { low, high } = this.extremes
    const { scale, shift } = this.channel
    const [least, most] = scale < 0 ? [high, low] : [low, high]
    const pairs = new Float32Array(low.length * 2)
    for (let i = 0; i < low.length; i++) {
      const empty = (low[i] as number) > (high[i] as number)
      pairs[2 * i] = empty ? Number.NaN : (least[i] as number) * scale + shift
      pairs[2 * i + 1] = empty ? Number.NaN : (most[i] as number) * scale + shift
    }
    return pairs
  }
}

/** Fewer samples than columns: lines between them. */
async function foldSparse({ file, layout }: InPlace, { channels, out }: Rows, grid: PageGrid, pause: Pause) {
  const wanted = channelsAt(layout, channels)
  const found = await readSamples(file, layout, wanted, grid.fromUs, endOf(grid), pause)
  for (const [row, blocks] of found.entries()) {
    const to = out[row]
    if (!to) continue
    for (const { samples, startUs, rateHz } of blocks) {
      foldSamples(samples, samples.length, startUs, 1e6 / rateHz, grid, to)
      fillBetween(samples, samples.length, startUs, 1e6 / rateHz, grid, to)
    }
  }
}

const channelsAt = (layout: SignalLayout, channels: readonly number[]): readonly LayoutChannel[] =>
  channels.flatMap((index) => layout.channels[index] ?? [])
