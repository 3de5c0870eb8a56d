import type { AgreementSegment } from './units'

/** What one annotator says over time: pieces that do not overlap, ascending. */
export interface Pieces {
  readonly start: readonly number[]
  readonly end: readonly number[]
  readonly code: readonly number[]
  /** Position of the segment that holds. */
  readonly at: readonly number[]
}

/**
 * Segments of one annotator as pieces that do not overlap: where several hold, the one that started last, of those the
 * one that ends first, then the label first in the list.
 * @param positions labelled segments, ascending by start
 */
export function resolvePieces(segments: readonly AgreementSegment[], positions: readonly number[]): Pieces {
  const pieces = { start: [] as number[], end: [] as number[], code: [] as number[], at: [] as number[] }
  const add = (position: number, start: number, end: number): void => {
    const last = pieces.at.length - 1
    if (last >= 0 && pieces.at[last] === position && pieces.end[last] === start) {
      pieces.end[last] = end
      return
    }
    pieces.start.push(start)
    pieces.end.push(end)
    pieces.code.push(segments[position]?.code ?? -1)
    pieces.at.push(position)
  }
  const startOf = (position: number): number => segments[position]?.start ?? 0
  const endOf = (position: number): number => segments[position]?.end ?? 0
  const codeOf = (position: number): number => segments[position]?.code ?? -1
  const order = [...positions].sort(
    (a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a) || codeOf(b) - codeOf(a)
  )
  // The top of the stack is the segment that holds; those below come back when it ends.
  const stack: number[] = []
  let time = 0
  const runUntil = (until: number): void => {
    while (stack.length > 0 && time < until) {
      const top = stack[stack.length - 1] ?? -1
      if (endOf(top) <= time) {
        stack.pop()
        continue
      }
      const stop = Math.min(until, endOf(top))
      add(top, time, stop)
      time = stop
    }
    time = until
  }
  for (const position of order) {
    runUntil(startOf(position))
    stack.push(position)
  }
  runUntil(Infinity)
  return pieces
}
