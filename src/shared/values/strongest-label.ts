import type { SegmentValue } from '../domain/segment-value'
import type { AttributeTask } from './attribute'

/**
 * The one category that stands for a value, for everything that reads one label: of several labels the most intense,
 * of shares the largest (the scheme's first where several are equal; labels without an intensity keep the order in
 * which they were given and come after those with one); of a composite the product of its axes once all are chosen.
 * Labels of level 0 are absent: where nothing else is said, the scheme's neutral label stands. Undefined for ratings,
 * words and texts.
 */
export function strongestLabel(task: AttributeTask, value: SegmentValue): string | undefined {
  switch (value.kind) {
    case 'labels':
      return task.kind === 'composite' ? productOf(task, value.labels) : strongest(task, value.labels)
    case 'shares':
      return first(task, Object.entries(value.shares))
    case 'ratings':
    case 'terms':
    case 'spans':
    case 'explanation':
    case 'region':
      return undefined
  }
}

/** Id of the product of one label of each axis. */
export const productId = (labels: readonly string[]): string => labels.join('+')

/** Key of an axis' label inside a composite value. */
export const axisKey = (axis: string, label: string): string => `${axis}:${label}`

/** The chosen label of each axis, in order; undefined where none is chosen. */
export const axisChoices = (
  task: AttributeTask,
  labels: Readonly<Record<string, number | null>>
): readonly (string | undefined)[] =>
  task.axes.map((axis) => axis.labels.find((label) => axisKey(axis.id, label.id) in labels)?.id)

function productOf(task: AttributeTask, labels: Readonly<Record<string, number | null>>): string | undefined {
  const chosen = axisChoices(task, labels)
  const complete = chosen.filter((label) => label !== undefined)
  return complete.length > 0 && complete.length === task.axes.length ? productId(complete) : undefined
}

function strongest(task: AttributeTask, labels: Readonly<Record<string, number | null>>): string | undefined {
  const entries = Object.entries(labels)
  if (entries.length === 0) return undefined
  const graded = entries.flatMap(([id, level]) => (level !== null && level > 0 ? [[id, level] as const] : []))
  const ungraded = entries.find(([, level]) => level === null)?.[0]
  return first(task, graded) ?? ungraded ?? task.labels.find((label) => label.neutral)?.id
}

/** The entry with the largest number above 0; of equal ones the first in the scheme. */
function first(task: AttributeTask, entries: readonly (readonly [string, number])[]): string | undefined {
  const place = (id: string): number => task.labels.findIndex((label) => label.id === id)
  return entries
    .filter(([, number]) => number > 0)
    .toSorted((a, b) => b[1] - a[1] || place(a[0]) - place(b[0]))[0]?.[0]
}
