import type { ManifestOutput } from '../manifest'

/** What one axis of an output may be about, before what is known of the input is filled in. */
export type AxisRole =
  | { readonly role: 'pieces'; readonly input: string }
  | { readonly role: 'time' | 'rows' | 'columns' | 'head' | 'label' | 'other' }

/** What is known of the model's input. */
export interface InputFacts {
  /** Text inputs: name, names and sizes of their axes, how many pieces they were filled up to. */
  readonly texts: readonly {
    readonly name: string
    readonly shape: readonly (number | string)[]
    readonly length: number
  }[]
  /** Names of free axes of the other inputs that run in time. */
  readonly timeNames: ReadonlySet<string>
  readonly hasTime: boolean
  readonly hasPicture: boolean
  /** Labels of the answer that is explained. */
  readonly labels: number
}

/** Names that say themselves what an axis is. */
const named: Readonly<Record<string, Exclude<AxisRole['role'], 'pieces'>>> = {
  time: 'time',
  frame: 'time',
  frames: 'time',
  head: 'head',
  heads: 'head',
  label: 'label',
  labels: 'label',
  row: 'rows',
  rows: 'rows',
  column: 'columns',
  columns: 'columns'
}

/**
 * What the axes of an attention or heatmap are, without the batch axis: by the name that an axis shares with one of an
 * input, by a name that says it, else by its length and by what the model looks at. Undefined: more axes than can be drawn.
 */
export function axisRoles(
  dims: readonly number[],
  { shape = [], task }: Pick<ManifestOutput, 'shape' | 'task'>,
  facts: InputFacts
): readonly AxisRole[] | undefined {
  const names = shape.length === dims.length + 1 ? shape.slice(1) : shape
  const roles = dims.map((size, axis) => roleOf(names[axis], size, facts))
  const open = (): number[] => roles.flatMap((role, axis) => (role === undefined ? [axis] : []))
  // Of three axes the first is heads of attention or the label that a heatmap is for.
  if (dims.length === 3 && roles[0] === undefined)
    roles[0] = { role: task === 'heatmap' && dims[0] === facts.labels ? 'label' : 'head' }
  if (facts.hasPicture && task === 'heatmap' && open().length === 2)
    open().forEach((axis, place) => (roles[axis] = { role: place === 0 ? 'rows' : 'columns' }))
  const drawn = roles.map((role): AxisRole => role ?? { role: facts.hasTime ? 'time' : 'other' })
  const sides = drawn.filter(({ role }) => role !== 'head' && role !== 'label').length
  return sides === 1 || sides === 2 ? drawn : undefined
}

function roleOf(name: number | string | undefined, size: number, facts: InputFacts): AxisRole | undefined {
  const byName = facts.texts.find(({ shape }) => typeof name === 'string' && shape.slice(1).includes(name))
  if (byName) return { role: 'pieces', input: byName.name }
  if (typeof name === 'string' && facts.timeNames.has(name)) return { role: 'time' }
  const role = typeof name === 'string' ? named[name.toLowerCase()] : undefined
  if (role) return { role }
  const bySize = facts.texts.find(({ length }) => length === size)
  return bySize ? { role: 'pieces', input: bySize.name } : undefined
}
