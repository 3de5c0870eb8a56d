import { micros } from '../../../shared/domain/time'
import type { TraceTier } from './document'
import { cellsOf, csvLine } from './csv-lines'
import { linesOf, secondsIn, secondsOf, valueIn } from './tools'
import { Unreadable, type Repairs } from './unreadable'

/** A file of CARMA or DARMA: header lines as they stand (with commas), names of the columns, and a row for each bin. */
export interface RatingTable {
  readonly header: readonly string[]
  /** Cells of the header lines. */
  readonly facts: readonly (readonly string[])[]
  readonly columns: readonly string[]
  readonly rateHz: number
  /** Middle of each bin, µs. */
  readonly times: readonly number[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** The line of percent signs ends the header, wherever a version of the program put it. */
export function readRatingTable(text: string, repairs: Repairs): RatingTable {
  const lines = linesOf(text)
  const at = lines.findIndex((line) => /^"?%{3,}"?[,;\t]/.test(line))
  if (at < 1)
    throw new Unreadable(
      'has no line "%%%%%%,%%%%%%", which parts the header from the ratings in files of CARMA and DARMA.',
      'Export the rating again, as CSV.',
      'not-this-format'
    )
  const separator = /[,;\t]/.exec(lines[at] ?? '')?.[0] ?? ','
  const width = cellsOf(lines[at] ?? '', separator).length
  const facts = lines.slice(0, at - 1).map((line) => cellsOf(line, separator))
  const ends: number[] = []
  const values: (number | null)[][] = []
  for (const [i, line] of lines.slice(at + 1).entries()) {
    if (line.trim() === '') continue
    const cells = cellsOf(line, separator)
    const end = secondsIn(cells[0])
    if (end === undefined || end <= (ends.at(-1) ?? -1)) {
      repairs.add(
        'row',
        'rows whose second is missing or not later than the one before',
        'They were left out.',
        `line ${at + 2 + i}`
      )
      continue
    }
    ends.push(end)
    values.push(Array.from({ length: width - 1 }, (_, column) => valueIn(cells[column + 1])))
  }
  const first = ends[0] ?? 0
  const last = ends.at(-1) ?? 0
  // The width of a bin is not in the file: it is the mean step, or the first end where there is one row.
  const binWidth = ends.length > 1 ? (last - first) / (ends.length - 1) : first
  if (!(binWidth > 0))
    throw new Unreadable('holds no rating with a time after 0.', 'Export the rating again.', 'no-rows')
  const rateHz = 1e6 / binWidth
  return {
    header: facts.map((cells, i) => (separator === ',' ? (lines[i] ?? '') : csvLine(cells).trimEnd())),
    facts,
    columns: cellsOf(lines[at - 1] ?? '', separator),
    rateHz,
    times: ends.map((end) => micros(end - halfBin(rateHz))),
    values
  }
}

/** Value of a header line by its name, in lower case. */
export const fact = (table: RatingTable, name: string): string | undefined =>
  table.facts.find(([key]) => key?.trim().toLowerCase() === name)?.[1]?.trim()

/** Half the width of a bin, whole µs, so that reading undoes writing. */
export const halfBin = (rateHz: number): number => Math.floor(Math.round(1e6 / rateHz) / 2)

/** End of the bin around a time, as seconds. */
export const binEnd = (time: number, rateHz: number): string => secondsOf(time + halfBin(rateHz))

/** Rate of a trace; of one without, the mean step of its times. */
export function rateOf(tier: TraceTier): number {
  if (tier.rateHz !== undefined) return tier.rateHz
  const first = tier.times[0] ?? 0
  const last = tier.times.at(-1) ?? 0
  return last > first ? ((tier.times.length - 1) * 1e6) / (last - first) : 1
}
