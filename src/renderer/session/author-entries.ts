import type { Author, Track } from '../../shared/domain/rows'
import { isVariantId } from '../../shared/variants/variant-model-id'
import type { ProjectIndex } from './project-index'

/** An author that can be chosen, and how much there is of them. */
export interface AuthorEntry {
  readonly author: Author
  /** Labelled segments in all recordings. */
  readonly labelled: number
  readonly recordings: number
}

/** People come first. */
export const kindOrder: Readonly<Record<Author['kind'], number>> = { human: 0, gold: 1, import: 2, model: 3 }

/** All authors with what they labelled in the tracks that count: people, gold, imports, models; each in order of position. Variants of models are not among them. */
export function authorEntries(
  index: Pick<ProjectIndex, 'authors' | 'tracks' | 'counts'>,
  counts: (track: Track) => boolean = () => true
): readonly AuthorEntry[] {
  const found = new Map<string, { labelled: number; recordings: Set<string> }>()
  for (const track of index.tracks.values()) {
    const labelled = index.counts.get(track.id)?.labelled ?? 0
    if (labelled === 0 || !counts(track)) continue
    const entry = found.get(track.authorId) ?? { labelled: 0, recordings: new Set() }
    entry.labelled += labelled
    entry.recordings.add(track.recordingId)
    found.set(track.authorId, entry)
  }
  return [...index.authors.values()]
    .filter(({ modelId }) => !isVariantId(modelId))
    .sort((a, b) => kindOrder[a.kind] - kindOrder[b.kind] || a.position - b.position)
    .map((author) => {
      const entry = found.get(author.id)
      return { author, labelled: entry?.labelled ?? 0, recordings: entry?.recordings.size ?? 0 }
    })
}
