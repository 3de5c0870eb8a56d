import {
  emptyColumns,
  emptyRuns,
  fillBetween,
  foldRuns,
  foldSamples,
  foldShortRuns,
  scaleColumns
} from '../../shared/signal/fold-columns'
import type { PageGrid } from '../../shared/signal/fold-columns'
import type { LayoutChannel, SignalLayout } from '../../shared/signal/signal-layout'
import { isPacked } from '../../shared/signal/pyramid-plan'
import type { OpenFile } from './open-files'
import type { PageRow } from './page-rows'
import type { Pause } from './pause'
import { readBlocks, recordsWithin } from './read-blocks'
import type { RecordSpan } from './read-blocks'
import { readSamples } from './read-samples'
import type { RunCache, Runs } from './run-cache'
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

/** Take channels (by index) into rows from the file itself. */
export async function foldFile(
  source: InPlace,
  channels: readonly number[],
  grid: PageGrid,
  out: readonly PageRow[],
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
    out: list.map((row) => out[row] as PageRow)
  })
  if (coarse.length > 0) await foldKept(source, rows(coarse), grid, cache, pause)
  if (exact.length > 0) await foldExact(source, rows(exact), grid, pause)
  if (sparse.length > 0) await foldSparse(source, rows(sparse), grid, pause)
}

interface Rows {
  readonly channels: readonly number[]
  readonly out: readonly PageRow[]
}

const keptRun = ({ bases }: InPlace, channel: number): number =>
  Math.max(1, Math.round((bases[channel] ?? 1) / FINER))

const endOf = (grid: PageGrid): number => grid.fromUs + grid.px * grid.columnUs

/** Sample by sample, in stored numbers. */
async function foldExact(source: InPlace, { channels, out }: Rows, grid: PageGrid, pause: Pause) {
  const { file, layout } = source
  const wanted = channelsAt(layout, channels)
  const scratch = newScratch()
  for (const span of recordsWithin(layout, grid.fromUs, endOf(grid)))
    for (const parts of readBlocks(file, layout, wanted, span, grid.fromUs, endOf(grid))) {
      for (const part of parts) {
        const to = out[part.row]
        const step = 1e6 / part.channel.rateHz
        if (to) foldSamples(storedValues(part, scratch), part.count, part.startUs, step, grid, to.columns)
      }
      await pause()
    }
  for (const [row, channel] of wanted.entries()) {
    const to = out[row]
    if (to) told(to, channel)
  }
}

/** What columns of stored numbers hold: 16-bit ones stay as they are, others are made physical. */
function told(row: PageRow, { format, scale, shift }: LayoutChannel): void {
  if (isPacked(format)) {
    row.holds = { scale, shift }
    return
  }
  scaleColumns(row.columns, scale, shift)
  row.holds = 'physical'
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
        if (pairs && out) foldRuns(pairs, startUs, step, keptRun(source, index), grid, out.columns)
      }
      await pause()
    }
  }
  for (const [row, channel] of channelsAt(layout, rows.channels).entries()) {
    const out = rows.out[row]
    if (out) told(out, channel)
  }
}

/** Runs of a chunk for each channel in stored numbers, from the cache or from the file. */
function chunkRuns(
  source: InPlace,
  channels: readonly number[],
  span: RecordSpan,
  cache: RunCache
): readonly (Runs | undefined)[] {
  const { file, layout, key } = source
  const kept = cache.get(`${key} ${span.from}`)
  const missing = channels.filter((index) => !kept?.has(index))
  if (missing.length === 0) return channels.map((index) => kept?.get(index))
  const wanted = channelsAt(layout, missing)
  const made = wanted.map((channel, row) => {
    const run = keptRun(source, missing[row] ?? 0)
    const pairs = Math.ceil(((span.to - span.from) * channel.perRecord) / run) * 2
    const runs = isPacked(channel.format)
      ? emptyRuns(new Int16Array(pairs))
      : emptyColumns(new Float32Array(pairs))
    return { run, first: span.from * channel.perRecord, runs }
  })
  const scratch = newScratch()
  const startUs = span.segment.startUs + (span.from - span.segment.record) * layout.recordSeconds * 1e6
  const endUs = startUs + (span.to - span.from) * layout.recordSeconds * 1e6
  for (const parts of readBlocks(file, layout, wanted, span, startUs, endUs))
    for (const part of parts) {
      const to = made[part.row]
      if (!to) continue
      foldRunsOf(storedValues(part, scratch), part.count, part.first - to.first, to.run, to.runs)
    }
  const runs = new Map(kept ?? [])
  for (const [row, { runs: filled }] of made.entries()) runs.set(missing[row] ?? -1, filled)
  cache.set(`${key} ${span.from}`, runs)
  return channels.map((index) => runs.get(index))
}

/** Take samples into runs; `first` is the place of the first sample, counted from the start of the first run. */
function foldRunsOf(
  samples: Int16Array | Float64Array,
  count: number,
  first: number,
  run: number,
  runs: Runs
): void {
  if (runs instanceof Int16Array) {
    const shorts = samples instanceof Int16Array ? samples : new Int16Array(samples.subarray(0, count))
    return foldShortRuns(shorts, count, first, run, runs)
  }
  // Runs are columns as wide as a run, with the index of a sample for its time.
  foldSamples(samples, count, first, 1, { fromUs: 0, columnUs: run, px: runs.length / 2 }, runs)
}

/** Fewer samples than columns: lines between them. */
async function foldSparse({ file, layout }: InPlace, { channels, out }: Rows, grid: PageGrid, pause: Pause) {
  const wanted = channelsAt(layout, channels)
  const found = await readSamples(file, layout, wanted, grid.fromUs, endOf(grid), pause)
  for (const [row, blocks] of found.entries()) {
    const to = out[row]
    if (!to) continue
    for (const { samples, startUs, rateHz } of blocks) {
      foldSamples(samples, samples.length, startUs, 1e6 / rateHz, grid, to.columns)
      fillBetween(samples, samples.length, startUs, 1e6 / rateHz, grid, to.columns)
    }
    to.holds = 'physical'
  }
}

const channelsAt = (layout: SignalLayout, channels: readonly number[]): readonly LayoutChannel[] =>
  channels.flatMap((index) => layout.channels[index] ?? [])
