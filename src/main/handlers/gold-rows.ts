import type { Sliced } from '../../shared/agreement/sliced'
import type { VoteRule } from '../../shared/gold/recipe'
import { goldSegments } from '../../shared/gold/timeline-gold'
import type { GoldSpan } from '../../shared/gold/timeline-gold'
import { NOTHING } from '../../shared/gold/votes'
import type { GoldLane } from './gold-lanes'

type Row = Readonly<Record<string, unknown>>

/**
 * Verdicts as segments to be written, lane by lane: one for each decided label; of soft labels one for each stretch.
 * Each holds the shares of the votes, so that no disagreement is lost where one label is written.
 */
export function* goldRows(lanes: readonly GoldLane[], rule: VoteRule): Sliced<readonly (readonly Row[])[]> {
  const made: (readonly Row[])[] = []
  for (const { spans } of lanes) {
    made.push(yield* rule.rule === 'soft' ? softRows(spans) : hardRows(spans, rule))
    yield
  }
  return made
}

/** Stretches between two pauses. */
const SLICE = 128

function* softRows(spans: readonly GoldSpan[]): Sliced<readonly Row[]> {
  const rows: Row[] = []
  for (const [i, span] of spans.entries()) {
    if (i % SLICE === SLICE - 1) yield
    const labels = Object.values(sharesOf(span))
    if (labels.length === 0) continue
    const most = Math.max(...labels)
    const leaders = Object.entries(sharesOf(span)).filter(([, share]) => share === most)
    const led = leaders.length === 1 && most > (span.shares?.[NOTHING] ?? 0)
    rows.push(rowOf(span, led ? leaders[0]?.[0] : undefined))
  }
  return rows
}

function* hardRows(spans: readonly GoldSpan[], { rule, units, keepOpen }: VoteRule): Sliced<readonly Row[]> {
  yield
  const decided = goldSegments(spans, !units)
  yield
  const rows: Row[] = []
  for (const [i, { start, end, label, agreement, shares, sources, spans: inside }] of decided.entries()) {
    if (i % SLICE === SLICE - 1) yield
    rows.push({
      start,
      end,
      label,
      confidence: agreement,
      // Chances of being true are no votes; those stand in `votes`.
      scores: rule === 'dawid_skene' ? undefined : withoutNothing(shares),
      sources,
      votes: votesOf(inside)
    })
  }
  if (!keepOpen) return rows
  for (const span of spans)
    if (span.state === 'open')
      rows.push({ ...rowOf(span, undefined), ...(rule === 'dawid_skene' ? { scores: undefined } : {}) })
  return rows
}

const rowOf = (span: GoldSpan, label: string | undefined): Row => ({
  start: span.start,
  end: span.end,
  label,
  confidence: span.agreement ?? undefined,
  scores: sharesOf(span),
  sources: span.provenance.flatMap(({ sources }) => sources),
  votes: votesOf([span])
})

const withoutNothing = (shares: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(shares).filter(([label]) => label !== NOTHING))

const sharesOf = ({ shares }: GoldSpan): Record<string, number> => withoutNothing(shares ?? {})

/** What every annotator said in some stretches; who declined everywhere is left out. */
function votesOf(spans: readonly GoldSpan[]): { authorId: string; labels: string[] }[] {
  const said = new Map<string, Set<string>>()
  for (const { provenance } of spans)
    for (const { annotator, labels } of provenance) {
      if (labels === null) continue
      const own = said.get(annotator) ?? new Set<string>()
      for (const label of labels) own.add(label)
      said.set(annotator, own)
    }
  return [...said].map(([authorId, labels]) => ({ authorId, labels: [...labels] }))
}
