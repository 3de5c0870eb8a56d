import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { Eye, EyeOff, Play, Trash2 } from 'lucide-react'
import type { Take } from '../../../shared/domain/rows'
import { formatClock, toSeconds } from '../../../shared/domain/time'
import { perform } from '../../session/actions'
import { clock } from '../../session/clock'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { useRating } from '../../session/rating/rating-status'
import { deleteTake, hideTake, takesOf } from '../../session/rating/rating-tracks'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { select } from '../../session/selection'
import { toast } from '../../session/toasts'
import { IconButton } from '../../ui/button'
import { formatWhen } from '../../ui/format'

/** Takes of the track, the newest on top as they lie over each other. */
export function Takes({ track }: { readonly track: TraceTrack }): ReactNode {
  const all = useProject((state) => state.snapshot?.takes)
  const isBusy = useRating((state) => state.phase !== 'idle')
  const takes = useMemo(() => takesOf(all, track.id), [all, track.id])
  if (takes.length === 0)
    return <p className="rt-none muted">No takes yet. Earlier takes stay; a new one lies on top.</p>
  return (
    <table className="rt-takes" aria-label={`Takes of ${track.name}`} inert={isBusy}>
      <thead>
        <tr>
          <th>Take</th>
          <th>Stretch</th>
          <th>Input</th>
          <th>Missing</th>
          <th>Lag</th>
          <th>Made</th>
          <th>
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {takes.map((take, index) => <Row key={take.id} take={take} number={index + 1} />).reverse()}
      </tbody>
    </table>
  )
}

function Row({ take, number }: { readonly take: Take; readonly number: number }): ReactNode {
  const name = `take ${number}`
  const play = (): void => {
    const range = { start: take.start, end: take.end }
    select({ trackId: take.trackId, segmentIds: [], range })
    clock.playRange(range, false)
  }
  const remove = async (): Promise<void> => {
    if (await deleteTake(take))
      toast(`Take ${number} is deleted.`, { action: { label: 'Undo', run: () => void undo() } })
  }
  const missing = take.count === 0 ? 0 : (take.missingCount / take.count) * 100
  return (
    <tr data-hidden={take.hidden}>
      <td className="mono">{number}</td>
      <td className="mono">
        {formatClock(take.start).slice(3, -2)} <span className="faint">+</span>
        {toSeconds(take.end - take.start).toFixed(1)} s
      </td>
      <td>{take.device ?? take.source}</td>
      <td className="mono">{missing === 0 ? '0' : `${missing.toFixed(1)} %`}</td>
      <td className="mono">{take.lag === undefined ? '–' : `${toSeconds(take.lag).toFixed(2)} s`}</td>
      <td>{take.madeAt === undefined ? '–' : formatWhen(take.madeAt)}</td>
      <td className="rt-row-tools">
        <IconButton label={`Play ${name}`} size="small" onClick={play}>
          <Play size={12} />
        </IconButton>
        <IconButton
          label={take.hidden ? `Show ${name}` : `Hide ${name}`}
          size="small"
          pressed={take.hidden}
          onClick={() => perform(() => hideTake(take, !take.hidden))}
        >
          {take.hidden ? <EyeOff size={13} /> : <Eye size={13} />}
        </IconButton>
        <IconButton label={`Delete ${name}`} size="small" onClick={() => perform(remove)}>
          <Trash2 size={13} />
        </IconButton>
      </td>
    </tr>
  )
}
