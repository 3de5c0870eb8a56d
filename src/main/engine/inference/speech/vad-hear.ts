import { breathe } from '../breathe'
import type { PredictItem } from '../../protocol'
import { prefetch } from '../prefetch'
import type { Sink } from '../tasks/task'
import { framesOfSound } from './frames-of-sound'
import { readSound } from './read-sound'
import type { VadListener } from './vad-listener'

/** Frames of one run: eight seconds, so that a cancel is met within some ten milliseconds. */
const TOGETHER = 256
/** Blocks of sound decoded ahead. */
const BLOCKS_AHEAD = 2
/** Entering a recording in its middle, the memory is filled with this many frames first (two seconds). */
const WARM_UP_FRAMES = 64

/** How likely speech is, for frames that follow each other. */
export interface Heard {
  /** Index of the first frame. */
  readonly first: number
  readonly probabilities: Float32Array
}

/** Probability of speech for every frame of a recording from a frame on, some seconds at a time. */
export async function* hearSpeech(
  listener: VadListener,
  { input }: PredictItem,
  sink: Sink,
  fromFrame = 0
): AsyncGenerator<Heard> {
  const { rateHz, hop, context } = listener
  const warmUp = Math.min(fromFrame, WARM_UP_FRAMES)
  const start = fromFrame - warmUp
  const blocks = prefetch(
    framesOfSound(
      readSound({
        decoder: sink.decoder,
        fileId: input.file.id,
        streamIndex: input.stream.index,
        rateHz,
        fromSeconds: Math.max(0, start * hop - context) / rateHz,
        signal: sink.signal
      }),
      { hop, context, together: TOGETHER },
      start
    ),
    BLOCKS_AHEAD
  )
  let fresh = true
  for (;;) {
    const next = await sink.stopwatch.timeAsync('decode', () => blocks.next())
    if (next.done) return
    const { first, data } = next.value
    const probabilities = await listener.listen(data, fresh, sink.stopwatch)
    fresh = false
    const skip = Math.max(0, Math.min(probabilities.length, fromFrame - first))
    if (skip < probabilities.length)
      yield { first: first + skip, probabilities: probabilities.subarray(skip) }
    await breathe(sink.signal)
  }
}
