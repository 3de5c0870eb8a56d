import type { SoundBlock } from './read-sound'

/** Frames of equal length, one after the other in `data`. */
export interface FrameBlock {
  /** Index of the first frame. */
  readonly first: number
  readonly count: number
  /** `count` rows of `context + hop` samples. */
  readonly data: Float32Array
}

export interface FrameRules {
  /** New samples of each frame. */
  readonly hop: number
  /** Samples before them that each frame shows again. */
  readonly context: number
  /** Frames handed over together. */
  readonly together: number
}

/**
 * Cut sound into frames that overlap by `context`; frame `i` shows samples from `i * hop - context` on, silence before the
 * start and behind the end. Frames before `firstFrame` are left out.
 */
export async function* framesOfSound(
  sound: AsyncIterable<SoundBlock>,
  { hop, context, together }: FrameRules,
  firstFrame = 0
): AsyncGenerator<FrameBlock> {
  const length = hop + context
  let heldFrom = firstFrame * hop - context
  let held = new Float32Array(firstFrame === 0 ? context : 0)
  let next = firstFrame
  const cut = (count: number): FrameBlock => {
    const data = new Float32Array(count * length)
    for (let i = 0; i < count; i++) data.set(held.subarray(i * hop, i * hop + length), i * length)
    const block = { first: next, count, data }
    held = held.slice(count * hop)
    heldFrom += count * hop
    next += count
    return block
  }
  for await (const { first, samples } of sound) {
    const skip = Math.max(0, heldFrom + held.length - first)
    if (skip >= samples.length) continue
    const joined = new Float32Array(held.length + samples.length - skip)
    joined.set(held)
    joined.set(samples.subarray(skip), held.length)
    held = joined
    while (held.length >= together * hop + context) yield cut(together)
  }
  const rest = Math.ceil((held.length - context) / hop)
  if (rest <= 0) return
  const padded = new Float32Array(rest * hop + context)
  padded.set(held)
  held = padded
  yield cut(rest)
}
