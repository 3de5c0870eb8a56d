import { FlaskConical } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { runAction } from '../../../../session/actions'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { robustnessChoice, type RanVariant } from '../../../../session/variants'
import { AnswerView } from '../../../../ui/answer-view'
import { Button } from '../../../../ui/button'
import { Empty } from '../../../../ui/empty'
import { ExperimentBar } from '../../experiments/experiment-bar'
import { authorsOfVariants, useExperiment } from '../../experiments/use-experiment'
import { ReportSkeleton } from '../../report-view'
import type { ViewProps } from '../view'
import { RobustnessBody } from './body'
import '../../experiments/experiments.css'

const kinds = ['perturbation'] as const
/** Steps are held against the model on the recordings as they are. */
const itself = (_: readonly RanVariant[], model: string | undefined): string | undefined => model

/** How scores of a model fall while its recordings are made worse. */
export default function Robustness({ query }: ViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void robustnessChoice.recall(), [projectId])
  const choice = robustnessChoice.use()
  const experiment = useExperiment(kinds, choice, query, itself)
  const { shown, problem, loading } = useAnswer('analysis.variants', experiment?.query, authorsOfVariants)
  if (!experiment)
    return (
      <Empty
        icon={<FlaskConical size={20} />}
        title="No model has run on worse recordings yet"
        action={
          <Button tone="primary" onClick={() => runAction('experiment.robustness')}>
            Robustness…
          </Button>
        }
      >
        Noise, clipping, coding, blur, darkness, lost frames, wrong words, lost channels: a model runs once
        for each step, and here its scores stand as curves with intervals. Every point leads to the moments
        that were right before and are wrong there.
      </Empty>
    )
  return (
    <>
      <ExperimentBar
        experiment={experiment}
        choice={choice}
        choose={robustnessChoice.choose}
        action={{ id: 'experiment.robustness', title: 'Run more…' }}
      />
      {experiment.query ? (
        <AnswerView
          shown={shown}
          loading={loading}
          problem={problem}
          icon={<FlaskConical size={20} />}
          skeleton={<ReportSkeleton />}
        >
          {(answer) => (
            <RobustnessBody query={answer.query} answer={answer.value} variants={experiment.variants} />
          )}
        </AnswerView>
      ) : (
        <Empty icon={<FlaskConical size={20} />} title="Nothing to hold the steps against yet">
          {experiment.baselineId === undefined
            ? 'The model itself has not run on these recordings. It is in the queue, or run it under Models.'
            : 'Nobody has labels that the model could be measured by. Label some segments, or import labels.'}
        </Empty>
      )}
    </>
  )
}
