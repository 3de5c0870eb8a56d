import type { ArrayQuestion, ListedArrays } from '../../../../shared/arrays/array-mapping'
import { Unreadable } from '../../interchange/unreadable'
import { countOf } from './array-value'
import type { ArrayValue, NumberArray, StructValue, TextValue } from './array-value'

/** One array of a file. */
export interface FoundArray {
  /** Where it stands, with `#` for numbers, and those numbers. */
  readonly pattern: string
  readonly indices: readonly number[]
  readonly value: NumberArray | TextValue
}

/** Most arrays of a file, and places that are looked at for them. */
const MOST_ARRAYS = 20_000
const MOST_PLACES = 100_000
/** Deeper than recordings are kept. */
const DEEPEST = 16

/** All arrays of a file that hold something, in the order of the file. What cannot be read or is no array is told in words. */
export function arraysIn(root: StructValue): {
  readonly arrays: readonly FoundArray[]
  readonly skipped: readonly string[]
} {
  const arrays: FoundArray[] = []
  const skipped = new Set<string>()
  let places = 0

  const visit = (
    value: ArrayValue | undefined,
    pattern: string,
    indices: readonly number[],
    depth: number
  ): void => {
    if (!value || ++places > MOST_PLACES || arrays.length >= MOST_ARRAYS || depth > DEEPEST) return
    switch (value.kind) {
      case 'numbers':
        if (countOf(value.shape) > 0) arrays.push({ pattern, indices, value })
        return
      case 'text':
        if (value.rows.length > 0) arrays.push({ pattern, indices, value })
        return
      case 'skipped':
        if (skipped.size < 20) skipped.add(`${pattern} (${value.what})`)
        return
      case 'cell':
        for (let i = 0; i < countOf(value.shape); i++)
          attempt(() => visit(value.item(i), `${pattern}{#}`, [...indices, i + 1], depth + 1), pattern)
        return
      case 'struct':
        visitStruct(value, pattern, indices, depth)
    }
  }
  const visitStruct = (
    value: StructValue,
    pattern: string,
    indices: readonly number[],
    depth: number
  ): void => {
    const count = countOf(value.shape)
    const stems = sharedStems(value.fields)
    for (let i = 0; i < count; i++) {
      const here = count > 1 ? `${pattern}(#)` : pattern
      const at = count > 1 ? [...indices, i + 1] : indices
      for (const field of value.fields) {
        const stem = stems.get(field)
        const name = `${here === '' ? '' : `${here}.`}${stem ? `${stem.text}#` : field}`
        attempt(() => visit(value.field(field, i), name, stem ? [...at, stem.number] : at, depth + 1), name)
      }
    }
  }
  /** A part that is damaged does not hide the others. */
  const attempt = (look: () => void, pattern: string): void => {
    try {
      look()
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      if (skipped.size < 20) skipped.add(`${pattern} (damaged)`)
    }
  }
  visit(root, '', [], 0)
  return { arrays, skipped: [...skipped] }
}

/** Names that differ only in the number at their end: `djc_eeg1`, `djc_eeg2`. */
function sharedStems(
  names: readonly string[]
): ReadonlyMap<string, { readonly text: string; readonly number: number }> {
  const parts = names.flatMap((name) => {
    const match = /^(.*?\D)(\d{1,6})$/.exec(name)
    return match ? [{ name, text: match[1] ?? '', number: Number(match[2]) }] : []
  })
  const counts = new Map<string, number>()
  for (const { text } of parts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return new Map(parts.filter(({ text }) => (counts.get(text) ?? 0) > 1).map((part) => [part.name, part]))
}

/** Rows of the list that is shown; more than anybody reads are counted. */
const MOST_ROWS = 400
/** Numbers and texts that are shown with an array. */
const SHOWN_NUMBERS = 32
const SHOWN_TEXTS = 512
/** Longer arrays are not opened to show what they begin with. */
const SHORT_ARRAY = 100_000

/** Arrays whose places differ in numbers only, as one row each. */
export function listArrays(
  found: readonly FoundArray[],
  file?: string
): Pick<ArrayQuestion, 'arrays' | 'more'> {
  const groups = new Map<string, FoundArray[]>()
  for (const one of found) {
    const group = groups.get(one.pattern)
    if (group) group.push(one)
    else groups.set(one.pattern, [one])
  }
  const rows = [...groups.values()].map((group) => listed(group, file))
  return { arrays: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) }
}

function listed(group: readonly FoundArray[], file: string | undefined): ListedArrays {
  const [first] = group
  if (!first) throw new Error('a group has one array at least')
  const { value } = first
  const about = { pattern: first.pattern, count: group.length, ...(file === undefined ? {} : { file }) }
  if (value.kind === 'text') {
    const texts = group.flatMap((one) =>
      one.value.kind === 'text' ? one.value.rows.map((row) => row.trim()) : []
    )
    return {
      ...about,
      kind: 'text',
      type: 'text',
      shape: [texts.length],
      varies: [],
      texts: texts.slice(0, SHOWN_TEXTS).map((text) => text.slice(0, 200))
    }
  }
  const varies = value.shape.flatMap((size, axis) =>
    group.some((one) => one.value.kind === 'numbers' && one.value.shape[axis] !== size) ? [axis] : []
  )
  const count = countOf(value.shape)
  return {
    ...about,
    kind: 'numbers',
    type: value.type,
    shape: value.shape,
    varies,
    ...(count <= SHORT_ARRAY
      ? { numbers: [...value.read(0, Math.min(count, SHOWN_NUMBERS))].filter(Number.isFinite) }
      : {})
  }
}
