import type { SpeechStretch } from './speech-stretches'

/** Where a cut is looked for: in the last part of what fits, so that pieces stay long. */
const LOOK_SHARE = 0.5

/**
 * A stretch in pieces of at most `longestSeconds`, each cut where speech is least likely in the second half of what fits:
 * between two words rather than within one. Pieces touch and together are the stretch.
 * @param probabilities of frames from the recording's start
 * @param frameSeconds length of a frame, above 0
 */
export function cutStretch(
  stretch: SpeechStretch,
  probabilities: ArrayLike<number>,
  frameSeconds: number,
  longestSeconds: number
): SpeechStretch[] {
  const pieces: SpeechStretch[] = []
  let start = stretch.start
  while (stretch.end - start > longestSeconds) {
    const cut = quietest(
      probabilities,
      frameSeconds,
      start + longestSeconds * LOOK_SHARE,
      start + longestSeconds
    )
    pieces.push({ ...stretch, start, end: cut })
    start = cut
  }
  return [...pieces, { ...stretch, start }]
}

/** Middle of the frame of least probability between two times; the last of equals, and the later time without frames. */
function quietest(
  probabilities: ArrayLike<number>,
  frameSeconds: number,
  from: number,
  until: number
): number {
  let best = Infinity
  let at = until
  for (let i = Math.ceil(from / frameSeconds); (i + 0.5) * frameSeconds <= until; i++) {
    const value = probabilities[i] ?? Infinity
    if (value > best) continue
    best = value
    at = (i + 0.5) * frameSeconds
  }
  return at
}
