import type { Track } from '../shared/domain/rows'
import type { Action } from './session/actions'
import { chosenTrack, editTrack, removeTrack, toggleGapFree, toggleLock, toggleOverlap } from './session/track-edits'

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

/** Actions on the active track; the menu of its name has the same. */
export const trackActions: readonly Action[] = [
  action('track.edit', 'Track: name, person and rules…', editTrack, ['Ctrl+Shift+KeyT']),
  action('track.lock', 'Lock or unlock the track', toggleLock),
  action('track.overlap', 'Let segments of the track overlap, or not', toggleOverlap),
  action('track.gapFree', 'Close or allow gaps on the track', toggleGapFree),
  action('track.delete', 'Delete the track', removeTrack)
]
