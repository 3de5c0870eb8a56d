import type { Author, Segment } from '../../shared/domain/rows'
import { call } from '../client'
import { ensureSegments, project, recordingOf, tracksOf } from './project'
import { selection } from './selection'

/** Where predictions are looked at: the active track, the open recording, or every recording. */
export type PredictionScope = 'track' | 'open' | 'all'

/** A prediction that nobody has decided about. */
export interface Undecided {
  readonly recordingId: string
  readonly segment: Segment
}

/** Models that have segments in the project, most recently added last. */
export function modelsWithSegments(recordingId?: string): readonly Author[] {
  const { index } = project()
  const ids = new Set(
    [...index.tracks.values()]
      .filter((track) => track.kind === 'segments' || track.kind === 'utterances')
      .filter((track) => recordingId === undefined || track.recordingId === recordingId)
      .map((track) => track.authorId)
  )
  return [...index.authors.values()].filter((author) => author.kind === 'model' && ids.has(author.id))
}

/** Undecided predictions of a model, in order of recording and time; recordings not read yet are read but not kept. */
export async function undecidedOf(
  authorId: string,
  scope: PredictionScope,
  signal: AbortSignal
): Promise<readonly Undecided[]> {
  const { recordingId, trackId } = selection()
  const open = recordingOf(recordingId)
  const recordings =
    scope === 'all'
      ? [...(project().snapshot?.recordings ?? [])].sort((a, b) => a.position - b.position)
      : open
        ? [open]
        : []
  const found: Undecided[] = []
  for (const { id } of recordings) {
    const tracks = new Set(
      tracksOf(id)
        .filter((track) => track.authorId === authorId && (scope !== 'track' || track.id === trackId))
        .map((track) => track.id)
    )
    if (tracks.size === 0) continue
    const segments =
      id === recordingId ? await ensureSegments(id) : await call('track.segments', { recordingId: id })
    if (signal.aborted) return []
    for (const segment of segments)
      if (tracks.has(segment.trackId) && segment.review === undefined)
        found.push({ recordingId: id, segment })
  }
  return found
}
