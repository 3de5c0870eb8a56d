import { Settings2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Button } from './button'
import { Checkbox } from './checkbox'
import { Popover } from './popover'
import { Select } from './select'
import { Slider } from './slider'
import './report.css'

interface ConventionsProps {
  readonly label: string
  readonly widthPx: number
  /** Whether something is not as it is at first. */
  readonly changed: boolean
  /** On the button. */
  readonly title: ReactNode
  readonly children: ReactNode
}

/** A button with what of a convention can be changed. */
export const Conventions = ({ label, widthPx, changed, title, children }: ConventionsProps): ReactNode => (
  <Popover
    label={label}
    widthPx={widthPx}
    trigger={
      <Button size="small" tone={changed ? 'plain' : 'quiet'} aria-label={label}>
        <Settings2 size={13} /> {title}
      </Button>
    }
  >
    <div className="conventions">{children}</div>
  </Popover>
)

/** One line of it. */
export const ConventionRow = ({ title, children }: { title: string; children: ReactNode }): ReactNode => (
  <label className="conventions-row">
    <span>{title}</span>
    {children}
  </label>
)

interface ConventionSliderProps {
  readonly title: string
  readonly label: string
  readonly value: number
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly step: number
  /** Each value on the way. */
  readonly onDrag?: (value: number) => void
  readonly onChange: (value: number) => void
}

/** A number that follows the thumb and holds once it is let go. */
export function ConventionSlider({
  title,
  value,
  unit,
  onDrag,
  onChange,
  ...slider
}: ConventionSliderProps): ReactNode {
  const [dragged, setDragged] = useState<number>()
  return (
    <ConventionRow title={title}>
      <Slider
        {...slider}
        value={dragged ?? value}
        onChange={(next) => {
          setDragged(next)
          onDrag?.(next)
        }}
        onCommit={(next) => {
          setDragged(undefined)
          onChange(next)
        }}
      />
      <b className="mono">
        {dragged ?? value} {unit}
      </b>
    </ConventionRow>
  )
}

interface PersonsApartProps {
  readonly ignored: boolean
  /** What keeping them apart means. */
  readonly hint: string
  readonly onChange: (ignored: boolean) => void
}

/** Whether labels of one person may meet those of another. */
export const PersonsApart = ({ ignored, hint, onChange }: PersonsApartProps): ReactNode => (
  <>
    <Checkbox checked={!ignored} onChange={(keep) => onChange(!keep)}>
      Keep persons apart
    </Checkbox>
    <p className="faint">{hint}</p>
  </>
)

interface LabelsOfProps {
  readonly label: string
  readonly schemes: readonly { readonly id: string; readonly name: string }[]
  /** Undefined: the one that is taken by itself. */
  readonly schemeId: string | undefined
  /** How that one is called. */
  readonly byItself: string
  readonly onChange: (schemeId: string | undefined) => void
  /** Labels that those of other schemes can be mapped to. */
  readonly mapped?: readonly { readonly key: string; readonly name: string }[]
  /** The one of them that is chosen. */
  readonly mappedKey?: string
  readonly onMap?: (key: string) => void
}

const BY_ITSELF = 'by-itself'
const MAPPED = 'mapped:'

/** Whose labels are counted; nothing where there is no choice. */
export const LabelsOf = ({
  label,
  schemes,
  schemeId,
  byItself,
  onChange,
  mapped = [],
  mappedKey,
  onMap
}: LabelsOfProps): ReactNode =>
  schemes.length + mapped.length > 1 && (
    <ConventionRow title="Labels of">
      <Select
        label={label}
        size="small"
        value={mappedKey === undefined ? (schemeId ?? BY_ITSELF) : `${MAPPED}${mappedKey}`}
        options={[
          { id: BY_ITSELF, title: byItself },
          ...schemes.map(({ id, name }) => ({ id, title: name })),
          ...mapped.map(({ key, name }) => ({ id: `${MAPPED}${key}`, title: `${name}, mapped` }))
        ]}
        onChange={(id) =>
          id.startsWith(MAPPED)
            ? onMap?.(id.slice(MAPPED.length))
            : onChange(id === BY_ITSELF ? undefined : id)
        }
      />
    </ConventionRow>
  )
