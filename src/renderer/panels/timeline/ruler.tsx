import { useCallback } from 'react'
import { Layers, Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { clock } from '../../session/clock'
import { useItemAxis } from '../../session/pages/item-axis'
import { openDialog } from '../../session/dialogs'
import { useKeys } from '../../session/use-keys'
import { viewport } from '../../session/viewport'
import { IconButton } from '../../ui/button'
import { Menu, type MenuItem } from '../../ui/menu'
import { LaneCanvas, type Painting } from './lane-canvas'
import { prefsStore, setLanes } from './lane-prefs'
import type { Lane } from './lanes'
import { paintRuler } from './paint-grid'

export const RULER_PX = 24
const HOUR = 3_600_000_000

/** The time axis with the zoom buttons and the list of lanes beside it. */
export function Ruler({
  lanes,
  recordingId
}: {
  readonly lanes: readonly Lane[]
  readonly recordingId: string
}): React.JSX.Element {
  const zoomOut = useKeys('view.zoomOut')
  const zoomIn = useKeys('view.zoomIn')
  const fit = useKeys('view.fit')
  const axis = useItemAxis(recordingId)
  // Drawn anew when the items change, for instance when turns are split.
  const paint = useCallback(
    (painting: Painting) => paintRuler({ ...painting, axis }, clock.state().duration >= HOUR),
    [axis]
  )
  return (
    <div className="tl-head" style={{ height: RULER_PX }}>
      <div className="tl-gutter tl-tools">
        <Menu items={() => laneItems(lanes, recordingId)}>
          <button type="button" className="icon-button" data-size="small" aria-label="Lanes" title="Lanes">
            <Layers size={13} />
          </button>
        </Menu>
        <span className="grow" />
        <IconButton
          label="Zoom out"
          keys={zoomOut}
          size="small"
          onClick={() => viewport.getState().zoom(1.6)}
        >
          <ZoomOut size={13} />
        </IconButton>
        <IconButton
          label="Zoom in"
          keys={zoomIn}
          size="small"
          onClick={() => viewport.getState().zoom(1 / 1.6)}
        >
          <ZoomIn size={13} />
        </IconButton>
        <IconButton label="Show all" keys={fit} size="small" onClick={() => viewport.getState().fit()}>
          <Maximize2 size={12} />
        </IconButton>
      </div>
      <div className="tl-lane tl-ruler" data-kind="ruler">
        <LaneCanvas paint={paint} label={axis ? `Axis of ${axis.noun.toLowerCase()}s` : 'Time axis'} />
      </div>
    </div>
  )
}

function laneItems(lanes: readonly Lane[], recordingId: string): readonly MenuItem[] {
  const { hidden } = prefsStore.getState().lanes
  const toggle = (id: string): void =>
    setLanes({ hidden: hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id] })
  return [
    { kind: 'head', title: 'Lanes' },
    ...lanes.map((lane): MenuItem => ({
      title: lane.detail ? `${lane.title}, ${lane.detail}` : lane.title,
      checked: !hidden.includes(lane.id),
      run: () => toggle(lane.id)
    })),
    { kind: 'line' },
    { title: 'Show all lanes', run: () => setLanes({ hidden: [] }), disabled: hidden.length === 0 },
    { title: 'Usual order', run: () => setLanes({ order: [] }) },
    { title: 'New track…', run: () => openDialog({ id: 'track', props: { recordingId } }) }
  ]
}
