import type { ComparisonReport, ShareCell } from '../../../shared/compare/report'
import type { TextTable } from '../../ui/text-table'
import type { CellView } from './choice'
import { columnPercent } from './matrix-cells'

/** The confusion table with totals in the unit shown; full precision, for other programs. */
export function matrixTable(
  report: Pick<ComparisonReport, 'confusion' | 'mode'>,
  view: CellView,
  name: (label: string) => string
): TextTable {
  const { labels, counts, rowPercent, seconds } = report.confusion
  const values: readonly (readonly (number | null)[])[] =
    view === 'counts'
      ? counts
      : view === 'seconds'
        ? seconds
        : view === 'columns'
          ? columnPercent(report.confusion, report.mode)
          : rowPercent
  const names = labels.map(name)
  const withTotals = view === 'counts' || view === 'seconds'
  const sum = (list: readonly (number | null)[]): number =>
    list.reduce<number>((total, value) => total + (value ?? 0), 0)
  const number = (value: number | null): string =>
    value === null ? '' : String(Math.round(value * 1e6) / 1e6)
  const body = values.map((row, index) => [
    names[index] ?? '',
    ...row.map(number),
    ...(withTotals ? [number(sum(row))] : [])
  ])
  const columns = labels.map((_, column) => sum(values.map((row) => row[column] ?? null)))
  return [
    ['reference \\ candidate', ...names, ...(withTotals ? ['total'] : [])],
    ...body,
    ...(withTotals ? [['total', ...columns.map(number), number(sum(columns))]] : [])
  ]
}

/** The per-class table with both ends of each interval. */
export function classTable(
  report: Pick<ComparisonReport, 'classes' | 'unit'>,
  name: (label: string) => string
): TextTable {
  const share = (cell: ShareCell): string[] => [
    cell.value?.toFixed(6) ?? '',
    cell.interval?.low.toFixed(6) ?? '',
    cell.interval?.high.toFixed(6) ?? ''
  ]
  const heads = ['precision', 'recall', 'F1'].flatMap((head) => [head, `${head} low`, `${head} high`])
  return [
    ['label', ...heads, `reference ${report.unit}`, `candidate ${report.unit}`],
    ...report.classes.map((row) => [
      name(row.label),
      ...share(row.precision),
      ...share(row.recall),
      ...share(row.f1),
      String(row.support),
      String(row.predicted)
    ])
  ]
}
