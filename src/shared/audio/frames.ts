/** How a sound is cut into frames; lengths in samples. */
export interface Framing {
  readonly size: number
  readonly hop: number
  /** Frame `k` lies around sample `k * hop`, and both ends are filled up; otherwise it begins there and only whole frames count. */
  readonly center: boolean
  /** What a centred frame finds behind the ends: the sound mirrored (torchaudio, Whisper, librosa before 0.10) or silence (librosa since). */
  readonly padMode: 'reflect' | 'zero'
}

/** Number of frames that a sound of `length` samples has; 0 where it is empty, or shorter than a whole frame that is needed. */
export function frameCount(length: number, { size, hop, center }: Omit<Framing, 'padMode'>): number {
  if (length === 0) return 0
  return center ? 1 + Math.floor(length / hop) : Math.max(0, 1 + Math.floor((length - size) / hop))
}

/** The samples that frames are cut from, so that frame `k` begins at `k * hop`: the sound itself, or with half a frame at both ends. */
export function framed(samples: Float32Array, { size, center, padMode }: Framing): Float32Array {
  if (!center || samples.length === 0) return samples
  const half = Math.floor(size / 2)
  const out = new Float32Array(samples.length + 2 * half)
  out.set(samples, half)
  if (padMode === 'reflect')
    for (let i = 0; i < half; i++) {
      out[half - 1 - i] = samples[mirrored(-1 - i, samples.length)] ?? 0
      out[half + samples.length + i] = samples[mirrored(samples.length + i, samples.length)] ?? 0
    }
  return out
}

/** Place within 0..length-1 of a position outside, mirrored at the first and last sample without repeating them, as often as needed. */
function mirrored(at: number, length: number): number {
  if (length === 1) return 0
  const period = 2 * (length - 1)
  const place = ((at % period) + period) % period
  return place < length ? place : period - place
}
