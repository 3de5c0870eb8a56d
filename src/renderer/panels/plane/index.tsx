import { useCallback, useEffect, useMemo } from 'react'
import type { ReactNode } from 'react'
import { Crosshair } from 'lucide-react'
import type { Author, Track } from '../../../shared/domain/rows'

import { startDesk } from '../../session/desk'
import { personOf, useProject } from '../../session/project'
import { useRating } from '../../session/rating/rating-status'
import { planeSources } from '../../session/rating/plane-sources'
import type { PlaneSource } from '../../session/rating/plane-sources'
import { useSelection } from '../../session/selection'
import { Empty } from '../../ui/empty'
import { LiveCanvas } from '../../ui/live-canvas'
import { paintPlane } from '../../ui/paint-plane'
import { PanelHead } from '../../ui/panel-head'
import { Select } from '../../ui/select'
import { landmarkSets, planeChoice } from './landmarks'
import { planeScene, subscribePlane } from './plane-scene'
import './plane.css'

const noTracks: readonly Track[] = []

/** Where everybody stands between unpleasant and pleasant, calm and aroused, at the playhead. */
export default function PlanePanel(): ReactNode {
  useEffect(startDesk, [])
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void planeChoice.recall(), [projectId])
  const recordingId = useSelection((state) => state.recordingId)
  const tracks = useProject((state) =>
    recordingId === undefined ? noTracks : (state.index.tracksByRecording.get(recordingId) ?? noTracks)
  )
  const authors = useProject((state) => state.index.authors)
  const schemes = useProject((state) => state.snapshot?.schemes)
  const isRating = useRating((state) => state.phase !== 'idle')
  const sources = useMemo(() => planeSources(tracks, authors), [tracks, authors])
  const sets = useMemo(() => landmarkSets(schemes ?? []), [schemes])
  const { landmarks: chosen } = planeChoice.use()
  const set = sets.find(({ id }) => id === chosen) ?? sets[0]
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) =>
      // While somebody rates, other people's points would lead the hand.
      paintPlane(context, widthPx, heightPx, planeScene(isRating ? [] : sources, set?.landmarks ?? [])),
    [sources, set, isRating]
  )
  if (recordingId === undefined)
    return (
      <Empty icon={<Crosshair size={28} />} title="No recording is open">
        Ratings of valence and arousal appear here as points that move with the recording.
      </Empty>
    )
  return (
    <div className="panel pl" data-keys="desk">
      <PanelHead>
        <Select
          label="Landmarks"
          size="small"
          value={set?.id}
          options={sets.map(({ id, title }) => ({ id, title }))}
          onChange={(id) => planeChoice.choose({ landmarks: id })}
        />
      </PanelHead>
      <div className="pl-canvas">
        <LiveCanvas label={wordsOf(sources)} paint={paint} subscribe={subscribePlane} />
      </div>
      {sources.length > 0 ? (
        <ul className="pl-raters" aria-label="Raters">
          {sources.map((source) => (
            <Rater key={`${source.author.id}:${source.personId ?? ''}`} source={source} />
          ))}
        </ul>
      ) : (
        <p className="pl-none muted">Nobody has rated both valence and arousal in this recording.</p>
      )}
      {set?.source && <p className="pl-source faint">{set.source}</p>}
    </div>
  )
}

function Rater({ source }: { readonly source: PlaneSource }): ReactNode {
  const person = personOf(source.personId)?.name
  return (
    <li>
      <span
        className="dot"
        style={{ '--c': source.author.color } as React.CSSProperties}
        data-kind={source.author.kind}
      />
      {source.author.name}
      {person !== undefined && <span className="muted"> on {person}</span>}
    </li>
  )
}

const wordsOf = (sources: readonly PlaneSource[]): string =>
  `Valence-arousal plane with ${sources.length === 0 ? 'no raters' : sources.map(({ author }: { author: Author }) => author.name).join(', ')}`
