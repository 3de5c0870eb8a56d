import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

const Vector = z.object({
  name: z.string(),
  metric: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  expected: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  tolerance: z.number()
})
export type Vector = z.infer<typeof Vector>

/** Folder of the known-answer vectors: AFFECTORY_VECTORS, or ../shared/vectors beside the repository. */
export const vectorsFolder =
  process.env['AFFECTORY_VECTORS'] ?? resolve(import.meta.dirname, '../../../../shared/vectors')

/** Families of vectors in the folder, by file name; none where the folder is absent. */
export const vectorFamilies = existsSync(vectorsFolder)
  ? readdirSync(vectorsFolder)
      .filter((name) => name.endsWith('.json') && name !== 'INDEX.json')
      .map((name) => name.replace('.json', ''))
  : []

/** Vectors of one family. */
export const readVectors = (family: string): Vector[] =>
  z.array(Vector).parse(JSON.parse(readFileSync(resolve(vectorsFolder, `${family}.json`), 'utf8')))

/** Where `actual` differs from `expected` by more than the tolerance; only the keys of `expected` are compared. */
export function differences(actual: unknown, expected: unknown, tolerance: number, at = ''): string[] {
  if (typeof expected === 'number')
    return typeof actual === 'number' && Math.abs(actual - expected) <= tolerance
      ? []
      : [`${at}: expected ${expected}, got ${String(actual)}`]
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${at}: expected a list of ${expected.length}, got ${JSON.stringify(actual)}`]
    return expected.flatMap((value, i) => differences(actual[i], value, tolerance, `${at}[${i}]`))
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object')
      return [`${at}: expected an object, got ${String(actual)}`]
    const found = new Map(Object.entries(actual))
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(found.get(key), value, tolerance, `${at}.${key}`)
    )
  }
  return actual === expected ? [] : [`${at}: expected ${String(expected)}, got ${String(actual)}`]
}
