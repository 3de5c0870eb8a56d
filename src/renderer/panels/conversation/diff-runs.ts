import { spaceBetween } from '../../../shared/conversation/word-diff'
import type { DiffPart } from '../../../shared/conversation/word-diff'

/** A stretch of the line that shows a difference. */
export interface DiffRun {
  readonly kind: 'same' | 'missing' | 'added'
  readonly text: string
  readonly title?: string
  /** Whether a space stands before it. */
  readonly spaced: boolean
}

/**
 * Words of a difference as stretches. Words that are the same stay together: a phrase of another script within a line
 * keeps its own order only in one piece.
 */
export function diffRuns(parts: readonly DiffPart[]): readonly DiffRun[] {
  const runs: DiffRun[] = []
  let last = ''
  const add = (kind: DiffRun['kind'], word: string, title?: string): void => {
    const before = runs.at(-1)
    const spaced = before !== undefined && spaceBetween(last, word)
    last = word
    if (kind === 'same' && before?.kind === 'same')
      runs[runs.length - 1] = { ...before, text: `${before.text}${spaced ? ' ' : ''}${word}` }
    else runs.push({ kind, text: word, spaced, ...(title === undefined ? {} : { title }) })
  }
  for (const { kind, reference, other } of parts) {
    if (kind === 'same') {
      add('same', reference ?? '')
      continue
    }
    const both = kind === 'substitute'
    if (reference !== undefined) add('missing', reference, both ? `heard as “${other ?? ''}”` : 'missing')
    if (other !== undefined) add('added', other, both ? `for “${reference ?? ''}”` : 'added')
  }
  return runs
}
