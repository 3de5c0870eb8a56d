import type { CorpusBy } from '../../shared/contract'
import type { Action } from './actions'
import { showCompareView } from './compare-views'
import { keptChoice } from './kept-choice'
import { project } from './project'

/** What the view of slices shows, kept with the project. */
export interface SlicesChoice {
  readonly part: 'groups' | 'worst' | 'corpora'
  readonly facet: string
  /** Second facet: groups of both. */
  readonly and?: string
  readonly metric: string
  /** Groups with fewer items are greyed, and not looked for. */
  readonly least: number
  /** Edges between groups of numbers, by facet. */
  readonly edges: Record<string, number[]>
  readonly joined: 1 | 2
  readonly correction: 'bh' | 'holm'
  readonly by?: CorpusBy
  /** What a row opens. */
  readonly open: 'errors' | 'all'
}

const noChoice: SlicesChoice = {
  part: 'groups',
  facet: 'label',
  metric: 'accuracy',
  least: 10,
  edges: {},
  joined: 2,
  correction: 'bh',
  open: 'errors'
}

const kept = keptChoice<SlicesChoice>('compare-slices', noChoice, readChoice)

export const useSlicesChoice = kept.use
export const chooseSlices = kept.choose
export const recallSlices = kept.recall

function readChoice(stored: unknown): SlicesChoice {
  if (typeof stored !== 'object' || stored === null) return noChoice
  const fields = new Map<string, unknown>(Object.entries(stored))
  const text = (name: string): string | undefined => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const part = text('part')
  const by = (['folder', 'group', 'language', 'scheme'] as const).find((way) => way === text('by'))
  const least = fields.get('least')
  const edges = fields.get('edges')
  return {
    part: part === 'worst' || part === 'corpora' ? part : 'groups',
    facet: text('facet') ?? noChoice.facet,
    ...(text('and') === undefined ? {} : { and: text('and') }),
    metric: text('metric') ?? noChoice.metric,
    least: typeof least === 'number' && least >= 2 ? Math.round(least) : noChoice.least,
    edges: typeof edges === 'object' && edges !== null ? readEdges(edges) : {},
    joined: fields.get('joined') === 1 ? 1 : 2,
    correction: text('correction') === 'holm' ? 'holm' : 'bh',
    ...(by ? { by } : {}),
    open: text('open') === 'all' ? 'all' : 'errors'
  }
}

const readEdges = (stored: object): SlicesChoice['edges'] =>
  Object.fromEntries(
    Object.entries(stored).flatMap(([facet, edges]: [string, unknown]) =>
      Array.isArray(edges) && edges.length > 0 && edges.every((edge) => typeof edge === 'number')
        ? [[facet, edges as number[]]]
        : []
    )
  )

/** Show one part of the slices of what is compared. */
export function showSlices(part: SlicesChoice['part']): void {
  // The choice of the last session must not arrive after this one.
  void kept.recall().then(() => kept.choose({ part }))
  kept.choose({ part })
  showCompareView('slices')
}

/** Actions of the view of slices. */
export const compareSliceActions: readonly Action[] = [
  {
    id: 'compare.worstSlices',
    title: 'Find where the model is worst',
    group: 'Analysis',
    keys: ['Alt+Shift+KeyS'],
    when: () => project().snapshot !== undefined,
    run: () => showSlices('worst')
  },
  {
    id: 'compare.crossCorpus',
    title: 'Compare models across corpora',
    group: 'Analysis',
    when: () => project().snapshot !== undefined,
    run: () => showSlices('corpora')
  }
]

/** Any author may be in it (facts from their tracks, the human ceiling): a change of anybody's labels may move the numbers. */
export const everybody = (): readonly string[] => [...project().index.authors.keys()]
