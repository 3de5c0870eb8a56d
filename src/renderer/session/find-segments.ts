import { labelOf } from '../../shared/domain/labels'
import type { Author, Segment } from '../../shared/domain/rows'
import { authorOf, schemeOf, segmentsOf, trackOf } from './project'

/** A segment found by what it says. */
export interface FoundSegment {
  readonly segment: Segment
  readonly text: string
  readonly author: Author | undefined
}

/** Most that is worth showing in one list. */
const MOST = 30

/** Segments of a recording whose words, comment or label name hold the text, in order of time. */
export function findSegments(recordingId: string | undefined, query: string): readonly FoundSegment[] {
  const wanted = query.trim().toLowerCase()
  if (recordingId === undefined || wanted === '') return []
  const found: FoundSegment[] = []
  for (const segment of segmentsOf(recordingId)) {
    const track = trackOf(segment.trackId)
    const label = labelOf(schemeOf(track?.schemeId), segment.label, track?.attributeId)?.name
    const text = [segment.text, label, segment.comment].filter(Boolean).join(' · ')
    if (text.toLowerCase().includes(wanted)) found.push({ segment, text, author: authorOf(track?.authorId) })
    if (found.length >= MOST) break
  }
  return found
}
