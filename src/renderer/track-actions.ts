import type { Track } from '../shared/domain/rows'
import type { Action } from './session/actions'
import { openDialog } from './session/dialogs'
import { selection } from './session/selection'
import { traceTracksOf } from './session/takes'
import {
  chosenTrack,
  editTrack,
  removeTrack,
  toggleGapFree,
  toggleLock,
  toggleOverlap
} from './session/track-edits'

const action = (
  id: string,
  title: string,
  run: (track: Track) => unknown,
  keys: readonly string[] = []
): Action => ({
  id,
  title,
  group: 'Tracks',
  keys,
  when: () => chosenTrack() !== undefined,
  run: () => {
    const track = chosenTrack()
    return track && run(track)
  }
})

/** The active trace track, or the first of the recording. */
const chosenTrace = (): Track | undefined => {
  const track = chosenTrack()
  return track?.kind === 'trace' ? track : traceTracksOf(selection().recordingId)[0]
}

const traceAction = (
  id: string,
  title: string,
  keys: readonly string[],
  run: (recordingId: string, trackId: string) => void
): Action => ({
  id,
  title,
  group: 'Tracks',
  keys,
  when: () => chosenTrace() !== undefined,
  run: () => {
    const track = chosenTrace()
    if (track) run(track.recordingId, track.id)
  }
})

/** Actions on the active track; the menu of its name has the same. */
export const trackActions: readonly Action[] = [
  action('track.edit', 'Track: name, person and rules…', editTrack, ['Ctrl+Shift+KeyT']),
  action('track.lock', 'Lock or unlock the track', toggleLock),
  action('track.overlap', 'Let segments of the track overlap, or not', toggleOverlap),
  action('track.gapFree', 'Close or allow gaps on the track', toggleGapFree),
  action('track.delete', 'Delete the track', removeTrack),
  traceAction('track.takes', 'Takes of the trace…', ['Ctrl+Shift+KeyY'], (recordingId, trackId) =>
    openDialog({ id: 'takes', props: { recordingId, trackId } })
  ),
  traceAction('track.lag', 'Reaction lag…', ['Ctrl+Shift+KeyL'], (recordingId, trackId) =>
    openDialog({ id: 'lag', props: { recordingId, trackId } })
  )
]
