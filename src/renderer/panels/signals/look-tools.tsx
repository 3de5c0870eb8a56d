import { AlignJustify, Minus, Plus, Spline } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { channelTypeNames } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { typesOf } from '../../session/signals/channels'
import { zoomWaves } from '../../session/signals/look-edits'
import { setLook } from '../../session/signals/looks'
import type { SignalLook } from '../../session/signals/signal-state'
import { IconButton } from '../../ui/button'
import { Select } from '../../ui/select'
import { TextInput } from '../../ui/text-field'
import { SizeMenu } from './size-menu'

const ROWS = [1, 4, 8, 16, 24, 32, 64, 128, 256]

/** Which channels are shown, how many on a screen, and how large. */
export function LookTools({ stream, look }: { stream: Stream; look: SignalLook }): ReactNode {
  const types = typesOf(stream)
  const count = stream.info.channels?.length ?? 0
  return (
    <>
      {types.size > 1 && (
        <Select
          size="small"
          label="Kind of channel"
          value={look.type ?? 'all'}
          options={[
            { id: 'all', title: 'All channels', hint: String(count) },
            ...[...types].map(([type, n]) => ({ id: type, title: channelTypeNames[type], hint: String(n) }))
          ]}
          onChange={(id) => setLook(stream.id, { type: id === 'all' ? undefined : (id as ChannelType) })}
        />
      )}
      {count > 8 && (
        <TextInput
          className="sig-search"
          data-size="small"
          aria-label="Find a channel"
          placeholder="Find a channel"
          value={look.search}
          onChange={(event) => setLook(stream.id, { search: event.currentTarget.value })}
        />
      )}
      {count > 1 && look.mode === 'stacked' && (
        <Select
          size="small"
          label="Channels on a screen"
          value={String(Math.min(look.rows, ROWS.find((n) => n >= count) ?? 256))}
          options={ROWS.filter((n, i) => n < count || (ROWS[i - 1] ?? 0) < count).map((n) => ({
            id: String(n),
            title: n >= count ? 'All on a screen' : `${n} on a screen`
          }))}
          onChange={(id) => setLook(stream.id, { rows: Number(id) })}
        />
      )}
      <IconButton label="Smaller waves" size="small" onClick={() => zoomWaves(stream, look, 1.4)}>
        <Minus size={14} />
      </IconButton>
      <IconButton label="Larger waves" size="small" onClick={() => zoomWaves(stream, look, 1 / 1.4)}>
        <Plus size={14} />
      </IconButton>
      <SizeMenu stream={stream} look={look} />
      {count > 1 && (
        <IconButton
          label={look.mode === 'butterfly' ? 'Channels below each other' : 'All channels over each other'}
          size="small"
          pressed={look.mode === 'butterfly'}
          onClick={() => setLook(stream.id, { mode: look.mode === 'butterfly' ? 'stacked' : 'butterfly' })}
        >
          {look.mode === 'butterfly' ? <AlignJustify size={14} /> : <Spline size={14} />}
        </IconButton>
      )}
    </>
  )
}
