import { Activity, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Analysed } from '../../session/signals/analysed'
import { useAnalysed } from '../../session/signals/analysed'
import { call } from '../../client'
import { Empty } from '../../ui/empty'
import { Notice } from '../../ui/notice'
import { LateProgress } from '../../ui/late-progress'
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
      {loading && (share ?? 0) < 1 && (
        <LateProgress label="Computing" share={share} onStop={() => void call('signal.stop', { slot })} />
      )}
    </>
  )
}

/** How a result was made, below it. */
export const Made = ({ children }: { children: ReactNode }): ReactNode => (
  <p className="brain-made selectable">{children}</p>
)
