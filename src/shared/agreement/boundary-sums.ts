import { boundaryHits } from '../metrics/boundary-f1'
import { score, undefinedScore, type Score } from '../metrics/base/score'
import { temporalIoU } from '../metrics/temporal-overlap'
import { groupSegments } from './group-segments'
import { boundaryEdits } from './near-misses'
import { overlappingPairs } from './overlapping-pairs'
import type { Sliced } from './sliced'
import { BOUNDARY_STEP, type AgreementSegment } from './units'

/** Sums that each pair of annotators contributes in a recording; see `addBoundaries`. */
export const BOUNDARY_SUMS = 8
const HITS = 0
const FIRST = 1
const SECOND = 2
const EDITS = 3
const COST = 4
const OVERLAP = 5
const SEGMENTS = 6

export interface BoundaryInput {
  readonly segments: readonly AgreementSegment[]
  readonly annotators: number
  readonly pairs: readonly (readonly [number, number])[]
  /** Farthest that two boundaries may lie apart and count as one, microseconds. */
  readonly tolerance: number
  /** Length of each recording in microseconds, where known: its two ends are nobody's choice. */
  readonly durations: Readonly<Record<string, number>>
}

/**
 * Add what boundaries and overlaps of each pair come to in each recording.
 * A boundary is an instant at which a label of the annotator begins or ends, without start and end of the recording; where both name persons,
 * each person's labels are divided on their own, otherwise persons are ignored.
 * @param into vector of a recording and the place of its first sum, undefined to leave it out
 */
export function* addBoundaries(
  input: BoundaryInput,
  into: (recordingId: string) => { readonly vector: Float64Array; readonly from: number } | undefined
): Sliced<void> {
  const { segments, annotators, pairs, tolerance } = input
  const step = BOUNDARY_STEP as number
  const reach = Math.floor(tolerance / step) + 1
  for (const { recordingId, byAuthor } of groupSegments(segments, annotators)) {
    const target = into(recordingId)
    if (!target) continue
    const end = input.durations[recordingId] ?? Infinity
    const lanes: Lanes[] = []
    for (const positions of byAuthor) {
      lanes.push(lanesOf(segments, positions, end, step))
      yield
    }
    for (const [pair, [a, b]] of pairs.entries()) {
      const one = lanes[a]
      const other = lanes[b]
      if (!one || !other || one.whole.positions.length === 0 || other.whole.positions.length === 0) continue
      const at = target.from + pair * BOUNDARY_SUMS
      const add = (place: number, by: number): void => {
        target.vector[at + place] = (target.vector[at + place] ?? 0) + by
      }
      for (const [x, y] of lanePairs(one, other)) {
        const hits = boundaryHits(x.edges, y.edges, tolerance)
        add(HITS, hits.hits)
        add(FIRST, x.edges.length)
        add(SECOND, y.edges.length)
        const edits = boundaryEdits(x.steps, y.steps, reach)
        add(EDITS, edits.additions + edits.moves + edits.matches)
        add(COST, edits.additions + edits.moved)
        add(OVERLAP, bestOverlaps(segments, x.positions, y.positions))
        add(SEGMENTS, x.positions.length + y.positions.length)
      }
      yield
    }
  }
}

interface Lane {
  readonly positions: readonly number[]
  /** Boundaries in microseconds and in whole steps, ascending, each once. */
  readonly edges: readonly number[]
  readonly steps: readonly number[]
}
interface Lanes {
  readonly whole: Lane
  /** By person; absent where a segment names nobody. */
  readonly persons: ReadonlyMap<string, Lane> | undefined
}

const empty: Lane = { positions: [], edges: [], steps: [] }

function lanesOf(
  segments: readonly AgreementSegment[],
  positions: readonly number[],
  end: number,
  step: number
): Lanes {
  const lane = (own: readonly number[]): Lane => {
    const edges = ascending(
      own.flatMap((position) => [segments[position]?.start ?? 0, segments[position]?.end ?? 0])
    ).filter((edge) => edge > 0 && edge < end)
    return { positions: own, edges, steps: ascending(edges.map((edge) => Math.round(edge / step))) }
  }
  const byPerson = new Map<string, number[]>()
  let everybodyNamed = true
  for (const position of positions) {
    const person = segments[position]?.personId
    if (person === undefined) {
      everybodyNamed = false
      break
    }
    const list = byPerson.get(person)
    if (list) list.push(position)
    else byPerson.set(person, [position])
  }
  return {
    whole: lane(positions),
    persons: everybodyNamed ? new Map([...byPerson].map(([person, own]) => [person, lane(own)])) : undefined
  }
}

/** Distinct values, ascending. */
function ascending(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values)
  // Segments that do not overlap come in order; sorting them again would be most of the work.
  if (sorted.some((value, i) => i > 0 && value < (sorted[i - 1] ?? 0))) sorted.sort()
  const distinct: number[] = []
  for (const value of sorted) if (distinct[distinct.length - 1] !== value) distinct.push(value)
  return distinct
}

function lanePairs(one: Lanes, other: Lanes): readonly (readonly [Lane, Lane])[] {
  const { persons } = one
  if (!persons || !other.persons) return [[one.whole, other.whole]]
  const names = new Set([...persons.keys(), ...other.persons.keys()])
  return [...names].map((name) => [persons.get(name) ?? empty, other.persons?.get(name) ?? empty])
}

/** Sum over the segments of both of the best overlap (tIoU) with a segment of the other that has the same label. */
function bestOverlaps(
  segments: readonly AgreementSegment[],
  one: readonly number[],
  other: readonly number[]
): number {
  const bestOne = new Float64Array(one.length)
  const bestOther = new Float64Array(other.length)
  overlappingPairs(segments, one, other, (a, b, i, j) => {
    const x = segments[a]
    const y = segments[b]
    if (!x || !y || x.code !== y.code) return
    const overlap = temporalIoU(x.start, x.end, y.start, y.end)
    if (overlap > (bestOne[i] ?? 0)) bestOne[i] = overlap
    if (overlap > (bestOther[j] ?? 0)) bestOther[j] = overlap
  })
  let sum = 0
  for (const value of bestOne) sum += value
  for (const value of bestOther) sum += value
  return sum
}

const NEVER = 'The two never labelled the same recording.'

/** F1 of boundaries within the tolerance, of one pair, pooled over recordings. */
export const pairBoundaryF1 = (v: Float64Array, from: number): Score =>
  score(
    (2 * (v[from + HITS] ?? 0)) / ((v[from + FIRST] ?? 0) + (v[from + SECOND] ?? 0)),
    (v[from + SEGMENTS] ?? 0) === 0 ? NEVER : 'Neither side has a boundary.'
  )

/** Boundary similarity of one pair, edits pooled over recordings. */
export function pairBoundarySimilarity(v: Float64Array, from: number): Score {
  if ((v[from + SEGMENTS] ?? 0) === 0) return undefinedScore(NEVER)
  const edits = v[from + EDITS] ?? 0
  return score(edits === 0 ? 1 : 1 - (v[from + COST] ?? 0) / edits, NEVER)
}

/** Mean best overlap of one pair, over the segments of both. */
export const pairOverlap = (v: Float64Array, from: number): Score =>
  score((v[from + OVERLAP] ?? 0) / (v[from + SEGMENTS] ?? 0), NEVER)

/** Segments of both sides that were looked at. */
export const pairSegmentsUsed = (v: Float64Array, from: number): number => v[from + SEGMENTS] ?? 0
