import type { ReactNode } from 'react'
import { Slider } from '../../ui/slider'
import { CommitInput } from '../../ui/text-field'

/** A confidence between 0 and 1, by slider or by number. */
export function Threshold({
  label,
  value,
  onChange
}: {
  label: string
  value: number
  onChange: (value: number) => void
}): ReactNode {
  return (
    <div className="pred-threshold">
      <span className="muted">{label}</span>
      <Slider label={label} value={value} min={0} max={1} step={0.01} onChange={onChange} />
      <CommitInput
        label={`${label}, as a number`}
        mono
        value={value.toFixed(2)}
        onCommit={(text) => {
          const number = Number(text.replace(',', '.'))
          if (Number.isFinite(number)) onChange(Math.max(0, Math.min(1, number)))
        }}
      />
    </div>
  )
}
