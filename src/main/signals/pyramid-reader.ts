import { decodePyramidHeader, pyramidHeaderLength } from '../../shared/signal/pyramid-file'
import type { PyramidChannel, PyramidHeader } from '../../shared/signal/pyramid-file'
import { PYRAMID_FACTOR } from '../../shared/signal/pyramid'
import { foldRuns } from '../../shared/signal/fold-columns'
import type { PageGrid } from '../../shared/signal/fold-columns'
import type { OpenFile } from './open-files'
import type { PageRow } from './page-rows'

/** A pyramid that can be read, complete or under way. */
export interface PyramidReader {
  readonly header: PyramidHeader
  /** Of one that is being made: until when runs are there, µs of the stream. */
  readonly untilUs: number
  /** Samples [from, to) of a channel that keeps them. */
  samples(channel: PyramidChannel, from: number, to: number): Float32Array<ArrayBuffer>
  /** [min, max] pairs of runs [from, to) of a level; stored numbers where the channel is packed. */
  runs(channel: PyramidChannel, level: number, from: number, to: number): Float32Array | Int16Array
}

/** Read the header of a pyramid file; undefined when it is none. `unfinished`: a `.part` that is being written. */
export function pyramidReader(file: OpenFile, unfinished: boolean): PyramidReader | undefined {
  const start = new Uint8Array(8)
  if (file.read(start, 0) < 8) return undefined
  const length = pyramidHeaderLength(start)
  if (length === undefined) return undefined
  const header = file.once('header', () => {
    const text = new Uint8Array(length)
    file.read(text, 8)
    try {
      return decodePyramidHeader(text)
    } catch {
      // Half a header: its writer has only begun.
      return undefined
    }
  })
  if (!header) return undefined
  const dataAt = 8 + length
  const untilUs = unfinished ? lastFloat(file) : Number.POSITIVE_INFINITY
  return {
    header,
    untilUs,
    samples: ({ samples }, from, to) =>
      samples ? readFloats(file, dataAt + samples.offset, samples.count, from, to) : new Float32Array(),
    runs(channel, level, from, to) {
      const place = channel.levels[level]
      if (!place) return new Float32Array()
      const read = channel.packed ? readShorts : readFloats
      return read(file, dataAt + place.offset, place.count, from * 2, to * 2)
    }
  }
}

/** Take a channel into an empty row from its pyramid; false when the page is finer than its lowest runs. */
export function foldPyramid(
  reader: PyramidReader,
  channel: PyramidChannel,
  grid: PageGrid,
  out: PageRow,
  evenIfFiner = false
): boolean {
  const stepUs = 1e6 / channel.rateHz
  const perColumn = grid.columnUs / stepUs
  const level = levelAt(channel, perColumn) ?? (evenIfFiner ? 0 : undefined)
  if (level === undefined) return false
  const run = channel.base * (channel.factor ?? PYRAMID_FACTOR) ** level
  const first = (grid.fromUs - channel.startUs) / stepUs
  const there = Math.floor(((reader.untilUs - channel.startUs) / stepUs + 1e-6) / run)
  const all = Math.ceil(channel.sampleCount / run)
  const limit = reader.untilUs === Number.POSITIVE_INFINITY ? all : Math.min(all, Math.max(0, there))
  const from = Math.max(0, Math.floor(first / run) - 1)
  const to = Math.min(limit, Math.ceil((first + perColumn * grid.px) / run))
  if (to <= from) return true
  const pairs = reader.runs(channel, level, from, to)
  foldRuns(pairs, channel.startUs + from * run * stepUs, stepUs, run, grid, out.columns)
  out.holds = channel.packed ?? 'physical'
  return true
}

/** The highest level whose runs are not longer than a column; undefined when not even the lowest one's are. */
function levelAt({ base, levels, factor = PYRAMID_FACTOR }: PyramidChannel, perColumn: number) {
  if (perColumn < base) return undefined
  return Math.min(levels.length - 1, Math.floor(Math.log(perColumn / base) / Math.log(factor) + 1e-9))
}

function readFloats(
  file: OpenFile,
  at: number,
  count: number,
  from: number,
  to: number
): Float32Array<ArrayBuffer> {
  const first = Math.max(0, Math.min(count, from))
  const values = new Float32Array(Math.max(first, Math.min(count, to)) - first)
  const got = file.read(new Uint8Array(values.buffer), at + first * 4)
  return got < values.byteLength ? values.fill(Number.NaN, Math.floor(got / 4)) : values
}

function readShorts(file: OpenFile, at: number, count: number, from: number, to: number): Int16Array {
  const first = Math.max(0, Math.min(count, from))
  const values = new Int16Array(Math.max(first, Math.min(count, to)) - first)
  const got = file.read(new Uint8Array(values.buffer), at + first * 2)
  return got < values.byteLength ? values.subarray(0, Math.floor(got / 4) * 2) : values
}

function lastFloat(file: OpenFile): number {
  const bytes = new Float64Array(1)
  file.read(new Uint8Array(bytes.buffer), file.sizeBytes - 8)
  return bytes[0] ?? 0
}
