import { Ruler } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { channelTypeNames } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { typeOf, typesOf } from '../../session/signals/channels'
import { sizeOf } from '../../session/signals/look-edits'
import { setLook } from '../../session/signals/looks'
import type { SignalLook } from '../../session/signals/signal-state'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Popover } from '../../ui/popover'
import { CommitInput } from '../../ui/text-field'
import { TypeSwatch } from './legend'
import { plainUnit } from './scale-text'

/** How large waves are in units of each kind of channel, which way is up, and the grid. */
export function SizeMenu({ stream, look }: { stream: Stream; look: SignalLook }): ReactNode {
  const types = [...typesOf(stream).keys()]
  const set = (patch: Partial<SignalLook>): void => setLook(stream.id, patch)
  return (
    <Popover
      label="Size and grid"
      align="end"
      widthPx={300}
      trigger={
        <Button size="small" tone={Object.keys(look.units).length > 0 ? 'plain' : 'quiet'}>
          <Ruler size={13} /> Size
        </Button>
      }
    >
      <div className="sig-view">
        <p className="faint">From the middle of a row to its edge. Empty: what fits.</p>
        <div className="sig-sizes">
          {types.map((type) => (
            <Size key={type} stream={stream} type={type} look={look} />
          ))}
        </div>
        <Checkbox checked={look.ownScale} onChange={(ownScale) => set({ ownScale })}>
          Each channel by its own size
        </Checkbox>
        <Checkbox checked={look.negativeUp} onChange={(negativeUp) => set({ negativeUp })}>
          EEG and EOG with negative up
        </Checkbox>
        <Checkbox checked={look.grid} onChange={(grid) => set({ grid })}>
          Grid at round values and times
        </Checkbox>
      </div>
    </Popover>
  )
}

function Size({ stream, type, look }: { stream: Stream; type: ChannelType; look: SignalLook }): ReactNode {
  const unit = plainUnit((stream.info.channels ?? []).find((channel) => typeOf(channel) === type)?.unit ?? '')
  const said = look.units[type]
  return (
    <>
      <TypeSwatch type={type} />
      <span className="truncate">{channelTypeNames[type]}</span>
      <CommitInput
        label={`Half a row of ${channelTypeNames[type]}${unit ? `, ${unit}` : ''}`}
        mono
        placeholder="fits"
        value={said === undefined ? '' : String(said)}
        onCommit={(text) => {
          const size = sizeOf(text)
          if (size !== undefined) setLook(stream.id, { units: { ...look.units, [type]: size ?? undefined } })
        }}
      />
      <span className="mono faint">{unit}</span>
    </>
  )
}
