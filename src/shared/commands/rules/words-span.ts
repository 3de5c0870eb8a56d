import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Relation } from '../../domain/relation'
import type { Segment } from '../../domain/rows'

/** A stretch of words in code points; `to` is exclusive. */
export type WordsSpan = NonNullable<Relation['fromSpan']>

/** Number of Unicode code points of a segment's words. */
export const wordsLength = ({ text }: Pick<Segment, 'text'>): number => [...(text ?? '')].length

/** The stretch, when it lies within the words of the segment. */
export function spanInWords(span: WordsSpan | undefined, segment: Segment): Result<WordsSpan | undefined> {
  if (!span) return ok(undefined)
  const length = wordsLength(segment)
  if (span.from < span.to && span.to <= length) return ok(span)
  return fail(
    'relation.span',
    `The stretch from character ${span.from} to ${span.to} does not lie within the ${length} characters of the words.`,
    'Select the words again.'
  )
}

/**
 * Where a stretch lies after the words were changed: what stands before and after the edit moves with its words; a
 * stretch that the edit cuts keeps what is left of it; undefined when nothing is.
 */
export function carrySpan(before: string, after: string, span: WordsSpan): WordsSpan | undefined {
  const [old, now] = [[...before], [...after]]
  const shortest = Math.min(old.length, now.length)
  let head = 0
  while (head < shortest && old[head] === now[head]) head++
  let tail = 0
  while (tail < shortest - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  const [cutEnd, shift] = [old.length - tail, now.length - old.length]
  if (span.to <= head) return span
  if (span.from >= cutEnd) return moved(span, shift)
  const from = span.from <= head ? span.from : cutEnd + shift
  const to = span.to >= cutEnd ? span.to + shift : head
  return to > from ? { from, to } : undefined
}

/** A stretch later (or earlier) in the words. */
export const moved = ({ from, to }: WordsSpan, by: number): WordsSpan => ({ from: from + by, to: to + by })
