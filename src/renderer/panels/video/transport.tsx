import { useState } from 'react'
import { ChevronLeft, ChevronRight, Pause, Play, Repeat, Volume2, VolumeX } from 'lucide-react'
import { itemAt } from '../../../shared/documents/item-axis'
import { formatClock, parseClock, type Micros } from '../../../shared/domain/time'
import { runAction } from '../../session/actions'
import { clock, RATES, useClock } from '../../session/clock'
import { goTo } from '../../session/desk-navigate'
import { useItemAxis } from '../../session/pages/item-axis'
import { playback, setMuted, usePlayback } from '../../session/playback'
import { useSelection } from '../../session/selection'
import { toast } from '../../session/toasts'
import { useKeys } from '../../session/use-keys'
import { IconButton } from '../../ui/button'
import { Kbd } from '../../ui/kbd'
import { Menu, type MenuItem } from '../../ui/menu'

/** Play, step, time, speed, loop. */
export function Transport(): React.JSX.Element {
  const playing = useClock((state) => state.playing)
  const looping = useClock((state) => state.looping)
  const rate = useClock((state) => state.rate)
  const muted = usePlayback((state) => state.muted)
  const keys = {
    play: useKeys('playback.toggle'),
    back: useKeys('playback.frameBack'),
    forward: useKeys('playback.frameForward'),
    slower: useKeys('playback.slower'),
    faster: useKeys('playback.faster'),
    normal: useKeys('playback.normalSpeed'),
    loop: useKeys('playback.loop'),
    segment: useKeys('segment.fromAnchor')
  }
  return (
    <div className="vd-transport" role="toolbar" aria-label="Playback">
      <IconButton label="One frame back" keys={keys.back} onClick={() => runAction('playback.frameBack')}>
        <ChevronLeft size={17} />
      </IconButton>
      <IconButton
        label={playing ? 'Pause' : 'Play'}
        keys={keys.play}
        tone="primary"
        onClick={() => clock.toggle()}
      >
        {playing ? (
          <Pause size={14} fill="currentColor" strokeWidth={0} />
        ) : (
          <Play size={14} fill="currentColor" strokeWidth={0} />
        )}
      </IconButton>
      <IconButton
        label="One frame forward"
        keys={keys.forward}
        onClick={() => runAction('playback.frameForward')}
      >
        <ChevronRight size={17} />
      </IconButton>
      <Place />
      <Menu items={rateItems}>
        <button
          type="button"
          className="vd-button mono"
          title={`Speed: ${keys.slower ?? 'none'} and ${keys.faster ?? 'none'}, ${keys.normal ?? 'none'} for normal`}
        >
          <span className="visually-hidden">Speed </span>
          {rate === Math.round(rate) ? rate.toFixed(1) : rate}x
        </button>
      </Menu>
      <button
        type="button"
        className="vd-button"
        aria-pressed={looping}
        title={`Loop the selection${keys.loop ? ` (${keys.loop})` : ''}`}
        onClick={() => runAction('playback.loop')}
      >
        <Repeat size={12} /> <span>loop</span>
      </button>
      <IconButton label={muted ? 'Sound on' : 'Sound off'} size="small" onClick={() => setMuted(!muted)}>
        {muted ? <VolumeX size={14} /> : <Volume2 size={14} />}
      </IconButton>
      <span className="grow" />
      <span className="vd-hints" aria-hidden="true">
        <Kbd>1-9 label</Kbd>
        {keys.segment && <Kbd>{keys.segment} segment</Kbd>}
      </span>
    </div>
  )
}

const rateItems = (): readonly MenuItem[] =>
  RATES.map((rate) => ({
    title: `${rate}x`,
    checked: clock.state().rate === rate,
    run: () => clock.setRate(rate)
  }))

/** The clock shows whole milliseconds: a typed time that reads like the start of a frame means that frame. */
function frameMeant(time: Micros): Micros {
  const { frames } = playback()
  const next = frames?.timeOf(frames.frameAt(time) + 1)
  return next !== undefined && formatClock(next) === formatClock(time) ? next : time
}

/** Where the playhead is: the clock, or the item of a recording that has none. */
function Place(): React.JSX.Element {
  const axis = useItemAxis(useSelection((state) => state.recordingId))
  const time = useClock((state) => (axis ? itemAt(axis, state.time) : 0))
  if (!axis) return <TimeField />
  return (
    <span className="vd-time mono">
      {axis.noun} <b>{time}</b>
      <small> / {axis.starts.length}</small>
    </span>
  )
}

/** The clock; click it and type a time to go there. */
function TimeField(): React.JSX.Element {
  const [typed, setTyped] = useState<string>()
  const text = useClock((state) => formatClock(state.time))
  const duration = useClock((state) => formatClock(state.duration))
  const leave = (): void => setTyped(undefined)
  const commit = (): void => {
    const time = typed === undefined || typed === text ? undefined : parseClock(typed)
    if (time !== undefined) goTo(frameMeant(time))
    else if (typed !== undefined && typed !== text)
      toast('That is no time.', {
        hint: 'Type seconds (12.5), minutes (1:02.5) or the full clock (00:03:08.720).'
      })
    leave()
  }
  return (
    <span className="vd-time mono">
      {typed === undefined ? (
        <button
          type="button"
          title="Type a time to go there"
          data-testid="clock"
          onClick={() => setTyped(text)}
        >
          {text.slice(0, -3)}
          <b>{text.slice(-3)}</b>
        </button>
      ) : (
        <input
          aria-label="Time"
          autoFocus
          value={typed}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') leave()
            if (event.key === 'Enter' || event.key === 'Escape') event.stopPropagation()
          }}
        />
      )}
      <small> / {duration}</small>
    </span>
  )
}
