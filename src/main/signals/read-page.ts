import { closeColumns, emptyColumns, fillBetween, foldSamples } from '../../shared/signal/fold-columns'
import type { PageGrid } from '../../shared/signal/fold-columns'
import type { PageRequest, SignalPage } from '../../shared/signal/signal-page'
import { LONGEST_VIEW_US, changesSamples } from '../../shared/signal/signal-view'
import { firstChannel, rowsOf } from './apply-reference'
import { foldFile } from './file-columns'
import { closeRows, emptyRows } from './page-rows'
import type { PageRow } from './page-rows'
import type { SignalSource } from './open-source'
import type { Pause } from './pause'
import { foldPyramid } from './pyramid-reader'
import { costOf, recordsWithin } from './read-blocks'
import type { RunCache } from './run-cache'
import { viewedSamples } from './viewed-samples'
import { zScored } from './z-score'

/** Pages up to this long are read from the file while there is no overview. */
const LONGEST_FROM_FILE_US = 600e6

/** A page of any length is read from the file where it is no more than this, bytes. */
const LITTLE_BYTES = 64 * 1024 * 1024

/** Most bytes of a file that are read for one page; above, the overview has to do. */
const MOST_BYTES = 384 * 1024 * 1024

/** A page of a stream: extremes per column, exact at every zoom; NaN where nothing was recorded or nothing is known yet. */
export async function readPage(
  source: SignalSource,
  request: PageRequest,
  cache: RunCache,
  pause: Pause
): Promise<SignalPage> {
  const { fromUs, toUs, px, view } = request
  checkPage(fromUs, toUs, px)
  const grid: PageGrid = { fromUs, columnUs: (toUs - fromUs) / px, px }
  const viewed = changesSamples(view)
  if (view && viewed && toUs - fromUs <= LONGEST_VIEW_US) {
    const { rows, unfilteredRows } = await viewedSamples(source, { ...request, view }, pause)
    const columns = new Float32Array(rows.length * px * 2)
    const unchanged = new Set(unfilteredRows)
    for (const [row, viewedBlocks] of rows.entries()) {
      const blocks =
        view.normalise && !unchanged.has(row) ? zScored(viewedBlocks, fromUs, toUs) : viewedBlocks
      const out = emptyColumns(columns.subarray(row * px * 2, (row + 1) * px * 2))
      for (const { samples, startUs, rateHz } of blocks) {
        foldSamples(samples, samples.length, startUs, 1e6 / rateHz, grid, out)
        if ((grid.columnUs * rateHz) / 1e6 < 1)
          fillBetween(samples, samples.length, startUs, 1e6 / rateHz, grid, out)
      }
    }
    closeColumns(columns)
    return { kind: 'physical', columns, rows: rows.length, unfiltered: false, unfilteredRows }
  }
  const wanted = plainChannels(source, request)
  const out = emptyRows(wanted.length, px)
  const completeUntilUs = await foldAll(source, wanted, grid, out, cache, pause)
  return {
    ...closeRows(out, px, request.stored ?? false),
    rows: wanted.length,
    unfiltered: viewed,
    unfilteredRows: [],
    ...(completeUntilUs === undefined ? {} : { completeUntilUs })
  }
}

/** Channels of an answer that shows the recording as it is. */
const plainChannels = (source: SignalSource, { channels, view }: PageRequest): readonly number[] =>
  rowsOf(source.channels.length, channels, view?.reference).map(firstChannel)

