/** Turns as columns: units of one conversation are those of one recording, in order of time. */
export interface TurnColumns {
  /** Microseconds. */
  readonly start: Float64Array
  /** Index of the recording of each unit. */
  readonly recording: Int32Array
  /** Index of the person each unit is about; -1: nobody named. */
  readonly person: Int32Array
  /** Code of the reference label; outside 0..classes-1: none. */
  readonly reference: Int32Array
  /** True where the unit counts; the others are in no group and nobody's predecessor. */
  readonly counts: (unit: number) => boolean
}

/** Where each unit stands in its conversation; -1 where that is not known. */
export interface TurnPlaces {
  /** 0: the speaker's emotion changed since their last turn, 1: it stayed. */
  readonly self: Int32Array
  /** 0: the turn before was somebody else's with another emotion, 1: with the same one. */
  readonly other: Int32Array
  /** Zero-based place among the units of the recording that count; NaN for those that do not. */
  readonly before: Float64Array
  /** The same as a share of the conversation, 0 (first) to 1 (last); NaN for a single turn. */
  readonly share: Float64Array
}

/** Groups of `self` and `other` of `TurnPlaces`, in the order of their codes. */
export const selfGroups = ['changed', 'unchanged'] as const
export const otherGroups = ['differs', 'same'] as const

/**
 * Emotion shift, inertia and contagion, and places in the dialogue, by the convention of `conversationSlicesMethod`.
 * A turn that names nobody counts as the turn of a speaker of its own: it can follow others, but has no turn before it.
 */
export function turnPlaces({ start, recording, person, reference, counts }: TurnColumns): TurnPlaces {
  const n = start.length
  const places = {
    self: new Int32Array(n).fill(-1),
    other: new Int32Array(n).fill(-1),
    before: new Float64Array(n).fill(NaN),
    share: new Float64Array(n).fill(NaN)
  }
  const order = inOrder(start, recording)
  let from = 0
  while (from < n) {
    let to = from
    const here = recording[order[from] ?? 0]
    while (to < n && recording[order[to] ?? 0] === here) to++
    oneConversation(order.subarray(from, to))
    from = to
  }
  return places

  function oneConversation(units: Int32Array): void {
    const last = new Map<number, number>()
    let [speakerBefore, labelBefore] = [NaN, NaN]
    let place = 0
    for (const unit of units) {
      if (!counts(unit)) continue
      const speaker = person[unit] ?? -1
      const label = reference[unit] ?? -1
      const own = speaker < 0 ? undefined : last.get(speaker)
      if (own !== undefined) places.self[unit] = own === label ? 1 : 0
      if (!Number.isNaN(labelBefore) && (speaker < 0 || speakerBefore !== speaker))
        places.other[unit] = labelBefore === label ? 1 : 0
      if (speaker >= 0) last.set(speaker, label)
      speakerBefore = speaker
      labelBefore = label
      places.before[unit] = place++
    }
    if (place < 2) return
    for (const unit of units) places.share[unit] = (places.before[unit] ?? NaN) / (place - 1)
  }
}

/** Units by recording, then time; equal starts keep the order they came in. */
function inOrder(start: Float64Array, recording: Int32Array): Int32Array {
  const order = Int32Array.from(start.keys())
  let sorted = true
  for (let i = 1; i < order.length && sorted; i++)
    sorted =
      (recording[i] ?? 0) > (recording[i - 1] ?? 0) ||
      (recording[i] === recording[i - 1] && (start[i] ?? 0) >= (start[i - 1] ?? 0))
  if (sorted) return order
  return order.sort(
    (a, b) => (recording[a] ?? 0) - (recording[b] ?? 0) || (start[a] ?? 0) - (start[b] ?? 0) || a - b
  )
}
