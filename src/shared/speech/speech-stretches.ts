/** Which frames count as speech, and how they become stretches. Seconds, probabilities 0 to 1. */
export interface SpeechRules {
  /** A frame of at least this probability begins a stretch ... */
  readonly threshold: number
  /** ... which goes on until frames fall below the threshold less this, so that a wavering voice is not chopped up. */
  readonly slack: number
  /** Shorter stretches are left out. */
  readonly minSpeechSeconds: number
  /** A stretch ends only where this much follows that is not speech. */
  readonly minSilenceSeconds: number
  /** Added on both sides, never beyond the middle of the gap to a neighbour. */
  readonly padSeconds: number
}

/** What Silero's own program does where nothing else is said (v6, `get_speech_timestamps`). */
export const USUAL_SPEECH_RULES: SpeechRules = {
  threshold: 0.5,
  slack: 0.15,
  minSpeechSeconds: 0.25,
  minSilenceSeconds: 0.1,
  padSeconds: 0.03
}

/** One stretch of speech in seconds from the first frame's start. */
export interface SpeechStretch {
  readonly start: number
  readonly end: number
  /** Mean probability of its frames, padding left out. */
  readonly confidence: number
}

/**
 * Stretches of speech among frames of equal length, in order, not touching.
 * @param probabilities of each frame; NaN counts as no speech
 * @param frameSeconds length of a frame, above 0
 * @param endSeconds where the recording ends; nothing is padded beyond it
 */
export function speechStretches(
  probabilities: ArrayLike<number>,
  frameSeconds: number,
  rules: SpeechRules,
  endSeconds = probabilities.length * frameSeconds
): SpeechStretch[] {
  if (!(frameSeconds > 0)) throw new Error(`the length of a frame must be positive, got ${frameSeconds}`)
  const found = runs(probabilities, frameSeconds, rules)
    .filter(({ from, to }) => (to - from) * frameSeconds >= rules.minSpeechSeconds - 1e-9)
    .map(({ from, to }) => ({
      start: from * frameSeconds,
      end: Math.min(endSeconds, to * frameSeconds),
      confidence: mean(probabilities, from, to)
    }))
    .filter(({ start, end }) => end > start)
  return found.map((stretch, i) => {
    const before = found[i - 1]?.end
    const after = found[i + 1]?.start
    return {
      ...stretch,
      start: Math.max(
        0,
        stretch.start -
          Math.min(rules.padSeconds, before === undefined ? Infinity : (stretch.start - before) / 2)
      ),
      end: Math.min(
        endSeconds,
        stretch.end + Math.min(rules.padSeconds, after === undefined ? Infinity : (after - stretch.end) / 2)
      )
    }
  })
}

/** Frames `from` up to but not with `to`. */
interface Run {
  readonly from: number
  readonly to: number
}

function runs(probabilities: ArrayLike<number>, frameSeconds: number, rules: SpeechRules): Run[] {
  const leave = rules.threshold - rules.slack
  const gap = rules.minSilenceSeconds / frameSeconds
  const found: Run[] = []
  let from: number | undefined
  let quiet: number | undefined
  for (let i = 0; i < probabilities.length; i++) {
    const value = probabilities[i] ?? NaN
    if (from === undefined) {
      if (value >= rules.threshold) from = i
      continue
    }
    if (value >= leave) {
      // What wavers between the two limits neither begins a stretch nor ends the silence behind one.
      if (value >= rules.threshold) quiet = undefined
      continue
    }
    quiet ??= i
    if (i + 1 - quiet < gap - 1e-9) continue
    found.push({ from, to: quiet })
    from = undefined
    quiet = undefined
  }
  if (from !== undefined) found.push({ from, to: quiet ?? probabilities.length })
  return found
}

function mean(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i] ?? 0
  return to > from ? sum / (to - from) : 0
}
