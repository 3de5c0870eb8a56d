import { columnGrid, columnsFromRuns, columnsFromSamples, touched } from '../../../shared/signal/columns'
import { PYRAMID_FACTOR, levelFor } from '../../../shared/signal/pyramid'
import type { PyramidChannel } from '../../../shared/signal/pyramid-file'
import { withPyramid } from './pyramid-reader'
import type { PyramidReader } from './pyramid-reader'
import { checkWindow } from './read-peaks-tile'

/**
 * Slice of signals: channels x px x (min, max) in physical units, for [from, to) in µs of the stream; NaN where there is no data.
 * All channels when `channels` is absent; a channel that does not exist is all NaN.
 */
export async function readSignalTile(
  path: string,
  from: number,
  to: number,
  px: number,
  channels?: readonly number[]
): Promise<Float32Array<ArrayBuffer>> {
  checkWindow(from, to, px)
  return withPyramid(path, async (reader) => {
    const wanted = channels ?? reader.header.channels.map((_, index) => index)
    const out = new Float32Array(wanted.length * px * 2).fill(Number.NaN)
    for (const [row, index] of wanted.entries()) {
      const channel = reader.header.channels[index]
      if (channel) out.set(await channelColumns(reader, channel, from, to, px), row * px * 2)
    }
    return out
  })
}

async function channelColumns(
  { floats }: PyramidReader,
  channel: PyramidChannel,
  from: number,
  to: number,
  px: number
) {
  const grid = columnGrid(channel, from, to, px)
  const level = levelFor(channel.base, channel.levels.length, grid.perColumn)
  if (level === undefined && channel.samples) {
    const { start, end } = touched(
      { ...grid, first: grid.first - 1, px: grid.px + Math.ceil(3 / grid.perColumn) },
      1
    )
    return columnsFromSamples(await floats(channel.samples, start, end), start, grid)
  }
  const run = channel.base * PYRAMID_FACTOR ** (level ?? 0)
  const { start, end } = touched(grid, run)
  const place = channel.levels[level ?? 0] ?? { offset: 0, count: 0 }
  return columnsFromRuns(await floats(place, start * 2, end * 2), start, run, grid)
}
