import type { ReactNode } from 'react'
import './report.css'

interface NoticeProps {
  readonly icon: ReactNode
  readonly tone?: 'warn'
  /** The way to change it. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A line above numbers about what they do not cover. */
export const Notice = ({ icon, tone, action, children }: NoticeProps): ReactNode => (
  <div className="notice" data-tone={tone} role="note">
    {icon}
    <span className="grow">{children}</span>
    {action}
  </div>
)
