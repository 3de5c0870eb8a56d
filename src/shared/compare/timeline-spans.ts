import { groupByRecording, type RecordingGroup } from './group-by-recording'
import { DECLINED, NOT_LABELLED, type LabelCodes } from './label-codes'
import type { ComparedSegment } from './pairing'

/** A stretch of time at which one or both authors have a label. `unmapped`: a label without counterpart is involved. */
export type SpanKind = 'agree' | 'differ' | 'only-reference' | 'only-candidate' | 'unmapped'

/** A merged stretch of one recording, in microseconds. */
export interface TimelineSpan {
  readonly recordingId: string
  readonly personId?: string
  readonly start: number
  end: number
  readonly kind: SpanKind
  /** Label codes; -1 on the side that has none. */
  readonly reference: number
  readonly candidate: number
  /** Positions of the segments that held when the stretch began; -1 on the side that has none. */
  readonly referenceAt: number
  readonly candidateAt: number
  /** Candidate's confidence at that time. */
  readonly confidence?: number
}

/**
 * Both authors' labels over time, cut wherever one of them changes; convention `seconds` of `pairingConventions`.
 * Neighbouring stretches with the same person and the same two labels are one. Sorted by recording, then start.
 * Segments that are not labelled, or whose rater declined, are gaps.
 */
export function timelineSpans(
  reference: readonly ComparedSegment[],
  candidate: readonly ComparedSegment[],
  codes: { readonly reference: LabelCodes; readonly candidate: LabelCodes }
): TimelineSpan[] {
  const sides = {
    reference: side(reference, codes.reference),
    candidate: side(candidate, codes.candidate)
  }
  return groupByRecording(reference, candidate).flatMap((group) => recordingSpans(group, sides))
}

interface Side {
  readonly segments: readonly ComparedSegment[]
  readonly codes: Int32Array
  readonly axes: number
}

const side = (segments: readonly ComparedSegment[], codes: LabelCodes): Side => ({
  segments,
  codes: Int32Array.from(segments, (segment) => codes.code(segment.label)),
  axes: codes.axes.length
})

/** Person key of segments that name nobody. */
const NOBODY = ''

function recordingSpans(
  group: RecordingGroup,
  sides: { readonly reference: Side; readonly candidate: Side }
): TimelineSpan[] {
  const r = lanes(sides.reference, group.reference)
  const c = lanes(sides.candidate, group.candidate)
  const edges = edgesOf([
    [sides.reference, r.order],
    [sides.candidate, c.order]
  ])
  const people = [...new Set([...r.people, ...c.people])].filter((person) => person !== NOBODY).sort()
  const spans: TimelineSpan[] = []
  const open = new Map<string, TimelineSpan>()
  for (let i = 0; i + 1 < edges.length; i++) {
    const start = edges[i] ?? 0
    const end = edges[i + 1] ?? 0
    r.moveTo(start)
    c.moveTo(start)
    const nobodyR = r.top(NOBODY)
    const nobodyC = c.top(NOBODY)
    let usedR = false
    let usedC = false
    for (const person of people) {
      const ownR = r.top(person)
      const ownC = c.top(person)
      if (ownR < 0 && ownC < 0) continue
      usedR ||= ownR < 0 && nobodyR >= 0
      usedC ||= ownC < 0 && nobodyC >= 0
      extend(person, ownR < 0 ? nobodyR : ownR, ownC < 0 ? nobodyC : ownC, start, end)
    }
    const restR = usedR && nobodyC < 0 ? -1 : nobodyR
    const restC = usedC && nobodyR < 0 ? -1 : nobodyC
    if (restR >= 0 || restC >= 0) extend(NOBODY, restR, restC, start, end)
  }
  return spans.sort((a, b) => a.start - b.start)

  function extend(person: string, referenceAt: number, candidateAt: number, start: number, end: number) {
    const reference = referenceAt < 0 ? -1 : (sides.reference.codes[referenceAt] ?? -1)
    const candidate = candidateAt < 0 ? -1 : (sides.candidate.codes[candidateAt] ?? -1)
    const last = open.get(person)
    if (last && last.end === start && sameLabels(last, reference, candidate)) {
      last.end = end
      return
    }
    const span: TimelineSpan = {
      recordingId: group.recordingId,
      personId: person === NOBODY ? undefined : person,
      start,
      end,
      kind: kindOf(reference, candidate, sides.reference.axes),
      reference,
      candidate,
      referenceAt,
      candidateAt,
      confidence: candidateAt < 0 ? undefined : sides.candidate.segments[candidateAt]?.confidence
    }
    spans.push(span)
    open.set(person, span)
  }
}

const sameLabels = (span: TimelineSpan, reference: number, candidate: number) =>
  span.reference === reference && span.candidate === candidate

function kindOf(reference: number, candidate: number, axes: number): SpanKind {
  if (candidate < 0) return 'only-reference'
  if (reference < 0) return 'only-candidate'
  if (reference >= axes || candidate >= axes) return 'unmapped'
  return reference === candidate ? 'agree' : 'differ'
}

/** The segments of one side as stacks by person: the top of a stack is the one that holds. */
function lanes(of: Side, positions: readonly number[]) {
  const { segments, codes } = of
  const at = (position: number) => segments[position]
  const order = positions
    .filter((position) => {
      const code = codes[position] ?? NOT_LABELLED
      const segment = at(position)
      return (
        code !== NOT_LABELLED && code !== DECLINED && segment !== undefined && segment.end > segment.start
      )
    })
    .sort(
      (a, b) =>
        (at(a)?.start ?? 0) - (at(b)?.start ?? 0) ||
        (at(b)?.end ?? 0) - (at(a)?.end ?? 0) ||
        (codes[b] ?? 0) - (codes[a] ?? 0)
    )
  const stacks = new Map<string, number[]>()
  for (const position of order) stacks.set(at(position)?.personId ?? NOBODY, [])
  let next = 0
  let now = -Infinity
  return {
    order,
    people: [...stacks.keys()],
    moveTo(time: number) {
      now = time
      for (; next < order.length; next++) {
        const position = order[next] ?? -1
        const segment = at(position)
        if (!segment || segment.start > time) break
        stacks.get(segment.personId ?? NOBODY)?.push(position)
      }
    },
    /** Position of the segment that holds for this person now, or -1. */
    top(person: string): number {
      const stack = stacks.get(person)
      while (stack && stack.length > 0) {
        const position = stack[stack.length - 1] ?? -1
        if ((at(position)?.end ?? 0) > now) return position
        stack.pop()
      }
      return -1
    }
  }
}

/** Starts and ends of the given segments, ascending, each once. */
function edgesOf(lists: readonly (readonly [Side, readonly number[]])[]): Float64Array {
  const edges = new Float64Array(lists.reduce((sum, [, order]) => sum + 2 * order.length, 0))
  let count = 0
  for (const [{ segments }, order] of lists)
    for (const position of order) {
      edges[count++] = segments[position]?.start ?? 0
      edges[count++] = segments[position]?.end ?? 0
    }
  edges.sort()
  let kept = 0
  for (const edge of edges) if (kept === 0 || edges[kept - 1] !== edge) edges[kept++] = edge
  return edges.subarray(0, kept)
}
