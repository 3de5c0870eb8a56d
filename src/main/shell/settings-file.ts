import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** A small JSON document in the user's folder, replaced as a whole. */
export interface JsonFile<T> {
  get(): T
  set(value: T): void
}

/**
 * A JSON file checked by a schema. A missing or damaged file gives the fallback; writing goes through a temporary name,
 * so that a crash leaves the old or the new text.
 */
export function jsonFile<T>(path: string, schema: z.ZodType<T>, fallback: T): JsonFile<T> {
  let current = read(path, schema) ?? fallback
  return {
    get: () => current,
    set(value) {
      current = value
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.new`, JSON.stringify(value, undefined, 2))
      renameSync(`${path}.new`, path)
    }
  }
}

function read<T>(path: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(path)) return undefined
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    console.warn(`settings in ${path} could not be read and were left aside: ${String(error)}`)
    return undefined
  }
}
