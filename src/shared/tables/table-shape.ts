import type { TableColumns } from '../domain/table-columns'
import { clockSeconds, isoSeconds } from './cell-time'
import { cellNumber, saysNothing, splitRow } from './split-row'

/** Rows looked at. */
export const SNIFFED_ROWS = 400

type Separator = TableColumns['separator']
const SEPARATORS: readonly Separator[] = ['\t', ';', ',', '|', 'space']

/** Whether a line is a remark about the table. */
export const isComment = (line: string): boolean => /^\s*(?:#|%|\/\/)/.test(line)

/** How lines are cut into rows of values. */
export interface TableShape {
  readonly separator: Separator
  readonly decimal: TableColumns['decimal']
  /** First line of values, and all lines of values after it, by index. */
  readonly first: number
  readonly rows: readonly number[]
  readonly width: number
  /** Cells that are numbers, times or nothing, per row, over those that are not. */
  readonly score: number
}

/** The way to cut lines that leaves most values, least words; undefined when none leaves a table. */
export const tableShape = (lines: readonly string[]): TableShape | undefined =>
  SEPARATORS.map((separator) => shapeOf(lines, separator)).reduce(better)

const better = (a: TableShape | undefined, b: TableShape | undefined): TableShape | undefined =>
  !b ? a : !a || b.score > a.score + 1e-9 ? b : a

/** The longest run of lines of one width that look like values, as this separator cuts them. */
function shapeOf(lines: readonly string[], separator: Separator): TableShape | undefined {
  const cut = lines
    .slice(0, SNIFFED_ROWS * 4)
    .map((line) => (line.trim() === '' || isComment(line) ? [] : splitRow(line, separator)))
  const decimal = decimalOf(cut, separator)
  let best: { first: number; rows: number[]; width: number; score: number } | undefined
  let run: typeof best
  for (const [line, cells] of cut.entries()) {
    if (cells.length === 0) continue
    const like = likeness(cells, decimal)
    if (like === 0) {
      run = undefined
      continue
    }
    if (run?.width !== cells.length) run = { first: line, rows: [], width: cells.length, score: 0 }
    run.rows.push(line)
    run.score += like
    if (!best || run.score > best.score) best = run
    if (run.rows.length >= SNIFFED_ROWS) break
  }
  // Of two ways to cut all lines into numbers, the one with more cells is meant.
  return best && { ...best, separator, decimal, score: best.score * (1 + 0.001 * Math.min(20, best.width)) }
}

/** Share of a row's cells that are values; 0 when it has none, or words in most of them. */
function likeness(cells: readonly string[], decimal: TableColumns['decimal']): number {
  let values = 0
  let nothing = 0
  for (const cell of cells) {
    if (
      !Number.isNaN(cellNumber(cell, decimal)) ||
      !Number.isNaN(isoSeconds(cell)) ||
      !Number.isNaN(clockSeconds(cell))
    )
      values++
    else if (saysNothing(cell)) nothing++
  }
  const words = cells.length - values - nothing
  return values === 0 || words > values + nothing ? 0 : (values + nothing) / cells.length
}

function decimalOf(rows: readonly (readonly string[])[], separator: Separator): TableColumns['decimal'] {
  if (separator === ',') return '.'
  let commas = 0
  let dots = 0
  for (const cells of rows)
    for (const cell of cells)
      if (/^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i.test(cell)) commas++
      else if (/^[-+]?\d*\.\d+(?:e[-+]?\d+)?$/i.test(cell)) dots++
  return commas > dots ? ',' : '.'
}
