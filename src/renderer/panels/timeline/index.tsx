import { useEffect, useMemo, useRef } from 'react'
import { AudioLines } from 'lucide-react'
import { registerActions } from '../../session/actions'
import { useCurrentAuthor } from '../../session/author'
import { useHiddenAuthors } from '../../session/blind-check'
import { clock } from '../../session/clock'
import { startDesk } from '../../session/desk'
import { useDraft } from '../../session/drafts'
import { useProject } from '../../session/project'
import { select, selection, useSelection } from '../../session/selection'
import { useKeys } from '../../session/use-keys'
import { useSegments } from '../../session/use-segments'
import { hasVersusLane, useVersusShown } from '../../session/versus'
import { viewport } from '../../session/viewport'
import { Empty } from '../../ui/empty'
import { Kbd } from '../../ui/kbd'
import { CommentBox } from './comment-box'
import { arrange, heightOf, lanesOf } from './lanes'
import type { Lane } from './lanes'
import { laneActions } from './lane-actions'
import { recallLanes, usePrefs } from './lane-prefs'
import { GutterEdge } from './gutter-edge'
import { LaneView } from './lane-view'
import { LinkingNote } from './linking-note'
import { LinksOverlay } from './links-overlay'
import { Playhead } from './playhead'
import { Ruler, RULER_PX } from './ruler'
import { ScrollBar } from './scroll-bar'
import { usePointer } from './use-pointer'
import './timeline.css'

/** Tracks, sound and signals of the open recording over one time axis. */
export default function TimelinePanel(): React.JSX.Element {
  useEffect(startDesk, [])
  useEffect(() => registerActions(laneActions), [])
  const recordingId = useSelection((state) => state.recordingId)
  const known = useProject((state) => recordingId !== undefined && state.index.recordings.has(recordingId))
  if (recordingId === undefined || !known)
    return (
      <Empty icon={<AudioLines size={28} />} title="No recording is open">
        Choose a recording in the library: its sound, tracks and signals appear here over one clock.
      </Empty>
    )
  return <Timeline key={recordingId} recordingId={recordingId} />
}

function Timeline({ recordingId }: { readonly recordingId: string }): React.JSX.Element {
  const body = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const { all, shown } = useLanes(recordingId)
  const prefs = usePrefs((state) => state.lanes)
  const gutterPx = usePrefs((state) => state.gutterPx)
  const segments = useSegments(recordingId)
  useAxis(root)
  usePointer(root, recordingId)
  useActiveTrack(recordingId)
  useActiveInView(root)
  const hasTracks = all.some((lane) => lane.kind === 'track')
  // Where continuous ratings are the work, nothing is missing.
  const isPicture = useProject((state) => state.index.recordings.get(recordingId)?.medium === 'image')
  const isEmpty = segments !== undefined && segments.length === 0 && !all.some(isTrace) && !isPicture
  return (
    <div
      ref={root}
      className="tl"
      style={{ '--tl-gutter': `${gutterPx}px` } as React.CSSProperties}
      data-keys="desk"
      role="region"
      aria-label="Timeline"
      tabIndex={-1}
    >
      <Ruler lanes={all} recordingId={recordingId} />
      <div ref={body} className="tl-body" role="table" aria-label="Lanes">
        {shown.map((lane) => (
          <LaneView
            key={lane.id}
            lane={lane}
            shown={shown}
            heightPx={heightOf(lane, prefs)}
            recordingId={recordingId}
          />
        ))}
        {isPicture && segments?.length === 0 && (
          <p className="tl-hint">This picture has no label yet: a digit gives it one.</p>
        )}
        {isEmpty && (
          <p className="tl-hint">
            {hasTracks
              ? 'This recording has no segments yet.'
              : 'This recording has no track yet: the first segment makes yours.'}{' '}
            Press <FirstKey of="segment.fromAnchor" /> or <FirstKey of="segment.in" />{' '}
            <FirstKey of="segment.out" /> to make the first segment, or drag over a lane and press a digit.
          </p>
        )}
      </div>
      <LinksOverlay recordingId={recordingId} />
      <LinkingNote />
      <Playhead rulerPx={RULER_PX} />
      <ScrollBar />
      <GutterEdge widthPx={gutterPx} />
      <CommentBox recordingId={recordingId} />
    </div>
  )
}

const isTrace = (lane: Lane): boolean => lane.kind === 'track' && lane.track.kind === 'trace'

const FirstKey = ({ of: actionId }: { readonly of: string }): React.JSX.Element => (
  <Kbd>{useKeys(actionId) ?? '–'}</Kbd>
)

function useLanes(recordingId: string): {
  readonly all: ReturnType<typeof lanesOf>
  readonly shown: ReturnType<typeof lanesOf>
} {
  const index = useProject((state) => state.index)
  const current = useCurrentAuthor()
  const prefs = usePrefs((state) => state.lanes)
  const drafted = useDraft()?.tracks
  const versus = hasVersusLane(useVersusShown(), recordingId)
  const all = useMemo(() => {
    const stored = index.tracksByRecording.get(recordingId) ?? []
    const tracks = [
      ...stored,
      ...(drafted ?? []).filter((track) => !index.tracks.has(track.id) && track.recordingId === recordingId)
    ]
    return lanesOf({
      streams: index.streamsByRecording.get(recordingId) ?? [],
      tracks,
      authors: index.authors,
      persons: index.persons,
      files: index.files,
      currentAuthorId: current?.id,
      versus
    })
  }, [index, recordingId, current?.id, drafted, versus])
  const hidden = useHiddenAuthors()
  const shown = useMemo(
    () => arrange(all, prefs).filter((lane) => lane.kind !== 'track' || !hidden.has(lane.track.authorId)),
    [all, prefs, hidden]
  )
  return { all, shown }
}

/** Tell the axis how wide the lanes are; page on while playing. */
function useAxis(root: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const lane = root.current?.querySelector<HTMLElement>('.tl-ruler')
    if (!lane) return
    const measure = new ResizeObserver(() => viewport.getState().setWidth(lane.clientWidth))
    measure.observe(lane)
    let before = clock.get()
    const stop = clock.subscribe(({ time, playing }) => {
      const { view, follow } = viewport.getState()
      const wasInView = before >= view.start && before <= view.start + view.span
      if (playing && wasInView) follow(time)
      before = time
    })
    return () => {
      measure.disconnect()
      stop()
    }
  }, [root])
}

/** There is always a track to work in: mine, where this recording has one. */
function useActiveTrack(recordingId: string): void {
  const projectId = useProject((state) => state.snapshot?.project.id)
  const current = useCurrentAuthor()
  const mine = useProject(
    (state) =>
      state.index.tracksByRecording
        .get(recordingId)
        ?.find((track) => track.authorId === current?.id && track.kind === 'segments')?.id
  )
  const known = useProject((state) => state.index.tracks.has(selection().trackId ?? ''))
  useEffect(() => void recallLanes(), [projectId])
  useEffect(() => {
    if (mine !== undefined && (selection().trackId === undefined || !known)) select({ trackId: mine })
  }, [mine, known])
}

/** The track chosen by key scrolls into view. */
function useActiveInView(root: React.RefObject<HTMLDivElement | null>): void {
  const trackId = useSelection((state) => state.trackId)
  useEffect(() => {
    const lane = trackId && root.current?.querySelector(`.tl-lane[data-track-id="${CSS.escape(trackId)}"]`)
    if (lane) lane.scrollIntoView({ block: 'nearest' })
  }, [root, trackId])
}
