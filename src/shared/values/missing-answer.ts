import { CANNOT_RATE, type Segment } from '../domain/rows'
import type { AttributeTask } from './attribute'

/**
 * Codes of missing answers that people can give, beside "cannot rate": those of the scheme with a letter in them. Codes
 * of nothing but digits, signs or blanks ("-100", "") are how files write missing answers, and are not offered.
 */
export const offeredCodes = (task: AttributeTask | undefined): readonly string[] =>
  (task?.missing ?? []).filter((code) => /\p{L}/u.test(code))

/** Why a segment has no answer, as its rater said; undefined where it has one or no reason was given. */
export function missingCode({ label, extra }: Pick<Segment, 'label' | 'extra'>): string | undefined {
  const code = extra?.[FIELD]
  return label === CANNOT_RATE && typeof code === 'string' ? code : undefined
}

/** The other fields of a segment with the code in them, or without one. */
export function withMissing(extra: Segment['extra'], code: string | undefined): Segment['extra'] {
  const { [FIELD]: _before, ...rest } = extra ?? {}
  if (code !== undefined) return { ...rest, [FIELD]: code }
  return Object.keys(rest).length === 0 ? undefined : rest
}

/** The next code after what was said, then none, then from the first again: for a key that is pressed repeatedly. */
export function nextCode(codes: readonly string[], code: string | undefined): string | undefined {
  return codes[code === undefined ? 0 : codes.indexOf(code) + 1]
}

/** What people read for a code. */
export const codeName = (code: string): string =>
  (code.charAt(0).toUpperCase() + code.slice(1)).replace(/[-_]+/g, ' ')

/** Beside the formats of imported files, which are the other keys there. */
const FIELD = 'missing'
