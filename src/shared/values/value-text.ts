import type { Label } from '../domain/scheme'
import type { SegmentValue } from '../domain/segment-value'
import { actionUnitCode } from './action-unit'
import type { AttributeTask, Dimension } from './attribute'
import { axisChoices } from './strongest-label'

/** One thing a value says, with what it is drawn in. */
export interface ValuePart {
  /** Whole: `Joy 3`, `Valence 7`, `AU6C`, `relieved`. */
  readonly text: string
  /** Short: `J3`, `V 7`, `6C`. */
  readonly short: string
  readonly color?: string
  /** 0 to 1: how strong it is within its scale, where that is known. */
  readonly strength?: number
}

/** What a value says, strongest first; empty for stretches of text and regions, which are drawn where they are. */
export function valueParts(task: AttributeTask, value: SegmentValue): readonly ValuePart[] {
  switch (value.kind) {
    case 'labels':
      return task.kind === 'composite' ? axisParts(task, value.labels) : labelParts(task, value.labels)
    case 'shares':
      return Object.entries(value.shares)
        .toSorted((a, b) => b[1] - a[1])
        .map(([id, share]) => {
          const label = labelIn(task, id)
          const percent = `${Math.round(share * 100)} %`
          return {
            text: `${label?.name ?? id} ${percent}`,
            short: `${label?.letter ?? id} ${percent}`,
            color: label?.color,
            strength: share
          }
        })
    case 'ratings':
      return task.dimensions.flatMap((dimension) => {
        const rating = value.ratings[dimension.id]
        return rating === undefined ? [] : [ratingPart(task, dimension, rating)]
      })
    case 'terms':
      return value.terms.map((term) => ({ text: term, short: term }))
    case 'explanation':
      return [
        ...(value.text.trim() === '' ? [] : [{ text: value.text.trim(), short: value.text.trim() }]),
        ...value.clues.map((clue) => ({ text: `#${clue}`, short: `#${clue}` }))
      ]
    case 'spans':
    case 'region':
      return []
  }
}

/** A value in words: `Joy 3, Fear 1`; short: `J3 F1`, `V 7 A 3`. Empty when there is nothing to say. */
export const valueText = (
  task: AttributeTask,
  value: SegmentValue,
  { short = false }: { readonly short?: boolean } = {}
): string =>
  valueParts(task, value)
    .map((part) => (short ? part.short : part.text))
    .join(short || value.kind === 'ratings' ? ' ' : ', ')

/** A rating as it is written: at most three decimals. */
export const ratingText = (rating: number): string => String(Number(rating.toFixed(3)))

/** Letter of a dimension among its fellows: V, A, D; two letters where the first is taken. */
export function dimensionLetter(dimensions: readonly Dimension[], id: string): string {
  const initial = (dimension: Dimension): string => dimension.name.charAt(0).toUpperCase()
  const own = dimensions.find((dimension) => dimension.id === id)
  if (!own) return id
  const alike = dimensions.filter((dimension) => initial(dimension) === initial(own)).length
  return alike > 1 ? own.name.slice(0, 2) : initial(own)
}

function labelParts(
  task: AttributeTask,
  labels: Readonly<Record<string, number | null>>
): readonly ValuePart[] {
  const most = Math.max(1, ...task.levels.map((level) => level.value))
  const place = (id: string): number => task.labels.findIndex((label) => label.id === id)
  return Object.entries(labels)
    .filter(([, level]) => level === null || level > 0)
    .toSorted((a, b) => (b[1] ?? 0) - (a[1] ?? 0) || place(a[0]) - place(b[0]))
    .map(([id, level]) => {
      const label = labelIn(task, id)
      const code = task.actionUnits ? actionUnitCode(id, level) : undefined
      return {
        text: code ?? `${label?.name ?? id}${level === null ? '' : ` ${ratingText(level)}`}`,
        short: code?.slice(2) ?? `${label?.letter ?? id}${level === null ? '' : ratingText(level)}`,
        color: label?.color,
        strength: level === null ? undefined : Math.min(1, level / (task.levels.length > 0 ? most : 9))
      }
    })
}

function axisParts(
  task: AttributeTask,
  labels: Readonly<Record<string, number | null>>
): readonly ValuePart[] {
  return axisChoices(task, labels).flatMap((id, index) => {
    const label = task.axes[index]?.labels.find((known) => known.id === id)
    return label ? [{ text: label.name, short: label.letter, color: label.color }] : []
  })
}

function ratingPart(task: AttributeTask, dimension: Dimension, rating: number): ValuePart {
  const level = dimension.levels.find(({ value }) => value === rating)?.name
  const letter = dimensionLetter(task.dimensions, dimension.id)
  const span = dimension.max - dimension.min
  return {
    text:
      task.dimensions.length > 1
        ? `${letter} ${ratingText(rating)}`
        : level
          ? `${ratingText(rating)} ${level}`
          : ratingText(rating),
    short: task.dimensions.length > 1 ? `${letter} ${ratingText(rating)}` : ratingText(rating),
    strength: span > 0 ? (rating - dimension.min) / span : undefined
  }
}

const labelIn = (task: AttributeTask, id: string): Label | undefined =>
  task.labels.find((label) => label.id === id)
