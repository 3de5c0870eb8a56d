import { open } from 'node:fs/promises'
import { columnGrid, columnsFromRuns, columnsFromSamples, touched } from '../../../shared/signal/columns'
import type { ColumnGrid } from '../../../shared/signal/columns'
import { bytesPerFrame, decodeMono } from '../../../shared/signal/pcm'
import { PYRAMID_FACTOR, levelFor } from '../../../shared/signal/pyramid'
import type { PcmLayout } from '../../../shared/signal/pyramid-file'
import { readBytes, withPyramid } from './pyramid-reader'

/** Files that one waveform slice may be read from, absolute paths. */
export interface PeaksSources {
  readonly peaks: string
  /** Cache of decoded samples, where one was kept. */
  readonly pcm?: string
  /** The user's file: uncompressed sound is read from it when zoomed to the sample. */
  readonly original?: string
}

/**
 * Slice of a waveform: px x (min, max) in -1..1, for [from, to) in µs of the stream. Columns outside the sound are NaN.
 * Below 512 samples a column the samples themselves are read, where they can be; a pyramid alone is never finer than its lowest runs.
 */
export async function readPeaksTile(
  sources: PeaksSources,
  from: number,
  to: number,
  px: number
): Promise<Float32Array<ArrayBuffer>> {
  checkWindow(from, to, px)
  return withPyramid(sources.peaks, async ({ header, floats }) => {
    const channel = header.channels[0]
    if (!channel) return new Float32Array(px * 2).fill(Number.NaN)
    const grid = columnGrid(channel, from, to, px)
    const level = levelFor(channel.base, channel.levels.length, grid.perColumn)
    const samplesAt = header.pcm?.where === 'cache' ? sources.pcm : sources.original
    if (level === undefined && header.pcm && samplesAt) {
      const exact = await columnsFromFile(samplesAt, header.pcm.layout, grid)
      if (exact) return exact
    }
    const run = channel.base * PYRAMID_FACTOR ** (level ?? 0)
    const { start, end } = touched(grid, run)
    const place = channel.levels[level ?? 0] ?? { offset: 0, count: 0 }
    return columnsFromRuns(await floats(place, start * 2, end * 2), start, run, grid)
  })
}

/** Columns from the samples of an uncompressed file; undefined when it is gone or shorter than told. */
async function columnsFromFile(
  path: string,
  layout: PcmLayout,
  grid: ColumnGrid
): Promise<Float32Array<ArrayBuffer> | undefined> {
  const { start, end } = touched(
    { ...grid, first: grid.first - 1, px: grid.px + Math.ceil(3 / grid.perColumn) },
    1
  )
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return undefined
  try {
    const size = bytesPerFrame(layout)
    const bytes = await readBytes(file, layout.offset + start * size, (end - start) * size)
    if (bytes.length < (end - start) * size) return undefined
    return columnsFromSamples(decodeMono(bytes, layout), start, grid)
  } finally {
    await file.close()
  }
}

/** Widest tile that is answered, in columns. */
const WIDEST = 32_768

/** Refuse windows that no panel asks for. */
export function checkWindow(from: number, to: number, px: number): void {
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from)
    throw new RangeError(`a tile needs from < to in µs, got ${from} and ${to}`)
  if (!Number.isInteger(px) || px < 1 || px > WIDEST)
    throw new RangeError(`px must be a whole number from 1 to ${WIDEST}, got ${px}`)
}
