import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import type { PredictItem } from '../../protocol'
import { prefetch } from '../prefetch'
import type { SampleGrid } from '../sample-grid'
import type { Sink } from '../tasks/task'

/** The picture shown at a sample of the grid. */
export interface Sampled {
  readonly sample: number
  readonly picture: DecodedPicture
}

/** Longer side of the pictures that faces are found in and cut from; where small ones are looked for, so that they still have pixels. */
const PICTURE_PX = 640
const FINE_PICTURE_PX = 1280

/** How pictures are fetched. */
export interface Fetching {
  /** Pictures fetched before they are asked for. */
  readonly ahead: number
  readonly smallFaces: boolean
}

/** Pictures of the samples from `first` on; a sample that the decoder has no picture for is left out. */
export async function* sampledPictures(
  item: PredictItem,
  grid: SampleGrid,
  first: number,
  { ahead, smallFaces }: Fetching,
  sink: Sink
): AsyncGenerator<Sampled> {
  const times = grid.times.slice(first)
  if (times.length === 0) return
  const most = smallFaces ? FINE_PICTURE_PX : PICTURE_PX
  const { widthPx = most, heightPx = most } = item.input.stream.info
  const side = Math.min(most, Math.max(widthPx, heightPx))
  const pictures = sink.decoder.frames({
    fileId: item.input.file.id,
    streamIndex: item.input.stream.index,
    times,
    widthPx: side,
    heightPx: side,
    signal: sink.signal
  })
  const fetched = prefetch(pictures, ahead)
  let sample = first
  for (;;) {
    const next = await sink.stopwatch.timeAsync('decode', () => fetched.next())
    if (next.done) return
    const picture = next.value
    while (sample + 1 < grid.times.length && nearer(grid.times, sample + 1, picture.time, sample)) sample++
    yield { sample, picture }
  }
}

const nearer = (times: readonly number[], one: number, time: number, other: number): boolean =>
  Math.abs((times[one] ?? 0) - time) < Math.abs((times[other] ?? 0) - time)
