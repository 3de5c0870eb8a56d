import type { Micros } from '../domain/time'
import { micros } from '../domain/time'
import { CANNOT_RATE } from '../domain/rows'
import { pieces } from '../metrics/base/timeline'
import type { VoteRule } from './recipe'
import { voteGold, type GoldItem, type VoteGold } from './vote-gold'
import type { ItemProvenance, Vote, VotedUnit } from './votes'

/** A segment as far as a gold standard needs it. Without a label it is not rated yet. */
export interface GoldSource {
  readonly id: string
  readonly start: Micros
  readonly end: Micros
  readonly label?: string
}

/** One annotator's segments of one recording and one person. */
export interface AnnotatorTrack {
  readonly annotator: string
  readonly segments: readonly GoldSource[]
}

/** A stretch of the gold standard. */
export interface GoldSpan extends GoldItem {
  readonly start: Micros
  readonly end: Micros
}

/** A gold standard along time. */
export interface TimelineGold extends Omit<VoteGold, 'items'> {
  readonly spans: readonly GoldSpan[]
}

/** What a segment says where it holds: null declines or is not rated yet. */
const said = ({ label }: GoldSource): string | null =>
  label === undefined || label === CANNOT_RATE ? null : label

function voteOf(annotator: string, running: readonly GoldSource[], blank: VoteRule['blank']): Vote {
  const sources = running.map(({ id }) => id)
  if (running.length === 0) return { annotator, labels: blank === 'nothing' ? [] : null, sources }
  const labels = running.map(said).filter((label) => label !== null)
  // Declined here, and nothing else said: no vote. A label beside it stands.
  return { annotator, labels: labels.length === 0 ? null : [...new Set(labels)].sort(), sources }
}

/**
 * Gold standard along time: the recording is cut wherever anybody's label changes, each stretch is voted on,
 * and neighbours with the same verdict are joined.
 * @param extent the part of the recording that the annotators were asked to label
 */
export function timelineGold(
  tracks: readonly AnnotatorTrack[],
  extent: { readonly start: Micros; readonly end: Micros },
  rule: VoteRule
): TimelineGold {
  const { stretches, units } = cutVotes(tracks, extent, rule.blank)
  const { items, ...rest } = voteGold(units, rule)
  const spans = spansOf(stretches, items)
  const count = (state: GoldSpan['state']) => spans.filter((span) => span.state === state).length
  return {
    ...rest,
    spans,
    counts: { decided: count('decided'), open: count('open'), unrated: count('unrated') }
  }
}

/** A part of a recording in which nobody's label changes, microseconds. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** The recording cut wherever anybody's label changes, and what everybody says in each stretch, in the same order. */
export function cutVotes(
  tracks: readonly AnnotatorTrack[],
  extent: { readonly start: Micros; readonly end: Micros },
  blank: VoteRule['blank']
): { readonly stretches: readonly Stretch[]; readonly units: readonly VotedUnit[] } {
  const byKey = tracks.map(({ segments }) => new Map(segments.map((segment, i) => [String(i), segment])))
  const sides = tracks.map(({ segments }) =>
    segments.map(({ start, end }, i) => ({ start, end, label: String(i) }))
  )
  const cut = pieces(sides, extent.start, extent.end)
  const units = cut.map(({ start, end, labels }): VotedUnit => ({
    weight: end - start,
    votes: tracks.map(({ annotator }, t) =>
      voteOf(
        annotator,
        (labels[t] ?? []).flatMap((key) => byKey[t]?.get(key) ?? []),
        blank
      )
    )
  }))
  return { stretches: cut, units }
}

/** Verdicts on stretches as spans; neighbours with the same verdict are joined. */
export const spansOf = (stretches: readonly Stretch[], items: readonly GoldItem[]): readonly GoldSpan[] =>
  joined(
    items.flatMap((item, i): GoldSpan[] => {
      const stretch = stretches[i]
      return stretch ? [{ ...item, start: micros(stretch.start), end: micros(stretch.end) }] : []
    })
  )

