import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import type { SegmentValue } from '../domain/segment-value'
import type { AttributeTask } from './attribute'
import {
  answersOf,
  levelForDigit,
  ratingForDigit,
  toggleAxis,
  toggleClue,
  toggleLabel,
  toggleTerm,
  withLabel,
  withRating
} from './edit-value'
import { giveShare, normalised } from './shares'

/** What a key does to a value, and where the next key goes. */
export interface ValueKey {
  readonly change: (value: SegmentValue | undefined) => SegmentValue | undefined
  /** Label that was touched. */
  readonly label?: string
  /** Dimension or axis that the next digit answers. */
  readonly nextPart?: number
  /** The value stays. */
  readonly focusOnly?: boolean
}

interface Focus {
  readonly label?: string
  readonly part: number
  /** Free words behind the digits 1 to 9. */
  readonly words?: readonly string[]
  /** Values of all segments meant, where there are several: a label that some lack comes on for all. */
  readonly values?: readonly (SegmentValue | undefined)[]
}

/** A tenth of the whole goes to a label with each press. */
const SHARE_STEP = 0.1

/**
 * A digit 1 to 9: several labels, the label of that key on or off; ratings, the answer of that number on the
 * dimension whose turn it is; a composite, the label of that number on the axis whose turn it is; shares, a tenth
 * more for the label of that key; words and clues, the one of that number on or off.
 */
export function digitAnswer(task: AttributeTask, digit: number, focus: Focus): Result<ValueKey> {
  switch (task.kind) {
    case 'labels':
    case 'shares': {
      const label = task.labels.find(({ key }) => key === String(digit))?.id
      if (label === undefined) return noSuchKey(`No label of this scheme has the key ${digit}.`)
      const lacking = (focus.values ?? []).some((value) => !hasLabel(value, label))
      return ok({
        label,
        change: (value) =>
          task.kind === 'shares'
            ? moreOf(task, value, label)
            : lacking && hasLabel(value, label)
              ? value
              : toggleLabel(task, value, label)
      })
    }
    case 'ratings': {
      const dimension = task.dimensions[focus.part % task.dimensions.length]
      const rating = dimension && ratingForDigit(dimension, digit)
      if (!dimension || rating === undefined)
        return noSuchKey(
          `${dimension?.name ?? task.name} has no answer number ${digit}.`,
          dimension && `It has ${answersOf(dimension).length}.`
        )
      return ok({
        nextPart: (focus.part + 1) % task.dimensions.length,
        change: (value) => withRating(value, dimension.id, rating)
      })
    }
    case 'composite': {
      const axis = task.axes[focus.part % task.axes.length]
      const label = axis?.labels[digit - 1]
      if (!axis || !label) return noSuchKey(`${axis?.id ?? task.name} has no label number ${digit}.`)
      return ok({
        nextPart: (focus.part + 1) % task.axes.length,
        change: (value) => toggleAxis(task, value, axis.id, label.id)
      })
    }
    case 'terms': {
      const word = focus.words?.[digit - 1]
      if (word === undefined)
        return noSuchKey(`There is no word number ${digit} yet.`, 'Write words in the inspector.')
      return ok({ change: (value) => toggleTerm(task, value, word) })
    }
    case 'explanation': {
      const clue = task.clueTags[digit - 1]
      if (clue === undefined) return noSuchKey(`This scheme has no clue number ${digit}.`)
      return ok({ change: (value) => toggleClue(value, clue) })
    }
    default:
      return noSuchKey('Keys do not answer this kind of scheme.')
  }
}

/**
 * Shift with a digit: the intensity of the label touched last, tenths of the whole for it among shares, or the
 * dimension or axis to be answered next. Undefined: it means nothing here beyond its usual meaning.
 */
export function shiftDigitAnswer(
  task: AttributeTask,
  digit: number,
  focus: Focus & { readonly value?: SegmentValue }
): Result<ValueKey> | undefined {
  const { value } = focus
  switch (task.kind) {
    case 'labels': {
      const label = touched(value, focus.label)
      if (label === undefined) return noSuchKey('Give a label first, then its intensity.')
      const level = levelForDigit(task, digit)
      if (level === undefined)
        return noSuchKey(
          `${task.name} has no level ${digit}.`,
          `It has: ${task.levels.map((known) => known.value).join(', ')}.`
        )
      return ok({ label, change: (before) => withLabel(task, before, label, level) })
    }
    case 'shares': {
      const label = touched(value, focus.label)
      if (label === undefined) return noSuchKey('Give a label first, then its share.')
      return ok({ label, change: (before) => shareOf(task, before, label, digit / 10) })
    }
    case 'ratings':
    case 'composite': {
      const parts = task.kind === 'ratings' ? task.dimensions : task.axes
      if (parts.length < 2) return undefined
      if (!parts[digit - 1]) return noSuchKey(`${task.name} has ${parts.length} parts.`)
      return ok({ nextPart: digit - 1, focusOnly: true, change: (before) => before })
    }
    default:
      return undefined
  }
}

const noSuchKey = (message: string, hint?: string): Result<never> => fail('value.key', message, hint)

const hasLabel = (value: SegmentValue | undefined, label: string): boolean =>
  value?.kind === 'labels' && label in value.labels && value.labels[label] !== 0

/** The label touched last if it is still there, else the one given last. */
function touched(value: SegmentValue | undefined, focused: string | undefined): string | undefined {
  const ids =
    value?.kind === 'labels'
      ? Object.keys(value.labels)
      : value?.kind === 'shares'
        ? Object.keys(value.shares)
        : []
  return focused !== undefined && ids.includes(focused) ? focused : ids.at(-1)
}

function moreOf(task: AttributeTask, value: SegmentValue | undefined, label: string): SegmentValue {
  if (value?.kind !== 'shares' || Object.keys(value.shares).length === 0)
    return { kind: 'shares', shares: { [label]: 1 } }
  return shareOf(task, value, label, (value.shares[label] ?? 0) + SHARE_STEP)
}

/** A share set; the last label cannot give its own away to labels that nobody chose. */
function shareOf(
  task: AttributeTask,
  value: SegmentValue | undefined,
  label: string,
  share: number
): SegmentValue {
  const before = value?.kind === 'shares' ? value.shares : {}
  const alone = Object.keys(before).every((id) => id === label)
  const ids = alone ? task.labels.map(({ id }) => id) : [...new Set([...Object.keys(before), label])]
  const inOrder = task.labels.map(({ id }) => id).filter((id) => ids.includes(id))
  return { kind: 'shares', shares: { ...normalised(giveShare(before, label, share, inOrder)) } }
}
