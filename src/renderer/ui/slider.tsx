import { Slider as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly onChange: (value: number) => void
  /** Called once, when the thumb is let go. */
  readonly onCommit?: (value: number) => void
}

/** A number on a line. */
export function Slider({ label, value, min, max, step = 1, onChange, onCommit }: SliderProps): ReactNode {
  const first = (values: readonly number[]): number => values[0] ?? value
  return (
    <Radix.Root
      className="slider"
      value={[value]}
      min={min}
      max={max}
      step={step}
      onValueChange={(values) => onChange(first(values))}
      onValueCommit={(values) => onCommit?.(first(values))}
    >
      <Radix.Track className="slider-track">
        <Radix.Range className="slider-range" />
      </Radix.Track>
      <Radix.Thumb className="slider-thumb" aria-label={label} />
    </Radix.Root>
  )
}
