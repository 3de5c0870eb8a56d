import { currentAuthorId } from '../../session/author'
import type { Action } from '../../session/actions'
import { project, streamsOf, tracksOf } from '../../session/project'
import { selection } from '../../session/selection'
import { chosenTrack } from '../../session/track-edits'
import { hasVersusLane, versusShown } from '../../session/versus'
import { arrange, lanesOf, stepLane } from './lanes'
import type { Lane } from './lanes'
import { prefsStore, setLanes } from './lane-prefs'

/** Actions of the timeline while it is on the desk: the place of the active track among the lanes. */
export const laneActions: readonly Action[] = [
  move('track.moveUp', 'Move the track up', -1, 'Ctrl+Shift+ArrowUp'),
  move('track.moveDown', 'Move the track down', 1, 'Ctrl+Shift+ArrowDown'),
  {
    id: 'track.models',
    title: 'Show or hide the tracks of models',
    group: 'Tracks',
    keys: ['Shift+KeyP'],
    when: () => selection().recordingId !== undefined,
    run: () => setLanes({ withoutModels: !prefsStore.getState().lanes.withoutModels })
  }
]

/** The lanes as they are drawn now. */
export function shownLanes(recordingId: string): readonly Lane[] {
  const { authors, persons, files } = project().index
  const source = {
    streams: streamsOf(recordingId),
    tracks: tracksOf(recordingId),
    authors,
    persons,
    files,
    currentAuthorId: currentAuthorId(),
    versus: hasVersusLane(versusShown(), recordingId)
  }
  return arrange(lanesOf(source), prefsStore.getState().lanes)
}

/** Move a lane past its neighbour; the arrangement is remembered with the project. */
export function moveLaneBy(recordingId: string, laneId: string, step: 1 | -1): void {
  const order = stepLane(shownLanes(recordingId), laneId, step)
  if (order) setLanes({ order })
}

function move(id: string, title: string, step: 1 | -1, key: string): Action {
  return {
    id,
    title,
    group: 'Tracks',
    keys: [key],
    when: () => chosenTrack() !== undefined,
    run: () => {
      const { recordingId, trackId } = selection()
      if (recordingId !== undefined && trackId !== undefined)
        moveLaneBy(recordingId, `track:${trackId}`, step)
    }
  }
}
