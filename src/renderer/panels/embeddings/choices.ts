import { useMemo } from 'react'
import type { LabelSource, RatingSource } from '../../../shared/contract/embeddings'
import type { MapKind } from '../../../shared/embedding/map-kinds'
import type { HeadKind } from '../../../shared/probe/head-kinds'
import { attributeTask } from '../../../shared/values/attribute'
import { answersInLabels } from '../../../shared/values/answers-in-labels'
import type { ProjectIndex } from '../../session/project-index'
import { kindOrder } from '../../session/author-entries'
import { keptChoice } from '../../session/kept-choice'
import { useProject } from '../../session/project'

/** What is chosen in the panel, kept with the project. */
export interface EmbeddingChoice {
  readonly kind: MapKind
  readonly seed: number
  readonly byGroup: boolean
  /** `person`, `recording`, `none`, or the key of a label source. */
  readonly color: string
  /** Key of the label source that a head learns from. */
  readonly labels: string | undefined
  readonly head: HeadKind
  readonly penalty: number
  readonly budget: boolean
}

const noChoice: EmbeddingChoice = {
  kind: 'pca',
  seed: 1,
  byGroup: false,
  color: 'person',
  labels: undefined,
  head: 'logistic',
  penalty: 1,
  budget: false
}

export const embeddingChoice = keptChoice<EmbeddingChoice>('embeddings', noChoice, (stored) =>
  typeof stored === 'object' && stored !== null ? { ...noChoice, ...stored } : noChoice
)

export const mapTitles: readonly { readonly id: MapKind; readonly title: string; readonly hint: string }[] = [
  { id: 'pca', title: 'Principal components', hint: 'Exact. Distances mean what they show.' },
  { id: 'umap', title: 'UMAP', hint: 'Keeps neighbourhoods; distances between groups mean little.' },
  { id: 'tsne', title: 't-SNE', hint: 'Keeps neighbourhoods; up to 2,000 embeddings.' }
]

export const headTitles: readonly { readonly id: HeadKind; readonly title: string; readonly hint: string }[] =
  [
    { id: 'logistic', title: 'Logistic regression', hint: 'Probabilities; classes count alike.' },
    { id: 'ridge', title: 'Ridge', hint: 'Quick with many columns; its shares are not calibrated.' },
    { id: 'lda', title: 'Discriminant analysis', hint: 'For few labels and roughly round classes.' },
    {
      id: 'nearest-centroid',
      title: 'Nearest centroid',
      hint: 'The mean of each class; for very few labels.'
    }
  ]

/** Labels of somebody that embeddings can be held against. */
export interface SourceEntry {
  readonly key: string
  readonly title: string
  readonly source: LabelSource
}

/** Labels of everybody that embeddings can be held against; read again when the project changes. */
export function useLabelSources(): readonly SourceEntry[] {
  const index = useProject((state) => state.index)
  return useMemo(() => labelSources(index), [index])
}

/** Everybody's labels, people first; per-frame tracks and traces have none of their own. */
function labelSources(
  index: Pick<ProjectIndex, 'authors' | 'tracks' | 'counts' | 'schemes'>
): readonly SourceEntry[] {
  const found = new Map<string, LabelSource>()
  for (const { id, kind, authorId, schemeId, attributeId } of index.tracks.values()) {
    if (kind === 'frames' || kind === 'trace' || (index.counts.get(id)?.labelled ?? 0) === 0) continue
    if (!answersInLabels(index.schemes.get(schemeId), attributeId)) continue
    found.set(`${authorId} ${schemeId} ${attributeId}`, { authorId, schemeId, attributeId })
  }
  const authorOf = ({ authorId }: LabelSource) => index.authors.get(authorId)
  return [...found]
    .sort(
      ([, a], [, b]) =>
        kindOrder[authorOf(a)?.kind ?? 'model'] - kindOrder[authorOf(b)?.kind ?? 'model'] ||
        (authorOf(a)?.position ?? 0) - (authorOf(b)?.position ?? 0)
    )
    .map(([key, source]) => ({
      key,
      source,
      title: `${authorOf(source)?.name ?? 'Somebody'}: ${index.schemes.get(source.schemeId)?.name ?? source.schemeId}`
    }))
}

/** Ratings of somebody that embeddings can be held against. */
export interface RatingSourceEntry {
  readonly key: string
  readonly title: string
  readonly source: RatingSource
}

/** Ratings of everybody, people first: of segments, and traces by their mean; read again when the project changes. */
export function useRatingSources(): readonly RatingSourceEntry[] {
  const index = useProject((state) => state.index)
  return useMemo(() => ratingSources(index), [index])
}

function ratingSources(
  index: Pick<ProjectIndex, 'authors' | 'tracks' | 'counts' | 'schemes'>
): readonly RatingSourceEntry[] {
  const found = new Map<string, RatingSource>()
  for (const { id, kind, authorId, schemeId, attributeId } of index.tracks.values()) {
    const asks = attributeTask(index.schemes.get(schemeId), attributeId)?.kind
    const rated = kind === 'trace' || (asks === 'ratings' && (index.counts.get(id)?.labelled ?? 0) > 0)
    if (!rated) continue
    const source = { authorId, schemeId, attributeId, kind: kind === 'trace' ? 'trace' : 'segments' } as const
    found.set(`ratings ${source.kind} ${authorId} ${schemeId} ${attributeId}`, source)
  }
  const authorOf = ({ authorId }: RatingSource) => index.authors.get(authorId)
  return [...found]
    .sort(
      ([, a], [, b]) =>
        kindOrder[authorOf(a)?.kind ?? 'model'] - kindOrder[authorOf(b)?.kind ?? 'model'] ||
        (authorOf(a)?.position ?? 0) - (authorOf(b)?.position ?? 0)
    )
    .map(([key, source]) => ({
      key,
      source,
      title: `${authorOf(source)?.name ?? 'Somebody'}: ${index.schemes.get(source.schemeId)?.name ?? source.schemeId}`
    }))
}
