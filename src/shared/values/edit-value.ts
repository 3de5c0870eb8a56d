import type { SegmentValue } from '../domain/segment-value'
import type { AttributeTask, Dimension } from './attribute'
import { rivalsOf } from './constraints'
import { normaliseTerm, tidyTerms } from './open-terms'
import { axisKey } from './strongest-label'

/**
 * A label on or off in a value of several labels; coming on it takes off those that the scheme does not allow beside
 * it. `level` gives it an intensity as well. Undefined: no label is left.
 */
export function toggleLabel(
  task: AttributeTask,
  value: SegmentValue | undefined,
  id: string
): SegmentValue | undefined {
  const labels = labelsIn(value)
  const there = id in labels && labels[id] !== 0
  return there ? without(labels, id) : withLabel(task, value, id, null)
}

/** A label with an intensity, or with none (null), in a value of several labels. */
export function withLabel(
  task: AttributeTask,
  value: SegmentValue | undefined,
  id: string,
  level: number | null
): SegmentValue {
  const rivals = level === 0 ? new Set<string>() : rivalsOf(task, id)
  const kept = Object.fromEntries(Object.entries(labelsIn(value)).filter(([other]) => !rivals.has(other)))
  return { kind: 'labels', labels: { ...kept, [id]: level } }
}

/** A value of several labels without one of them. */
export function withoutLabel(value: SegmentValue | undefined, id: string): SegmentValue | undefined {
  return without(labelsIn(value), id)
}

/** One label of an axis in a composite value; chosen again it is taken off. */
export function toggleAxis(
  task: AttributeTask,
  value: SegmentValue | undefined,
  axis: string,
  label: string
): SegmentValue | undefined {
  const labels = labelsIn(value)
  const key = axisKey(axis, label)
  const others = Object.entries(labels).filter(([other]) => !other.startsWith(`${axis}:`))
  const next = key in labels ? others : [...others, [key, null] as const]
  return next.length === 0 ? undefined : { kind: 'labels', labels: Object.fromEntries(inOrder(task, next)) }
}

/** A dimension rated, or not any more (undefined). */
export function withRating(
  value: SegmentValue | undefined,
  id: string,
  rating: number | undefined
): SegmentValue | undefined {
  const before = value?.kind === 'ratings' ? value.ratings : {}
  const others = Object.fromEntries(Object.entries(before).filter(([other]) => other !== id))
  const ratings = rating === undefined ? others : { ...others, [id]: rating }
  return Object.keys(ratings).length === 0 ? undefined : { kind: 'ratings', ratings }
}

/** A word added, or taken off when it is there already, by meaning. */
export function toggleTerm(
  task: AttributeTask,
  value: SegmentValue | undefined,
  term: string
): SegmentValue | undefined {
  const before = value?.kind === 'terms' ? value.terms : []
  const same = (other: string): boolean =>
    normaliseTerm(task.vocabulary, other) === normaliseTerm(task.vocabulary, term)
  const terms = before.some(same)
    ? before.filter((other) => !same(other))
    : tidyTerms(task.vocabulary, [...before, term])
  return terms.length === 0 ? undefined : { kind: 'terms', terms: [...terms] }
}

/** A clue on or off beside an explanation. */
export function toggleClue(value: SegmentValue | undefined, clue: string): SegmentValue | undefined {
  const { text, clues } = explanationIn(value)
  const next = clues.includes(clue) ? clues.filter((other) => other !== clue) : [...clues, clue]
  return explained(text, next)
}

/** The words of an explanation. */
export const withText = (value: SegmentValue | undefined, text: string): SegmentValue | undefined =>
  explained(text, explanationIn(value).clues)

/**
 * The answer that a digit stands for on a dimension: the nth level or step where the scale has at most nine, else the
 * nth of nine even points from the least to the most. Undefined when the scale has fewer.
 */
export function ratingForDigit(dimension: Dimension, digit: number): number | undefined {
  const answers = answersOf(dimension)
  return answers[digit - 1]
}

/** The answers of a dimension that can be pressed one by one: its levels or steps, else nine even points. */
export function answersOf({ min, max, step, levels, widget }: Dimension): readonly number[] {
  if (levels.length > 0) return levels.map(({ value }) => value).toSorted((a, b) => a - b)
  // Pictures are rated in whole points where the scheme leaves the step open: Bradley and Lang 1994.
  const width = step ?? (widget === 'sam' ? 1 : undefined)
  const count = width === undefined ? 0 : Math.floor((max - min) / width + 1e-9) + 1
  if (width !== undefined && count <= 9)
    return Array.from({ length: count }, (_, index) => round(min + index * width))
  const even = Array.from({ length: 9 }, (_, index) => min + ((max - min) * index) / 8)
  return width === undefined
    ? even.map(round)
    : even.map((point) => round(min + Math.round((point - min) / width) * width))
}

/** The intensity that a digit stands for: the level of that number, else the nth level; without levels the digit itself. */
export function levelForDigit(task: AttributeTask, digit: number): number | undefined {
  if (task.levels.length === 0) return digit
  const values = task.levels.map(({ value }) => value)
  return values.find((value) => value === digit)
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6

const labelsIn = (value: SegmentValue | undefined): Readonly<Record<string, number | null>> =>
  value?.kind === 'labels' ? value.labels : {}

function without(labels: Readonly<Record<string, number | null>>, id: string): SegmentValue | undefined {
  const kept = Object.fromEntries(Object.entries(labels).filter(([other]) => other !== id))
  return Object.keys(kept).length === 0 ? undefined : { kind: 'labels', labels: kept }
}

function inOrder(
  task: AttributeTask,
  entries: readonly (readonly [string, number | null])[]
): readonly (readonly [string, number | null])[] {
  const place = (key: string): number => task.axes.findIndex((axis) => key.startsWith(`${axis.id}:`))
  return entries.toSorted((a, b) => place(a[0]) - place(b[0]))
}

const explanationIn = (
  value: SegmentValue | undefined
): { readonly text: string; readonly clues: readonly string[] } =>
  value?.kind === 'explanation' ? value : { text: '', clues: [] }

const explained = (text: string, clues: readonly string[]): SegmentValue | undefined =>
  text.trim() === '' && clues.length === 0 ? undefined : { kind: 'explanation', text, clues: [...clues] }
