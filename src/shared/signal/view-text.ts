import type { Stream } from '../domain/rows'
import { changesSamples, samplesView } from './signal-view'
import type { SignalFilter, SignalView } from './signal-view'

/** A view in the words of a methods section. */
export function viewText(view: SignalView, stream: Stream): string {
  const { reference } = view
  const label = (channel: number): string => stream.info.channels?.[channel]?.label ?? String(channel + 1)
  const parts: string[] = []
  if (view.without) parts.push(view.without.text)
  if (view.made && view.made.length > 0)
    parts.push(
      `${view.made.map(({ channel }) => label(channel)).join(', ')} made from other electrodes (spherical splines)`
    )
  if (reference?.kind === 'average')
    parts.push(
      reference.channels.length > 2
        ? `Average reference of ${reference.channels.length} channels`
        : `Referenced to ${reference.channels.map(label).join(' and ')}`
    )
  if (reference?.kind === 'bipolar') parts.push(`${reference.pairs.length} bipolar pairs`)
  if (reference?.kind === 'montage')
    parts.push(
      `Montage ${reference.name}, ${reference.rows.length} ${reference.rows.length === 1 ? 'row' : 'rows'}`
    )
  for (const filter of view.filters) parts.push(filterText(filter))
  if (view.rateHz !== undefined)
    parts.push(`Shown at ${view.rateHz} Hz (polyphase, low-pass below ${view.rateHz / 2} Hz)`)
  if (view.normalise)
    parts.push('z-scores: mean and standard deviation of what is in view and half as much on either side')
  return parts.join(' · ')
}

/** How the samples of a signal were seen, in words; `Signal as recorded` where nothing was changed. */
export const seenText = (view: SignalView | undefined, stream: Stream): string =>
  view && changesSamples(samplesView(view)) ? viewText(samplesView(view), stream) : 'Signal as recorded'

/** One filter: kind, cut-off, order, phase. Forward and backward doubles the order that is designed. */
export function filterText(filter: SignalFilter): string {
  const phase = filter.phase === 'causal' ? 'causal' : 'zero-phase'
  switch (filter.kind) {
    case 'highpass':
      return `High-pass ${filter.hz} Hz (Butterworth, order ${orderText(filter)}, ${phase})`
    case 'lowpass':
      return `Low-pass ${filter.hz} Hz (Butterworth, order ${orderText(filter)}, ${phase})`
    case 'bandpass':
      return `Band-pass ${filter.lowHz}–${filter.highHz} Hz (Butterworth, order ${orderText(filter)}, ${phase})`
    case 'notch':
      return `Notch ${filter.hz} Hz${filter.harmonics > 1 ? ` and ${filter.harmonics - 1} multiples` : ''} (Q ${filter.quality}, ${phase})`
  }
}

const orderText = ({ order, phase }: { readonly order: number; readonly phase: string }): string =>
  phase === 'causal' ? String(order) : `${order}, forward and backward`
