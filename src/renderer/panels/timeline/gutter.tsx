import { useRef } from 'react'
import { Lock, Volume2, VolumeX } from 'lucide-react'
import type { Track } from '../../../shared/domain/rows'
import { openDialog } from '../../session/dialogs'
import { listenTo, usePlayback } from '../../session/playback'
import { useProject } from '../../session/project'
import { select, useSelection } from '../../session/selection'
import { editTrack, trackMenu } from '../../session/track-edits'
import { IconButton } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { classNames } from '../../ui/class-names'
import { ContextMenu, type MenuItem } from '../../ui/menu'
import { DifferenceChoice } from './difference-choice'
import { moveLaneBy } from './lane-actions'
import { channelsIn, heightOf, moveLane, stepLane, type Lane } from './lanes'
import { prefsStore, setLanes } from './lane-prefs'
import { traceMenu } from './trace-menu'

const SMALLEST_PX = 14
/** From this height on name and detail stand on two lines. */
const TALL_PX = 40
const LARGEST_PX = 480

/** Names without what stands in brackets behind them; the whole name shows on hover. */
const shortName = (name: string): string => name.replace(/\s*\([^)]*\)$/, '')

interface GutterCellProps {
  readonly lane: Lane
  readonly shown: readonly Lane[]
  readonly recordingId: string
  readonly heightPx: number
}

/** "8 of 32 · µV": how many channels fit, and their unit. */
const detailOf = (lane: Lane, heightPx: number): string =>
  lane.kind === 'signal' && lane.channels.length > 1
    ? `${channelsIn(heightPx, lane.channels.length)} of ${lane.channels.length} · ${lane.detail}`
    : lane.detail

/** Name of a lane: click a track to work in it, drag to move it, drag its lower edge for its height, secondary button for more. */
export function GutterCell({ lane, shown, recordingId, heightPx }: GutterCellProps): React.JSX.Element {
  const active = useSelection((state) => lane.kind === 'track' && state.trackId === lane.track.id)
  const detail = detailOf(lane, heightPx)
  const choose = (): void => {
    if (lane.kind === 'track') select({ trackId: lane.track.id })
  }
  return (
    <ContextMenu items={() => menuOf(lane, shown, recordingId)}>
      <div
        className={classNames(
          'tl-gutter',
          active && 'is-active',
          heightPx >= TALL_PX && 'is-tall',
          lane.kind === 'track' && lane.depth > 0 && 'is-below'
        )}
        style={lane.kind === 'track' ? ({ '--depth': lane.depth } as React.CSSProperties) : undefined}
        role="rowheader"
        data-lane-id={lane.id}
        draggable={lane.kind !== 'difference'}
        title={lane.detail ? `${lane.title}, ${lane.detail}` : lane.title}
        onClick={choose}
        onDoubleClick={() => lane.kind === 'track' && editTrack(lane.track)}
        onDragStart={(event) => event.dataTransfer.setData('text/lane', lane.id)}
        onDragOver={(event) => event.dataTransfer.types.includes('text/lane') && event.preventDefault()}
        onDrop={(event) => dropOn(event, lane, shown)}
      >
        {lane.kind === 'track' && (
          <AuthorDot color={lane.author?.color ?? 'var(--muted)'} kind={lane.author?.kind ?? 'human'} />
        )}
        {lane.kind === 'difference' ? (
          <DifferenceChoice lane={lane} recordingId={recordingId} />
        ) : (
          <b>{shortName(lane.title)}</b>
        )}
        {lane.kind === 'track' && (lane.own ?? lane.person) !== undefined ? (
          <>
            {lane.own && <span className="truncate tl-own">{lane.own}</span>}
            {lane.person && <span className="truncate tl-person">{lane.person}</span>}
          </>
        ) : (
          detail && <span className="truncate">{detail}</span>
        )}
        {lane.kind === 'track' && <Locked track={lane.track} />}
        {lane.kind === 'waveform' && <Listen fileId={lane.stream.fileId} />}
        <ResizeHandle lane={lane} />
      </div>
    </ContextMenu>
  )
}

