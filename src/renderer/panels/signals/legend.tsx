import type { ReactNode } from 'react'
import { channelTypeNames } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'
import type { SignalRow } from '../../session/signals/channels'

/** What the colours of the signals mean; nothing where all rows are of one type. */
export function Legend({ rows }: { rows: readonly SignalRow[] }): ReactNode {
  const counts = new Map<ChannelType, number>()
  for (const { type } of rows) counts.set(type, (counts.get(type) ?? 0) + 1)
  if (counts.size < 2) return null
  return (
    <ul className="sig-legend" aria-label="Colours">
      {[...counts].map(([type, count]) => (
        <li key={type}>
          <TypeSwatch type={type} />
          {channelTypeNames[type]} <span className="faint">{count}</span>
        </li>
      ))}
    </ul>
  )
}

/** The colour of a channel type. */
export const TypeSwatch = ({ type }: { type: ChannelType }): ReactNode => (
  <i className="sig-swatch" style={{ background: `var(--sig-${type})` }} aria-hidden />
)
