import type { Author, Run } from '../../shared/domain/rows'
import { perturbationIds, perturbationOf } from '../../shared/variants/perturbations'
import { RunVariant, variantKey } from '../../shared/variants/run-variant'
import { baseModelId, isVariantId } from '../../shared/variants/variant-model-id'
import type { Action } from './actions'
import { openDialog } from './dialogs'
import { keptChoice } from './kept-choice'
import { project } from './project'
import type { ProjectIndex } from './project-index'

/** A variant of a model that was run, with its author. */
export interface RanVariant {
  readonly authorId: string
  /** Id of the model itself. */
  readonly modelId: string
  readonly variant: RunVariant
  /** Its runs, the newest first. */
  readonly runs: readonly Run[]
}

export type VariantKind = RunVariant['kind']

/** Every variant that was run, of these kinds, in the order in which they belong: by kind, then from little to much. */
export function ranVariants(
  { runs }: Pick<ProjectIndex, 'runs'>,
  kinds: readonly VariantKind[]
): readonly RanVariant[] {
  const found = new Map<string, { authorId: string; modelId: string; variant: RunVariant; runs: Run[] }>()
  for (const run of runs.values()) {
    if (!isVariantId(run.modelId)) continue
    const variant = RunVariant.safeParse(run.options['variant'])
    if (!variant.success || !kinds.includes(variant.data.kind)) continue
    const known = found.get(run.modelId)
    if (known) known.runs.push(run)
    else
      found.set(run.modelId, {
        authorId: run.authorId,
        modelId: baseModelId(run.modelId),
        variant: variant.data,
        runs: [run]
      })
  }
  return [...found.values()]
    .map((entry) => ({ ...entry, runs: entry.runs.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1)) }))
    .toSorted(
      (a, b) =>
        groupOf(a.variant) - groupOf(b.variant) ||
        rankOf(a.variant) - rankOf(b.variant) ||
        (variantKey(a.variant) < variantKey(b.variant) ? -1 : 1)
    )
}

/** Perturbations stand in their usual order, each seed by itself. */
const groupOf = (variant: RunVariant): number =>
  variant.kind === 'perturbation'
    ? perturbationIds.indexOf(variant.change) + (variant.seed - 1) / 1e7
    : perturbationIds.length

/** Steps of a perturbation go from little to much, contexts and sets from less to more. */
function rankOf(variant: RunVariant): number {
  switch (variant.kind) {
    case 'perturbation': {
      const { steps } = perturbationOf(variant.change)
      const rises = (steps.at(-1) ?? 0) > (steps[0] ?? 0)
      return rises ? variant.level : -variant.level
    }
    case 'context':
      return Number(variant.past) + 2 * Number(variant.future)
    case 'window':
      return variant.seconds
    case 'members':
    case 'components':
      return variant.keep.length
  }
}

/** The author of a model itself. */
export const authorOfModel = (
  { authors }: Pick<ProjectIndex, 'authors'>,
  modelId: string
): Author | undefined =>
  [...authors.values()].find((author) => author.kind === 'model' && author.modelId === modelId)

export interface ExperimentChoice {
  readonly modelId?: string
  readonly referenceId?: string
  readonly metric: string
  readonly cluster: 'person' | 'group' | 'recording' | 'item'
  /** Ablation: kind of variants, and what the others are held against (author). */
  readonly set?: VariantKind
  readonly baselineId?: string
}

const clusters = ['person', 'group', 'recording', 'item'] as const
const noChoice: ExperimentChoice = { metric: 'uar', cluster: 'person' }
const sets: readonly VariantKind[] = ['context', 'members', 'components', 'window']

const kept = (key: string) =>
  keptChoice<ExperimentChoice>(key, noChoice, (stored) => {
    const field = (name: string): unknown =>
      typeof stored === 'object' && stored !== null
        ? Object.entries(stored).find(([own]) => own === name)?.[1]
        : undefined
    const text = (name: string): string | undefined => {
      const value = field(name)
      return typeof value === 'string' ? value : undefined
    }
    const [modelId, referenceId, baselineId] = [text('modelId'), text('referenceId'), text('baselineId')]
    const set = sets.find((kind) => kind === field('set'))
    return {
      metric: text('metric') ?? noChoice.metric,
      cluster: clusters.find((cluster) => cluster === field('cluster')) ?? noChoice.cluster,
      ...(modelId === undefined ? {} : { modelId }),
      ...(referenceId === undefined ? {} : { referenceId }),
      ...(baselineId === undefined ? {} : { baselineId }),
      ...(set === undefined ? {} : { set })
    }
  })

/** What is looked at in the views of experiments; kept with the project. */
export const robustnessChoice = kept('compare-robustness')
export const ablationChoice = kept('compare-ablation')

/** Ways to start experiments; each is in the menu and the palette. */
export const experimentActions: readonly Action[] = [
  {
    id: 'experiment.robustness',
    title: 'Robustness…',
    group: 'Analysis',
    keys: ['Alt+Shift+KeyE'],
    when: () => project().snapshot !== undefined,
    run: () => openDialog({ id: 'robustness', props: {} })
  },
  {
    id: 'experiment.ablation',
    title: 'Ablation…',
    group: 'Analysis',
    keys: ['Alt+Shift+KeyA'],
    when: () => project().snapshot !== undefined,
    run: () => openDialog({ id: 'ablation', props: {} })
  }
]
