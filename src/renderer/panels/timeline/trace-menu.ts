import type { Track } from '../../../shared/domain/rows'
import { openDialog } from '../../session/dialogs'
import { project } from '../../session/project'
import { deleteTakes, lagText, setTakes, takesOf, takeTitle } from '../../session/takes'
import type { TrackMenuLine } from '../../session/track-edits'

/** Takes that a menu lists, newest first; the dialogue has all of them. */
const IN_MENU = 8

/** What can be done to the takes of a trace track, for the menus of its lane and its name. */
export function traceMenu(track: Track): readonly TrackMenuLine[] {
  const takes = takesOf(track.id)
  const others = [...(project().index.tracksByRecording.get(track.recordingId) ?? [])].some(
    ({ id, kind }) => kind === 'trace' && id !== track.id
  )
  const top = takes.at(-1)
  const dialog = { recordingId: track.recordingId, trackId: track.id }
  return [
    { kind: 'head', title: takes.length === 0 ? 'No takes yet' : 'Takes, newest first' },
    ...takes
      .toReversed()
      .slice(0, IN_MENU)
      .map((take): TrackMenuLine => ({
        title: `${takeTitle(take)}, ${lagText(take)}`,
        checked: !take.hidden,
        run: () => void setTakes([take.id], { hidden: !take.hidden })
      })),
    {
      title: 'All takes…',
      disabled: takes.length === 0,
      run: () => openDialog({ id: 'takes', props: dialog })
    },
    {
      title: 'Reaction lag…',
      disabled: takes.length === 0 && !others,
      run: () => openDialog({ id: 'lag', props: dialog })
    },
    {
      title: 'Delete the newest take',
      tone: 'bad',
      disabled: top === undefined,
      run: () => void (top && deleteTakes([top]))
    }
  ]
}
