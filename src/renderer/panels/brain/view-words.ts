import type { Stream } from '../../../shared/domain/rows'
import type { SignalView } from '../../../shared/signal/signal-view'
import { changesSamples } from '../../../shared/signal/signal-view'
import { viewText } from '../../../shared/signal/view-text'

/** What was done to the signal before, in words. */
export const viewWords = (view: SignalView, stream: Stream): string =>
  changesSamples(view) ? viewText(view, stream) : 'Signal as recorded'
