import { temporalIoU } from '../metrics/temporal-overlap'
import { groupSegments } from './group-segments'
import { overlappingPairs } from './overlapping-pairs'
import type { Sliced } from './sliced'
import { personIndex, type UnitsInput } from './time-units'
import { UnitBuffer } from './unit-buffer'
import type { AgreementSegment, AgreementUnits } from './units'

export interface MatchedInput extends UnitsInput {
  /** Least overlap (tIoU) of two segments that match, above 0 to 1. */
  readonly least: number
}

// Groups between two pauses.
const SLICE = 1024

interface Match {
  readonly a: number
  readonly b: number
  readonly overlap: number
}

/**
 * Segments that annotators placed at the same time, convention `segments` of `unitConvention`. A unit reaches from the
 * earliest start to the latest end of its segments; a segment that joins no other is a unit of its own.
 */
export function* matchedUnits(input: MatchedInput): Sliced<AgreementUnits> {
  const { segments, annotators, labels, least } = input
  const groups = groupSegments(segments, annotators, input.recordingIds)
  const buffer = new UnitBuffer(annotators)
  const persons = personIndex()
  const clusters = clusterSet(segments)
  for (const [recording, { byAuthor }] of groups.entries()) {
    const positions = byAuthor.flat().sort((a, b) => (segments[a]?.start ?? 0) - (segments[b]?.start ?? 0))
    yield
    clusters.start(positions)
    const matches: Match[] = []
    for (let a = 0; a < annotators; a++)
      for (let b = a + 1; b < annotators; b++) {
        overlappingPairs(segments, byAuthor[a] ?? [], byAuthor[b] ?? [], (one, other) => {
          const x = segments[one]
          const y = segments[other]
          if (!x || !y || differ(x.personId, y.personId)) return
          const overlap = temporalIoU(x.start, x.end, y.start, y.end)
          if (overlap < least || overlap === 0) return
          matches.push({ a: one, b: other, overlap })
          clusters.link(one, other)
        })
        yield
      }
    let done = 0
    for (const component of yield* clusters.components(matches)) {
      if (component.length > 1) component.sort(byOverlap(segments))
      for (const { a, b } of component) clusters.join(a, b)
      if (++done % SLICE === 0) yield
    }
    yield
    for (const position of positions) {
      const unit = clusters.unit(position)
      // Positions ascend by start, so a unit is met at its earliest segment first.
      if (clusters.isListed(unit, position))
        addUnit(buffer, segments, unit, recording, persons.of(personOf(segments, unit)))
      if (++done % SLICE === 0) yield
    }
  }
  return {
    kind: 'segments',
    annotators,
    labels,
    count: buffer.count,
    codes: buffer.codes,
    at: buffer.at,
    start: buffer.start,
    end: buffer.end,
    recording: buffer.recording,
    recordings: groups.map(({ recordingId }) => recordingId),
    person: buffer.person,
    persons: persons.names,
    segments
  }
}

/** Groups of segments: loosely linked components first, then units with one segment of each annotator. */
function clusterSet(segments: readonly AgreementSegment[]) {
  const parent = new Int32Array(segments.length)
  const unitOf = new Int32Array(segments.length)
  const rank = new Int32Array(segments.length)
  const members = new Map<number, readonly number[]>()
  const root = (position: number): number => {
    let at = position
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at
      at = parent[at] ?? at
    }
    return at
  }
  const unit = (position: number): readonly number[] =>
    members.get(unitOf[position] ?? position) ?? [position]
  return {
    unit,
    start(positions: readonly number[]) {
      members.clear()
      positions.forEach((position, i) => {
        parent[position] = position
        unitOf[position] = position
        rank[position] = i
      })
    },
    link(a: number, b: number) {
      const [x, y] = [root(a), root(b)]
      parent[Math.max(x, y)] = Math.min(x, y)
    },
    /** Matches that have anything to do with each other. */
    *components(matches: readonly Match[]): Sliced<readonly Match[][]> {
      const found = new Map<number, Match[]>()
      for (const [i, match] of matches.entries()) {
        const key = root(match.a)
        const list = found.get(key)
        if (list) list.push(match)
        else found.set(key, [match])
        if (i % (16 * SLICE) === 0) yield
      }
      return [...found.values()]
    },
    /** Make one unit of the two segments' units, unless an annotator would be in it twice or two persons would. */
    join(a: number, b: number) {
      const [one, other] = [unit(a), unit(b)]
      if (one === other) return
      for (const x of one)
        for (const y of other)
          if (
            segments[x]?.author === segments[y]?.author ||
            differ(segments[x]?.personId, segments[y]?.personId)
          )
            return
      const key = unitOf[a] ?? a
      for (const member of other) unitOf[member] = key
      members.set(key, [...one, ...other])
    },
    /** Whether the position is the earliest of its unit. */
    isListed: (of: readonly number[], position: number): boolean =>
      of.every((member) => (rank[member] ?? 0) >= (rank[position] ?? 0))
  }
}

const differ = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b

const byOverlap =
  (segments: readonly AgreementSegment[]) =>
  (x: Match, y: Match): number => {
    const start = (match: Match): number =>
      Math.min(segments[match.a]?.start ?? 0, segments[match.b]?.start ?? 0)
    const author = (position: number): number => segments[position]?.author ?? 0
    return (
      y.overlap - x.overlap || start(x) - start(y) || author(x.a) - author(y.a) || author(x.b) - author(y.b)
    )
  }

const personOf = (segments: readonly AgreementSegment[], unit: readonly number[]): string | undefined =>
  unit.map((position) => segments[position]?.personId).find((id) => id !== undefined)

function addUnit(
  buffer: UnitBuffer,
  segments: readonly AgreementSegment[],
  unit: readonly number[],
  recording: number,
  person: number
): void {
  const codes = new Int16Array(buffer.annotators).fill(-1)
  const at = new Int32Array(buffer.annotators).fill(-1)
  let start = Infinity
  let end = 0
  for (const position of unit) {
    const segment = segments[position]
    if (!segment) continue
    codes[segment.author] = segment.code
    at[segment.author] = position
    start = Math.min(start, segment.start)
    end = Math.max(end, segment.end)
  }
  buffer.add(codes, at, start, end, recording, person)
}
