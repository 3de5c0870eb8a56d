import { useEffect, useMemo, useRef } from 'react'
import { MessagesSquare } from 'lucide-react'
import { labelOf } from '../../../shared/domain/labels'
import { formatClock } from '../../../shared/domain/time'
import type { Segment, Track } from '../../../shared/domain/rows'
import { useCurrentAuthor } from '../../session/author'
import { useClock } from '../../session/clock'
import { startDesk } from '../../session/desk'
import { goTo } from '../../session/desk-navigate'
import { personOfSegment } from '../../session/desk-segments'
import { personOf, schemeOf, useProject } from '../../session/project'
import { select, useSelection } from '../../session/selection'
import { useSegments } from '../../session/use-segments'
import { LabelChip } from '../../ui/chip'
import { classNames } from '../../ui/class-names'
import { Empty } from '../../ui/empty'
import { PanelHead } from '../../ui/panel-head'
import { labelOver, turnAt } from './turns'
import './conversation.css'

const noTracks: readonly Track[] = []
const SPEAKER_COLORS = ['#c98a4b', '#6aa6d8', '#8fc46b', '#cc79a7'] as const

/** What was said, turn by turn, bound to the clock; a digit labels the chosen turn and goes to the next. */
export default function ConversationPanel(): React.JSX.Element {
  useEffect(startDesk, [])
  const recordingId = useSelection((state) => state.recordingId)
  const tracks = useProject((state) =>
    recordingId === undefined ? noTracks : (state.index.tracksByRecording.get(recordingId) ?? noTracks)
  )
  const segments = useSegments(recordingId)
  const author = useCurrentAuthor()
  const turns = useMemo(() => {
    const words = new Set(tracks.filter((track) => track.kind === 'utterances').map((track) => track.id))
    return (segments ?? []).filter((segment) => words.has(segment.trackId))
  }, [tracks, segments])
  const mine = useMemo(() => {
    const ids = new Set(
      tracks
        .filter((track) => track.authorId === author?.id && track.kind === 'segments')
        .map((track) => track.id)
    )
    return (segments ?? []).filter((segment) => ids.has(segment.trackId) && segment.label !== undefined)
  }, [tracks, segments, author?.id])
  const labels = useMemo(() => turns.map((turn) => labelOver(mine, turn, personOfSegment)), [turns, mine])
  if (recordingId === undefined)
    return (
      <Empty icon={<MessagesSquare size={28} />} title="No recording is open">
        What is said in a recording appears here, turn by turn.
      </Empty>
    )
  if (turns.length === 0)
    return (
      <Empty icon={<MessagesSquare size={28} />} title="No words in this recording">
        Turns appear here when a transcript with times is imported beside the recording.
      </Empty>
    )
  return (
    <div className="panel cv" data-keys="desk">
      <PanelHead>
        <span className="cv-count">
          {labels.filter(Boolean).length} of {turns.length} labelled
        </span>
      </PanelHead>
      <TurnList turns={turns} labels={labels} tracks={tracks} />
    </div>
  )
}

interface TurnListProps {
  readonly turns: readonly Segment[]
  readonly labels: readonly (Segment | undefined)[]
  readonly tracks: readonly Track[]
}

function TurnList({ turns, labels, tracks }: TurnListProps): React.JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  const active = useClock((state) => turnAt(turns, state.time))
  const selected = useSelection((state) => state.segmentIds)
  const speakers = useMemo(() => [...new Set(turns.map((turn) => speakerOf(turn, tracks)))], [turns, tracks])
  useEffect(() => {
    if (active !== undefined) list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <ol ref={list} className="panel-body cv-list" aria-label="Turns" tabIndex={0}>
      {turns.map((turn, index) => (
        <Turn
          key={turn.id}
          turn={turn}
          speaker={speakerOf(turn, tracks)}
          color={colorOf(turn, speakers, tracks)}
          mine={labels[index]}
          tracks={tracks}
          active={index === active}
          selected={selected.includes(turn.id)}
        />
      ))}
    </ol>
  )
}

interface TurnProps {
  readonly turn: Segment
  readonly speaker: string
  readonly color: string
  readonly mine: Segment | undefined
  readonly tracks: readonly Track[]
  readonly active: boolean
  readonly selected: boolean
}

function Turn({ turn, speaker, color, mine, tracks, active, selected }: TurnProps): React.JSX.Element {
  const track = tracks.find((each) => each.id === mine?.trackId)
  const label = mine && labelOf(schemeOf(track?.schemeId), mine.label, track?.attributeId)
  const choose = (): void => {
    select({ trackId: turn.trackId, segmentIds: [turn.id], range: undefined })
    goTo(turn.start)
  }
  return (
    <li
      className={classNames('cv-turn', active && 'is-active', selected && 'is-selected')}
      onClick={choose}
      aria-current={active}
    >
      <span className="cv-who" style={{ color }}>
        {speaker}
        <time className="mono">{formatClock(turn.start).slice(3, -2)}</time>
      </span>
      <span className="cv-text">{turn.text}</span>
      {label ? <LabelChip label={label} /> : <kbd className="kbd">label</kbd>}
    </li>
  )
}

const speakerOf = (turn: Segment, tracks: readonly Track[]): string =>
  personOf(personOfSegment(turn))?.name ?? tracks.find((each) => each.id === turn.trackId)?.name ?? ''

const colorOf = (turn: Segment, speakers: readonly string[], tracks: readonly Track[]): string =>
  personOf(personOfSegment(turn))?.color ??
  SPEAKER_COLORS[speakers.indexOf(speakerOf(turn, tracks)) % SPEAKER_COLORS.length] ??
  'var(--muted)'
