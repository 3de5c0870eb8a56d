import { labelAt, type Decoded, type DecodedSpan } from './decoded'

export interface FrameRules {
  /** From one frame to the next, and how much of the sound each looks at. */
  readonly hopSeconds: number
  readonly windowSeconds: number
  /** Shorter stretches become `neutral`, or join the longer of their neighbours where no label is neutral. */
  readonly minSeconds: number
  /** Frames among which the most frequent label is taken first; odd. */
  readonly frames: number
  readonly neutral?: string | undefined
}

interface Stretch {
  readonly label: number
  readonly from: number
  readonly to: number
}

/**
 * Frames with a label each (`data`), put together to stretches of one label. A frame speaks for its hop, in the middle of
 * its window; the first one from the start and the last one to the end of what the frames looked at.
 */
export function frameSpans(chosen: Decoded, rules: FrameRules): DecodedSpan[] {
  const labels = mostFrequent(chosen.data, rules.frames)
  const neutral = rules.neutral === undefined ? -1 : (chosen.labels?.indexOf(rules.neutral) ?? -1)
  const stretches = withoutShort(stretchesOf(labels), rules.minSeconds / rules.hopSeconds, neutral)
  const lead = (rules.windowSeconds - rules.hopSeconds) / 2
  const edge = (frame: number): number => {
    if (frame === 0) return 0
    return frame * rules.hopSeconds + (frame === labels.length ? 2 * lead : lead)
  }
  return stretches.map(({ label, from, to }) => ({
    fromSeconds: edge(from),
    toSeconds: edge(to),
    label: labelAt(chosen, label),
    ...scoresOf(chosen, label, from, to)
  }))
}

function mostFrequent(labels: Float64Array, frames: number): Float64Array {
  const reach = Math.floor(frames / 2)
  if (reach === 0) return labels
  return labels.map((own, at) => {
    const counts = new Map<number, number>()
    for (const label of labels.subarray(Math.max(0, at - reach), at + reach + 1))
      counts.set(label, (counts.get(label) ?? 0) + 1)
    // Its own label where it is among the most frequent ones.
    const most = Math.max(...counts.values())
    return counts.get(own) === most ? own : ([...counts].find(([, count]) => count === most)?.[0] ?? own)
  })
}

function stretchesOf(labels: Float64Array): Stretch[] {
  const found: Stretch[] = []
  labels.forEach((label, at) => {
    const last = found.at(-1)
    if (last?.label === label) found[found.length - 1] = { ...last, to: at + 1 }
    else found.push({ label, from: at, to: at + 1 })
  })
  return found
}

/** Frames are whole numbers; a least length of 5 frames must not ask for 5.000000001. */
const ROUNDING = 1e-9

function withoutShort(given: readonly Stretch[], least: number, neutral: number): Stretch[] {
  const isShort = (one: Stretch): boolean => one.to - one.from < least - ROUNDING
  let current = merged(
    given.map((one) =>
      neutral >= 0 && one.label !== neutral && isShort(one) ? { ...one, label: neutral } : one
    )
  )
  while (neutral < 0 && current.length > 1) {
    const short = current.filter(isShort).toSorted((a, b) => a.to - a.from - (b.to - b.from))[0]
    if (!short) break
    const at = current.indexOf(short)
    const [before, after] = [current[at - 1], current[at + 1]]
    const longer = !before || (after && after.to - after.from > before.to - before.from) ? after : before
    if (!longer) break
    current = merged(current.map((one) => (one === short ? { ...one, label: longer.label } : one)))
  }
  return current
}

function merged(given: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (const one of given) {
    const last = found.at(-1)
    if (last?.label === one.label) found[found.length - 1] = { ...last, to: one.to }
    else found.push(one)
  }
  return found
}

/** Mean of what the frames' labels were chosen from. */
function scoresOf(
  { scores, labels }: Decoded,
  label: number,
  from: number,
  to: number
): Pick<DecodedSpan, 'confidence' | 'scores'> {
  const width = scores?.dims.at(-1) ?? 0
  if (!scores || width === 0) return {}
  const means = Array.from({ length: width }, (_, column) => {
    let sum = 0
    for (let frame = from; frame < to; frame++) sum += scores.data[frame * width + column] ?? Number.NaN
    return sum / (to - from)
  })
  return {
    confidence: means[label],
    scores: Object.fromEntries(means.map((mean, index) => [labelAt({ labels }, index), mean]))
  }
}
