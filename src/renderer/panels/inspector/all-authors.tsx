import type { ReactNode } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import { shownPerspective } from '../../../shared/domain/perspective'
import type { Segment } from '../../../shared/domain/rows'
import { labelsAt } from '../../session/labels-at'
import { modelsShown } from '../../session/models-shown'
import { schemeOf, useProject } from '../../session/project'
import { select } from '../../session/selection'
import { partsOf } from '../../session/value-parts'
import { AnswerChip } from '../../ui/answer-chip'
import { AuthorDot } from '../../ui/chip'

/** What every author says about the time of this segment, side by side. */
export function AllAuthors({ segment }: { segment: Segment }): ReactNode {
  const index = useProject((state) => state.index)
  const byTrack = useProject((state) => {
    const recordingId = state.index.tracks.get(segment.trackId)?.recordingId
    return recordingId === undefined ? undefined : state.segments.get(recordingId)?.byTrack
  })
  const withModels = modelsShown((state) => state.shown)
  const rows = labelsAt(segment, index, byTrack).filter(({ author }) => withModels || author.kind !== 'model')
  if (rows.length < 2) return null
  const several = (id: string): boolean => rows.filter((row) => row.author.id === id).length > 1
  return (
    <section>
      <h3>All authors</h3>
      <ul className="authors">
        {rows.map(({ track, author, segment: said }) => (
          <li key={track.id} data-own={said?.id === segment.id ? '' : undefined}>
            <AuthorDot color={author.color} kind={author.kind} />
            <button
              type="button"
              className="grow truncate"
              disabled={!said}
              title={track.name}
              onClick={() => said && select({ trackId: track.id, segmentIds: [said.id] })}
            >
              {several(author.id) ? `${author.name}, ${track.name}` : author.name}
              {shownPerspective(author) && ` (${shownPerspective(author) ?? ''})`}
            </button>
            {said ? (
              <AnswerChip
                label={labelOf(schemeOf(track.schemeId), said.label, track.attributeId)}
                parts={partsOf(said, track)}
                origin={author.kind === 'model' ? 'model' : 'human'}
              />
            ) : (
              <span className="faint">nothing here</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
