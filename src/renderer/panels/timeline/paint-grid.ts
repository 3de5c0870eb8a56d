import type { Painting } from './lane-canvas'
import { ticks } from './ticks'

/** Faint lines at the labelled times of the axis. */
export function paintGrid({ context, view, heightPx, theme }: Painting): void {
  context.fillStyle = theme.grid
  for (const { x } of ticks(view, false).major) context.fillRect(Math.round(x), 0, 1, heightPx)
}

/** The time axis: labels above lines, short lines between. */
export function paintRuler({ context, view, widthPx, heightPx, theme }: Painting, withHours: boolean): void {
  const { major, minor } = ticks(view, withHours)
  const perPixel = view.span / widthPx
  context.fillStyle = theme.line
  for (let time = Math.floor(view.start / minor) * minor; time <= view.start + view.span; time += minor)
    context.fillRect(Math.round((time - view.start) / perPixel), heightPx - 4, 1, 4)
  context.font = `11px ${theme.mono}`
  context.textBaseline = 'middle'
  for (const { x, label } of major) {
    context.fillStyle = theme.line
    context.fillRect(Math.round(x), heightPx - 9, 1, 9)
    // A cut time reads as another time.
    if (x + 4 + context.measureText(label).width > widthPx) continue
    context.fillStyle = theme.muted
    context.fillText(label, Math.round(x) + 4, heightPx / 2 - 1)
  }
}
