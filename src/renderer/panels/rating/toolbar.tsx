import type { ReactNode } from 'react'
import { Plus, SlidersHorizontal } from 'lucide-react'
import { personOf, useProject } from '../../session/project'
import { devices, suits } from '../../session/rating/devices'
import type { DeviceId } from '../../session/rating/devices'
import { chooseRating, useRatingChoice } from '../../session/rating/rating-choice'
import { useRating } from '../../session/rating/rating-status'
import { myTraces } from '../../session/rating/rating-tracks'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { select } from '../../session/selection'
import { IconButton } from '../../ui/button'
import { Popover } from '../../ui/popover'
import { Select } from '../../ui/select'
import { Settings } from './settings'

interface ToolbarProps {
  readonly track: TraceTrack
  readonly onNew: () => void
}

/** Which track, with what, and how. */
export function Toolbar({ track, onNew }: ToolbarProps): ReactNode {
  useProject((state) => state.index)
  const { device } = useRatingChoice()
  const isBusy = useRating((state) => state.phase !== 'idle')
  const mine = myTraces(track.recordingId)
  const tracks = mine.some(({ id }) => id === track.id) ? mine : [track, ...mine]
  const fitting = devices.filter((each) => suits(each.id, track.trace.mode, track.trace.dims.length))
  const chosen = fitting.find((each) => each.id === device) ?? fitting[0]
  const toDevice = (id: string): void => {
    const next = devices.find((each) => each.id === id)
    if (next) chooseRating({ device: next.id satisfies DeviceId })
  }
  return (
    <div className="rt-bar" role="toolbar" aria-label="Rating">
      <Select
        label="Rating track"
        size="small"
        value={track.id}
        disabled={isBusy}
        options={tracks.map((each) => ({ id: each.id, title: titleOf(each) }))}
        onChange={(id) => select({ trackId: id })}
      />
      <IconButton label="New rating track" size="small" disabled={isBusy} onClick={onNew}>
        <Plus size={14} />
      </IconButton>
      <span className="grow" />
      <Select
        label="Rate with"
        size="small"
        value={chosen?.id}
        disabled={isBusy}
        options={fitting.map(({ id, title }) => ({ id, title }))}
        onChange={toDevice}
      />
      <Popover
        label="How it is rated"
        align="end"
        widthPx={300}
        trigger={
          <IconButton label="How it is rated" size="small" disabled={isBusy}>
            <SlidersHorizontal size={14} />
          </IconButton>
        }
      >
        <Settings track={track} device={chosen?.id ?? 'mouse'} />
      </Popover>
    </div>
  )
}

const titleOf = (track: TraceTrack): string => {
  const person = personOf(track.personId)?.name
  const mode = track.trace.mode === 'bounded' ? '' : `, ${track.trace.mode}`
  return `${track.name}${person === undefined ? '' : ` of ${person}`}${mode}, ${track.trace.rateHz} Hz`
}
