import type { ReactNode } from 'react'
import { Empty } from './empty'
import './report.css'

interface AnswerViewProps<T> {
  /** The last answer; it stays while the next one is made. */
  readonly shown: T | undefined
  readonly loading: boolean
  readonly problem: { readonly message: string; readonly hint?: string } | undefined
  readonly icon: ReactNode
  /** Drawn while the first answer is made. */
  readonly skeleton: ReactNode
  readonly children: (shown: T) => ReactNode
}

/** An answer, or why there is none, under a line that shows that a new one is being made. */
export const AnswerView = <T,>({
  shown,
  loading,
  problem,
  icon,
  skeleton,
  children
}: AnswerViewProps<T>): ReactNode => (
  <>
    <div className="answer-progress" data-on={loading && shown ? '' : undefined} />
    {problem ? (
      <Empty icon={icon} title={problem.message}>
        {problem.hint}
      </Empty>
    ) : shown ? (
      children(shown)
    ) : (
      skeleton
    )}
  </>
)
