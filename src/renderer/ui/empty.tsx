import type { ReactNode } from 'react'

interface EmptyProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  /** The one action that fills it. */
  readonly action?: ReactNode
  readonly size?: 'small' | 'normal'
}

/** What a view is for while there is nothing in it. */
export const Empty = ({ icon, title, children, action, size }: EmptyProps): ReactNode => (
  <div className="empty" data-size={size}>
    {icon}
    <h3>{title}</h3>
    {children && <p>{children}</p>}
    {action}
  </div>
)

/** A grey shape of what is loading. */
export const Skeleton = ({
  width = '100%',
  height = 14
}: {
  width?: number | string
  height?: number | string
}): ReactNode => <span className="skeleton" style={{ width, height }} aria-hidden="true" />
