import type { TableColumns, TimeUnit } from '../domain/table-columns'
import { clockSeconds, epochUnit, isoSeconds, timeReader } from './cell-time'
import { channelName, namesIndex, namesTime, timeUnitOf } from './column-names'
import { cellNumber, saysNothing, splitRow } from './split-row'

/** How a table would be read, and what is not sure about it. */
export interface SniffedTable {
  readonly columns: TableColumns
  /** What only the user can know, as a sentence without its subject; absent: all is clear. */
  readonly unclear?: string
  /** Names of all columns, from the header or made up. */
  readonly names: readonly string[]
}

/** Rows looked at. */
const ROWS = 400
/** Distinct texts up to which a column of words tells conditions; more are notes or ids. */
const MOST_WORDS = 100

type Separator = TableColumns['separator']
const SEPARATORS: readonly Separator[] = ['\t', ';', ',', '|', 'space']
const isComment = (line: string): boolean => /^\s*(?:#|%|\/\/)/.test(line)

/**
 * Look at the first lines of a table: separator, decimal sign, header, time column with its unit, and channels. Undefined
 * when it is no table of numbers.
 * @param rateHz rows per second where something else says so, for instance the file name
 */
export function sniffTable(lines: readonly string[], rateHz?: number): SniffedTable | undefined {
  const shape = SEPARATORS.map((separator) => shapeOf(lines, separator)).reduce(better)
  return shape && shape.rows.length >= 2 ? describe(lines, shape, rateHz) : undefined
}

/** The same for a table whose shape is told: what its columns are, as far as their names and values say. */
export function describeTable(
  lines: readonly string[],
  { separator, decimal, skipLines }: Pick<TableColumns, 'separator' | 'decimal' | 'skipLines'>,
  rateHz?: number
): SniffedTable | undefined {
  const rows = lines.flatMap((line, i) =>
    i >= skipLines && line.trim() !== '' && !isComment(line) ? [i] : []
  )
  const widths = rows.map((line) => splitRow(lines[line] ?? '', separator).length)
  const width = Math.max(0, ...widths)
  return rows.length === 0
    ? undefined
    : describe(lines, { separator, decimal, first: skipLines, rows, width }, rateHz)
}

function describe(
  lines: readonly string[],
  shape: Omit<Shape, 'score'>,
  rateHz: number | undefined
): SniffedTable | undefined {
  const { separator, decimal, first, width } = shape
  const rows = shape.rows.map((line) => splitRow(lines[line] ?? '', separator))
  const header = headerAbove(lines, first, separator, width)
  const names = Array.from({ length: width }, (_, i) => header?.[i]?.trim() ?? '')
  const kinds = names.map((name, i) => columnKind(rows, i, decimal, name))
  const time = timeColumn(names, kinds, rows, decimal, header !== undefined)
  const isNumber = (i: number): boolean => kinds[i] === 'number' && i !== time?.column
  const left = new Set(time?.others ?? [])
  const candidates = names.flatMap((name, column) =>
    isNumber(column) &&
    !left.has(column) &&
    !(header !== undefined && namesIndex(name) && counts(rows, column, decimal))
      ? [{ name, column }]
      : []
  )
  const channels = candidates.map(({ name, column }) => ({
    column,
    ...(name === '' ? { label: `Column ${column + 1}`, unit: '' } : channelName(name))
  }))
  const events = names.flatMap((name, column) =>
    kinds[column] === 'words' ? [{ column, label: name || `Column ${column + 1}` }] : []
  )
  const columns: TableColumns = {
    separator,
    decimal,
    skipLines: first,
    time:
      time !== undefined
        ? { kind: 'column', column: time.column, unit: time.unit }
        : { kind: 'rate', rateHz: rateHz ?? 1 },
    channels,
    events
  }
  if (channels.length === 0) return undefined
  const unclear =
    header === undefined
      ? 'has no names above its columns.'
      : time === undefined
        ? rateHz === undefined
          ? 'has no time column and does not say how many rows there are per second.'
          : undefined
        : time.sure
          ? undefined
          : `has a time column "${names[time.column] ?? ''}" that does not say its unit.`
  return {
    columns,
    names: names.map((name, i) => name || `Column ${i + 1}`),
    ...(unclear === undefined ? {} : { unclear })
  }
}

interface Shape {
  readonly separator: Separator
  readonly decimal: TableColumns['decimal']
  /** First line of values, and all lines of values after it, by index. */
  readonly first: number
  readonly rows: readonly number[]
  readonly width: number
  /** Cells that are numbers, times or nothing, per row, over those that are not. */
  readonly score: number
}

const better = (a: Shape | undefined, b: Shape | undefined): Shape | undefined =>
  !b ? a : !a || b.score > a.score + 1e-9 ? b : a

/** The longest run of lines of one width that look like values, as this separator cuts them. */
function shapeOf(lines: readonly string[], separator: Separator): Shape | undefined {
  const cut = lines
    .slice(0, ROWS * 4)
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
    if (run.rows.length >= ROWS) break
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

/** Cells of the nearest line above the values that names as many columns. */
function headerAbove(
  lines: readonly string[],
  first: number,
  separator: Separator,
  width: number
): readonly string[] | undefined {
  for (let line = first - 1; line >= 0 && line >= first - 6; line--) {
    const text = (lines[line] ?? '').replace(/^\uFEFF/, '')
    if (text.trim() === '') continue
    const cells = splitRow(text.replace(/^\s*(?:#|%|\/\/)\s*/, ''), separator)
    const trimmed =
      cells.length > width && cells.slice(width).every((cell) => cell === '') ? cells.slice(0, width) : cells
    const isNames =
      (trimmed.length === width || (trimmed.length === width - 1 && width > 1)) &&
      trimmed.some((cell) => cell !== '') &&
      trimmed.every((cell) => Number.isNaN(cellNumber(cell, '.')))
    if (isNames && !/[:=]\s*$/.test(trimmed[0] ?? '')) return trimmed
    if (!isComment(text)) return undefined
  }
  return undefined
}

type Kind = 'number' | 'iso' | 'clock' | 'words' | 'nothing'

function columnKind(
  rows: readonly (readonly string[])[],
  column: number,
  decimal: TableColumns['decimal'],
  name: string
): Kind {
  let [numbers, dates, clocks, words] = [0, 0, 0, 0]
  const texts = new Set<string>()
  for (const cells of rows.slice(0, ROWS)) {
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

interface TimeColumn {
  readonly column: number
  readonly unit: TimeUnit
  /** The unit is told, or cannot be another. */
  readonly sure: boolean
  /** Other columns that tell the same time and are no channels. */
  readonly others: readonly number[]
}

/** The column that best tells when a row was taken: one whose name or values say so and that grows. */
function timeColumn(
  names: readonly string[],
  kinds: readonly Kind[],
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

/** Whether a column counts 0, 1, 2 … */
function counts(
  rows: readonly (readonly string[])[],
  column: number,
  decimal: TableColumns['decimal']
): boolean {
  const values = rows.slice(0, 50).map((cells) => cellNumber(cells[column] ?? '', decimal))
  return values.every((value, i) => i === 0 || value === (values[i - 1] ?? 0) + 1)
}
