import type { Sliced } from '../agreement/sliced'
import type { Segment } from '../domain/rows'
import type { Micros } from '../domain/time'
import { isRatingRule } from './said-in'
import type { VoteRule } from './recipe'
import { goldSegments } from './timeline-gold'
import type { GoldSpan } from './timeline-gold'
import { NOTHING } from './votes'

/** A verdict as a segment to be written; what is not said here the writer fills in. */
export interface GoldWritten {
  readonly start: Micros
  readonly end: Micros
  readonly label?: string
  readonly confidence?: number
  readonly value?: Segment['value']
  readonly scores?: Readonly<Record<string, number>>
  readonly extra?: Segment['extra']
  readonly sources: readonly string[]
  readonly votes: readonly { readonly authorId: string; readonly labels: readonly string[] }[]
}

/**
 * Verdicts on a lane as segments to be written, in order of start: one for each decided label or word; of soft labels
 * and of ratings one for each stretch. Each holds the shares of the votes (of ratings their number and spread), so that
 * no disagreement is lost where one value is written.
 */
export function* goldRows(spans: readonly GoldSpan[], rule: VoteRule): Sliced<readonly GoldWritten[]> {
  const rows: GoldWritten[] = []
  if (rule.rule === 'soft') yield* eachSpan(spans, (span) => rows.push(...softRow(span)))
  else if (isRatingRule(rule.rule)) yield* eachSpan(spans, (span) => rows.push(...ratingRow(span)))
  else yield* hardRows(spans, rule, rows)
  yield
  return rows.sort((a, b) => a.start - b.start)
}

/** Stretches between two pauses. */
const SLICE = 128

function* eachSpan(spans: readonly GoldSpan[], take: (span: GoldSpan) => void): Sliced<void> {
  for (const [i, span] of spans.entries()) {
    take(span)
    if (i % SLICE === SLICE - 1) yield
  }
}

function softRow(span: GoldSpan): readonly GoldWritten[] {
  const shares = Object.entries(sharesOf(span))
  if (shares.length === 0) return []
  const most = Math.max(...shares.map(([, share]) => share))
  const leaders = shares.filter(([, share]) => share === most)
  const led = leaders.length === 1 && most > (span.shares?.[NOTHING] ?? 0)
  return [rowOf(span, led ? leaders[0]?.[0] : undefined)]
}

function ratingRow(span: GoldSpan): readonly GoldWritten[] {
  const entries = Object.entries(span.ratings ?? {})
  if (entries.length === 0) return []
  const { scores: _, ...row } = rowOf(span, undefined)
  return [
    {
      ...row,
      value: {
        kind: 'ratings',
        ratings: Object.fromEntries(entries.map(([dim, { value }]) => [dim, value]))
      },
      extra: {
        gold: {
          n: Object.fromEntries(entries.map(([dim, { n }]) => [dim, n])),
          spread: Object.fromEntries(entries.map(([dim, { spread }]) => [dim, spread]))
        }
      }
    }
  ]
}

function* hardRows(
  spans: readonly GoldSpan[],
  { rule, units, keepOpen }: VoteRule,
  rows: GoldWritten[]
): Sliced<void> {
  yield
  const decided = goldSegments(spans, !units)
  yield
  for (const [i, { start, end, label, agreement, shares, sources, spans: inside }] of decided.entries()) {
    if (i % SLICE === SLICE - 1) yield
    rows.push({
      start,
      end,
      ...(rule === 'words' ? { value: { kind: 'terms', terms: [label] } } : { label }),
      confidence: agreement,
      // Chances of being true are no votes; those stand in `votes`.
      scores: rule === 'dawid_skene' ? undefined : withoutNothing(shares),
      sources,
      votes: votesOf(inside)
    })
  }
  if (!keepOpen) return
  yield* eachSpan(spans, (span) => {
    if (span.state !== 'open') return
    const row = rowOf(span, undefined)
    rows.push(rule === 'dawid_skene' ? { ...row, scores: undefined } : row)
  })
}

const rowOf = (span: GoldSpan, label: string | undefined): GoldWritten => ({
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
