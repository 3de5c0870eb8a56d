import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { clock } from '../../session/clock'

/** The playhead over the axes of a figure that shows [from, to), µs of the recording. Painted without React. */
export function PlayheadLine({ from, to }: { from: number; to: number }): ReactNode {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = (): void => {
      const share = (clock.get() - from) / (to - from)
      if (!line.current) return
      line.current.style.visibility = share >= 0 && share <= 1 ? 'visible' : 'hidden'
      line.current.style.left = `${share * 100}%`
    }
    place()
    return clock.subscribe(place)
  }, [from, to])
  return <div ref={line} className="plot-head" data-testid="plot-head" />
}
