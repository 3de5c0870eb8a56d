import type { TableColumns, TimeUnit } from '../domain/table-columns'
import { epochUnit, timeReader } from './cell-time'
import type { ColumnKind } from './column-kind'
import { namesTime, timeUnitOf } from './column-names'

/** The column that tells when a row was taken. */
export interface TimeColumn {
  readonly column: number
  readonly unit: TimeUnit
  /** The unit is told, or cannot be another. */
  readonly sure: boolean
  /** Other columns that tell the same time and are no channels. */
  readonly others: readonly number[]
}

/** The column that best tells when a row was taken: one whose name or values say so and that grows. */
export function timeColumn(
  names: readonly string[],
  kinds: readonly ColumnKind[],
  rows: readonly (readonly string[])[],
  decimal: TableColumns['decimal'],
  hasHeader: boolean
): TimeColumn | undefined {
  const found = names.flatMap((name, column): (TimeColumn & { readonly rank: number })[] => {
    const kind = kinds[column]
    if (kind === 'iso' || kind === 'clock') {
      if (!grows(rows, column, timeReader(kind, decimal))) return []
      return [{ column, unit: kind, sure: true, others: [], rank: kind === 'iso' ? 2 : 1 }]
    }
    if (kind !== 'number') return []
    const plain = timeReader('s', decimal)
    const value = firstOf(rows, column, plain)
    const told = timeUnitOf(name)
    const clock = value === undefined ? undefined : epochUnit(value)
    const named =
      namesTime(name) || (told !== undefined && /^(?:s|ms|us|ns|sec\w*|milli\w*|time.*)$/i.test(name))
    if (
      !(named || (!hasHeader && column === 0) || (clock !== undefined && column === 0)) ||
      !grows(rows, column, plain)
    )
      return []
    if (clock !== undefined && (told === undefined || value === undefined || !fits(value, told)))
      return [
        { column, unit: clock, sure: named, others: [], rank: clock === 'ns' || clock === 'us' ? 5 : 4 }
      ]
    if (told !== undefined)
      return [{ column, unit: told, sure: named, others: [], rank: told === 'ns' || told === 'us' ? 5 : 3 }]
    const fractional = rows.some((cells) => !Number.isInteger(plain(cells[column] ?? '') || 0))
    return [
      {
        column,
        unit: fractional ? 's' : 'ms',
        sure: named && fractional,
        others: [],
        rank: named ? 2.5 : 0.5
      }
    ]
  })
  const best = found.reduce<(typeof found)[number] | undefined>(
    (most, one) => (!most || one.rank > most.rank ? one : most),
    undefined
  )
  return best && { ...best, others: found.flatMap(({ column }) => (column === best.column ? [] : [column])) }
}

/** Clock readings that would be of another age in the unit that the name tells are in another unit. */
const fits = (value: number, unit: 's' | 'ms' | 'us' | 'ns'): boolean =>
  epochUnit(value) === unit || value < 3e8 || unit === 'ns'

function firstOf(
  rows: readonly (readonly string[])[],
  column: number,
  read: (cell: string) => number
): number | undefined {
  for (const cells of rows) {
    const value = read(cells[column] ?? '')
    if (!Number.isNaN(value)) return value
  }
  return undefined
}

/** Whether a column goes up from row to row, nearly always. */
function grows(
  rows: readonly (readonly string[])[],
  column: number,
  read: (cell: string) => number
): boolean {
  let [up, down] = [0, 0]
  let before = Number.NaN
  for (const cells of rows) {
    const value = read(cells[column] ?? '')
    if (Number.isNaN(value)) continue
    if (value > before) up++
    else if (value < before) down++
    before = value
  }
  return up > 0 && down <= 0.05 * (up + down)
}
