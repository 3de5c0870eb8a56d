import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface TabsProps<T extends string> {
  /** Name for screen readers. */
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly id: T; readonly title: ReactNode; readonly hint?: string }[]
  readonly onChange: (value: T) => void
}

/** A row of choices of which one is on. */
export function Tabs<T extends string>({ label, value, options, onChange }: TabsProps<T>): ReactNode {
  const change = (id: string): void => {
    const option = options.find((candidate) => candidate.id === id)
    if (option) onChange(option.id)
  }
  return (
    <Radix.Root value={value} onValueChange={change}>
      <Radix.List className="tabs" aria-label={label}>
        {options.map((option) => (
          <Radix.Trigger key={option.id} value={option.id} title={option.hint} aria-controls={undefined}>
            {option.title}
          </Radix.Trigger>
        ))}
      </Radix.List>
    </Radix.Root>
  )
}
