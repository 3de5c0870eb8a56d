import type { Problem, Result } from '../../../shared/domain/problem'
import type { Reading, Source } from './format'

/** Ends the reading of a file that cannot be understood. Caught in `attempt` only; callers of a format see a value. */
export class Unreadable extends Error {
  constructor(
    readonly what: string,
    readonly hint: string,
    readonly code = 'damaged'
  ) {
    super(what)
  }
}

/** Collects what had to be repaired while reading; the first places of each kind are named, the rest counted. */
export class Repairs {
  private readonly byCode = new Map<string, { what: string; hint: string; places: string[]; count: number }>()

  /** `what` completes "<file> has ...". */
  add(code: string, what: string, hint: string, place: string | (() => string)): void {
    const known = this.byCode.get(code) ?? { what, hint, places: [], count: 0 }
    this.byCode.set(code, known)
    known.count++
    if (known.places.length < 5) known.places.push(typeof place === 'string' ? place : place())
  }

  problems(source: Source): readonly Problem[] {
    return [...this.byCode].map(([code, { what, hint, places, count }]) => ({
      code,
      message: `${source.name} has ${what} (${places.join('; ')}${count > places.length ? ` and ${count - places.length} more` : ''}).`,
      hint,
      ...(source.path === undefined ? {} : { file: source.path }),
      severity: 'warning'
    }))
  }
}

/** Largest annotation file that is read whole, in bytes: twenty times a two-hour recording with 200,000 annotations in ELAN. */
export const LARGEST_BYTES = 256 * 1024 * 1024

/** Run a reader; what it refuses becomes a problem that begins with the file's name. */
export function attempt(
  source: Source,
  read: (repairs: Repairs) => Reading['document'],
  largest = LARGEST_BYTES
): Result<Reading> {
  const repairs = new Repairs()
  try {
    if (source.bytes.length > largest)
      throw new Unreadable(
        `is larger than ${Math.round(largest / 1048576)} MB, which no file of this kind is.`,
        'Check that it is the right file; split it if it is.',
        'too-large'
      )
    if (source.bytes.length === 0)
      throw new Unreadable('is empty (0 bytes).', 'Export it again from the program that made it.', 'empty')
    const document = read(repairs)
    return { ok: true, value: { document, repairs: repairs.problems(source) } }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return {
      ok: false,
      error: {
        code: error.code,
        message: `${source.name} ${error.what}`,
        hint: error.hint,
        ...(source.path === undefined ? {} : { file: source.path }),
        severity: 'error'
      }
    }
  }
}
