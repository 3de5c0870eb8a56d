import type { Author, Segment, Track } from '../../shared/domain/rows'
import { hiddenAuthors } from './blind-check'
import type { ProjectIndex } from './project-index'

/** What one author says on one track about a span of time. */
export interface AuthorView {
  readonly track: Track
  readonly author: Author
  /** The segment that covers most of the span; absent where the author says nothing there. */
  readonly segment: Segment | undefined
}

/** Every author's segment over a segment's time, on tracks about the same person (or about nobody in particular), people first. */
export function labelsAt(
  segment: Segment,
  index: ProjectIndex,
  byTrack: ReadonlyMap<string, readonly Segment[]> | undefined
): readonly AuthorView[] {
  const own = index.tracks.get(segment.trackId)
  if (!own) return []
  const personOf = (candidate: Segment, track: Track): string | undefined =>
    candidate.personId ?? track.personId
  const person = personOf(segment, own)
  const views: AuthorView[] = []
  for (const track of index.tracksByRecording.get(own.recordingId) ?? []) {
    const author = index.authors.get(track.authorId)
    if (!author || track.kind === 'frames' || track.kind === 'trace') continue
    if (hiddenAuthors().has(author.id)) continue
    if (person !== undefined && track.personId !== undefined && track.personId !== person) continue
    if (track.id === own.id) {
      views.push({ track, author, segment })
      continue
    }
    const fits = (candidate: Segment): boolean => {
      const other = personOf(candidate, track)
      return person === undefined || other === undefined || other === person
    }
    const labelled =
      track.kind === 'utterances' ? (candidate: Segment) => candidate.label !== undefined : () => true
    const said = mostOverlap(
      segment,
      (byTrack?.get(track.id) ?? []).filter((candidate) => fits(candidate) && labelled(candidate))
    )
    // Transcripts without labels say nothing about emotion.
    if (said || track.kind !== 'utterances') views.push({ track, author, segment: said })
  }
  return views.sort((a, b) => rank(a.author) - rank(b.author))
}

/** The candidate that shares most time with a span; undefined when none does. */
export function mostOverlap(
  span: { readonly start: number; readonly end: number },
  candidates: readonly Segment[]
): Segment | undefined {
  let best: Segment | undefined
  let most = 0
  for (const candidate of candidates) {
    const shared = Math.min(span.end, candidate.end) - Math.max(span.start, candidate.start)
    if (shared > most) {
      most = shared
      best = candidate
    }
  }
  return best
}

const ORDER = { gold: 0, human: 1, import: 2, model: 3 } as const
const rank = (author: Author): number => ORDER[author.kind] * 1000 + author.position
