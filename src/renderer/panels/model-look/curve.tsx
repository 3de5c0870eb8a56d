import type { ReactNode } from 'react'
import { useCallback } from 'react'
import type { Extremes } from '../../../shared/model-look/shown-value'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'

/** A curve from the least and the largest value of each column; nothing is drawn where there is none. */
export function Curve({
  extremes,
  label
}: {
  readonly extremes: Extremes
  readonly label: string
}): ReactNode {
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      const columns = extremes.length / 2
      let [low, high] = [Infinity, -Infinity]
      for (const value of extremes) {
        if (value < low) low = value
        if (value > high) high = value
      }
      if (!(high >= low)) return
      const range = high - low || 1
      const y = (value: number): number => 1 + (1 - (value - low) / range) * (heightPx - 2)
      context.fillStyle = themeColors().wave
      for (let column = 0; column < columns; column++) {
        const [min, max] = [extremes[column * 2] ?? NaN, extremes[column * 2 + 1] ?? NaN]
        if (Number.isNaN(min) || Number.isNaN(max)) continue
        const [top, bottom] = [y(max), y(min)]
        const x = (column * widthPx) / columns
        context.fillRect(x, top - 0.5, Math.max(1, widthPx / columns), Math.max(1, bottom - top + 1))
      }
    },
    [extremes]
  )
  return <LiveCanvas label={label} paint={paint} subscribe={never} />
}

/** It never changes by itself. */
export const never = (): (() => void) => () => undefined
