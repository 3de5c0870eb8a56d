import { frameCount, framed, type Framing } from './frames'

/** Root mean square of each frame of a sound; silence behind both ends where frames are centred and `padMode` says so. */
export function frameLevels(samples: Float32Array, framing: Framing): Float32Array<ArrayBuffer> {
  const count = frameCount(samples.length, framing)
  const from = framed(samples, framing)
  const out = new Float32Array(count)
  for (let frame = 0; frame < count; frame++) {
    const start = frame * framing.hop
    let sum = 0
    for (let i = start; i < start + framing.size; i++) {
      const value = from[i] ?? 0
      sum += value * value
    }
    out[frame] = Math.sqrt(sum / framing.size)
  }
  return out
}

/** Mean level in decibels of full scale of a root mean square; -Infinity for silence. */
export const toDecibels = (level: number): number => 20 * Math.log10(level)
