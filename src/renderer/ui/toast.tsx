import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { Button, IconButton } from './button'

interface ToastProps {
  readonly tone: 'info' | 'good' | 'bad'
  readonly message: string
  readonly hint?: string
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly onClose: () => void
}

/** Time a notice stays: long enough to read, longer for bad news. */
const STAY_MS = { info: 4000, good: 4000, bad: 9000 } as const
/** A notice that offers something stays long enough to decide. */
const OFFER_MS = 9000

/** A short notice in the corner. */
export function ToastView({ tone, message, hint, action, onClose }: ToastProps): ReactNode {
  useEffect(() => {
    const timer = setTimeout(onClose, action ? OFFER_MS : STAY_MS[tone])
    return () => clearTimeout(timer)
    // The stay counts from when the notice came; a new closing function does not restart it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (
    <div className="toast" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <div className="grow">
        <div>{message}</div>
        {hint && <div className="hint">{hint}</div>}
      </div>
      {action && (
        <Button
          size="small"
          onClick={() => {
            action.run()
            onClose()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" size="small" onClick={onClose}>
        <X size={14} />
      </IconButton>
    </div>
  )
}
