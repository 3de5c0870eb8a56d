import type { Painting } from './lane-canvas'
import { itemTicks, ticks, type Tick } from './ticks'

/** Faint lines at the labelled places of the axis. */
export function paintGrid({ context, view, heightPx, theme, axis }: Painting): void {
  context.fillStyle = theme.grid
  for (const { x } of axis ? itemTicks(view, axis).major : ticks(view, false).major)
    context.fillRect(Math.round(x), 0, 1, heightPx)
}

/** The axis: labels above lines, short lines between. Items where the recording has no clock, times elsewhere. */
export function paintRuler(painting: Painting, withHours: boolean): void {
  const { view, axis } = painting
  if (axis) {
    const { major, minor } = itemTicks(view, axis)
    return paintTicks(painting, major, minor)
  }
  const { major, minor } = ticks(view, withHours)
  const short: number[] = []
  for (let time = Math.floor(view.start / minor) * minor; time <= view.start + view.span; time += minor)
    short.push(((time - view.start) / view.span) * view.widthPx)
  paintTicks(painting, major, short)
}

function paintTicks(
  { context, widthPx, heightPx, theme }: Painting,
  major: readonly Tick[],
  short: readonly number[]
): void {
  context.fillStyle = theme.line
  for (const x of short) context.fillRect(Math.round(x), heightPx - 4, 1, 4)
  context.font = `11px ${theme.mono}`
  context.textBaseline = 'middle'
  for (const { x, label } of major) {
    context.fillStyle = theme.line
    context.fillRect(Math.round(x), heightPx - 9, 1, 9)
    // A cut time reads as another time.
    const left = Math.max(0, Math.round(x)) + 4
    if (left + context.measureText(label).width > widthPx) continue
    context.fillStyle = theme.muted
    // An item that began before what is in view keeps its name at the edge.
    context.fillText(label, left, heightPx / 2 - 1)
  }
}
