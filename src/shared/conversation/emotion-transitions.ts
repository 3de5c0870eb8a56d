import type { Method } from '../metrics/base/metric'

/** One turn as transitions see it; `label` null: not labelled. */
export interface SpokenTurn {
  readonly speaker: string
  readonly label: string | null
}

/** How often one emotion of a speaker is followed by another of the same speaker. */
export interface EmotionTransitions {
  /** Labels of rows (before) and columns (after), in the order given, then of appearance. */
  readonly labels: readonly string[]
  /** counts[before][after]. */
  readonly counts: readonly (readonly number[])[]
  /** Pairs of consecutive labelled turns of one speaker: the sum of all cells. */
  readonly pairs: number
  /** Pairs whose emotions differ: the cells off the diagonal. */
  readonly shifts: number
  /** shifts / pairs; null without pairs. */
  readonly shiftShare: number | null
  /** Turns without a label, which are nobody's predecessor. */
  readonly unlabelled: number
}

/** What the matrix counts. */
export const emotionTransitionsMethod: Method = {
  kind: 'method',
  id: 'emotion_transitions',
  name: 'Emotion transitions',
  definition:
    'pairs of consecutive turns of the same speaker in one conversation, by the emotion of the first and of the second',
  convention:
    'Turns of other speakers in between do not matter. A speaker of two conversations starts anew in each.',
  source: 'Poria et al. 2019, IEEE Access 7 (emotion shift in conversation)',
  missingPolicy: 'A turn without a label is left out, and the turns before and after it count as consecutive.'
}

/** Count transitions over conversations. `labels`: order of rows and columns. */
export function emotionTransitions(
  conversations: readonly (readonly SpokenTurn[])[],
  labels: readonly string[] = []
): EmotionTransitions {
  const place = new Map(labels.map((label, index) => [label, index]))
  const found: [number, number][] = []
  let unlabelled = 0
  const indexOf = (label: string): number => {
    const known = place.get(label)
    if (known !== undefined) return known
    place.set(label, place.size)
    return place.size - 1
  }
  for (const turns of conversations) {
    for (const { turn, before } of withPredecessor(turns)) {
      if (turn.label === null) unlabelled++
      else if (before !== undefined) found.push([indexOf(before), indexOf(turn.label)])
      else indexOf(turn.label)
    }
  }
  const counts = Array.from({ length: place.size }, () => new Array<number>(place.size).fill(0))
  for (const [before, after] of found) {
    const row = counts[before]
    if (row) row[after] = (row[after] ?? 0) + 1
  }
  const shifts = found.filter(([before, after]) => before !== after).length
  return {
    labels: [...place.keys()],
    counts,
    pairs: found.length,
    shifts,
    shiftShare: found.length === 0 ? null : shifts / found.length,
    unlabelled
  }
}

/** For each turn the emotion that its speaker had before, where it is another one; undefined: no change, or nothing to compare. */
export const emotionShifts = (turns: readonly SpokenTurn[]): readonly (string | undefined)[] =>
  withPredecessor(turns).map(({ turn, before }) =>
    before !== undefined && turn.label !== null && before !== turn.label ? before : undefined
  )

/** Each turn with the emotion of its speaker's last labelled turn before it. */
function withPredecessor(
  turns: readonly SpokenTurn[]
): readonly { readonly turn: SpokenTurn; readonly before: string | undefined }[] {
  const last = new Map<string, string>()
  return turns.map((turn) => {
    const before = last.get(turn.speaker)
    if (turn.label !== null) last.set(turn.speaker, turn.label)
    return { turn, before }
  })
}
