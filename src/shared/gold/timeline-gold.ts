import type { Micros } from '../domain/time'
import { micros } from '../domain/time'
import { atOnce, type Sliced } from '../agreement/sliced'
import type { AnnotatorTrack } from './annotator-track'
import { cutVotes, type Stretch } from './cut-votes'
import type { VoteRule } from './recipe'
import { voteGold, type GoldItem, type VoteGold } from './vote-gold'
import type { ItemProvenance } from './votes'

/** A stretch of the gold standard. */
export interface GoldSpan extends GoldItem {
  readonly start: Micros
  readonly end: Micros
}

/** A gold standard along time. */
export interface TimelineGold extends Omit<VoteGold, 'items'> {
  readonly spans: readonly GoldSpan[]
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
  const { stretches, units } = atOnce(cutVotes(tracks, extent, rule))
  const { items, ...rest } = voteGold(units, rule)
  const spans = atOnce(spansOf(stretches, items))
  const count = (state: GoldSpan['state']) => spans.filter((span) => span.state === state).length
  return {
    ...rest,
    spans,
    counts: { decided: count('decided'), open: count('open'), unrated: count('unrated') }
  }
}

/** Verdicts on stretches as spans; neighbours with the same verdict are joined. */
export function* spansOf(
  stretches: readonly Stretch[],
  items: readonly GoldItem[]
): Sliced<readonly GoldSpan[]> {
  const spans: GoldSpan[] = []
  let group: GoldSpan[] = []
  let key = ''
  for (const [i, item] of items.entries()) {
    if (i % SLICE === SLICE - 1) yield
    const stretch = stretches[i]
    if (!stretch) continue
    const span = { ...item, start: micros(stretch.start), end: micros(stretch.end) }
    const own = verdictKey(item)
    if (group.at(-1)?.end !== span.start || own !== key) {
      spans.push(...joined(group))
      group = []
    }
    key = own
    group.push(span)
  }
  spans.push(...joined(group))
  return spans
}

/** Stretches between two pauses. */
const SLICE = 128

const verdictKey = ({ state, labels, open, ratings }: GoldItem) =>
  JSON.stringify([state, labels, open, ratings])

/** Neighbours with the same verdict as one span; its shares and agreement are means over time. */
function joined(group: readonly GoldSpan[]): readonly GoldSpan[] {
  const [first] = group
  const last = group.at(-1)
  if (!first || !last) return []
  return group.length === 1
    ? [first]
    : [{ ...first, end: last.end, ...means(group), provenance: allOf(group) }]
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
  const all = new Map<string, Gathered>()
  for (const { provenance } of group)
    for (const { annotator, labels, followed, sources } of provenance) {
      let own = all.get(annotator)
      if (!own) all.set(annotator, (own = { labels: undefined, followed: null, sources: new Set() }))
      if (labels !== null) {
        own.labels ??= new Set()
        for (const label of labels) own.labels.add(label)
      }
      if (followed !== null) own.followed = (own.followed ?? true) && followed
      for (const source of sources) own.sources.add(source)
    }
  return [...all].map(([annotator, { labels, followed, sources }]) => ({
    annotator,
    labels: labels ? [...labels].sort() : null,
    followed,
    sources: [...sources]
  }))
}

interface Gathered {
  /** Undefined: no vote in any of the spans. */
  labels: Set<string> | undefined
  followed: boolean | null
  readonly sources: Set<string>
}

/** A stretch with one label, ready to become a segment. */
export interface GoldSegment {
  readonly start: Micros
  readonly end: Micros
  readonly label: string
  /** Mean agreement over time, 0..1. */
  readonly agreement: number
  /** Mean share of every label over time, of "nothing" under an empty id. */
  readonly shares: Readonly<Record<string, number>>
  /** The spans that it was made of. */
  readonly spans: readonly GoldSpan[]
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
    const { agreement, shares } = means(group)
    out.push({
      start: first.start,
      end: last.end,
      label,
      agreement: agreement ?? 0,
      shares: shares ?? {},
      spans: group,
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
