import type { TimelineSpan } from '../../compare/timeline-spans'
import { verdictKinds, verdictOf, type VerdictKind } from './verdicts'

/** A stretch of one recording with one verdict, in microseconds. */
export interface VerdictStretch {
  readonly recordingId: string
  readonly start: number
  readonly end: number
  readonly verdict: Exclude<VerdictKind, 'left-out'>
}

/**
 * Who is right over time: both candidates' spans against the same reference cut wherever one of them changes.
 * Time at which the reference or one of the candidates has no label of the axes is left out; neighbours with one
 * verdict are joined. Persons are kept apart, then shown on one line: where they differ, the gravest holds
 * (broken, fixed, both wrong, both right).
 */
export function verdictStretches(
  a: readonly TimelineSpan[],
  b: readonly TimelineSpan[],
  classes: number
): VerdictStretch[] {
  const others = byPlace(b)
  const found = new Map<string, Piece[]>()
  for (const [recordingId, persons] of byPlace(a)) {
    const pieces: Piece[] = []
    found.set(recordingId, pieces)
    const theirs = others.get(recordingId)
    for (const [person, own] of persons)
      for (const other of counterparts(person, theirs)) cut(own, other, classes, pieces)
  }
  return [...found].flatMap(([recordingId, pieces]) => onOneLine(recordingId, pieces))
}

interface Piece {
  readonly start: number
  readonly end: number
  /** Position in `verdictKinds`. */
  readonly kind: number
}

type Persons = ReadonlyMap<string, readonly TimelineSpan[]>
const NOBODY = ''

/** Spans by recording, then person; those of one person follow each other and do not overlap. */
function byPlace(spans: readonly TimelineSpan[]): Map<string, Map<string, TimelineSpan[]>> {
  const places = new Map<string, Map<string, TimelineSpan[]>>()
  for (const span of spans) {
    const persons = places.get(span.recordingId) ?? new Map<string, TimelineSpan[]>()
    places.set(span.recordingId, persons)
    const own = persons.get(span.personId ?? NOBODY)
    if (own) own.push(span)
    else persons.set(span.personId ?? NOBODY, [span])
  }
  return places
}

/** Spans of the same person; where one side names nobody, it stands for everybody. */
function counterparts(person: string, of: Persons | undefined): readonly (readonly TimelineSpan[])[] {
  if (!of) return []
  const same = of.get(person)
  if (same) return [same]
  if (person === NOBODY) return [...of.values()]
  const nobody = of.get(NOBODY)
  return nobody ? [nobody] : []
}

function cut(a: readonly TimelineSpan[], b: readonly TimelineSpan[], classes: number, into: Piece[]): void {
  let j = 0
  for (const x of a) {
    while (j < b.length && (b[j]?.end ?? 0) <= x.start) j++
    for (let i = j; i < b.length; i++) {
      const y = b[i]
      if (!y || y.start >= x.end) break
      if (x.reference !== y.reference) continue
      const kind = verdictOf(x.reference, x.candidate, y.candidate, classes)
      if (kind !== 0) into.push({ start: Math.max(x.start, y.start), end: Math.min(x.end, y.end), kind })
    }
  }
}

/** Gravest first; positions in `verdictKinds`. */
const GRAVEST = [3, 2, 5, 4, 1]

function onOneLine(recordingId: string, pieces: readonly Piece[]): VerdictStretch[] {
  const edges = pieces
    .flatMap(({ start, end, kind }) => [
      { at: start, kind, by: 1 },
      { at: end, kind, by: -1 }
    ])
    .sort((x, y) => x.at - y.at)
  const open = new Int32Array(verdictKinds.length)
  const line: { recordingId: string; start: number; end: number; verdict: VerdictStretch['verdict'] }[] = []
  edges.forEach(({ at, kind, by }, i) => {
    open[kind] = (open[kind] ?? 0) + by
    const until = edges[i + 1]?.at
    if (until === undefined || until === at) return
    const verdict = verdictKinds[GRAVEST.find((each) => (open[each] ?? 0) > 0) ?? 0]
    if (verdict === undefined || verdict === 'left-out') return
    const last = line.at(-1)
    if (last?.verdict === verdict && last.end === at) last.end = until
    else line.push({ recordingId, start: at, end: until, verdict })
  })
  return line
}
