import type { Stream } from '../../../shared/domain/rows'
import { changesSamples, samplesView } from '../../../shared/signal/signal-view'
import type { SignalView } from '../../../shared/signal/signal-view'
import { lookOf } from '../signals/looks'

/** How signals are seen, by stream, as analyses take it; those that are seen as recorded are left out. */
export const viewsOf = (streams: readonly Stream[]): Readonly<Record<string, SignalView>> =>
  Object.fromEntries(
    streams.flatMap(({ id, kind }) => {
      const view = kind === 'signal' ? samplesView(lookOf(id).view) : undefined
      return view && changesSamples(view) ? [[id, view]] : []
    })
  )
