import type { Segment } from '../domain/rows'
import { wordErrors } from '../metrics/word-errors'
import type { EditCounts } from '../metrics/word-errors'
import { pairTurns } from './pair-turns'
import { comparedText } from './word-diff'
import type { WordRules } from './word-diff'

/** How one turn was understood. */
export interface TurnErrors {
  readonly turn: Segment
  /** Words of the other layer over the turn, in order; empty: it heard nothing. */
  readonly other: string
  /** Null: the turn is marked as not to be scored. */
  readonly counts: EditCounts | null
  /** Edits / reference words; null without reference words or when not scored. */
  readonly wer: number | null
}

/** Word errors of a transcript against another. */
export interface LayerErrors {
  readonly turns: readonly TurnErrors[]
  /** All edits / all reference words of scored turns, words of turns the reference does not have included; null without reference words. */
  readonly wer: number | null
  readonly counts: Pick<EditCounts, 'reference' | 'substitutions' | 'deletions' | 'insertions'>
  readonly scored: number
  readonly leftOut: number
  /** Turns of the other layer over no turn of the reference: all their words are insertions. */
  readonly extra: readonly Segment[]
}

/** Compare a transcript with the reference, turn by turn and in total. Turns marked `unscored` in the reference are left out and counted. */
export function layerErrors(
  reference: readonly Segment[],
  other: readonly Segment[],
  rules: WordRules
): LayerErrors {
  const { pairs, extra } = pairTurns(reference, other)
  const texts = pairs.map(({ turn, others }) => ({
    turn,
    other: others
      .map(({ text }) => text ?? '')
      .filter(Boolean)
      .join(' ')
  }))
  const scored = texts.filter(({ turn }) => turn.unscored !== true)
  const surplus = extra.filter(({ unscored }) => unscored !== true)
  const result = wordErrors(
    [...scored.map(({ turn }) => comparedText(turn.text ?? '', rules)), ...surplus.map(() => '')],
    [
      ...scored.map((pair) => comparedText(pair.other, rules)),
      ...surplus.map(({ text }) => comparedText(text ?? '', rules))
    ]
  )
  const countsOf = new Map(scored.map(({ turn }, index) => [turn.id, result.perUtterance[index]]))
  const sum = (key: keyof EditCounts): number =>
    result.perUtterance.reduce((total, counts) => total + counts[key], 0)
  return {
    turns: texts.map(({ turn, other: said }) => {
      const counts = countsOf.get(turn.id) ?? null
      return {
        turn,
        other: said,
        counts,
        wer: counts === null || counts.reference === 0 ? null : counts.edits / counts.reference
      }
    }),
    wer: result.wer,
    counts: {
      reference: sum('reference'),
      substitutions: sum('substitutions'),
      deletions: sum('deletions'),
      insertions: sum('insertions')
    },
    scored: scored.length,
    leftOut: texts.length - scored.length,
    extra
  }
}
