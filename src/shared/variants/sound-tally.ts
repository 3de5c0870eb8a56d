/** Sound below this root mean square is silence: -50 dB of full scale. */
const SILENCE_RMS = 10 ** (-50 / 20)
/** Pieces that are told from silence, seconds. */
const PIECE_SECONDS = 0.02

/** Measures a stream of sound in blocks: mean square without its silence, and loudest sample. */
export function soundTally(rateHz: number): {
  add(samples: Float32Array): void
  facts(): { readonly power: number; readonly peak: number }
} {
  const piece = Math.max(1, Math.round(PIECE_SECONDS * rateHz))
  let [own, count] = [0, 0]
  let [sum, loud] = [0, 0]
  let peak = 0
  const close = (): void => {
    if (count > 0 && own / count >= SILENCE_RMS ** 2) {
      sum += own
      loud += count
    }
    own = 0
    count = 0
  }
  return {
    add(samples) {
      for (const sample of samples) {
        own += sample * sample
        const size = Math.abs(sample)
        if (size > peak) peak = size
        if (++count === piece) close()
      }
    },
    facts() {
      close()
      return { power: loud > 0 ? sum / loud : 0, peak }
    }
  }
}
