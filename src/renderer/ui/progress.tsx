import type { ReactNode } from 'react'

interface ProgressProps {
  readonly label: string
  /** 0 to 1; absent while not known. */
  readonly share?: number
  readonly widthPx?: number | string
  readonly color?: string
}

/** How far something is. */
export function Progress({ label, share, widthPx, color }: ProgressProps): ReactNode {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <span
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      data-unknown={percent === undefined ? '' : undefined}
      style={{ width: widthPx }}
    >
      <i style={{ width: percent === undefined ? undefined : `${percent}%`, background: color }} />
    </span>
  )
}
