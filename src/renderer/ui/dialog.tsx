import { Dialog as Radix } from 'radix-ui'
import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useRef } from 'react'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the bottom. */
  readonly foot?: ReactNode
  /** Beside the title. */
  readonly head?: ReactNode
  readonly widthPx?: number
  /** The body is text to read: it takes focus, so that keys scroll it. */
  readonly reading?: boolean
}

const FOCUSABLE =
  'input:not([disabled]), button:not([disabled]), textarea:not([disabled]), select, a[href], [tabindex="0"]'

/** A click on a notice is no click beside the dialogue. */
function keepForNotices(event: Event): void {
  if (event.target instanceof Element && event.target.closest('[aria-live]')) event.preventDefault()
}

/** A dialogue over the window; Escape and the cross close it. Focus starts at the first control inside, not at the cross. */
export function Dialog({ title, onClose, children, foot, head, widthPx, reading }: DialogProps): ReactNode {
  const content = useRef<HTMLDivElement>(null)
  const focusFirst = (event: Event): void => {
    event.preventDefault()
    const parts = ['[autofocus]', '.dialog-title-tools', '.dialog-body', '.dialog-foot'].map((part) =>
      content.current?.querySelector<HTMLElement>(part)
    )
    const first = parts
      .map((part) => (part?.matches(FOCUSABLE) ? part : part?.querySelector<HTMLElement>(FOCUSABLE)))
      .find(Boolean)
    // A field that took focus when it was drawn keeps it.
    if (!content.current?.contains(document.activeElement)) (first ?? content.current)?.focus()
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content
          ref={content}
          className="dialog"
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirst}
          onInteractOutside={keepForNotices}
          style={widthPx ? ({ '--dialog-width': `${widthPx}px` } as CSSProperties) : undefined}
        >
          <div className="dialog-head">
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            {head && <div className="dialog-title-tools">{head}</div>}
            <Radix.Close asChild>
              <button type="button" className="icon-button" aria-label="Close" title="Close (Esc)">
                <X size={16} />
              </button>
            </Radix.Close>
          </div>
          <div className="dialog-body" tabIndex={reading ? 0 : undefined}>
            {children}
          </div>
          {foot && <div className="dialog-foot">{foot}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
