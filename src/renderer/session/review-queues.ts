import { labelOf } from '../../shared/domain/labels'
import type { Segment } from '../../shared/domain/rows'
import { currentAuthorId } from './author'
import { authorOf, ensureSegments, project, schemeOf, trackOf } from './project'
import type { QueueItem } from './selection'
import { suggestionFor } from './unsure-order'

/** A list of moments that is worth going through, found over all recordings. */
export interface ReviewQueue {
  readonly title: string
  find(): Promise<readonly QueueItem[]>
}

const isPrediction = (segment: Segment): boolean =>
  authorOf(trackOf(segment.trackId)?.authorId)?.kind === 'model'
const isMine = (segment: Segment): boolean => trackOf(segment.trackId)?.authorId === currentAuthorId()

export const reviewQueues: readonly ReviewQueue[] = [
  { title: 'Flagged segments', find: () => collect((segment) => segment.flagged) },
  {
    title: 'Unsure predictions',
    find: async () =>
      unsureFirst(await collect((segment) => isPrediction(segment) && segment.review === undefined))
  },
  {
    title: 'My unlabelled segments',
    find: () => collect((segment) => isMine(segment) && segment.label === undefined)
  },
  { title: 'Unlabelled, least sure first', find: leastSure },
  { title: 'Commented segments', find: () => collect((segment) => (segment.comment ?? '') !== '') }
]

/** My segments without a label that models say something about, those of which they are least sure first; what nobody says anything about comes last. */
async function leastSure(): Promise<readonly QueueItem[]> {
  const found: (Found & { readonly unsure: number })[] = []
  for (const recording of project().snapshot?.recordings ?? []) {
    const segments = await ensureSegments(recording.id)
    const predictions = segments.filter(isPrediction)
    for (const segment of segments) {
      if (!isMine(segment) || segment.label !== undefined || segment.value !== undefined) continue
      const suggestion = suggestionFor(segment, predictions)
      const said = suggestion && item(recording.id, suggestion.prediction).note
      found.push({
        ...item(recording.id, segment),
        note: said ?? 'No model says anything here',
        unsure: suggestion?.unsure ?? -1
      })
    }
  }
  return found.sort((a, b) => b.unsure - a.unsure)
}

type Found = QueueItem & { readonly confidence?: number }

async function collect(wanted: (segment: Segment) => boolean): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const recording of [...(project().snapshot?.recordings ?? [])].sort(
    (a, b) => a.position - b.position
  )) {
    for (const segment of await ensureSegments(recording.id))
      if (wanted(segment)) found.push(item(recording.id, segment))
  }
  return found
}

function item(recordingId: string, segment: Segment): Found {
  const track = trackOf(segment.trackId)
  const label = labelOf(schemeOf(track?.schemeId), segment.label, track?.attributeId)?.name ?? 'not labelled'
  const sure = segment.confidence === undefined ? '' : ` ${segment.confidence.toFixed(2)}`
  return {
    recordingId,
    segmentId: segment.id,
    trackId: segment.trackId,
    start: segment.start,
    end: segment.end,
    note: `${authorOf(track?.authorId)?.name ?? 'Somebody'}: ${label}${sure}${segment.comment ? ` · ${segment.comment}` : ''}`,
    confidence: segment.confidence
  }
}

const unsureFirst = (items: readonly Found[]): readonly Found[] =>
  [...items].sort((a, b) => (a.confidence ?? 1) - (b.confidence ?? 1))
