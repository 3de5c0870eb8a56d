import { FlaskConical } from 'lucide-react'
import type { ReactNode } from 'react'
import { defaultCards } from '../../../../shared/compare/comparison-report'
import { confusionMetrics } from '../../../../shared/metrics'
import { runAction } from '../../../session/actions'
import type { ExperimentChoice } from '../../../session/variants'
import { AuthorOption, labelledText } from '../../../ui/author-option'
import { Button } from '../../../ui/button'
import { Select } from '../../../ui/select'
import type { Experiment } from './use-experiment'

interface ExperimentBarProps {
  readonly experiment: Experiment
  readonly choice: ExperimentChoice
  readonly choose: (change: Partial<ExperimentChoice>) => void
  /** Action that starts more runs, and what its button says. */
  readonly action: { readonly id: string; readonly title: string }
  readonly children?: ReactNode
}

const clusterOptions = [
  { id: 'person', title: 'persons', hint: 'All items about one person are drawn together' },
  { id: 'group', title: 'groups', hint: 'Recordings of one group are drawn together' },
  { id: 'recording', title: 'recordings', hint: 'All items of a recording are drawn together' },
  { id: 'item', title: 'items', hint: 'As if items were independent of each other' }
] as const

/** Which model, against whom, by which score, and how intervals are drawn. */
export function ExperimentBar({
  experiment,
  choice,
  choose,
  action,
  children
}: ExperimentBarProps): ReactNode {
  return (
    <div className="report-bar" role="group" aria-label="What is looked at">
      <Labelled title="Model">
        <Select
          label="Model"
          size="small"
          value={experiment.modelId}
          options={experiment.models.map(({ id, name }) => ({ id, title: name }))}
          onChange={(modelId) => choose({ modelId, baselineId: undefined })}
        />
      </Labelled>
      <Labelled title="Reference">
        <Select
          label="Reference"
          size="small"
          value={experiment.referenceId}
          options={experiment.references.map(({ author, labelled, recordings }) => ({
            id: author.id,
            title: <AuthorOption author={author} />,
            hint: labelledText(labelled, recordings)
          }))}
          onChange={(referenceId) => choose({ referenceId })}
        />
      </Labelled>
      <Labelled title="Score">
        <Select
          label="Score"
          size="small"
          value={choice.metric}
          options={defaultCards.map((id) => ({
            id,
            title: confusionMetrics.get(id).name,
            hint: confusionMetrics.get(id).definition
          }))}
          onChange={(metric) => choose({ metric })}
        />
      </Labelled>
      <Labelled title="Resample">
        <Select
          label="What is drawn together"
          size="small"
          value={choice.cluster}
          options={clusterOptions}
          onChange={(id) => {
            const cluster = clusterOptions.find((option) => option.id === id)?.id
            if (cluster) choose({ cluster })
          }}
        />
      </Labelled>
      {children}
      <span className="grow" />
      <Button size="small" onClick={() => runAction(action.id)}>
        <FlaskConical size={13} /> {action.title}
      </Button>
    </div>
  )
}

const Labelled = ({
  title,
  children
}: {
  readonly title: string
  readonly children: ReactNode
}): ReactNode => (
  <span className="compare-author">
    <span className="faint">{title}</span>
    {children}
  </span>
)
