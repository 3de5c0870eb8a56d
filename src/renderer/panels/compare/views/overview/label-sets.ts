import { answersInLabels } from '../../../../../shared/values/answers-in-labels'
import type { Author } from '../../../../../shared/domain/rows'
import { kindOrder } from '../../../../session/author-entries'
import type { ProjectIndex } from '../../../../session/project-index'

/** What one author labelled by one scheme: what others are measured against. */
export interface LabelSet {
  readonly key: string
  readonly author: Author
  readonly schemeId: string
  /** Labelled segments. */
  readonly labelled: number
}

/** Label sets of people, gold standards and imports, and the authors that can be measured against them. */
export function labelSets({
  authors,
  tracks,
  counts,
  schemes
}: Pick<ProjectIndex, 'authors' | 'tracks' | 'counts' | 'schemes'>): {
  readonly sets: readonly LabelSet[]
  readonly candidates: readonly LabelSet[]
} {
  const found = new Map<string, { author: Author; schemeId: string; labelled: number }>()
  for (const track of tracks.values()) {
    const labelled = counts.get(track.id)?.labelled ?? 0
    const author = authors.get(track.authorId)
    if (!author || labelled === 0 || track.kind === 'frames') continue
    if (!answersInLabels(schemes.get(track.schemeId), track.attributeId)) continue
    const key = `${author.id} ${track.schemeId}`
    const set = found.get(key) ?? { author, schemeId: track.schemeId, labelled: 0 }
    set.labelled += labelled
    found.set(key, set)
  }
  const all = [...found]
    .map(([key, set]) => ({ key, ...set }))
    .sort(
      (a, b) =>
        kindOrder[a.author.kind] - kindOrder[b.author.kind] ||
        a.author.position - b.author.position ||
        b.labelled - a.labelled
    )
  return {
    sets: all.filter(({ author }) => author.kind !== 'model'),
    // An author is measured by the labels it has most of; models come first.
    candidates: all
      .filter(({ author }, at) => all.findIndex((other) => other.author.id === author.id) === at)
      .sort((a, b) => kindOrder[b.author.kind] - kindOrder[a.author.kind])
  }
}
