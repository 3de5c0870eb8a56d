import type { Stream } from '../shared/domain/rows'
import type { Action } from './session/actions'
import { openDialog } from './session/dialogs'
import { selection } from './session/selection'
import { markBadSpan } from './session/signals/bad-spans'
import { shownLook, shownSignal } from './session/signals/look-edits'
import { openMontages } from './session/signals/montages'
import { setLook } from './session/signals/looks'

const onSignal = (
  id: string,
  title: string,
  keys: readonly string[],
  run: (stream: Stream) => unknown,
  when: () => boolean = () => true
): Action => ({
  id,
  title,
  group: 'Signals',
  keys,
  when: () => shownSignal() !== undefined && when(),
  run: () => {
    const stream = shownSignal()
    return stream && run(stream)
  }
})

/** Actions on how signals are seen, and on what of them is bad. */
export const signalViewActions: readonly Action[] = [
  onSignal(
    'signal.badSpan',
    'Mark the selected stretch as bad, or good',
    ['Alt+Shift+KeyK'],
    markBadSpan,
    () => selection().range !== undefined
  ),
  onSignal('signal.badHints', 'Look for bad channels…', ['Alt+KeyL'], (stream) =>
    openDialog({ id: 'bad-channels', props: { streamId: stream.id } })
  ),
  onSignal('signal.montages', 'Montages…', ['Alt+KeyO'], openMontages),
  onSignal('signal.zScore', 'Signals as z-scores, or in their units', ['Alt+KeyZ'], (stream) => {
    const { view } = shownLook()
    setLook(stream.id, { view: { ...view, normalise: view.normalise ? undefined : 'z-score' } })
  }),
  onSignal('signal.grid', 'Grid under the signals', ['Alt+KeyG'], (stream) =>
    setLook(stream.id, { grid: !shownLook().grid })
  ),
  onSignal('signal.negativeUp', 'EEG with negative up, or positive', ['Alt+KeyU'], (stream) =>
    setLook(stream.id, { negativeUp: !shownLook().negativeUp })
  )
]
