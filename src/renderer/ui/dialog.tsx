import { Dialog as Radix } from 'radix-ui'
import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { IconButton } from './button'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the bottom. */
  readonly foot?: ReactNode
  /** Beside the title. */
  readonly head?: ReactNode
  readonly widthPx?: number
}

/** A dialogue over the window; Escape and the cross close it. */
export function Dialog({ title, onClose, children, foot, head, widthPx }: DialogProps): ReactNode {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content
          className="dialog"
          aria-describedby={undefined}
          style={widthPx ? ({ '--dialog-width': `${widthPx}px` } as CSSProperties) : undefined}
        >
          <header className="dialog-head">
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            {head}
            <Radix.Close asChild>
              <IconButton label="Close" keys="Esc">
                <X size={16} />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="dialog-body">{children}</div>
          {foot && <footer className="dialog-foot">{foot}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
