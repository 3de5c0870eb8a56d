import { Checkbox as Radix } from 'radix-ui'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId } from 'react'

interface CheckboxProps {
  readonly checked: boolean | 'indeterminate'
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  readonly disabled?: boolean
}

/** A box to tick, with its words. */
export function Checkbox({ checked, onChange, children, disabled }: CheckboxProps): ReactNode {
  const id = useId()
  return (
    <span className="check">
      <Radix.Root
        id={id}
        checked={checked}
        disabled={disabled ?? false}
        onCheckedChange={(value) => onChange(value === true)}
      >
        <Radix.Indicator>
          {checked === 'indeterminate' ? <Minus size={12} /> : <Check size={12} strokeWidth={3} />}
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id}>{children}</label>
    </span>
  )
}
