import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface PopoverProps {
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly label: string
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  readonly align?: 'start' | 'center' | 'end'
  readonly widthPx?: number
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

/** More about something, beside it. */
export function Popover({
  trigger,
  children,
  label,
  side,
  align = 'start',
  widthPx,
  open,
  onOpenChange
}: PopoverProps): ReactNode {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="popover"
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          side={side}
          align={align}
          style={widthPx ? { width: widthPx, maxWidth: widthPx } : undefined}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
