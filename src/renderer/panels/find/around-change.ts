/** Letters shown before a change, so that one sees where it is. */
const BEFORE = 14

/** Both texts from a little before the place where they begin to differ, for a row that shows their start only. */
export function aroundChange(before: string, after: string): readonly [before: string, after: string] {
  let same = 0
  while (same < before.length && same < after.length && before[same] === after[same]) same++
  if (same <= BEFORE + 1) return [before, after]
  // Whole words: the cut is at a space where there is one near.
  const space = before.lastIndexOf(' ', same - BEFORE)
  const from = space > same - 2 * BEFORE ? space + 1 : same - BEFORE
  return [`…${before.slice(from)}`, `…${after.slice(from)}`]
}
