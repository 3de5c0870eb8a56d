import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Activity } from 'lucide-react'
import { useCurrentAuthor } from '../../session/author'
import { startDesk } from '../../session/desk'
import { useProject } from '../../session/project'
import { recallRatingChoice, useRatingChoice } from '../../session/rating/rating-choice'
import { useRating } from '../../session/rating/rating-status'
import { hasTime, isTrace, ratedTrack } from '../../session/rating/rating-tracks'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { useSelection } from '../../session/selection'
import { Empty } from '../../ui/empty'
import { Drafts } from './drafts'
import { SetUp } from './set-up'
import { Surface } from './surface'
import { Takes } from './takes'
import { Toolbar } from './toolbar'
import { Transport } from './transport'
import { useIdlePad } from './use-idle-pad'
import './rating.css'

/** Live rating of the open recording: the scale or plane, how it is rated, and the takes. */
export default function RatingPanel(): ReactNode {
  useEffect(startDesk, [])
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallRatingChoice(), [projectId])
  const recordingId = useSelection((state) => state.recordingId)
  const recording = useProject((state) =>
    recordingId === undefined ? undefined : state.index.recordings.get(recordingId)
  )
  const track = useRatedTrack(recordingId)
  // The form belongs to the track it was opened beside: another track or recording closes it.
  const [addingBeside, setAddingBeside] = useState<string>()
  const adding = track !== undefined && addingBeside === track.id
  const { device } = useRatingChoice()
  useIdlePad(device === 'gamepad' && track !== undefined)
  if (!recording)
    return (
      <Empty icon={<Activity size={28} />} title="No recording is open">
        Choose a recording in the library to rate it while it plays.
      </Empty>
    )
  if (!hasTime(recording))
    return (
      <Empty icon={<Activity size={28} />} title="Nothing plays here">
        Pictures and documents have no time to rate along. Label them with segments, scales or marks.
      </Empty>
    )
  return (
    <div className="panel rt" data-keys="desk">
      <Drafts />
      {track && !adding ? (
        <>
          <Toolbar track={track} onNew={() => setAddingBeside(track.id)} />
          <Surface track={track} />
          <Transport track={track} />
          <Takes track={track} />
        </>
      ) : (
        <SetUp
          key={recording.id}
          recordingId={recording.id}
          onDone={track ? () => setAddingBeside(undefined) : undefined}
        />
      )}
    </div>
  )
}

/** The track that is rated: stays with the take under way, else follows selection, project and annotator. */
function useRatedTrack(recordingId: string | undefined): TraceTrack | undefined {
  useSelection((state) => state.trackId)
  useCurrentAuthor()
  const index = useProject((state) => state.index)
  const takenId = useRating((state) => (state.phase === 'idle' ? undefined : state.trackId))
  const taken = takenId === undefined ? undefined : index.tracks.get(takenId)
  return isTrace(taken) && taken.recordingId === recordingId ? taken : ratedTrack(recordingId)
}
