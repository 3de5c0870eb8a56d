import type { Stream } from '../../../shared/domain/rows'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { streamsOf } from '../project'
import { selection } from '../selection'
import { rowsOf, typesOf } from './channels'
import { lookOf, setLook } from './looks'
import { signalState } from './signal-state'
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
  const picked = new Set(signalState().chosen)
  const chosen = rowsOf(stream, look).flatMap(({ index, type }) => (picked.has(index) ? [type] : []))
  const types: Iterable<ChannelType> =
    chosen.length > 0 ? new Set(chosen) : look.type ? [look.type] : typesOf(stream).keys()
  const zoom = { ...look.zoom }
  const units = { ...look.units }
  for (const type of types) {
    const said = units[type]
    if (said === undefined) zoom[type] = Math.min(1e4, Math.max(1e-4, (zoom[type] ?? 1) * factor))
    else units[type] = besideSize(said, factor)
  }
  setLook(stream.id, { zoom, units })
}

/** The next of 1, 2, 5, 10 ... above or below a size. */
export function besideSize(size: number, factor: number): number {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9)
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].map((lead) => Number((lead * power).toPrecision(3)))
  const next =
    factor > 1 ? steps.find((each) => each > size * 1.001) : steps.findLast((each) => each < size * 0.999)
  return next ?? size
}

/** A typed size: undefined for what is none, null for an empty text (what fits). A unit behind the number is passed over. */
export function sizeOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const number = Number(/^\s*±?\s*([\d.,]+(?:e[-+]?\d+)?)/i.exec(text)?.[1]?.replace(',', '.') ?? Number.NaN)
  return Number.isFinite(number) && number > 0 ? number : undefined
}

/** All sizes as they fit by themselves. */
export const fitWaves = (stream: Stream): void => setLook(stream.id, { zoom: {}, units: {} })

/** How the signal that keys mean is looked at. */
export const shownLook = (): SignalLook => lookOf(shownSignal()?.id)
