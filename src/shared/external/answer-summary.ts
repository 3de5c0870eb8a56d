import type { AnswerRow } from './read-answer-row'

/** What became of the rows of a file of answers. */
export interface AnswerSummary {
  /** Rows that were read. */
  readonly rows: number
  /** Rows that found their place. */
  readonly placed: number
  /** Of these, answers that are no label. */
  readonly outOfSet: number
  /** Answers by label. */
  readonly labels: Readonly<Record<string, number>>
  /** Answers that are no label, the most frequent first, and how often. */
  readonly others: readonly { readonly text: string; readonly count: number; readonly why: string }[]
  /** Rows that belong nowhere, by the first few names that the project does not know. */
  readonly lost: number
  readonly lostKeys: readonly { readonly key: string; readonly line: number }[]
  /** Rows about something that an earlier row answered; the first counts. */
  readonly repeated: number
}

/** Share of placed answers that are no label; null where nothing was placed. */
export const outOfSetRate = ({
  placed,
  outOfSet
}: Pick<AnswerSummary, 'placed' | 'outOfSet'>): number | null => (placed > 0 ? outOfSet / placed : null)

/** Different answers that are kept by their words, and names that are told. */
const MOST_OTHERS = 200
const MOST_LOST = 50
/** Different answers that are counted: a file of free sentences has as many as rows. */
const MOST_COUNTED = 5000
const SHOWN = 160

/** Counts rows while they are placed. */
export interface AnswerTally {
  placed(row: AnswerRow): void
  lost(row: AnswerRow, key: string): void
  repeated(): void
  summary(): AnswerSummary
}

/** An empty tally. */
export function answerTally(): AnswerTally {
  const labels = new Map<string, number>()
  const others = new Map<string, { text: string; count: number; why: string }>()
  const lostKeys: { key: string; line: number }[] = []
  let [rows, placed, outOfSet, lost, repeated] = [0, 0, 0, 0, 0]
  return {
    placed(row) {
      rows++
      placed++
      for (const label of row.labels ?? []) labels.set(label, (labels.get(label) ?? 0) + 1)
      if (!row.out) return
      outOfSet++
      const text = row.out.text.slice(0, SHOWN)
      const known = others.get(text)
      if (known) known.count++
      else if (others.size < MOST_COUNTED) others.set(text, { text, count: 1, why: row.out.why })
    },
    lost(row, key) {
      rows++
      lost++
      if (lostKeys.length < MOST_LOST) lostKeys.push({ key: key.slice(0, SHOWN), line: row.line })
    },
    repeated() {
      rows++
      repeated++
    },
    summary: () => ({
      rows,
      placed,
      outOfSet,
      labels: Object.fromEntries([...labels].sort((a, b) => b[1] - a[1])),
      others: [...others.values()].sort((a, b) => b.count - a.count).slice(0, MOST_OTHERS),
      lost,
      lostKeys,
      repeated
    })
  }
}
