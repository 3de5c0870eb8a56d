import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { Button } from './button'
import { Progress } from './progress'

/** What is quick is not announced, ms. */
const LATE_MS = 500

/** How far a long computation is, and the way out of it; shown once it takes long. */
export function LateProgress({
  label,
  share,
  onStop
}: {
  label: string
  /** 0 to 1; absent while not known. */
  share?: number | undefined
  onStop: () => void
}): ReactNode {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    late && (
      <div className="late-progress">
        <span className="muted">{share === undefined ? 'Reading the signal' : label}</span>
        <Progress label={label} {...(share === undefined ? {} : { share })} widthPx={120} />
        <Button size="small" tone="quiet" onClick={onStop}>
          Stop
        </Button>
      </div>
    )
  )
}
