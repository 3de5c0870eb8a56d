import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useRef } from 'react'
import { chooseSound } from '../../session/sound/sound-choice'

interface ThresholdLineProps {
  /** Share of the mean level. */
  readonly share: number
  /** Where the line lies, CSS pixels from the top of the strip. */
  readonly top: number
  /** The share that a height of the strip means. */
  readonly shareAt: (y: number) => number
}

const STEP = 0.01
const hold = (share: number): number => Math.min(2, Math.max(0.01, Math.round(share / STEP) * STEP))

/** The line at and below which a frame is silent: drag it, or move it with the arrow keys. */
export function ThresholdLine({ share, top, shareAt }: ThresholdLineProps): ReactNode {
  const line = useRef<HTMLDivElement>(null)
  const drag = (event: PointerEvent): void => {
    if (!line.current?.hasPointerCapture(event.pointerId)) return
    const box = line.current.parentElement?.getBoundingClientRect()
    if (box) chooseSound({ silentShare: hold(shareAt(event.clientY - box.top)) })
  }
  const key = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    chooseSound({ silentShare: hold(share + step * STEP) })
  }
  return (
    <div
      ref={line}
      className="sound-threshold"
      style={{ top }}
      role="slider"
      tabIndex={0}
      aria-label="Threshold of silence"
      aria-orientation="vertical"
      aria-valuemin={0.01}
      aria-valuemax={2}
      aria-valuenow={share}
      aria-valuetext={`${share.toFixed(2)} times the mean level`}
      title="Drag, or press the arrow keys"
      onPointerDown={(event) => {
        event.stopPropagation()
        line.current?.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={key}
    >
      <span>{share.toFixed(2)} × mean</span>
    </div>
  )
}
