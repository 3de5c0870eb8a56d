import type { ReactNode } from 'react'
import { useState } from 'react'
import { call } from '../../client'
import { showPanel } from '../../session/layout'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { plural } from '../../ui/format'

/** Write what a head says of the rest as tracks of a model. */
export function KeepHead({ headKey, rest }: { readonly headKey: string; readonly rest: number }): ReactNode {
  const [busy, setBusy] = useState(false)
  const keep = async (): Promise<void> => {
    setBusy(true)
    try {
      const { segments } = await call('embedding.keep', { key: headKey, rows: 'unlabelled' })
      toast(
        `${plural(segments, 'suggestion')} kept as tracks of a model; accept or correct them as other predictions.`,
        {
          tone: 'good',
          action: { label: 'Predictions', run: () => showPanel('predictions') }
        }
      )
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" tone="primary" disabled={busy || rest === 0} onClick={() => void keep()}>
      Keep suggestions
    </Button>
  )
}
