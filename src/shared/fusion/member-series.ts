import { CANNOT_RATE } from '../domain/rows'
import type { SegmentValue } from '../domain/segment-value'
import type { FusionMember } from './fusion-plan'

/** Answers of one member about one person in one recording, in order of time. */
export interface MemberSeries {
  /** Start of each answer, µs on the recording's clock, ascending. */
  readonly starts: Float64Array
  /** Until when it holds by itself, µs, exclusive. */
  readonly ends: Float64Array
  /** Scores of the target's labels, answer by answer. */
  readonly scores: Float64Array
}

/** Scores by the member's own label id, in the labels of the target (in order). */
export type ToTarget = (scores: Readonly<Record<string, number>>) => readonly number[]

/** What a segment says, as far as fusion reads it. */
export interface AnsweredSegment {
  readonly start: number
  readonly end: number
  readonly label?: string
  readonly scores?: Readonly<Record<string, number>>
  readonly value?: SegmentValue
}

/**
 * Answers of segments: the model's scores; of a person the shares, or one for the label (equal parts of several).
 * Segments without an answer, and those the rater declined, are no answers. Times are moved by `offset` µs.
 */
export function seriesFromSegments(
  segments: readonly AnsweredSegment[],
  toTarget: ToTarget,
  { labels, offset = 0, post = 'none' }: { labels: number; offset?: number; post?: FusionMember['post'] }
): MemberSeries {
  const answers = segments
    .flatMap((segment) => {
      const said = scoresOf(segment)
      return said ? [{ segment, said: toTarget(afterwards(said, segment.scores ? post : 'none')) }] : []
    })
    .sort((a, b) => a.segment.start - b.segment.start || a.segment.end - b.segment.end)
  const scores = new Float64Array(answers.length * labels)
  answers.forEach(({ said }, i) => scores.set(said, i * labels))
  return {
    starts: Float64Array.from(answers, ({ segment }) => segment.start + offset),
    ends: Float64Array.from(answers, ({ segment }) => segment.end + offset),
    scores
  }
}

/** Rows of per-frame results: times in µs of the recording and one score for each of `columns`. */
export interface FrameSamples {
  readonly times: Float64Array
  readonly columns: readonly string[]
  /** Row by row. */
  readonly scores: ArrayLike<number>
}

/** An answer holds until the next one; a wait longer than this many usual steps is a gap. */
const LONGEST_HOLD_STEPS = 1.5

/**
 * Answers of frames: each holds until the next, at most one and a half usual steps (or `windowMicros`, where an answer is
 * about a window that begins at its time); the last holds for as long as an answer does, and what lies between it and the
 * end of the recording (`until`) by less than a step is bridged. `usual`: distance of two answers, µs.
 */
export function seriesFromFrames(
  { times, columns, scores }: FrameSamples,
  toTarget: ToTarget,
  {
    labels,
    usual,
    until,
    offset = 0,
    windowMicros = 0,
    post = 'none'
  }: {
    labels: number
    usual: number
    until: number
    offset?: number
    windowMicros?: number
    post?: FusionMember['post']
  }
): MemberSeries {
  const count = times.length
  const out = new Float64Array(count * labels)
  const ends = new Float64Array(count)
  // Every mapping adds up shares with weights, so that what it makes of each label alone says it all.
  const weights = columns.map((label) => toTarget({ [label]: 1 }))
  const own = new Float64Array(columns.length)
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < columns.length; c++) own[c] = scores[i * columns.length + c] ?? 0
    makeShares(own, post)
    for (let c = 0; c < columns.length; c++)
      for (let k = 0; k < labels; k++)
        out[i * labels + k] = (out[i * labels + k] ?? 0) + (own[c] ?? 0) * (weights[c]?.[k] ?? 0)
    const start = times[i] ?? 0
    const next = times[i + 1] ?? Infinity
    const alone = start + Math.max(windowMicros, LONGEST_HOLD_STEPS * usual)
    let end = next <= alone ? next : start + Math.max(windowMicros, usual)
    if (next === Infinity && end < until && until - end < usual) end = until
    ends[i] = end + offset
  }
  return { starts: times.map((time) => time + offset), ends, scores: out }
}

/** Median distance of neighbouring different times, µs; undefined for fewer than two. */
export function usualStep(times: ArrayLike<number>): number | undefined {
  const steps: number[] = []
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] ?? 0) - (times[i - 1] ?? 0)
    if (step > 0) steps.push(step)
  }
  return steps.sort((a, b) => a - b)[steps.length >> 1]
}

function scoresOf({ label, scores, value }: AnsweredSegment): Readonly<Record<string, number>> | undefined {
  if (scores && Object.keys(scores).length > 0) return scores
  if (value?.kind === 'shares') return value.shares
  if (value?.kind === 'labels') {
    const ids = Object.keys(value.labels)
    if (ids.length > 0) return Object.fromEntries(ids.map((id) => [id, 1 / ids.length]))
  }
  return label === undefined || label === CANNOT_RATE ? undefined : { [label]: 1 }
}

function afterwards(
  scores: Readonly<Record<string, number>>,
  post: FusionMember['post']
): Readonly<Record<string, number>> {
  if (post === 'none') return scores
  const own = makeShares(Float64Array.from(Object.values(scores)), post)
  return Object.fromEntries(Object.keys(scores).map((label, i) => [label, own[i] ?? 0]))
}

/** Numbers as shares, in place: logits by softmax or sigmoid, logarithms of shares by the exponential. */
export function makeShares(values: Float64Array, post: FusionMember['post']): Float64Array {
  if (post === 'none') return values
  if (post === 'sigmoid') values.forEach((value, i) => (values[i] = 1 / (1 + Math.exp(-value))))
  else {
    const most = post === 'softmax' ? Math.max(...values) : 0
    values.forEach((value, i) => (values[i] = Math.exp(value - most)))
  }
  if (post !== 'softmax') return values
  const sum = values.reduce((total, value) => total + value, 0)
  values.forEach((value, i) => (values[i] = value / sum))
  return values
}