/** Take all channels into columns; answers until when the page is complete, where it is not. */
async function foldAll(
  source: SignalSource,
  wanted: readonly number[],
  grid: PageGrid,
  out: readonly PageRow[],
  cache: RunCache,
  pause: Pause
): Promise<number | undefined> {
  const { pyramid, inPlace } = source
  const endUs = grid.fromUs + grid.px * grid.columnUs
  const fromFile: number[] = []
  for (const [row, index] of wanted.entries()) {
    const channel = source.channels[index]
    const to = out[row]
    if (!channel || !to) continue
    const coarse = pyramid !== undefined && foldsWell(channel, grid)
    if (coarse && pyramid.untilUs >= endUs) foldPyramid(pyramid, channel, grid, to, true)
    else if (inPlace) fromFile.push(row)
    else if (pyramid) foldConverted(source, index, grid, to)
    if (row % 8 === 7) await pause()
  }
  const untilUs = pyramid?.untilUs ?? 0
  const known = untilUs >= endUs ? undefined : Math.max(0, untilUs)
  if (!inPlace) return known
  if (fromFile.length === 0) return undefined
  const rows = fromFile.map((row) => wanted[row] as number)
  if (readable(source, rows, grid)) {
    await foldFile(
      inPlace,
      rows,
      grid,
      fromFile.map((row) => out[row] as PageRow),
      cache,
      pause
    )
    return undefined
  }
  for (const row of fromFile) {
    const channel = source.channels[wanted[row] ?? -1]
    const to = out[row]
    if (pyramid && channel && to) foldPyramid(pyramid, channel, grid, to, true)
  }
  return known
}

/**
 * Columns may be this much shorter than the runs of the lowest level: no extreme is lost, each is drawn at most a quarter of a
 * column wider, and a page of many minutes need not be read sample by sample.
 */
const NEARLY_A_RUN = 0.8

/** Whether a column holds about a run of the lowest level or more. */
const foldsWell = ({ base, rateHz }: { readonly base: number; readonly rateHz: number }, grid: PageGrid) =>
  (grid.columnUs * rateHz) / 1e6 >= base * NEARLY_A_RUN

/** Whether the page can be read from the file: it is short, or what there is to read of it is little. */
function readable({ inPlace, pyramid }: SignalSource, rows: readonly number[], grid: PageGrid): boolean {
  if (!inPlace) return false
  const endUs = grid.fromUs + grid.px * grid.columnUs
  const channels = rows.flatMap((index) => inPlace.layout.channels[index] ?? [])
  let bytes = 0
  for (const span of recordsWithin(inPlace.layout, grid.fromUs, endUs)) {
    const { whole, single } = costOf(inPlace.layout, channels, span, grid.fromUs, endUs)
    bytes += Math.min(whole, single)
    if (bytes > MOST_BYTES) return false
  }
  const complete = pyramid !== undefined && pyramid.untilUs >= endUs
  return complete || bytes <= LITTLE_BYTES || endUs - grid.fromUs <= LONGEST_FROM_FILE_US
}

/** A channel of a converted stream: from its levels, or finer from the samples it keeps. */
function foldConverted({ pyramid, channels }: SignalSource, index: number, grid: PageGrid, out: PageRow) {
  const channel = channels[index]
  if (!pyramid || !channel) return
  if (!channel.samples) {
    foldPyramid(pyramid, channel, grid, out, true)
    return
  }
  const step = 1e6 / channel.rateHz
  const first = Math.max(0, Math.floor((grid.fromUs - channel.startUs) / step) - 1)
  const end = Math.ceil((grid.fromUs + grid.px * grid.columnUs - channel.startUs) / step) + 2
  const samples = pyramid.samples(channel, first, end)
  const startUs = channel.startUs + first * step
  foldSamples(samples, samples.length, startUs, step, grid, out.columns)
  if (grid.columnUs < step) fillBetween(samples, samples.length, startUs, step, grid, out.columns)
  out.holds = 'physical'
}

/** Widest page that is answered, in columns. */
const WIDEST = 32_768

/** Refuse pages that no panel asks for. */
export function checkPage(from: number, to: number, px: number): void {
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from)
    throw new RangeError(`a page needs from < to in µs, got ${from} and ${to}`)
  if (!Number.isInteger(px) || px < 1 || px > WIDEST)
    throw new RangeError(`px must be a whole number from 1 to ${WIDEST}, got ${px}`)
}
