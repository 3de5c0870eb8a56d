/** What one annotator said about one unit. */
export interface Vote {
  readonly annotator: string
  /** Labels given; empty: looked and found nothing. Null: did not rate it, or declined. */
  readonly labels: readonly string[] | null
  /** How the one vote is divided over labels, sum 1, where a distribution was given; absent: evenly. */
  readonly shares?: Readonly<Record<string, number>>
  /** Values by dimension, for rules of ratings. */
  readonly ratings?: Readonly<Record<string, number>>
  /** Ids of the segments that the vote was read from. */
  readonly sources: readonly string[]
}

/** Something that was voted on: an utterance, or a stretch in which nobody's labels change. */
export interface VotedUnit {
  /** How much the unit counts where annotators are judged over all units, for instance its duration; above 0. */
  readonly weight: number
  readonly votes: readonly Vote[]
}

/** Key of "nothing is here" among the shares of a verdict. */
export const NOTHING = ''

/** What a recipe makes of the votes on one unit. */
export interface Verdict {
  /** `decided`: see labels (none: nothing is there). `open`: undecided, see open. `unrated`: nobody voted. */
  readonly state: 'decided' | 'open' | 'unrated'
  readonly labels: readonly string[]
  /** Labels that share the lead when undecided; NOTHING can be among them. */
  readonly open: readonly string[]
  /** Share of every label that got any, NOTHING included; sums to 1. Null when unrated. */
  readonly shares: Readonly<Record<string, number>> | null
  /** Share of the raters whose vote is the verdict; for an open one, of those with the strongest vote. Null when unrated. */
  readonly agreement: number | null
  /** Of rules of ratings: what came out by dimension. */
  readonly ratings?: Readonly<Record<string, GoldRating>>
}

/** One dimension of several annotators' ratings. */
export interface GoldRating {
  /** Mean or median, in the units of the scheme. */
  readonly value: number
  /** Annotators with a rating. */
  readonly n: number
  /** Sample standard deviation over annotators (n - 1); null with fewer than two. */
  readonly spread: number | null
}

/** Where a gold item comes from: enough to show who said what and who was followed. */
export interface ItemProvenance {
  readonly annotator: string
  readonly labels: readonly string[] | null
  /** Whether the vote is the verdict; null for a missing vote or an open verdict. */
  readonly followed: boolean | null
  readonly sources: readonly string[]
}

/** How well an annotator fits the gold that was made with everybody. */
export interface AnnotatorQuality {
  readonly annotator: string
  /** Estimated chance of a right vote, 0..1; null when the annotator never voted. */
  readonly accuracy: number | null
  /** Chance of each vote (column) given each true label (row), over `classes`. */
  readonly confusion: readonly (readonly number[])[]
  readonly classes: readonly string[]
}

/** Whether a vote is the verdict; a distribution is where its largest share is. */
function follows({ shares }: Vote, labels: readonly string[], verdict: readonly string[]): boolean {
  const [label] = verdict
  if (!shares || label === undefined || verdict.length > 1) return sameSet(labels, verdict)
  return (shares[label] ?? 0) === Math.max(...Object.values(shares))
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((label) => b.includes(label))

/** Who said what about a unit, and who was followed. */
export const provenanceOf = (unit: VotedUnit, verdict: Verdict): ItemProvenance[] =>
  unit.votes.map((vote) => {
    const { labels } = vote
    const open = labels === null || verdict.state !== 'decided' || verdict.ratings !== undefined
    return provenance(vote, open ? null : follows(vote, labels, verdict.labels))
  })

/** A vote holds over many stretches: its provenance is one object for each way it may end, not one for each stretch. */
function provenance(vote: Vote, followed: boolean | null): ItemProvenance {
  const known = made.get(vote) ?? {}
  made.set(vote, known)
  const key = String(followed)
  return (known[key] ??= { annotator: vote.annotator, labels: vote.labels, followed, sources: vote.sources })
}

const made = new WeakMap<Vote, Record<string, ItemProvenance>>()

/** Votes as weights per label: each rater has 1 in all, divided over several labels evenly or as his distribution says. */
export function voteWeights(unit: VotedUnit): {
  readonly raters: number
  readonly weights: ReadonlyMap<string, number>
} {
  const weights = new Map<string, number>()
  let raters = 0
  for (const vote of unit.votes) {
    const parts = partsOf(vote)
    if (!parts) continue
    raters++
    for (const [label, part] of parts) weights.set(label, (weights.get(label) ?? 0) + part)
  }
  return { raters, weights }
}

/** How a vote is divided over labels (NOTHING included), sum 1; undefined for no vote. */
export function partsOf({ labels, shares }: Vote): readonly (readonly [string, number])[] | undefined {
  if (labels === null) return undefined
  if (shares) return Object.entries(shares)
  const said = labels.length === 0 ? [NOTHING] : [...new Set(labels)]
  return said.map((label) => [label, 1 / said.length] as const)
}

/** The verdict on a unit that nobody rated. */
export const unrated: Verdict = { state: 'unrated', labels: [], open: [], shares: null, agreement: null }

/** Labels as they are stored: NOTHING is an empty list. */
export const asLabels = (label: string): string[] => (label === NOTHING ? [] : [label])

/** Shares of weights, by label; null without weight. */
export function sharesOf(weights: ReadonlyMap<string, number>): Record<string, number> | null {
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0)
  if (!(sum > 0)) return null
  return Object.fromEntries([...weights].map(([label, weight]) => [label, weight / sum]))
}
