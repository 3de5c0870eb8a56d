import type { ChannelType } from '../../../shared/signal/channel-type'
import type { SignalRow } from '../../session/signals/channels'
import type { SignalLook } from '../../session/signals/signal-state'
import type { Page } from './page-store'
import { rowNumbers } from './row-numbers'

/** Size of a row: the value in its middle, and units from there to its edge. */
export interface RowScale {
  readonly middle: number
  readonly half: number
  readonly unit: string
  /** 1: positive values up; -1: negative ones. */
  readonly up: 1 | -1
}

/** Numbers that read well on a scale: 1, 2, 5 times a power of ten. */
export function niceAbove(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find((lead) => lead * power >= value * 0.999) ?? 10) * power
}

/** Share of columns at each end left out, so that a blink or a movement does not flatten the rest. */
const RARE = 0.02

/**
 * Scales of rows from what a page shows. Rows of one type and unit share one size, so that their waves can be compared:
 * that which three quarters of them fit, or what the user says. With `ownScale` each row has its own. Sizes are round numbers,
 * so that they do not change with every move of the view.
 */
export function scalesOf(page: Page, rows: readonly SignalRow[], look: SignalLook): readonly RowScale[] {
  const own = rows.map((_, i) => extent(page, i))
  const units = rows.map((row, i) =>
    look.view.normalise && !page.unfiltered && !page.unfilteredRows.has(i) ? 'SD' : row.unit
  )
  const groups = new Map<string, number[]>()
  rows.forEach((row, i) => {
    if (row.bad) return
    const key = `${row.type} ${units[i] ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), own[i]?.half ?? 0])
  })
  const shared = new Map([...groups].map(([key, halves]) => [key, niceAbove(quarter(halves))]))
  return rows.map((row, i) => {
    const { middle, half } = own[i] ?? { middle: 0, half: 1 }
    const up = upOf(look, row.type)
    const unit = units[i] ?? ''
    // A size in microvolts says nothing of standard deviations.
    const said = unit === row.unit ? look.units[row.type] : undefined
    const fits = look.ownScale ? niceAbove(half) : (shared.get(`${row.type} ${unit}`) ?? niceAbove(half))
    return { middle, half: said ?? fits * (look.zoom[row.type] ?? 1), unit, up }
  })
}

/** Clinics draw potentials of the scalp with negative up; nothing else is turned. */
const upOf = (look: SignalLook, type: ChannelType): 1 | -1 =>
  look.negativeUp && (type === 'eeg' || type === 'eog') ? -1 : 1

const quarter = (halves: readonly number[]): number => {
  const sorted = [...halves].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.75))] ?? 0
}

function extent(page: Page, row: number): Pick<RowScale, 'middle' | 'half'> {
  const start = row * page.columns * 2
  const { scale, shift } = rowNumbers(page, row)
  // A few hundred columns say as much of the size as thousands.
  const step = Math.max(1, Math.floor(page.columns / 400))
  const room = Math.ceil(page.columns / step)
  // Arrays of floats are put in order without a call for each pair.
  const [allLows, allHighs] = [new Float64Array(room), new Float64Array(room)]
  let count = 0
  for (let column = 0; column < page.columns; column += step) {
    const low = page.values[start + 2 * column] ?? Number.NaN
    const high = page.values[start + 2 * column + 1] ?? Number.NaN
    if (!(low <= high)) continue
    const [one, other] = [low * scale + shift, high * scale + shift]
    allLows[count] = Math.min(one, other)
    allHighs[count++] = Math.max(one, other)
  }
  const lows = allLows.subarray(0, count).sort()
  const highs = allHighs.subarray(0, count).sort()
  const low = lows[Math.floor(lows.length * RARE)] ?? 0
  const high = highs[Math.floor((highs.length - 1) * (1 - RARE))] ?? 0
  return { middle: (low + high) / 2, half: Math.max((high - low) / 2, Number.EPSILON) }
}
