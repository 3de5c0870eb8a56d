import type { Action } from './actions'
import { keptChoice } from './kept-choice'
import { showPanelIn } from './layout'
import { project } from './project'

/** One way of looking at what two authors, or many, said. */
export interface CompareViewEntry {
  readonly id: string
  readonly title: string
  /** What it answers, in one sentence. */
  readonly hint: string
  readonly group: string
  /** `pair`: it is about the two authors that are chosen; `project`: it chooses for itself what it is about. */
  readonly about: 'pair' | 'project'
}

/** All views of Compare, in the order of their list. */
export const compareViews = [
  {
    id: 'overview',
    title: 'Overview',
    group: 'Scores',
    about: 'project',
    hint: 'Every model beside every annotator, with the human ceiling'
  },
  {
    id: 'confusion',
    title: 'Confusion',
    group: 'Scores',
    about: 'pair',
    hint: 'Which labels are taken for which, and every score with its card'
  },
  {
    id: 'slices',
    title: 'Slices',
    group: 'Scores',
    about: 'pair',
    hint: 'Scores by label, person and every other fact, the worst first'
  },
  {
    id: 'versus',
    title: 'A against B',
    group: 'Scores',
    about: 'pair',
    hint: 'What one model put right and what it broke'
  },
  {
    id: 'confidence',
    title: 'Confidence',
    group: 'Scores',
    about: 'pair',
    hint: 'Whether the model knows when it is wrong'
  },
  {
    id: 'traces',
    title: 'Traces',
    group: 'Other answers',
    about: 'project',
    hint: 'Continuous ratings: agreement, delay, and where they part'
  },
  {
    id: 'segments',
    title: 'Segments',
    group: 'Other answers',
    about: 'pair',
    hint: 'Where boundaries lie, what was missed and what was made up'
  },
  {
    id: 'multi-label',
    title: 'Several labels',
    group: 'Other answers',
    about: 'pair',
    hint: 'Thresholds, curves and labels that go together'
  },
  {
    id: 'open-vocabulary',
    title: 'Open vocabulary',
    group: 'Other answers',
    about: 'pair',
    hint: 'Free words, grouped by wheels of emotion'
  },
  {
    id: 'causes',
    title: 'Causes',
    group: 'Other answers',
    about: 'pair',
    hint: 'Emotions with the turns that caused them'
  },
  {
    id: 'label-errors',
    title: 'Label errors',
    group: 'Data',
    about: 'pair',
    hint: 'Labels that are probably wrong, to be put right'
  },
  {
    id: 'duplicates',
    title: 'Duplicates and leakage',
    group: 'Data',
    about: 'project',
    hint: 'What is nearly the same, and what training and test share'
  },
  {
    id: 'language',
    title: 'Words of errors',
    group: 'Data',
    about: 'pair',
    hint: 'Words that go with errors, in their sentences'
  },
  {
    id: 'robustness',
    title: 'Robustness',
    group: 'Experiments',
    about: 'project',
    hint: 'How scores fall with noise, blur and loss'
  },
  {
    id: 'ablation',
    title: 'Ablation',
    group: 'Experiments',
    about: 'project',
    hint: 'What each part of the input is worth'
  },
  {
    id: 'report',
    title: 'Report',
    group: 'Experiments',
    about: 'project',
    hint: 'A document of the numbers, figures and moments'
  }
] as const satisfies readonly CompareViewEntry[]

export type CompareViewId = (typeof compareViews)[number]['id']

const kept = keptChoice<{ readonly view: CompareViewId }>(
  'compare-view',
  { view: 'confusion' },
  (stored) => ({
    view:
      compareViews.find(
        ({ id }) => typeof stored === 'object' && stored !== null && 'view' in stored && stored.view === id
      )?.id ?? 'confusion'
  })
)

export const useCompareView = (): CompareViewId => kept.use().view
export const chooseCompareView = (view: CompareViewId): void => kept.choose({ view })
export const recallCompareView = kept.recall

/** Bring Compare to the front with this view. */
export function showCompareView(view: CompareViewId): void {
  // The choice of the last session must not arrive after this one.
  void kept.recall().then(() => chooseCompareView(view))
  chooseCompareView(view)
  showPanelIn('compare', 'compare')
}

/** One action for each view. */
export const compareViewActions: readonly Action[] = compareViews.map(({ id, title }) => ({
  id: `compare.view.${id}`,
  title: `Compare: ${title}`,
  group: 'Analysis',
  when: () => project().snapshot !== undefined,
  run: () => showCompareView(id)
}))
