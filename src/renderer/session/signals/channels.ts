import type { Stream } from '../../../shared/domain/rows'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { typeOf, viewRows } from '../../../shared/signal/view-rows'
import type { ViewRow } from '../../../shared/signal/view-rows'
import type { SignalLook } from './signal-state'

export { typeOf }
/** A row of the Signals panel. */
export type SignalRow = ViewRow

/** Rows that are shown of a stream, in its order. */
export function rowsOf(stream: Stream, look: SignalLook): readonly SignalRow[] {
  const wanted = look.search.trim().toLowerCase()
  return viewRows(stream, look.view).filter(
    ({ label, type, bad }) =>
      (look.type === undefined || type === look.type) &&
      (!look.hideBad || !bad) &&
      (wanted === '' || label.toLowerCase().includes(wanted))
  )
}

/** Types that a stream has, in their usual order, with how many channels each. */
export function typesOf(stream: Stream): ReadonlyMap<ChannelType, number> {
  const counts = new Map<ChannelType, number>()
  for (const channel of stream.info.channels ?? []) {
    const type = typeOf(channel)
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return counts
}
