import { Activity, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { Analysed } from '../../session/signals/analysed'
import { useAnalysed } from '../../session/signals/analysed'
import { call } from '../../client'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Notice } from '../../ui/notice'
import { Progress } from '../../ui/progress'
import './brain.css'

/** A panel of analyses: its inside, or what it is for while no signal is open. */
export function AnalysisFrame({
  name,
  purpose,
  children
}: {
  name: string
  purpose: string
  children: (analysed: Analysed) => ReactNode
}): ReactNode {
  const analysed = useAnalysed()
  return (
    <div className="panel brain" data-name={name}>
      {analysed ? (
        children(analysed)
      ) : (
        <Empty icon={<Activity size={20} />} title="No signal in this recording">
          {purpose}
        </Empty>
      )}
    </div>
  )
}

/** What stands over a picture: it is being made, or why there is none. */
export function AnswerState({
  slot,
  loading,
  share,
  problem,
  empty
}: {
  slot: string
  loading: boolean
  share?: number | undefined
  problem?: { readonly message: string; readonly hint?: string | undefined } | undefined
  /** Why nothing is asked. */
  empty?: string | undefined
}): ReactNode {
  if (empty !== undefined)
    return (
      <Notice icon={<Activity size={14} />}>
        <span>{empty}</span>
      </Notice>
    )
  return (
    <>
      {problem && (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          {problem.message} {problem.hint}
        </Notice>
      )}
      <div className="answer-progress" data-on={loading || undefined} aria-busy={loading} />
      {loading && (share ?? 0) < 1 && <Wait slot={slot} share={share} />}
    </>
  )
}

/** What is quick is not announced, ms. */
const LATE_MS = 500

/** How far a long computation is, and the way out of it. */
function Wait({ slot, share }: { slot: string; share: number | undefined }): ReactNode {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    late && (
      <div className="brain-wait">
        <span className="muted">{share === undefined ? 'Reading the signal' : 'Computing'}</span>
        <Progress label="Computing" {...(share === undefined ? {} : { share })} widthPx={120} />
        <Button size="small" tone="quiet" onClick={() => void call('signal.stop', { slot })}>
          Stop
        </Button>
      </div>
    )
  )
}

/** How a result was made, below it. */
export const Made = ({ children }: { children: ReactNode }): ReactNode => (
  <p className="brain-made selectable">{children}</p>
)
