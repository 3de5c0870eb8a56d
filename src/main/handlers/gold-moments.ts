import type { Sliced } from '../../shared/agreement/sliced'
import type { CallInput } from '../../shared/contract'
import type { Segment } from '../../shared/domain/rows'
import type { GoldMoment, GoldMoments } from '../../shared/gold/gold-report'
import type { GoldSpan } from '../../shared/gold/timeline-gold'
import type { GoldLane } from './gold-lanes'

type List = Required<Pick<CallInput<'gold.moments'>, 'only' | 'undecided' | 'order' | 'shortestMs' | 'limit'>>

interface Found {
  readonly lane: GoldLane
  readonly span: GoldSpan
  readonly decided: Segment | undefined
}

/** Spans between two pauses. */
const SLICE = 128

/** Moments to adjudicate, with what was decided about each by hand. */
export function* goldMoments(
  lanes: readonly GoldLane[],
  decisionsAt: (lane: GoldLane) => readonly Segment[],
  { only, undecided, order, shortestMs, limit }: List
): Sliced<GoldMoments> {
  const found: Found[] = []
  let shorter = 0
  for (const lane of lanes) {
    const decisions = decisionsAt(lane).toSorted((a, b) => a.start - b.start)
    let first = 0
    for (const [i, span] of lane.spans.entries()) {
      if (i % SLICE === SLICE - 1) yield
      // Decisions never overlap, so those that ended before this span ended before all later ones.
      for (let each = decisions[first]; each && each.end <= span.start; each = decisions[++first]);
      if (!isAsked(span, only)) continue
      const decided = decisionOn(span, decisions, first)
      if (undecided && decided) continue
      if (span.end - span.start < shortestMs * 1000) shorter++
      else found.push({ lane, span, decided })
    }
  }
  if (order === 'split') found.sort((a, b) => (a.span.agreement ?? 0) - (b.span.agreement ?? 0))
  yield
  return { items: found.slice(0, limit).map(momentOf), total: found.length, shorter }
}

function isAsked(span: GoldSpan, only: 'open' | 'divided' | 'all'): boolean {
  if (span.state === 'unrated') return false
  if (only === 'open') return span.state === 'open'
  const rated = span.provenance.filter(({ labels }) => labels !== null)
  const nothing = rated.every(({ labels }) => labels?.length === 0)
  if (only === 'all') return !nothing
  return span.state === 'open' || (span.agreement !== null && span.agreement < 1)
}

/** The decision by hand that covers most of a span, when it covers at least half of it. */
function decisionOn(span: GoldSpan, decisions: readonly Segment[], first: number): Segment | undefined {
  let best: Segment | undefined
  for (let d = first, each = decisions[d]; each && each.start < span.end; each = decisions[++d])
    if (!best || sharedTime(each, span) > sharedTime(best, span)) best = each
  return best && sharedTime(best, span) * 2 >= span.end - span.start ? best : undefined
}

const sharedTime = (segment: Segment, { start, end }: GoldSpan): number =>
  Math.min(segment.end, end) - Math.max(segment.start, start)

function momentOf({ lane, span, decided }: Found): GoldMoment {
  const { start, end, state, labels, open, agreement, provenance } = span
  return {
    recordingId: lane.recordingId,
    personId: lane.personId,
    start,
    end,
    state,
    labels,
    open,
    agreement,
    votes: provenance.map(({ annotator, labels: said, sources }) => ({
      authorId: annotator,
      labels: said,
      sources
    })),
    decided: decided && { segmentId: decided.id, label: decided.label }
  }
}
