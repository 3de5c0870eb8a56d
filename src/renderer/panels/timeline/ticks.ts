import { itemAt, type ItemAxis } from '../../../shared/documents/item-axis'
import type { Viewport } from '../../session/viewport'

/** One labelled line of the time axis. */
export interface Tick {
  readonly time: number
  readonly x: number
  readonly label: string
}

export interface Ticks {
  /** Distance of labelled lines in microseconds. */
  readonly step: number
  /** Distance of the short lines between them. */
  readonly minor: number
  readonly major: readonly Tick[]
}

const SECOND = 1_000_000
/** Distances people read easily, in microseconds: 1-2-5 below a second, then clock units. */
const STEPS: readonly number[] = [
  ...[1, 10, 100, 1000, 10_000, 100_000].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400].map(
    (seconds) => seconds * SECOND
  )
]

/** Width of one character of the axis and the room after a label, in pixels. */
const CHARACTER_PX = 6.7
const ROOM_PX = 26

/** Choose lines so that labels never touch and are as exact as the distance asks. */
export function ticks(view: Viewport, withHours: boolean): Ticks {
  const perPixel = view.span / Math.max(1, view.widthPx)
  const step =
    STEPS.find((each) => each / perPixel >= labelText(0, each, withHours).length * CHARACTER_PX + ROOM_PX) ??
    STEPS.at(-1) ??
    SECOND
  const major: Tick[] = []
  for (let time = Math.ceil(view.start / step) * step; time <= view.start + view.span; time += step)
    major.push({ time, x: (time - view.start) / perPixel, label: labelText(time, step, withHours) })
  return { step, minor: minorStep(step), major }
}

/** Items that are labelled: every, every second, fifth, tenth ... */
const EVERY: readonly number[] = [1, 2, 5]
  .flatMap((lead) => [0, 1, 2, 3, 4, 5].map((power) => lead * 10 ** power))
  .sort((a, b) => a - b)
/** Short lines closer than this are left out. */
const CLOSEST_PX = 3

/** Lines where items begin: those with a label that leave room for it, and short ones at the others. */
export function itemTicks(
  view: Viewport,
  axis: ItemAxis
): { readonly major: readonly Tick[]; readonly minor: readonly number[] } {
  const { starts, noun } = axis
  const perPixel = view.span / Math.max(1, view.widthPx)
  const [first, last] = [itemAt(axis, view.start), itemAt(axis, view.start + view.span)]
  const shown = last - first + 1
  const room = view.widthPx / Math.max(1, shown)
  const named = room >= (noun.length + 1 + String(last).length) * CHARACTER_PX + ROOM_PX
  const wide = (named ? noun.length + 1 : 0) + String(last).length
  const every = EVERY.find((each) => each * room >= wide * CHARACTER_PX + ROOM_PX) ?? EVERY.at(-1) ?? 1
  const major: Tick[] = []
  const minor: number[] = []
  let reached = -Infinity
  for (let number = first; number <= last; number++) {
    const time = starts[number - 1] ?? 0
    const x = (time - view.start) / perPixel
    const label = noun === 'Picture' ? noun : named ? `${noun} ${number}` : String(number)
    // Turns are of different length, so that some leave no room for the number that would be theirs.
    if ((number === 1 || number % every === 0) && x >= reached) {
      major.push({ time, x, label })
      reached = Math.max(0, x) + label.length * CHARACTER_PX + ROOM_PX / 2
    } else if (x - (minor.at(-1) ?? -Infinity) >= CLOSEST_PX) minor.push(x)
  }
  return { major, minor }
}

/** Clock text with only the digits that the distance of the lines needs. */
export function labelText(time: number, step: number, withHours: boolean): string {
  const decimals = step >= SECOND ? 0 : step >= 1000 ? 3 : 6
  const shown = Math.round(time / 10 ** (6 - decimals))
  const unit = 10 ** decimals
  const seconds = Math.floor(shown / unit)
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const clock = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  const hours = withHours ? `${pad(Math.floor(seconds / 3600))}:` : ''
  return `${hours}${clock}${decimals ? `.${pad(shown % unit, decimals)}` : ''}`
}

function minorStep(step: number): number {
  const lead = Number(String(step / (step >= 60 * SECOND ? 60 * SECOND : 1))[0])
  return lead === 2 ? step / 4 : lead === 3 ? step / 3 : step / 5
}
