import { useMemo } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import type { Segment, Track } from '../../../shared/domain/rows'
import type { Label } from '../../../shared/domain/scheme'
import type { Mark } from '../../../shared/documents/mark-lanes'
import { useCurrentAuthor } from '../../session/author'
import { shownSegments, useDraft } from '../../session/drafts'
import { myTrack } from '../../session/pages/label-over'
import { markSegment, spansOf } from '../../session/pages/mark-edits'
import { chosenAttribute, pageChoice, type ChosenAttribute } from '../../session/pages/page-choice'
import type { MarkRef, ReadDocument } from '../../session/pages/reading'
import { authorOf, schemeOf, tracksOf, useProject } from '../../session/project'

/** A mark as it is drawn; positions in UTF-16 units. */
export interface DrawnMark extends Mark {
  readonly label: Label
  readonly mine: boolean
  readonly authorName: string
  /** Marks of stretches; absent for labels of sentences. */
  readonly ref?: MarkRef
}

/** What a document's reader chose to label with. */
export interface ReadingAttributes {
  readonly marks: ChosenAttribute | undefined
  readonly sentences: ChosenAttribute | undefined
}

/** The attributes that are chosen or usual. */
export function useAttributes(): ReadingAttributes {
  const choice = pageChoice.use()
  const author = useCurrentAuthor()
  const index = useProject((state) => state.index)
  return useMemo(
    () => ({ marks: chosenAttribute('marks'), sentences: chosenAttribute('sentences') }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is chosen follows from these
    [choice.marks, choice.sentences, author?.id, index]
  )
}

/** The marks of a document in order of the text: mine, and everybody's where wished; or my labels of sentences. */
export function useMarks(document: ReadDocument, attributes: ReadingAttributes): readonly DrawnMark[] {
  const { level, everyone } = pageChoice.use()
  const draft = useDraft()
  const segments = useProject((state) => state.segments.get(document.recordingId))
  const index = useProject((state) => state.index)
  const author = useCurrentAuthor()
  return useMemo(
    () =>
      (level === 'sentences'
        ? sentenceMarks(document, attributes.sentences)
        : stretchMarks(document, attributes.marks, everyone)
      ).toSorted((a, b) => a.from - b.from || b.to - a.to),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- drafts, segments and tracks are read through the session
    [document, attributes, level, everyone, draft, segments, index, author?.id]
  )
}

function stretchMarks(
  document: ReadDocument,
  attribute: ChosenAttribute | undefined,
  everyone: boolean
): DrawnMark[] {
  if (!attribute) return []
  const own = myTrack(document.recordingId, attribute)
  const others = everyone
    ? tracksOf(document.recordingId).filter(
        (track) =>
          track !== own &&
          track.kind === 'segments' &&
          track.schemeId === attribute.schemeId &&
          track.attributeId === attribute.attributeId
      )
    : []
  return [...(own ? [own] : []), ...others].flatMap((track) =>
    marksOf(document, track, markSegment(track), track === own)
  )
}

function marksOf(
  { positions }: ReadDocument,
  track: Track,
  segment: Segment | undefined,
  mine: boolean
): DrawnMark[] {
  const scheme = schemeOf(track.schemeId)
  return spansOf(segment).flatMap((span) => {
    const label = labelOf(scheme, span.label, track.attributeId)
    return label && segment
      ? [
          {
            key: `${segment.id} ${span.from} ${span.to} ${span.label}`,
            from: positions.toUnits(span.from),
            to: positions.toUnits(span.to),
            label,
            mine,
            authorName: authorOf(track.authorId)?.name ?? track.name,
            ref: { segmentId: segment.id, span }
          }
        ]
      : []
  })
}

function sentenceMarks(document: ReadDocument, attribute: ChosenAttribute | undefined): DrawnMark[] {
  const track = attribute && myTrack(document.recordingId, attribute)
  if (!track) return []
  const byTime = new Map(shownSegments(track).map((segment) => [`${segment.start} ${segment.end}`, segment]))
  const scheme = schemeOf(track.schemeId)
  return document.sentences.flatMap(({ segment, units }) => {
    const said = byTime.get(`${segment.start} ${segment.end}`)
    const label = said && labelOf(scheme, said.label, track.attributeId)
    return said && label
      ? [{ key: said.id, ...units, label, mine: true, authorName: authorOf(track.authorId)?.name ?? '' }]
      : []
  })
}
