import type { Json, JsonObject } from './document'
import { Unreadable } from './unreadable'

/** Deeper than any annotation project goes; keeps recursion over the value safe. */
const DEEPEST = 64

/** Parse JSON of bounded depth. Refuses with the place of the first error. */
export function parseJson(text: string): Json {
  const deep = depth(text)
  if (deep > DEEPEST)
    throw new Unreadable(
      `is nested ${deep} levels deep, more than any annotation project.`,
      'Check that it is the right file.',
      'unsafe'
    )
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Unreadable(
      `is not proper JSON${placeOf(text, error instanceof Error ? error.message : '')}.`,
      'Export it again from the program that made it; the file may be cut off.'
    )
  }
}

function depth(text: string): number {
  let level = 0
  let deepest = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (quoted) {
      if (code === 92) i++
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++level)
    else if (code === 93 || code === 125) level--
  }
  return deepest
}

function placeOf(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1]
  if (position === undefined) return ': it ends too early'
  return ` at line ${text.slice(0, Number(position)).split('\n').length}`
}

/** The value as an object, else undefined. */
export const asObject = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !isArray(value) ? value : undefined

/** The value as a list; anything else is an empty one. */
export const asArray = (value: Json | undefined): readonly Json[] =>
  value !== undefined && isArray(value) ? value : []

/** The value as text; numbers are written out, anything else is undefined. */
export const asText = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined

/** The value as a finite number, also from text; else undefined. */
export function asNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value)

/** An object's entries whose keys are not among `known`; undefined when there are none. */
export function others(object: JsonObject, known: readonly string[]): JsonObject | undefined {
  const rest = Object.entries(object).filter(([key]) => !known.includes(key))
  return rest.length > 0 ? Object.fromEntries(rest) : undefined
}
