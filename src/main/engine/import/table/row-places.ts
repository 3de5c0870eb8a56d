import type { TableColumns } from '../../../../shared/domain/table-columns'
import { namesZone, timeReader } from '../../../../shared/tables/cell-time'
import { StepStatistics } from '../step-statistics'
import { TimeGrid } from '../time-grid'
import type { GridReport } from '../time-grid'

/** Where the rows of a table lie on an even grid. */
export interface RowPlaces {
  readonly rateHz: number
  /** Rows come when they like; the rate is the usual one. */
  readonly irregular: boolean
  /** Time of the first row in seconds, where rows have times. */
  readonly first?: number
  readonly unit?: 'iso' | 'clock' | 'number'
  readonly zoned: boolean
  /** Begin with the first row: answers the step of each row in turn, -1 for rows without a place. */
  begin(): (cells: readonly string[]) => number
  report(): GridReport
}

/** Most steps per row: one wild time must not fill the disk. */
const MOST_STEPS_PER_ROW = 1000
const NOTHING: GridReport = { gaps: 0, gapSeconds: 0, duplicates: 0, backward: 0 }

/** Find the grid of a table by going through its times once; text: why there is none, without its subject. */
export async function rowPlaces(
  blocks: AsyncIterable<readonly (readonly string[])[]>,
  { time, decimal }: TableColumns,
  sequence?: number
): Promise<RowPlaces | string> {
  if (time.kind === 'rate')
    return sequence === undefined ? evenRows(time.rateHz) : countedRows(time.rateHz, sequence)
  const read = timeReader(time.unit, decimal)
  const steps = new StepStatistics()
  let zoned = false
  for await (const block of blocks)
    for (const cells of block) {
      const cell = cells[time.column] ?? ''
      steps.add(read(cell))
      if (!zoned && time.unit === 'iso') zoned = namesZone(cell)
    }
  const found = steps.finish()
  if (!found) return 'has a time column whose values do not grow'
  const { rateHz, first, last, rows, pause, irregular } = found
  if (!((last - first) * rateHz <= rows * MOST_STEPS_PER_ROW))
    return `has times that reach ${(last - first).toFixed(0)} s with only ${rows} rows; one of them is probably wrong`
  let grid = new TimeGrid(first, 1 / rateHz, pause, irregular)
  return {
    rateHz,
    irregular,
    first,
    unit: time.unit === 'iso' || time.unit === 'clock' ? time.unit : 'number',
    zoned,
    begin() {
      grid = new TimeGrid(first, 1 / rateHz, pause, irregular)
      return (cells) => grid.place(read(cells[time.column] ?? ''))
    },
    report: () => grid.report()
  }
}

const evenRows = (rateHz: number): RowPlaces => ({
  rateHz,
  irregular: false,
  zoned: false,
  begin() {
    let row = 0
    return () => row++
  },
  report: () => NOTHING
})

/** Rows with a number that goes up by one and back to 0 at a power of two: jumps are rows that were lost. */
function countedRows(rateHz: number, column: number): RowPlaces {
  let gaps = 0
  let lost = 0
  return {
    rateHz,
    irregular: false,
    zoned: false,
    begin() {
      let slot = -1
      let before = Number.NaN
      let highest = 0
      gaps = 0
      lost = 0
      return (cells) => {
        const number = Number(cells[column])
        if (!Number.isInteger(number) || number < 0) return -1
        highest = Math.max(highest, number)
        const wrap = 2 ** Math.max(4, Math.ceil(Math.log2(highest + 1)))
        const step = Number.isNaN(before) ? 1 : number > before ? number - before : number + wrap - before
        before = number
        if (step > 1) {
          gaps++
          lost += step - 1
        }
        slot += step
        return slot
      }
    },
    report: () => ({ ...NOTHING, gaps, gapSeconds: lost / rateHz })
  }
}
