import type { ReactNode } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import type { Segment, Track } from '../../../shared/domain/rows'
import { missingMembers } from '../../../shared/fusion/missing-members'
import { labelsAt } from '../../session/labels-at'
import { modelsShown } from '../../session/models-shown'
import { schemeOf, useProject } from '../../session/project'
import { colorVar } from '../../ui/chip'

/** Labels shown of a model's scores; the rest are the least likely. */
const SHOWN = 7

/** How sure each model is of each label over this segment. */
export function ModelScores({ segment }: { segment: Segment }): ReactNode {
  const index = useProject((state) => state.index)
  const byTrack = useProject((state) => {
    const recordingId = state.index.tracks.get(segment.trackId)?.recordingId
    return recordingId === undefined ? undefined : state.segments.get(recordingId)?.byTrack
  })
  const shown = modelsShown((state) => state.shown)
  if (!shown) return null
  return labelsAt(segment, index, byTrack).map(({ track, author, segment: said }) =>
    said?.scores ? (
      <Scores
        key={track.id}
        title={`${author.name}, this segment${withoutText(missingMembers(said))}`}
        track={track}
        scores={said.scores}
      />
    ) : null
  )
}

/** Members of a fusion that said nothing there. */
const withoutText = (missing: readonly string[]): string =>
  missing.length === 0 ? '' : `, without ${missing.join(' and ')}`

export function Scores({
  title,
  track,
  scores
}: {
  title: string
  track: Track
  scores: Readonly<Record<string, number>>
}): ReactNode {
  const scheme = schemeOf(track.schemeId)
  const sorted = Object.entries(scores)
    .sort((a, b) => b[1] - a[1])
    .slice(0, SHOWN)
  return (
    <section>
      <h3>{title}</h3>
      {sorted.map(([id, value]) => {
        const label = labelOf(scheme, id, track.attributeId)
        return (
          <div
            key={id}
            className="score"
            role="meter"
            aria-label={label?.name ?? id}
            aria-valuenow={value}
            aria-valuemin={0}
            aria-valuemax={1}
          >
            <span className="truncate">{label?.name ?? id}</span>
            <span className="score-bar">
              <i style={{ ...colorVar(label?.color ?? 'gray'), width: `${Math.min(100, value * 100)}%` }} />
            </span>
            <span>{value.toFixed(2)}</span>
          </div>
        )
      })}
    </section>
  )
}
