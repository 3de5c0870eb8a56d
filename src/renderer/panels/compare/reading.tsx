import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { on } from '../../client'
import { Progress } from '../../ui/progress'

/** Nothing more was heard for so long: the reading is over, milliseconds. */
const OVER_MS = 900

/** How far the reading of very many labels is; what is quick is not announced. */
export function Reading(): ReactNode {
  const [share, setShare] = useState<number>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = on('analysisProgress', ({ slot, done, total }) => {
      if (slot !== 'labels') return
      clearTimeout(timer)
      setShare(done / Math.max(1, total))
      timer = setTimeout(() => setShare(undefined), OVER_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  if (share === undefined) return null
  return (
    <div className="compare-reading" role="status">
      <Progress label="Reading labels" share={share} widthPx={120} /> Reading labels
    </div>
  )
}
