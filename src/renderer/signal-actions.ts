import type { Action } from './session/actions'
import { project, streamsOf } from './session/project'
import { selection } from './session/selection'
import { acceptProposal, discard, mark, openSync, placedStream, syncState } from './session/sync'

const hasStreams = (): boolean => {
  const { recordingId } = selection()
  return project().snapshot !== undefined && recordingId !== undefined && streamsOf(recordingId).length > 0
}
const proposed = (): boolean => hasStreams() && syncState().proposal !== undefined

/** Actions on signals and on how streams lie beside each other. */
export const signalActions: readonly Action[] = [
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
      const stream = placedStream(recordingId === undefined ? [] : streamsOf(recordingId), syncState().streamId)
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
