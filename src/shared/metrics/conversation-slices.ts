import type { Method } from './base/metric'

/** One utterance with its speaker, true and predicted label; null where missing. */
export interface Turn {
  readonly speaker: string
  readonly truth: string | null
  readonly predicted: string | null
}

/** Accuracy over a slice of utterances; null when it is empty. */
export interface Slice {
  readonly n: number
  readonly accuracy: number | null
}

/** Which utterances follow a change of emotion. */
export const conversationSliceNames = ['all', 'selfShift', 'selfInertia', 'otherShift', 'otherSame'] as const
export type ConversationSlice = (typeof conversationSliceNames)[number]

/** What the slices are. */
export const conversationSlicesMethod: Method = {
  kind: 'method',
  id: 'conversation_slices',
  name: 'Emotion shift slices',
  definition:
    'accuracy where the true label differs from (shift) or equals (inertia, same) the speaker’s previous utterance, or the previous utterance of somebody else',
  convention:
    'Utterances without such a predecessor are in neither slice; an utterance can be in a self slice and in an other slice.',
  source: 'Poria et al. 2019, IEEE Access 7 (emotion shift in conversation)',
  missingPolicy: 'An utterance without truth or prediction is left out, and is nobody’s predecessor.'
}

/** Accuracy per slice, over dialogues. */
export function conversationSlices(
  dialogues: readonly (readonly Turn[])[]
): Readonly<Record<ConversationSlice, Slice>> {
  const n = { all: 0, selfShift: 0, selfInertia: 0, otherShift: 0, otherSame: 0 }
  const right = { ...n }
  for (const dialogue of dialogues) {
    const own = new Map<string, string>()
    let before: { speaker: string; truth: string } | undefined
    for (const { speaker, truth, predicted } of dialogue) {
      if (truth === null || predicted === null) continue
      const slices: ConversationSlice[] = ['all']
      const last = own.get(speaker)
      if (last !== undefined) slices.push(last === truth ? 'selfInertia' : 'selfShift')
      if (before && before.speaker !== speaker)
        slices.push(before.truth === truth ? 'otherSame' : 'otherShift')
      for (const slice of slices) {
        n[slice]++
        if (truth === predicted) right[slice]++
      }
      own.set(speaker, truth)
      before = { speaker, truth }
    }
  }
  const of = (slice: ConversationSlice): Slice => ({
    n: n[slice],
    accuracy: n[slice] === 0 ? null : right[slice] / n[slice]
  })
  return {
    all: of('all'),
    selfShift: of('selfShift'),
    selfInertia: of('selfInertia'),
    otherShift: of('otherShift'),
    otherSame: of('otherSame')
  }
}
