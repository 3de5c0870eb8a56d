import { ShieldQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { hideLabelsOf } from '../../../../session/blind-check'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { Button } from '../../../../ui/button'
import { Checkbox } from '../../../../ui/checkbox'
import { Select } from '../../../../ui/select'
import { authorsOf } from '../../choice'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { ItemErrorsBody } from './items-body'

type Query = CallInput<'analysis.labelErrors'>

const orders = [
  { id: 'margin', title: 'Margin', hint: 'The given label against the best other' },
  { id: 'self-confidence', title: 'Own probability', hint: 'The given label alone' }
] as const

/** Items whose given label the candidate speaks against. */
export function ItemErrors({ query, candidateName }: PairViewProps): ReactNode {
  const [settings, setSettings] = useState<Pick<Query, 'order' | 'hideChecked' | 'given' | 'guess'>>({
    order: 'margin',
    hideChecked: true
  })
  const [blind, setBlind] = useState(false)
  const { shown, problem, loading } = useAnswer('analysis.labelErrors', { ...query, ...settings }, authorsOf)
  const tracks = useProject((state) => state.index.tracks)
  useEffect(() => {
    if (!blind) return
    const labelling = [...tracks.values()].filter(({ kind }) => kind !== 'utterances')
    return hideLabelsOf([
      query.referenceAuthorId,
      query.candidateAuthorId,
      ...labelling.map(({ authorId }) => authorId)
    ])
  }, [blind, tracks, query.referenceAuthorId, query.candidateAuthorId])
  return (
    <>
      <div className="report-bar" role="group" aria-label="What is listed">
        <span className="compare-author">
          <span className="faint">Order</span>
          <Select
            label="Order"
            size="small"
            value={settings.order}
            options={orders}
            onChange={(id) =>
              setSettings({ ...settings, order: orders.find((order) => order.id === id)?.id })
            }
          />
        </span>
        <Checkbox checked={blind} onChange={setBlind}>
          Decide blind
        </Checkbox>
        <Checkbox
          checked={settings.hideChecked ?? true}
          onChange={(hideChecked) => setSettings({ ...settings, hideChecked })}
        >
          Hide what was kept
        </Checkbox>
        {settings.given !== undefined && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => setSettings({ order: settings.order, hideChecked: settings.hideChecked })}
          >
            All cells
          </Button>
        )}
      </div>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<ShieldQuestion size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(answer) => (
          <ItemErrorsBody
            query={answer.query}
            answer={answer.value}
            blind={blind}
            candidateName={candidateName}
            onCell={(given, guess) => setSettings({ ...settings, given, guess })}
          />
        )}
      </AnswerView>
    </>
  )
}