/** Says why nothing can be changed in a lane: its own lock, or that of the assignment it belongs to. */
function Locked({ track }: { readonly track: Track }): React.JSX.Element | null {
  const byStudy = useProject(
    ({ snapshot }) =>
      track.itemId !== undefined &&
      (snapshot?.items.some(({ id, state }) => id === track.itemId && state === 'locked') ?? false)
  )
  if (!byStudy && !track.locked) return null
  const title = byStudy
    ? 'Locked by the study: the lead can reopen it'
    : 'Locked: its segments stay as they are'
  return (
    <span className="tl-locked" title={title} role="img" aria-label={title}>
      <Lock size={12} aria-hidden="true" />
    </span>
  )
}

/** Which of several sounds is heard. */
function Listen({ fileId }: { readonly fileId: string }): React.JSX.Element | null {
  const heard = usePlayback((state) => state.heardFileId === fileId && !state.muted)
  const several = usePlayback((state) => state.files.length > 1)
  if (!several) return null
  return (
    <IconButton
      label={heard ? 'This sound is heard' : 'Hear this sound'}
      size="small"
      pressed={heard}
      onClick={() => listenTo(fileId)}
    >
      {heard ? <Volume2 size={13} /> : <VolumeX size={13} />}
    </IconButton>
  )
}

function dropOn(event: React.DragEvent<HTMLElement>, lane: Lane, shown: readonly Lane[]): void {
  const id = event.dataTransfer.getData('text/lane')
  if (!id || id === lane.id) return
  event.preventDefault()
  const box = event.currentTarget.getBoundingClientRect()
  const below = event.clientY > box.top + box.height / 2
  const next = below ? shown[shown.indexOf(lane) + 1]?.id : lane.id
  setLanes({ order: moveLane(shown, id, next) })
}

function menuOf(lane: Lane, shown: readonly Lane[], recordingId: string): readonly MenuItem[] {
  const { lanes } = prefsStore.getState()
  const move = (title: string, step: 1 | -1) => ({
    title,
    disabled: stepLane(shown, lane.id, step) === undefined,
    run: () => moveLaneBy(recordingId, lane.id, step)
  })
  const place = [
    move('Move up', -1),
    move('Move down', 1),
    { title: `Hide ${lane.title}`, run: () => setLanes({ hidden: [...lanes.hidden, lane.id] }) },
    {
      title: 'Usual height',
      run: () => setLanes({ heights: without(lanes.heights, lane.id) }),
      disabled: lanes.heights[lane.id] === undefined
    },
    { title: 'Usual order of lanes', run: () => setLanes({ order: [] }), disabled: lanes.order.length === 0 },
    { kind: 'line' },
    { title: 'New track…', run: () => openDialog({ id: 'track', props: { recordingId } }) }
  ] as const
  if (lane.kind !== 'track') return place
  const more =
    lane.track.kind === 'trace' ? [...traceMenu(lane.track), { kind: 'line' } as const, ...place] : place
  return trackMenu(lane.track, more)
}

const without = (heights: Readonly<Record<string, number>>, id: string): Record<string, number> =>
  Object.fromEntries(Object.entries(heights).filter(([each]) => each !== id))

/** The lower edge of a lane's name: drag for its height, double-click for the usual one. */
function ResizeHandle({ lane }: { readonly lane: Lane }): React.JSX.Element {
  const from = useRef<{ readonly y: number; readonly height: number } | undefined>(undefined)
  const move = (event: React.PointerEvent): void => {
    const { lanes } = prefsStore.getState()
    if (!from.current) return
    const height = Math.round(
      Math.max(SMALLEST_PX, Math.min(LARGEST_PX, from.current.height + event.clientY - from.current.y))
    )
    setLanes({ heights: { ...lanes.heights, [lane.id]: height } })
  }
  return (
    <i
      className="tl-resize"
      aria-hidden="true"
      // The name around it can be dragged; this edge must not start that.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { y: event.clientY, height: heightOf(lane, prefsStore.getState().lanes) }
      }}
      onPointerMove={move}
      onPointerUp={() => (from.current = undefined)}
      onDoubleClick={() => setLanes({ heights: without(prefsStore.getState().lanes.heights, lane.id) })}
    />
  )
}
