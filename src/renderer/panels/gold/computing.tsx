import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { Events } from '../../../shared/contract'
import { call, on } from '../../client'
import { Button } from '../../ui/button'
import { Progress } from '../../ui/progress'

/** How far a long computation is, once there is something to say, with the way to stop it. */
export function Computing(): ReactNode {
  const [told, setTold] = useState<Events['goldProgress'] | undefined>()
  useEffect(() => on('goldProgress', setTold), [])
  if (!told) return null
  const share = told.total > 0 ? told.done / told.total : undefined
  return (
    <div className="gold-computing">
      <Progress label="Progress of the gold standard" share={share} widthPx={120} />
      <span className="muted">{told.note}</span>
      <span className="grow" />
      <Button size="small" onClick={() => void call('gold.stop')}>
        Stop
      </Button>
    </div>
  )
}
