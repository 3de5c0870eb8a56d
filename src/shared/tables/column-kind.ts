import type { TableColumns } from '../domain/table-columns'
import { clockSeconds, isoSeconds } from './cell-time'
import { cellNumber, saysNothing } from './split-row'

/** Distinct texts up to which a column of words tells conditions; more are notes or ids. */
const MOST_WORDS = 100

/** What the cells of a column are: numbers, dates, hh:mm:ss, few different words, or nothing that is read. */
export type ColumnKind = 'number' | 'iso' | 'clock' | 'words' | 'nothing'

/** The kind of a column, by most of its cells; an empty one called like a marker is one of words. */
export function columnKind(
  rows: readonly (readonly string[])[],
  column: number,
  decimal: TableColumns['decimal'],
  name: string
): ColumnKind {
  let [numbers, dates, clocks, words] = [0, 0, 0, 0]
  const texts = new Set<string>()
  for (const cells of rows) {
    const cell = cells[column] ?? ''
    if (saysNothing(cell)) continue
    if (!Number.isNaN(cellNumber(cell, decimal))) numbers++
    else if (!Number.isNaN(isoSeconds(cell))) dates++
    else if (!Number.isNaN(clockSeconds(cell))) clocks++
    else {
      words++
      texts.add(cell)
    }
  }
  if (numbers + dates + clocks + words === 0)
    return /event|marker|trigger|annotation|condition|stimul|ereignis/i.test(name) ? 'words' : 'nothing'
  if (numbers >= dates + clocks + words) return 'number'
  if (dates > words) return 'iso'
  if (clocks > words) return 'clock'
  return texts.size <= MOST_WORDS ? 'words' : 'nothing'
}

/** Whether a column counts 0, 1, 2 … */
export function counts(
  rows: readonly (readonly string[])[],
  column: number,
  decimal: TableColumns['decimal']
): boolean {
  const values = rows.slice(0, 50).map((cells) => cellNumber(cells[column] ?? '', decimal))
  return values.every((value, i) => i === 0 || value === (values[i - 1] ?? 0) + 1)
}
