import type { ReactNode } from 'react'
import { useId } from 'react'
import { authorColor } from '../../shared/domain/palette'

/** Swatches offered before a colour of one's own. */
const SWATCHES = Array.from({ length: 10 }, (_, index) => authorColor(index))

/** A colour: one of the ready ones, or any. */
export function ColorField({
  label,
  value,
  onChange
}: {
  label: string
  value: string
  onChange: (color: string) => void
}): ReactNode {
  const id = useId()
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label}
      </span>
      <div className="color-field" role="group" aria-labelledby={id}>
        {SWATCHES.map((color) => (
          <button
            key={color}
            type="button"
            aria-label={color}
            aria-pressed={color === value.toLowerCase()}
            style={{ background: color }}
            onClick={() => onChange(color)}
          />
        ))}
        <ColorInput label={`${label}, any`} value={value} onChange={onChange} />
      </div>
    </div>
  )
}

/** The system's colour dialogue behind a swatch. */
export const ColorInput = ({
  label,
  value,
  onChange
}: {
  label: string
  value: string
  onChange: (color: string) => void
}): ReactNode => (
  <input
    type="color"
    className="color-input"
    aria-label={label}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
)
