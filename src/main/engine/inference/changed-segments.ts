import type { NewSegment } from './label-cells'

/** What must be sent so that someone who has `sent` comes to have `now`; absent when nothing changed. */
export interface SegmentChange {
  readonly append: readonly NewSegment[]
  /** Existing segments from this time (µs) on are replaced. */
  readonly replaceFrom: number
}

/** Find the first segment that differs; it and all later ones are sent again. Both lists in order of start. */
export function changedSegments(
  sent: readonly NewSegment[],
  now: readonly NewSegment[]
): SegmentChange | undefined {
  let same = 0
  while (same < sent.length && same < now.length && isSame(sent[same], now[same])) same++
  if (same === sent.length && same === now.length) return undefined
  // What stands is kept up to the end of the last equal segment; before the first one nothing stands.
  return { append: now.slice(same), replaceFrom: now[same - 1]?.end ?? Number.MIN_SAFE_INTEGER }
}

const isSame = (a: NewSegment | undefined, b: NewSegment | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.start === b.start &&
  a.end === b.end &&
  a.label === b.label &&
  a.confidence === b.confidence
