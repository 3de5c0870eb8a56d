import { memo } from 'react'
import { useCurrentAuthor } from '../../session/author'
import { authorOf, tracksOf } from '../../session/project'
import { usualPair } from './difference-choice'
import { GutterCell } from './gutter'
import { usePrefs } from './lane-prefs'
import { DifferenceLane } from './lanes/difference-lane'
import { NotesLane } from './lanes/notes-lane'
import { SignalLane } from './lanes/signal-lane'
import { TraceLane } from './lanes/trace-lane'
import { TrackLane } from './lanes/track-lane'
import { VersusLane } from './lanes/versus-lane'
import { WaveformLane } from './lanes/waveform-lane'
import type { Lane } from './lanes'

interface LaneViewProps {
  readonly lane: Lane
  readonly shown: readonly Lane[]
  readonly heightPx: number
  readonly recordingId: string
}

/** A row of the timeline: its name and its picture. */
export const LaneView = memo(function LaneView({
  lane,
  shown,
  heightPx,
  recordingId
}: LaneViewProps): React.JSX.Element {
  return (
    <div className="tl-row" style={{ height: heightPx }} role="row" aria-label={lane.title}>
      <GutterCell lane={lane} shown={shown} recordingId={recordingId} heightPx={heightPx} />
      <div
        className="tl-lane"
        role="cell"
        data-lane-id={lane.id}
        data-kind={lane.kind}
        data-track-id={lane.kind === 'track' ? lane.track.id : undefined}
      >
        <Picture lane={lane} heightPx={heightPx} recordingId={recordingId} />
      </div>
    </div>
  )
})

function Picture({ lane, heightPx, recordingId }: Omit<LaneViewProps, 'shown'>): React.JSX.Element {
  const current = useCurrentAuthor()
  const chosen = usePrefs((state) => state.pair)
  switch (lane.kind) {
    case 'waveform':
      return <WaveformLane lane={lane} heightPx={heightPx - 1} />
    case 'notes':
      return <NotesLane lane={lane} />
    case 'track':
      return lane.track.kind === 'trace' ? <TraceLane lane={lane} /> : <TrackLane lane={lane} />
    case 'signal':
      return <SignalLane lane={lane} heightPx={heightPx} />
    case 'versus':
      return <VersusLane recordingId={recordingId} />
    case 'difference': {
      const pair = usualPair(
        tracksOf(recordingId),
        current?.id,
        chosen,
        (track) => authorOf(track.authorId)?.kind
      )
      return <DifferenceLane recordingId={recordingId} {...pair} />
    }
  }
}
