import type { Recording, Segment, Track } from '../domain/rows'

/** Layer of the track that holds a document's exact text as one segment over all of it. */
export const DOCUMENT_LAYER = 'Document'

/** Whether a track is the one that holds a document's text. */
export const holdsDocument = (track: Pick<Track, 'kind' | 'layer'>): boolean =>
  track.kind === 'utterances' && track.layer === DOCUMENT_LAYER

/**
 * The exact text that the stretches of a segment count in: the segment's own words, else those of the document it lies
 * in. Undefined where there is neither.
 */
export function textOfSpans(
  segment: Pick<Segment, 'text'>,
  recording: Pick<Recording, 'medium'> | undefined,
  tracks: readonly Track[],
  segmentsOf: (trackId: string) => readonly Segment[]
): string | undefined {
  if (segment.text !== undefined || recording?.medium !== 'document') return segment.text
  const track = tracks.find(holdsDocument)
  return track && segmentsOf(track.id)[0]?.text
}
