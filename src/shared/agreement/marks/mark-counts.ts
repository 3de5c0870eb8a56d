import { boundaryHits } from '../../metrics/boundary-f1'
import { mostMatches } from '../../metrics/base/most-matches'
import type { Mark } from './mark-report'

/** What two annotators' marks of one unit have in common, label by label or together; sums over units add up. */
export interface MarkCounts {
  /** Pairs of marks at the same place (points: at most the tolerance apart). */
  readonly exact: number
  /** Largest number of one-to-one pairs of marks that share at least one character. */
  readonly overlap: number
  /** Characters that both marked. */
  readonly shared: number
  /** Marks of both. */
  readonly marks: number
  /** Characters marked by the one and by the other, added. */
  readonly characters: number
}

/** Compare stretches of one text. Marks with the same label only; a stretch given twice counts once. */
export function spanCounts(a: readonly Mark[], b: readonly Mark[]): MarkCounts {
  return perLabel(a, b, (x, y) => {
    const [one, other] = [unique(x), unique(y)]
    const places = new Set(other.map(({ from, to }) => `${from}-${to}`))
    const [mine, theirs] = [charactersOf(one), charactersOf(other)]
    return {
      exact: one.filter(({ from, to }) => places.has(`${from}-${to}`)).length,
      overlap: mostMatches(one.length, other.length, (i, j) => meet(one[i], other[j])),
      shared: [...mine].filter((at) => theirs.has(at)).length,
      marks: one.length + other.length,
      characters: mine.size + theirs.size
    }
  })
}

/** Compare points in time: as many one-to-one pairs of the same label as possible, each at most `tolerance` apart. */
export function pointCounts(a: readonly Mark[], b: readonly Mark[], tolerance: number): MarkCounts {
  return perLabel(a, b, (x, y) => {
    const { hits } = boundaryHits(
      x.map(({ from }) => from),
      y.map(({ from }) => from),
      tolerance
    )
    return { exact: hits, overlap: hits, shared: 0, marks: x.length + y.length, characters: 0 }
  })
}

export const noCounts: MarkCounts = { exact: 0, overlap: 0, shared: 0, marks: 0, characters: 0 }

export const addCounts = (a: MarkCounts, b: MarkCounts): MarkCounts => ({
  exact: a.exact + b.exact,
  overlap: a.overlap + b.overlap,
  shared: a.shared + b.shared,
  marks: a.marks + b.marks,
  characters: a.characters + b.characters
})

function perLabel(
  a: readonly Mark[],
  b: readonly Mark[],
  compare: (a: readonly Mark[], b: readonly Mark[]) => MarkCounts
): MarkCounts {
  const labels = new Set([...a, ...b].map(({ label }) => label))
  return [...labels]
    .map((label) => {
      const own = (mark: Mark): boolean => mark.label === label
      return compare(a.filter(own), b.filter(own))
    })
    .reduce(addCounts, noCounts)
}

const unique = (marks: readonly Mark[]): readonly Mark[] => [
  ...new Map(marks.map((mark) => [`${mark.from}-${mark.to}`, mark])).values()
]

const meet = (a: Mark | undefined, b: Mark | undefined): boolean =>
  a !== undefined && b !== undefined && a.from < b.to && b.from < a.to

function charactersOf(marks: readonly Mark[]): ReadonlySet<number> {
  const all = new Set<number>()
  for (const { from, to } of marks) for (let at = from; at < to; at++) all.add(at)
  return all
}
