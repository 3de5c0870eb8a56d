import type { TimedPlace, TimedSegment } from '../../compare/timed-sides'
import { overlapping } from '../../metrics/base/overlapping'
import { segmentalMatches } from '../../metrics/segmental-f1'

/** What became of segments that did not simply hit each other; `eventTexts` say exactly. */
export type SegmentEventKind = 'missed' | 'false-alarm' | 'confused' | 'misplaced' | 'merged' | 'split'

export const segmentEventKinds: readonly SegmentEventKind[] = [
  'missed',
  'false-alarm',
  'confused',
  'misplaced',
  'merged',
  'split'
]

/** One of them, where it is and which segments it is about. */
export interface SegmentEvent {
  readonly kind: SegmentEventKind
  readonly recordingId: string
  readonly personId?: string
  readonly start: number
  readonly end: number
  /** Labels of both sides, as far as they take part. */
  readonly reference?: string
  readonly candidate?: string
  readonly referenceIds: readonly string[]
  readonly candidateIds: readonly string[]
}

/** Two segments that hit each other. */
export interface SegmentHit {
  readonly reference: TimedSegment
  readonly candidate: TimedSegment
}

/** The exact meaning of each kind, for tooltips and the handbook. */
export const eventTexts: Readonly<
  Record<SegmentEventKind, { readonly title: string; readonly text: string }>
> = {
  missed: { title: 'Missed', text: 'Nothing of the candidate stands for the reference segment.' },
  'false-alarm': {
    title: 'False alarms',
    text: 'The candidate segment stands for nothing of the reference, or for a segment that another one hits.'
  },
  confused: {
    title: 'Confused',
    text: 'Another label of the candidate covers at least half of the reference segment.'
  },
  misplaced: {
    title: 'Misplaced',
    text: 'The label is right, but the two overlap by less than a hit needs.'
  },
  merged: {
    title: 'Merged',
    text: 'One candidate segment covers at least half of each of several reference segments of its label.'
  },
  split: {
    title: 'Split',
    text: 'Several candidate segments of the right label lie at least by half in one reference segment.'
  }
}

/** A part counts for the whole from this share on. */
const HALF = 0.5

/** What became of the segments of one place: hits at an overlap threshold, and everything else. */
export function placeEvents(
  place: TimedPlace,
  threshold: number
): { readonly hits: readonly SegmentHit[]; readonly events: readonly SegmentEvent[] } {
  const { reference, candidate } = place
  const matches = segmentalMatches(reference, candidate, threshold)
  const hits: SegmentHit[] = []
  const doneR = new Uint8Array(reference.length)
  const doneC = new Uint8Array(candidate.length)
  matches.forEach((at, c) => {
    const [r, own] = [reference[at], candidate[c]]
    if (!r || !own) return
    hits.push({ reference: r, candidate: own })
    doneR[at] = 1
    doneC[c] = 1
  })
  const events: SegmentEvent[] = []
  const tell = (
    kind: SegmentEventKind,
    own: readonly TimedSegment[],
    theirs: readonly TimedSegment[]
  ): void => {
    events.push(eventOf(kind, place, own, theirs))
  }
  const inCandidate = overlapping(candidate)
  const inReference = overlapping(reference)
  candidate.forEach((c, at) => {
    const parts = partsOf(reference, inReference, c).filter(
      ({ segment, shared }) => segment.label === c.label && shared >= HALF * lengthOf(segment)
    )
    if (parts.length < 2) return
    tell(
      'merged',
      parts.map(({ segment }) => segment),
      [c]
    )
    doneC[at] = 1
    for (const part of parts) doneR[part.at] = 1
  })
  reference.forEach((r, at) => {
    const parts = partsOf(candidate, inCandidate, r).filter(
      ({ segment, shared }) => segment.label === r.label && shared >= HALF * lengthOf(segment)
    )
    if (parts.length < 2) return
    tell(
      'split',
      [r],
      parts.map(({ segment }) => segment)
    )
    doneR[at] = 1
    for (const part of parts) doneC[part.at] = 1
  })
  reference.forEach((r, at) => {
    if (doneR[at] === 1) return
    const parts = partsOf(candidate, inCandidate, r)
    const right = parts.filter((part) => part.segment.label === r.label && doneC[part.at] === 0)
    if (right.length > 0) {
      tell(
        'misplaced',
        [r],
        right.map(({ segment }) => segment)
      )
      for (const part of right) doneC[part.at] = 1
      return
    }
    const wrong = longest(parts.filter(({ segment }) => segment.label !== r.label))
    if (wrong && wrong.shared >= HALF * lengthOf(r)) {
      tell('confused', [r], [wrong.segment])
      doneC[wrong.at] = 1
    } else tell('missed', [r], [])
  })
  candidate.forEach((c, at) => {
    if (doneC[at] === 0) tell('false-alarm', [], [c])
  })
  events.sort((a, b) => a.start - b.start || a.end - b.end)
  return { hits, events }
}

interface Part {
  readonly at: number
  readonly segment: TimedSegment
  readonly shared: number
}

/** Segments of a list that share time with one, and how much. */
function partsOf(
  segments: readonly TimedSegment[],
  meeting: ReturnType<typeof overlapping>,
  one: TimedSegment
): readonly Part[] {
  const parts: Part[] = []
  meeting(one, (at) => {
    const segment = segments[at]
    if (segment)
      parts.push({ at, segment, shared: Math.min(one.end, segment.end) - Math.max(one.start, segment.start) })
  })
  return parts
}

const lengthOf = ({ start, end }: TimedSegment): number => end - start

const longest = (parts: readonly Part[]): Part | undefined =>
  parts.reduce<Part | undefined>(
    (best, part) => (best && best.shared >= part.shared ? best : part),
    undefined
  )

function eventOf(
  kind: SegmentEventKind,
  { recordingId, personId }: TimedPlace,
  reference: readonly TimedSegment[],
  candidate: readonly TimedSegment[]
): SegmentEvent {
  // The reference says where it is; without one the candidate does.
  const shown = reference.length > 0 ? reference : candidate
  const [own, theirs] = [reference[0]?.label, candidate[0]?.label]
  return {
    kind,
    recordingId,
    ...(personId === undefined ? {} : { personId }),
    start: shown.reduce((first, { start }) => Math.min(first, start), Infinity),
    end: shown.reduce((last, { end }) => Math.max(last, end), -Infinity),
    ...(own === undefined ? {} : { reference: own }),
    ...(theirs === undefined ? {} : { candidate: theirs }),
    referenceIds: reference.map(({ id }) => id),
    candidateIds: candidate.map(({ id }) => id)
  }
}
