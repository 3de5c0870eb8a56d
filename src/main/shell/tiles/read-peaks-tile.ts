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
  /** Decode samples of sound that neither file holds; undefined when that cannot be. */
  decode?(stretch: SoundStretch): Promise<Float32Array<ArrayBuffer> | undefined>
}

/** Samples [from, to) of a sound, and what its pyramid says of it. */
export interface SoundStretch {
  readonly from: number
  readonly to: number
  readonly rateHz: number
  readonly sampleCount: number
  /** Samples per lowest run. */
  readonly base: number
  /** Extremes of lowest runs [from, to). */
  runs(from: number, to: number): Promise<Float32Array>
}

/**
 * Slice of a waveform: px x (min, max) in -1..1, for [from, to) in µs of the stream. Columns outside the sound are NaN.
 * Below 512 samples a column the samples themselves are read where a file holds them; where they must be decoded first, below 256:
 * above, the lowest runs are as good to within one column. A pyramid alone is never finer than its lowest runs.
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
    const runs = (atLevel: number, start: number, end: number): Promise<Float32Array> =>
      floats(channel.levels[atLevel] ?? { offset: 0, count: 0 }, start * 2, end * 2)
    if (level === undefined) {
      const { start, end } = neededSamples(grid)
      const samplesAt = header.pcm?.where === 'cache' ? sources.pcm : sources.original
      const { rateHz, sampleCount, base } = channel
      const stretch = { from: start, to: end, rateHz, sampleCount, base, runs: runs.bind(undefined, 0) }
      const samples =
        (header.pcm && samplesAt && (await samplesFromFile(samplesAt, header.pcm.layout, start, end))) ||
        (end > start && grid.perColumn < base && (await sources.decode?.(stretch)))
      if (samples) return columnsFromSamples(samples, start, grid)
    }
    const run = channel.base * PYRAMID_FACTOR ** (level ?? 0)
    const { start, end } = touched(grid, run)
    return columnsFromRuns(await runs(level ?? 0, start, end), start, run, grid)
  })
}

/** One sample more on each side, for the lines between samples. */
const neededSamples = (grid: ColumnGrid): { readonly start: number; readonly end: number } =>
  touched({ ...grid, first: grid.first - 1, px: grid.px + Math.ceil(3 / grid.perColumn) }, 1)

/** Samples of an uncompressed file; undefined when it is gone or shorter than told. */
async function samplesFromFile(
  path: string,
  layout: PcmLayout,
  start: number,
  end: number
): Promise<Float32Array<ArrayBuffer> | undefined> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return undefined
  try {
    const size = bytesPerFrame(layout)
    const bytes = await readBytes(file, layout.offset + start * size, (end - start) * size)
    if (bytes.length < (end - start) * size) return undefined
    return decodeMono(bytes, layout)
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
