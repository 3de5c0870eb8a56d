import type { Sliced } from '../../shared/agreement/sliced'
import type { CallInput } from '../../shared/contract'
import type { Segment } from '../../shared/domain/rows'
import type { GoldMoment, GoldMoments } from '../../shared/gold/gold-report'
import { ABSENT, NO_VOTE, states } from '../../shared/gold/verdict-table'
import type { VerdictTable } from '../../shared/gold/verdict-table'
import { micros } from '../../shared/domain/time'
import type { GoldPlace } from './gold-lanes'

type List = Required<
  Pick<CallInput<'gold.moments'>, 'only' | 'undecided' | 'order' | 'shortestMs' | 'from' | 'limit'>
>

/** Stretches between two pauses. */
const SLICE = 2000

/** A window of the moments to adjudicate, with what was decided about each by hand. */
export function* goldMoments(
  places: readonly GoldPlace[],
  table: VerdictTable,
  decisionsAt: (place: GoldPlace) => readonly Segment[],
  { only, undecided, order, shortestMs, from, limit }: List
): Sliced<GoldMoments> {
  const found: number[] = []
  const decided = new Map<number, Segment>()
  const laneOf = new Map<number, GoldPlace>()
  let shorter = 0
  for (const [l, place] of places.entries()) {
    const decisions = decisionsAt(place).toSorted((a, b) => a.start - b.start)
    let first = 0
    for (let i = table.laneFrom[l] ?? 0; i < (table.laneFrom[l + 1] ?? 0); i++) {
      if (i % SLICE === SLICE - 1) yield
      const span = { start: table.start[i] ?? 0, end: table.end[i] ?? 0 }
      // Decisions never overlap, so those that ended before this span ended before all later ones.
      for (let each = decisions[first]; each && each.end <= span.start; each = decisions[++first]);
      if (!isAsked(table, i, only)) continue
      const decision = decisionOn(span, decisions, first)
      if (undecided && decision) continue
      if (span.end - span.start < shortestMs * 1000) shorter++
      else {
        found.push(i)
        laneOf.set(i, place)
        if (decision) decided.set(i, decision)
      }
    }
  }
  yield
  // What has no measure of accord comes last.
  const accord = (i: number): number => orLast(table.accord[i] ?? NaN)
  if (order === 'split') found.sort((a, b) => accord(a) - accord(b) || a - b)
  yield
  return {
    items: found.slice(from, from + limit).map((i) => momentOf(table, i, laneOf.get(i), decided.get(i))),
    total: found.length,
    shorter
  }
}

const orLast = (value: number): number => (Number.isNaN(value) ? 2 : value)

function isAsked(table: VerdictTable, i: number, only: 'open' | 'divided' | 'all'): boolean {
  const state = states[table.state[i] ?? 0]
  if (state === 'unrated') return false
  if (only === 'open') return state === 'open'
  if (only === 'divided') {
    const agreement = table.agreement[i] ?? NaN
    const spread = -(table.accord[i] ?? NaN)
    return state === 'open' || agreement < 1 || (Number.isNaN(agreement) && spread > 0)
  }
  return said(table, i).some((code) => code >= 0 && (table.sets[code]?.length ?? 0) > 0)
}

const said = (table: VerdictTable, i: number): Int32Array =>
  table.said.subarray(i * table.annotators.length, (i + 1) * table.annotators.length)

/** The decision by hand that covers most of a span, when it covers at least half of it. */
function decisionOn(span: Span, decisions: readonly Segment[], first: number): Segment | undefined {
  let best: Segment | undefined
  for (let d = first, each = decisions[d]; each && each.start < span.end; each = decisions[++d])
    if (!best || sharedTime(each, span) > sharedTime(best, span)) best = each
  return best && sharedTime(best, span) * 2 >= span.end - span.start ? best : undefined
}

interface Span {
  readonly start: number
  readonly end: number
}

const sharedTime = (segment: Segment, { start, end }: Span): number =>
  Math.min(segment.end, end) - Math.max(segment.start, start)

function momentOf(
  table: VerdictTable,
  i: number,
  place: GoldPlace | undefined,
  decided: Segment | undefined
): GoldMoment {
  const state = states[table.state[i] ?? 0] ?? 'unrated'
  const verdict = table.sets[table.verdict[i] ?? 0] ?? []
  const agreement = table.agreement[i] ?? NaN
  return {
    recordingId: place?.recordingId ?? '',
    personId: place?.personId,
    start: micros(table.start[i] ?? 0),
    end: micros(table.end[i] ?? 0),
    state,
    labels: state === 'decided' ? verdict : [],
    open: state === 'open' ? verdict : [],
    agreement: Number.isNaN(agreement) ? null : agreement,
    votes: table.annotators.flatMap((authorId, a) => {
      const cell = i * table.annotators.length + a
      const code = table.said[cell] ?? ABSENT
      if (code === ABSENT) return []
      const sources = table.sources.subarray(table.sourceFrom[cell] ?? 0, table.sourceFrom[cell + 1] ?? 0)
      return [
        {
          authorId,
          labels: code === NO_VOTE ? null : (table.sets[code] ?? []),
          sources: Array.from(sources, (at) => table.segmentIds[at] ?? '')
        }
      ]
    }),
    decided: decided && { segmentId: decided.id, label: decided.label ?? wordOf(decided) }
  }
}

const wordOf = ({ value }: Segment): string | undefined =>
  value?.kind === 'terms' ? value.terms.join(', ') : undefined
