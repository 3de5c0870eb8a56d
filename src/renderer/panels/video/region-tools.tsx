import { ArrowLeftRight, ChevronLeft, ChevronRight, DiamondMinus, Eye, EyeOff, Merge } from 'lucide-react'
import { keyAt } from '../../../shared/regions/edit-region'
import { regionAt } from '../../../shared/regions/region-at'
import { runAction } from '../../session/actions'
import { useClock } from '../../session/clock'
import { canEdit } from '../../session/desk-segments'
import { trackOf, useProject } from '../../session/project'
import { useIdentity } from '../../session/regions/identity'
import { selectedRegion } from '../../session/regions/region-edits'
import { pictureTime, useRegionView } from '../../session/regions/region-view'
import { useSelection } from '../../session/selection'
import { useKeys } from '../../session/use-keys'
import { IconButton } from '../../ui/button'

/** What can be done with the selected region, below the picture's upper edge; also says what is being drawn or waited for. */
export function RegionTools({ recordingId }: { readonly recordingId: string }): React.JSX.Element | null {
  const drawing = useRegionView((state) => state.drawing)
  const shown = useRegionView((state) => state.shown)
  const waiting = useIdentity()
  useSelection((state) => state.segmentIds)
  useProject((state) => state.segments.get(recordingId))
  const time = useClock((state) => (state.playing ? undefined : state.time))
  const hideKey = useKeys('region.hide')
  const chosen = selectedRegion()
  if (drawing)
    return (
      <p className="vd-note" role="status">
        {drawing === 'box' ? 'Drag over the picture to draw a box. ' : 'Click the picture to set a point. '}
        Esc leaves it.
      </p>
    )
  if (waiting)
    return (
      <p className="vd-note" role="status">
        {waiting.kind === 'swap' ? 'Click who to swap with. ' : 'Click who is the same. '}Esc leaves it.
      </p>
    )
  if (!chosen || !shown || time === undefined || !canEdit(trackOf(chosen.segment.trackId))) return null
  const at = pictureTime(time)
  const seen = regionAt(chosen.region, at) !== undefined
  return (
    <div className="vd-region-tools" role="toolbar" aria-label="Region">
      <IconButton
        size="small"
        label="Previous place of the region"
        onClick={() => runAction('region.previousKey')}
      >
        <ChevronLeft size={14} />
      </IconButton>
      <IconButton size="small" label="Next place of the region" onClick={() => runAction('region.nextKey')}>
        <ChevronRight size={14} />
      </IconButton>
      <IconButton
        size="small"
        label="Take the place on this picture away"
        disabled={!keyAt(chosen.region, at)}
        onClick={() => runAction('region.removeKey')}
      >
        <DiamondMinus size={14} />
      </IconButton>
      <IconButton
        size="small"
        keys={hideKey}
        label={seen ? 'Hide from here' : 'Show from here'}
        onClick={() => runAction('region.hide')}
      >
        {seen ? <EyeOff size={14} /> : <Eye size={14} />}
      </IconButton>
      <IconButton size="small" label="Swap from here on with…" onClick={() => runAction('identity.swap')}>
        <ArrowLeftRight size={14} />
      </IconButton>
      <IconButton size="small" label="Merge with…" onClick={() => runAction('identity.merge')}>
        <Merge size={14} />
      </IconButton>
    </div>
  )
}
