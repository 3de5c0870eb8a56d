import type { Stream } from '../shared/domain/rows'
import type { Action } from './session/actions'
import { openDialog } from './session/dialogs'
import { showPanel } from './session/layout'
import { markBad } from './session/signals/channel-edits'
import { fitWaves, shownLook, shownSignal, zoomWaves } from './session/signals/look-edits'
import { setLook } from './session/signals/looks'
import { signalState } from './session/signals/signal-state'
import { keepSoundFeature } from './session/sound/keep-sound'
import { hasSound } from './session/sound/sound-choice'
import { hasBeats, keepHeartRate, keepStale, staleHere } from './session/physio/lanes'
import { project, streamsOf } from './session/project'
import { selection } from './session/selection'
import { acceptProposal, discard, mark, openSync, placedStream, syncState } from './session/sync'

const hasStreams = (): boolean => {
  const { recordingId } = selection()
  return project().snapshot !== undefined && recordingId !== undefined && streamsOf(recordingId).length > 0
}
const proposed = (): boolean => hasStreams() && syncState().proposal !== undefined

const onSignal = (
  id: string,
  title: string,
  keys: readonly string[],
  run: (stream: Stream) => unknown,
  repeat?: boolean
): Action => ({
  id,
  title,
  group: 'Signals',
  keys,
  when: () => shownSignal() !== undefined,
  ...(repeat ? { repeat } : {}),
  run: () => {
    const stream = shownSignal()
    return stream && run(stream)
  }
})

/** Actions on signals and on how streams lie beside each other. */
export const signalActions: readonly Action[] = [
  {
    id: 'panel.signals',
    title: 'Show signals',
    group: 'Signals',
    keys: ['Ctrl+Shift+KeyM'],
    when: hasStreams,
    run: () => showPanel('signals')
  },
  onSignal(
    'signal.larger',
    'Larger waves',
    ['Alt+PageUp'],
    (stream) => zoomWaves(stream, shownLook(), 1 / 1.4),
    true
  ),
  onSignal(
    'signal.smaller',
    'Smaller waves',
    ['Alt+PageDown'],
    (stream) => zoomWaves(stream, shownLook(), 1.4),
    true
  ),
  onSignal('signal.fit', 'Waves as they fit', ['Alt+Digit0'], fitWaves),
  onSignal('signal.butterfly', 'Channels over each other, or below', ['Alt+KeyB'], (stream) =>
    setLook(stream.id, { mode: shownLook().mode === 'butterfly' ? 'stacked' : 'butterfly' })
  ),
  onSignal('signal.asRecorded', 'Signals as recorded', ['Alt+KeyF'], (stream) =>
    setLook(stream.id, { view: { filters: [] }, raw: false })
  ),
  {
    id: 'signal.detect',
    title: 'Detect beats, breaths and responses…',
    group: 'Signals',
    keys: ['Alt+KeyE'],
    when: () => shownSignal() !== undefined,
    run: () => openDialog({ id: 'detect', props: { recordingId: selection().recordingId ?? '' } })
  },
  {
    id: 'signal.bad',
    title: 'Mark the chosen channels as bad, or good',
    group: 'Signals',
    keys: ['Alt+KeyK'],
    // A row of several channels does not say which of them is bad.
    when: () =>
      shownSignal() !== undefined &&
      signalState().chosen.length > 0 &&
      [undefined, 'average'].includes(shownLook().view.reference?.kind),
    run: () => {
      const stream = shownSignal()
      const { chosen } = signalState()
      const all = stream?.info.channels ?? []
      return stream && markBad(stream, chosen, !chosen.every((index) => all[index]?.bad))
    }
  },
  {
    id: 'panel.spectrum',
    title: 'Spectrum and band powers',
    group: 'Signals',
    keys: ['Alt+KeyP'],
    when: () => shownSignal() !== undefined,
    run: () => showPanel('spectrum')
  },
  {
    id: 'panel.topomap',
    title: 'Scalp map',
    group: 'Signals',
    keys: ['Alt+KeyT'],
    when: () => shownSignal() !== undefined,
    run: () => showPanel('topomap')
  },
  {
    id: 'panel.erp',
    title: 'Averages around events',
    group: 'Signals',
    keys: ['Alt+KeyA'],
    when: () => shownSignal() !== undefined,
    run: () => showPanel('erp')
  },
  {
    id: 'panel.connectivity',
    title: 'Connectivity',
    group: 'Signals',
    keys: ['Alt+KeyC'],
    when: () => shownSignal() !== undefined,
    run: () => showPanel('connectivity')
  },
  {
    id: 'panel.components',
    title: 'Independent components',
    group: 'Signals',
    keys: ['Alt+KeyI'],
    when: () => shownSignal() !== undefined,
    run: () => showPanel('components')
  },
  {
    id: 'panel.physiology',
    title: 'Heart, skin and breath in numbers',
    group: 'Signals',
    keys: ['Alt+KeyH'],
    when: () => selection().recordingId !== undefined,
    run: () => showPanel('physiology')
  },
  {
    id: 'panel.sound',
    title: 'Pitch, loudness and spectrum of a sound',
    group: 'Signals',
    keys: ['Alt+KeyV'],
    when: hasSound,
    run: () => showPanel('sound')
  },
  {
    id: 'sound.keep',
    title: 'Keep the feature of the sound as a lane',
    group: 'Signals',
    keys: ['Alt+Shift+KeyV'],
    when: hasSound,
    run: () => keepSoundFeature()
  },
  {
    id: 'feature.heartRate',
    title: 'Keep the heart rate as a trace',
    group: 'Signals',
    when: () => hasBeats(),
    run: () => keepHeartRate()
  },
  {
    id: 'feature.again',
    title: 'Keep lanes again that are out of date',
    group: 'Signals',
    when: () => staleHere().length > 0,
    run: () => keepStale()
  },
  {
    id: 'sync.open',
    title: 'Synchronise streams…',
    group: 'Signals',
    keys: ['Ctrl+Shift+KeyS'],
    when: hasStreams,
    run: () => openSync()
  },
  {
    id: 'sync.markRecording',
    title: 'Anchor: here in the recording',
    group: 'Signals',
    keys: ['Alt+KeyR'],
    when: hasStreams,
    run: () => mark('master')
  },
  {
    id: 'sync.markStream',
    title: 'Anchor: here in the stream',
    group: 'Signals',
    keys: ['Alt+KeyS'],
    when: hasStreams,
    run: () => mark('media')
  },
  {
    id: 'sync.place',
    title: 'Place the stream as its anchors say',
    group: 'Signals',
    when: proposed,
    run: () => {
      const { recordingId } = selection()
      const stream = placedStream(
        recordingId === undefined ? [] : streamsOf(recordingId),
        syncState().streamId
      )
      return stream && acceptProposal(stream)
    }
  },
  {
    id: 'sync.discard',
    title: 'Discard the anchors found',
    group: 'Signals',
    when: proposed,
    run: discard
  }
]