const verdictKey = ({ state, labels, open }: GoldItem) => JSON.stringify([state, labels, open])

/** Neighbours with the same verdict become one span; its shares and agreement are means over time. */
function joined(spans: readonly GoldSpan[]): GoldSpan[] {
  const groups: GoldSpan[][] = []
  for (const span of spans) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    if (last && before && before.end === span.start && verdictKey(before) === verdictKey(span))
      last.push(span)
    else groups.push([span])
  }
  return groups.flatMap((group) => {
    const [first] = group
    const last = group.at(-1)
    if (!first || !last) return []
    return group.length === 1
      ? [first]
      : [{ ...first, end: last.end, ...means(group), provenance: allOf(group) }]
  })
}

function means(group: readonly GoldSpan[]): Pick<GoldSpan, 'shares' | 'agreement'> {
  const length = group.reduce((sum, { start, end }) => sum + end - start, 0)
  const shares: Record<string, number> = {}
  let agreement = 0
  for (const span of group) {
    if (span.shares === null || span.agreement === null) return { shares: null, agreement: null }
    const part = (span.end - span.start) / length
    agreement += part * span.agreement
    for (const [label, share] of Object.entries(span.shares))
      shares[label] = (shares[label] ?? 0) + part * share
  }
  return { shares, agreement }
}

/** Everything that each annotator said in a group of spans; followed only if in all of them. */
function allOf(group: readonly GoldSpan[]): ItemProvenance[] {
  const annotators = [
    ...new Set(group.flatMap(({ provenance }) => provenance.map(({ annotator }) => annotator)))
  ]
  return annotators.map((annotator) => {
    const own = group.flatMap(({ provenance }) => provenance.filter((one) => one.annotator === annotator))
    const rated = own.flatMap(({ labels }) => labels ?? [])
    const followed = own.map((one) => one.followed).filter((one) => one !== null)
    return {
      annotator,
      labels: own.every(({ labels }) => labels === null) ? null : [...new Set(rated)].sort(),
      followed: followed.length === 0 ? null : followed.every(Boolean),
      sources: [...new Set(own.flatMap(({ sources }) => sources))]
    }
  })
}

/** A stretch with one label, ready to become a segment. */
export interface GoldSegment {
  readonly start: Micros
  readonly end: Micros
  readonly label: string
  /** Mean agreement over time, 0..1. */
  readonly agreement: number
  /** Ids of all segments that it was made from. */
  readonly sources: readonly string[]
}

/**
 * Decided labels as segments, label by label; open and empty stretches give none.
 * @param join whether touching spans with the label become one segment: yes along time, no for given utterances
 */
export function goldSegments(spans: readonly GoldSpan[], join = true): GoldSegment[] {
  const out: GoldSegment[] = []
  const running = new Map<string, GoldSpan[]>()
  const close = (label: string) => {
    const group = running.get(label) ?? []
    const [first] = group
    const last = group.at(-1)
    running.delete(label)
    if (!first || !last) return
    out.push({
      start: first.start,
      end: last.end,
      label,
      agreement: means(group).agreement ?? 0,
      sources: [
        ...new Set(
          group.flatMap(({ provenance }) =>
            provenance.filter(({ labels }) => labels?.includes(label)).flatMap(({ sources }) => sources)
          )
        )
      ]
    })
  }
  for (const span of spans) {
    const labels = span.state === 'decided' ? span.labels : []
    for (const [label, group] of [...running])
      if (!join || !labels.includes(label) || group.at(-1)?.end !== span.start) close(label)
    for (const label of labels) {
      const group = running.get(label)
      if (group) group.push(span)
      else running.set(label, [span])
    }
  }
  for (const label of [...running.keys()]) close(label)
  return out.sort((a, b) => a.start - b.start || (a.label < b.label ? -1 : 1))
}
