import { ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import type { AnswerMapping } from './answer-mapping'
import { SHARE_TOLERANCE, sumOfShares } from '../values/shares'
import { answerParser, compiled } from './parse-answer'
import type { AnswerLabel } from './parse-answer'

/** Cells by column. */
export type AnswerCells = Readonly<Record<string, string>>

/** A row of a file of answers, read; where it belongs is still as the file says it. */
export interface AnswerRow {
  /** Line of the file, from 1; of a list in JSON the place in it. */
  readonly line: number
  readonly recording?: string
  readonly segment?: string
  readonly person?: string
  /** Seconds. */
  readonly start?: number
  readonly end?: number
  readonly labels?: readonly string[]
  readonly scores?: Readonly<Record<string, number>>
  readonly confidence?: number
  /** Words of an open vocabulary; the answer itself where it is no label. */
  readonly terms?: readonly string[]
  readonly reason?: string
  /** Numbers by dimension, for attributes that are rated. */
  readonly ratings?: Readonly<Record<string, number>>
  /** The answer is no label, and why. */
  readonly out?: {
    readonly text: string
    readonly why: 'pattern' | 'unknown' | 'several' | 'empty' | 'sum'
  }
  /** Shares by label that sum to 1. */
  readonly shares?: Readonly<Record<string, number>>
  /** The answer as it stands in the file, cut. */
  readonly raw?: string
}

/** What answers are held against: labels, shares of labels, free words, an explanation, or numbers by dimension. */
export type AnswerKind = 'label' | 'labels' | 'shares' | 'terms' | 'text' | 'ratings'

/** Characters of an answer, and of a reason, that are kept. */
const KEPT = 4000

/** A reader of rows by a mapping. Refused where a pattern is no regular expression. */
export function answerRowReader(
  mapping: AnswerMapping,
  kind: AnswerKind,
  labels: readonly AnswerLabel[]
): Result<(cells: AnswerCells, line: number) => AnswerRow> {
  const parser = answerParser(mapping, labels)
  if (!parser.ok) return parser
  const reason = compiled(mapping.reasonPattern)
  if (!reason.ok) return reason
  const scored = Object.entries(mapping.scoreColumns)
  const text = (cells: AnswerCells, name: string | undefined): string | undefined => {
    const cell = name === undefined ? undefined : cells[name]?.trim()
    return cell === undefined || cell === '' ? undefined : cell
  }
  const number = (cells: AnswerCells, name: string | undefined): number | undefined => {
    const cell = text(cells, name)
    const value = cell === undefined ? NaN : Number(cell.replace(',', '.'))
    return Number.isFinite(value) ? value : undefined
  }
  const unit = mapping.timeUnit === 'ms' ? 1e-3 : 1
  return ok((cells, line) => {
    const raw = mapping.answerColumn === undefined ? undefined : (cells[mapping.answerColumn] ?? '')
    const numbers = Object.fromEntries(
      scored.flatMap(([label, name]) => {
        const value = number(cells, name)
        return value === undefined ? [] : [[label, value] as const]
      })
    )
    const why =
      text(cells, mapping.reasonColumn) ??
      (reason.value && raw !== undefined ? reason.value.exec(raw.slice(0, 20_000))?.[1]?.trim() : undefined)
    const [start, end] = [number(cells, mapping.startColumn), number(cells, mapping.endColumn)]
    return {
      line,
      recording: text(cells, mapping.recordingColumn),
      segment: text(cells, mapping.segmentColumn),
      person: text(cells, mapping.personColumn),
      ...(start === undefined ? {} : { start: start * unit }),
      ...(end === undefined ? {} : { end: end * unit }),
      ...said(kind, numbers, raw, parser.value),
      ...shareOf(number(cells, mapping.confidenceColumn)),
      ...(why === undefined || why === '' ? {} : { reason: why.slice(0, KEPT) }),
      ...(raw === undefined ? {} : { raw: raw.slice(0, KEPT) })
    }
  })
}

function said(
  kind: AnswerKind,
  numbers: Readonly<Record<string, number>>,
  raw: string | undefined,
  parser: Extract<ReturnType<typeof answerParser>, { ok: true }>['value']
): Pick<AnswerRow, 'labels' | 'scores' | 'shares' | 'terms' | 'out' | 'ratings' | 'confidence'> {
  const has = Object.keys(numbers).length > 0
  if (kind === 'shares') return mixture(numbers)
  if (kind === 'ratings')
    return has ? { ratings: numbers } : { out: { text: raw?.trim() ?? '', why: 'empty' } }
  if (kind === 'terms') {
    const terms = parser.terms(raw ?? '')
    return terms.length > 0
      ? { terms }
      : { out: { text: raw?.trim() ?? '', why: raw?.trim() ? 'pattern' : 'empty' } }
  }
  if (kind === 'text') {
    const found = parser.extract(raw ?? '')?.trim()
    return found
      ? { terms: [found.slice(0, KEPT)] }
      : { out: { text: raw?.trim() ?? '', why: raw?.trim() ? 'pattern' : 'empty' } }
  }
  if (raw === undefined) {
    // The highest score is the answer, the first of equals.
    const [best] = Object.entries(numbers).sort((a, b) => b[1] - a[1])
    return best
      ? { labels: [best[0]], scores: numbers, ...shareOf(best[1]) }
      : { out: { text: '', why: 'empty' } }
  }
  const parsed = parser.parse(raw)
  const scores = has ? { scores: numbers } : {}
  if (parsed.kind === 'out') return { ...scores, out: { text: parsed.text.slice(0, KEPT), why: parsed.why } }
  const labels = kind === 'label' ? parsed.labels.slice(0, 1) : parsed.labels
  // Of one answer among several, nobody knows which one is meant.
  if (kind === 'label' && parsed.labels.length > 1)
    return { ...scores, out: { text: raw.trim().slice(0, KEPT), why: 'several' } }
  return { ...scores, labels }
}

/** A mixture is kept as it is, or not at all: shares that do not sum to 1 are none. */
function mixture(
  numbers: Readonly<Record<string, number>>
): Pick<AnswerRow, 'labels' | 'scores' | 'shares' | 'out'> {
  const sum = sumOfShares(numbers)
  const [best] = Object.entries(numbers).sort((a, b) => b[1] - a[1])
  if (!best) return { out: { text: '', why: 'empty' } }
  if (Math.abs(sum - 1) > SHARE_TOLERANCE || Object.values(numbers).some((share) => share < 0))
    return { out: { text: `shares that sum to ${Number(sum.toFixed(6))}`, why: 'sum' } }
  return {
    labels: [best[0]],
    scores: numbers,
    shares: Object.fromEntries(Object.entries(numbers).filter(([, share]) => share > 0))
  }
}

const shareOf = (value: number | undefined): { confidence?: number } =>
  value === undefined || value < 0 || value > 1 ? {} : { confidence: value }
