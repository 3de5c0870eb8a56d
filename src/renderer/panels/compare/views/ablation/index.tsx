import { FlaskConical } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo } from 'react'
import { contextWord } from '../../../../../shared/variants/run-variant'
import { runAction } from '../../../../session/actions'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { ablationChoice, ranVariants, type RanVariant, type VariantKind } from '../../../../session/variants'
import { AnswerView } from '../../../../ui/answer-view'
import { Button } from '../../../../ui/button'
import { Empty } from '../../../../ui/empty'
import { Tabs } from '../../../../ui/tabs'
import { ExperimentBar } from '../../experiments/experiment-bar'
import { authorsOfVariants, useExperiment } from '../../experiments/use-experiment'
import { ReportSkeleton } from '../../report-view'
import type { ViewProps } from '../view'
import { AblationBody } from './body'
import '../../experiments/experiments.css'

const titles = {
  context: 'Context',
  members: 'Members',
  components: 'Components',
  window: 'Window length',
  perturbation: 'Perturbations'
} as const satisfies Record<VariantKind, string>
const sets = ['context', 'members', 'components', 'window'] as const

/** What the score of a model loses when something of its input is taken away. */
export default function Ablation({ query }: ViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void ablationChoice.recall(), [projectId])
  const choice = ablationChoice.use()
  const index = useProject((state) => state.index)
  const all = useMemo(() => ranVariants(index, sets), [index])
  const model = all.find(({ modelId }) => modelId === choice.modelId)?.modelId ?? all[0]?.modelId
  const there = sets.filter((kind) => all.some((one) => one.modelId === model && one.variant.kind === kind))
  const kind = there.find((one) => one === choice.set) ?? there[0] ?? 'context'
  const baselineOf = useCallback(
    (variants: readonly RanVariant[], itself: string | undefined) =>
      variants.find(({ authorId }) => authorId === choice.baselineId)?.authorId ??
      usualBaseline(variants, itself),
    [choice.baselineId]
  )
  const experiment = useExperiment([kind], choice, query, baselineOf)
  const { shown, problem, loading } = useAnswer('analysis.variants', experiment?.query, authorsOfVariants)
  if (!experiment)
    return (
      <Empty
        icon={<FlaskConical size={20} />}
        title="Nothing was taken away yet"
        action={
          <Button tone="primary" onClick={() => runAction('experiment.ablation')}>
            Ablation…
          </Button>
        }
      >
        Context of a conversation, members of a fusion, written components, window length: a model runs once
        for each set, and here each set’s score stands beside the others, with the difference, its interval
        and a paired test.
      </Empty>
    )
  return (
    <>
      <ExperimentBar
        experiment={experiment}
        choice={choice}
        choose={ablationChoice.choose}
        action={{ id: 'experiment.ablation', title: 'Run more…' }}
      >
        {there.length > 1 && (
          <Tabs
            label="What is taken away"
            value={kind}
            options={there.map((id) => ({ id, title: titles[id] }))}
            onChange={(set) => ablationChoice.choose({ set, baselineId: undefined })}
          />
        )}
      </ExperimentBar>
      {experiment.query ? (
        <AnswerView
          shown={shown}
          loading={loading}
          problem={problem}
          icon={<FlaskConical size={20} />}
          skeleton={<ReportSkeleton />}
        >
          {(answer) => (
            <AblationBody
              key={experiment.modelId}
              query={answer.query}
              answer={answer.value}
              variants={all.filter(
                ({ modelId, variant }) => modelId === experiment.modelId && variant.kind === kind
              )}
              modelId={experiment.modelId}
            />
          )}
        </AnswerView>
      ) : (
        <Empty icon={<FlaskConical size={20} />} title="Nothing to compare yet">
          {experiment.referenceId === undefined
            ? 'Nobody has labels that the model could be measured by. Label some segments, or import labels.'
            : 'One variant alone cannot be compared. The others are in the queue, or run them again.'}
        </Empty>
      )}
    </>
  )
}

/** Contexts are held against none, sets of parts against all of them, windows against the model itself. */
function usualBaseline(variants: readonly RanVariant[], itself: string | undefined): string | undefined {
  const [first] = variants
  const none = variants.find(({ variant }) => variant.kind === 'context' && contextWord(variant) === 'none')
  if (none) return none.authorId
  const largest = variants.toSorted((a, b) => partsIn(b) - partsIn(a))[0]
  if (largest && partsIn(largest) > 0) return largest.authorId
  return itself ?? first?.authorId
}

const partsIn = ({ variant }: RanVariant): number =>
  variant.kind === 'members' || variant.kind === 'components' ? variant.keep.length : 0
