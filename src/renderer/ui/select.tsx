import { Select as Radix } from 'radix-ui'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

export interface SelectOption {
  readonly id: string
  readonly title: ReactNode
  readonly hint?: string
  readonly disabled?: boolean
}

interface SelectProps {
  /** Name for screen readers. */
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly SelectOption[]
  readonly onChange: (id: string) => void
  readonly placeholder?: string
  readonly size?: 'small' | 'normal'
  readonly disabled?: boolean
  readonly id?: string
}

/** Choose one of a list. */
export function Select({
  label,
  value,
  options,
  onChange,
  placeholder = 'Choose…',
  size = 'normal',
  disabled,
  id
}: SelectProps): ReactNode {
  return (
    <Radix.Root value={value ?? ''} onValueChange={onChange} disabled={disabled ?? false}>
      <Radix.Trigger className="select-trigger" aria-label={label} data-size={size} id={id}>
        <span className="truncate">
          <Radix.Value placeholder={<span className="faint">{placeholder}</span>} />
        </span>
        <ChevronDown size={14} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" position="popper" sideOffset={4} collisionPadding={8}>
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.id}
                value={option.id}
                disabled={option.disabled ?? false}
                className="menu-item"
              >
                <Radix.ItemText>{option.title}</Radix.ItemText>
                {option.hint && <span className="faint truncate">{option.hint}</span>}
                <span className="grow" />
                <Radix.ItemIndicator>
                  <Check size={14} />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
