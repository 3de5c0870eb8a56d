import type { ReactNode } from 'react'
import { Eye, EyeOff, Play, Trash2 } from 'lucide-react'
import type { Take } from '../../../shared/domain/rows'
import { formatClock, toSeconds } from '../../../shared/domain/time'
import { perform } from '../../session/actions'
import { clock } from '../../session/clock'
import { openDialog } from '../../session/dialogs'
import { useRating } from '../../session/rating/rating-status'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { select } from '../../session/selection'
import { deleteTakes, setTakes, useTakes } from '../../session/takes'
import { Button, IconButton } from '../../ui/button'
import { formatWhen } from '../../ui/format'

/** Takes of the track, the newest on top as they lie over each other. */
export function Takes({ track }: { readonly track: TraceTrack }): ReactNode {
  const takes = useTakes(track.id)
  const isBusy = useRating((state) => state.phase !== 'idle')
  if (takes.length === 0)
    return <p className="rt-none muted">No takes yet. Earlier takes stay; a new one lies on top.</p>
  return (
    <table className="rt-takes" aria-label={`Takes of ${track.name}`} inert={isBusy}>
      <thead>
        <tr>
          <th>Take</th>
          <th>Stretch</th>
          <th className="rt-input">Input</th>
          <th>Missing</th>
          <th className="rt-lag">Lag</th>
          <th className="rt-made">Made</th>
          <th>
            <Button
              size="small"
              tone="quiet"
              onClick={() =>
                openDialog({ id: 'lag', props: { recordingId: track.recordingId, trackId: track.id } })
              }
            >
              Find lag…
            </Button>
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
  const missing = take.count === 0 ? 0 : (take.missingCount / take.count) * 100
  const made = take.madeAt === undefined ? '' : formatWhen(take.madeAt)
  return (
    <tr title={[take.device ?? take.source, made].filter(Boolean).join(', ')} data-hidden={take.hidden}>
      <td className="mono">{number}</td>
      <td className="mono">
        {formatClock(take.start).slice(3, -2)} <span className="faint">+</span>
        {toSeconds(take.end - take.start).toFixed(1)} s
      </td>
      <td className="rt-input">{take.device ?? take.source}</td>
      <td className="mono">{missing === 0 ? '0' : `${missing.toFixed(1)} %`}</td>
      <td className="mono rt-lag">{take.lag === undefined ? '–' : `${toSeconds(take.lag).toFixed(2)} s`}</td>
      <td className="rt-made">{made || '–'}</td>
      <td className="rt-row-tools">
        <IconButton label={`Play ${name}`} size="small" onClick={play}>
          <Play size={12} />
        </IconButton>
        <IconButton
          label={take.hidden ? `Show ${name}` : `Hide ${name}`}
          size="small"
          pressed={take.hidden}
          onClick={() => perform(() => setTakes([take.id], { hidden: !take.hidden }))}
        >
          {take.hidden ? <EyeOff size={13} /> : <Eye size={13} />}
        </IconButton>
        <IconButton label={`Delete ${name}`} size="small" onClick={() => perform(() => deleteTakes([take]))}>
          <Trash2 size={13} />
        </IconButton>
      </td>
    </tr>
  )
}
