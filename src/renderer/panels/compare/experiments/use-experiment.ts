import { useMemo } from 'react'
import type { CallInput } from '../../../../shared/contract'
import { authorEntries, type AuthorEntry } from '../../../session/author-entries'
import { useProject } from '../../../session/project'
import {
  authorOfModel,
  ranVariants,
  type ExperimentChoice,
  type RanVariant,
  type VariantKind
} from '../../../session/variants'
import type { Query } from '../choice'

export type VariantsAsked = CallInput<'analysis.variants'>

/** What a view of experiments looks at: models with variants, the chosen one, and the question that follows. */
export interface Experiment {
  /** Models that have variants, with the names of their authors. */
  readonly models: readonly { readonly id: string; readonly name: string }[]
  readonly modelId: string
  readonly variants: readonly RanVariant[]
  readonly references: readonly AuthorEntry[]
  readonly referenceId: string | undefined
  readonly baselineId: string | undefined
  /** Absent while there is no reference, or nothing to hold the variants against. */
  readonly query: VariantsAsked | undefined
}

/** `baselineOf` says which author the variants are held against, of the model itself where it has run; undefined: none. */
export function useExperiment(
  kinds: readonly VariantKind[],
  choice: ExperimentChoice,
  query: Query | undefined,
  baselineOf: (variants: readonly RanVariant[], model: string | undefined) => string | undefined
): Experiment | undefined {
  const index = useProject((state) => state.index)
  const kindsKey = kinds.join(' ')
  return useMemo(() => {
    const all = ranVariants(index, kindsKey.split(' ') as VariantKind[])
    const ids = [...new Set(all.map(({ modelId }) => modelId))]
    const modelId = ids.find((id) => id === choice.modelId) ?? ids[0]
    if (modelId === undefined) return undefined
    const own = all.filter((variant) => variant.modelId === modelId)
    const itself = authorOfModel(index, modelId)?.id
    const baselineId = baselineOf(own, itself)
    const variants = own.filter(({ authorId }) => authorId !== baselineId)
    const references = authorEntries(index).filter(
      ({ author, labelled }) => labelled > 0 && author.id !== itself
    )
    const people = references.filter(({ author }) => author.kind !== 'model')
    const referenceId =
      references.find(({ author }) => author.id === (choice.referenceId ?? query?.referenceAuthorId))?.author
        .id ??
      people.toSorted((a, b) => b.labelled - a.labelled)[0]?.author.id ??
      references[0]?.author.id
    return {
      models: ids.map((id) => ({ id, name: nameOf(index, id, all) })),
      modelId,
      variants,
      references,
      referenceId,
      baselineId,
      query:
        referenceId === undefined || baselineId === undefined || variants.length === 0
          ? undefined
          : {
              ...query,
              referenceAuthorId: referenceId,
              candidateAuthorId: baselineId,
              variantIds: variants.map(({ authorId }) => authorId).slice(0, 64),
              metric: choice.metric,
              cluster: choice.cluster,
              seed: 1
            }
    }
  }, [index, kindsKey, choice, query, baselineOf])
}

/** A model by the author that it has, or that its variants have. */
function nameOf(
  index: Parameters<typeof authorOfModel>[0],
  modelId: string,
  variants: readonly RanVariant[]
): string {
  const own = authorOfModel(index, modelId)?.name
  const other = variants.find((variant) => variant.modelId === modelId)?.authorId
  return own ?? index.authors.get(other ?? '')?.name.split(' · ')[0] ?? modelId
}

export const authorsOfVariants = (query: VariantsAsked): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId,
  ...query.variantIds
]
