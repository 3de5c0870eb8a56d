import type { Stream } from '../../../shared/domain/rows'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { streamsOf } from '../project'
import { selection } from '../selection'
import { typeOf, typesOf } from './channels'
import { setLook, signalState, lookOf } from './signal-state'
import type { SignalLook } from './signal-state'

/** The signal that keys mean: the one the panel shows. */
export function shownSignal(): Stream | undefined {
  const { recordingId } = selection()
  const streams =
    recordingId === undefined ? [] : streamsOf(recordingId).filter(({ kind }) => kind === 'signal')
  return streams.find(({ id }) => id === signalState().streamId) ?? streams[0]
}

/** Units per row times a factor, for the chosen channels' types, the type shown, or all. Above 1: smaller waves. */
export function zoomWaves(stream: Stream, look: SignalLook, factor: number): void {
  const channels = stream.info.channels ?? []
  const chosen = signalState().chosen.flatMap((index) => {
    const channel = channels[index]
    return channel ? [typeOf(channel)] : []
  })
  const types: Iterable<ChannelType> =
    chosen.length > 0 ? new Set(chosen) : look.type ? [look.type] : typesOf(stream).keys()
  const zoom = { ...look.zoom }
  for (const type of types) zoom[type] = Math.min(1e4, Math.max(1e-4, (zoom[type] ?? 1) * factor))
  setLook(stream.id, { zoom })
}

/** All sizes as they fit by themselves. */
export const fitWaves = (stream: Stream): void => setLook(stream.id, { zoom: {} })

/** How the signal that keys mean is looked at. */
export const shownLook = (): SignalLook => lookOf(shownSignal()?.id)
