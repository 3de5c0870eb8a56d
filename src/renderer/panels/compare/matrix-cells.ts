import type { ConfusionTable } from '../../../shared/compare/report'
import type { CellView } from './choice'

/** The matrix as text, with totals, and how strongly each cell is tinted. */
export interface MatrixCells {
  readonly text: readonly (readonly string[])[]
  readonly rowTotals: readonly string[]
  readonly columnTotals: readonly string[]
  readonly total: string
  /** Share of the row, or of the column where those are shown, 0 to 1. */
  readonly share: readonly (readonly number[])[]
  /** Cells that hold nothing are drawn faintly. */
  readonly empty: readonly (readonly boolean[])[]
}

/** Cells of the confusion table in one of its units. Totals in percent are shares of everything. */
export function matrixCells(
  table: ConfusionTable,
  view: CellView,
  mode: 'segments' | 'seconds'
): MatrixCells {
  const basis = mode === 'segments' ? table.counts : table.seconds
  const values = view === 'counts' ? table.counts : view === 'seconds' ? table.seconds : basis
  const rows = values.map(sum)
  const columns = table.labels.map((_, column) => sum(values.map((row) => row[column] ?? 0)))
  const total = sum(rows)
  const shares = view === 'columns' ? columnPercent(table, mode) : table.rowPercent
  const inPercent = view === 'percent' || view === 'columns'
  const totalText = (value: number): string =>
    inPercent ? (total > 0 ? percentText((100 * value) / total) : '–') : numberText(value, view)
  return {
    text: table.labels.map((_, row) =>
      table.labels.map((_, column) =>
        inPercent ? percentText(shares[row]?.[column] ?? null) : numberText(values[row]?.[column] ?? 0, view)
      )
    ),
    rowTotals: rows.map(totalText),
    columnTotals: columns.map(totalText),
    total: totalText(total),
    share: table.labels.map((_, row) => table.labels.map((_, column) => (shares[row]?.[column] ?? 0) / 100)),
    empty: table.labels.map((_, row) =>
      table.labels.map((_, column) => (table.counts[row]?.[column] ?? 0) === 0)
    )
  }
}

/** Share of each cell in its column, percent, in the unit of the comparison; null in an empty column. */
export function columnPercent(
  table: Pick<ConfusionTable, 'labels' | 'counts' | 'seconds'>,
  mode: 'segments' | 'seconds'
): readonly (readonly (number | null)[])[] {
  const basis = mode === 'segments' ? table.counts : table.seconds
  const totals = table.labels.map((_, column) => sum(basis.map((row) => row[column] ?? 0)))
  return basis.map((row) =>
    row.map((value, column) => {
      const total = totals[column] ?? 0
      return total > 0 ? (100 * value) / total : null
    })
  )
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const grouped = new Intl.NumberFormat('en-GB')
const percentText = (value: number | null): string =>
  value === null ? '–' : value === 0 ? '0' : value === 100 ? '100' : value.toFixed(1)

/** Counts as they are; seconds with a decimal below 100. */
export function numberText(value: number, view: CellView): string {
  if (view === 'counts') return grouped.format(value)
  if (value === 0) return '0'
  return value < 99.95 ? value.toFixed(1) : grouped.format(Math.round(value))
}

/** Strongest tint in percent: text on it keeps 4.5:1 in both themes. */
export const STRONGEST_TINT = 52

/** Background of a cell: good on the diagonal, bad off it, by its share of the row. */
export function cellTint(share: number, diagonal: boolean): string {
  const strength = Math.round(Math.min(1, Math.max(0, share)) * STRONGEST_TINT)
  return strength === 0
    ? 'var(--raised)'
    : `color-mix(in srgb, var(--${diagonal ? 'good' : 'bad'}) ${strength}%, var(--raised))`
}

/** One cell in words: "6 segments, 24.00 %, 18.400 s", the share being that of the row. */
export function cellFacts(
  table: ConfusionTable,
  row: number,
  column: number,
  mode: 'segments' | 'seconds'
): string {
  const count = table.counts[row]?.[column] ?? 0
  const noun = mode === 'segments' ? 'segment' : 'stretch'
  const percent = table.rowPercent[row]?.[column] ?? null
  const seconds = table.seconds[row]?.[column] ?? 0
  return [
    `${grouped.format(count)} ${count === 1 ? noun : noun === 'stretch' ? 'stretches' : 'segments'}`,
    percent === null ? 'the reference never says so' : `${percent.toFixed(2)} %`,
    `${seconds.toFixed(3)} s`
  ].join(', ')
}
