import type { ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import type { EmbeddingRef, HeadAnswer, HeadQuery } from '../../../shared/contract/embeddings'
import type { HeadScores } from '../../../shared/embedding/head-report'
import { accuracy } from '../../../shared/metrics/accuracy'
import { unweightedAverageRecall } from '../../../shared/metrics/recall-average'
import { copyText } from '../../session/copy-text'
import { embeddingStore, fitHead, sameSet } from '../../session/embeddings'
import { labelOrId } from '../../session/label-or-id'
import { schemeOf } from '../../session/project'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { formatCount, formatShare, plural } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { NumberCard, type NumberCardContent } from '../../ui/number-card'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { embeddingChoice, headTitles, type SourceEntry } from './choices'
import { KeepHead } from './keep-head'
import { PenaltyField } from './penalty-field'

/** Put rows in the sample queue. */
export type QueueRows = (title: string, rows: readonly number[], note: (row: number) => string) => void

interface LabelHeadProps {
  readonly set: EmbeddingRef
  readonly labels: SourceEntry
  readonly onQueue: QueueRows
}

/** A head on labels: its kind and penalty, what it is worth, and what it would say. */
export function LabelHead({ set, labels, onQueue }: LabelHeadProps): ReactNode {
  const choice = embeddingChoice.use()
  const fitting = embeddingStore((state) => state.fitting)
  const head = embeddingStore((state) => state.head)
  const query: HeadQuery = {
    runId: set.runId,
    outputId: set.outputId,
    labels: labels.source,
    head: choice.head,
    penalty: choice.penalty,
    byGroup: choice.byGroup,
    seed: choice.seed,
    budget: choice.budget
  }
  return (
    <>
      <Field label="Head" hint={headTitles.find(({ id }) => id === choice.head)?.hint}>
        {(id) => (
          <Select
            id={id}
            label="Kind of head"
            size="small"
            value={choice.head}
            options={headTitles.map(({ id: kind, title }) => ({ id: kind, title }))}
            onChange={(kind) =>
              embeddingChoice.choose({
                head: headTitles.find(({ id: known }) => known === kind)?.id ?? 'logistic'
              })
            }
          />
        )}
      </Field>
      {(choice.head === 'logistic' || choice.head === 'ridge') && (
        <PenaltyField
          hint={
            choice.head === 'logistic' ? '1 / C; larger: weaker weights.' : 'alpha; larger: weaker weights.'
          }
        />
      )}
      <Checkbox checked={choice.budget} onChange={(budget) => embeddingChoice.choose({ budget })}>
        Also with fewer labels
      </Checkbox>
      <Button tone="primary" size="small" disabled={fitting} onClick={() => void fitHead(query)}>
        {fitting ? 'Fitting…' : 'Fit and score'}
      </Button>
      {head && sameSet(head.query, set) && <Answer {...head} onQueue={onQueue} />}
    </>
  )
}

function Answer({
  query,
  answer,
  onQueue
}: {
  readonly query: HeadQuery
  readonly answer: HeadAnswer
  readonly onQueue: QueueRows
}): ReactNode {
  const { report, unsure } = answer
  const scheme = schemeOf(query.labels.schemeId)
  const nameOf = (label: number): string =>
    labelOrId(scheme, report.labels[label] ?? '', query.labels.attributeId).name
  return (
    <div className="emb-answer" role="group" aria-label="What the head is worth">
      <p className="muted">
        {formatCount(report.labelled)} of {plural(report.rows, 'embedding')} labelled,{' '}
        {plural(report.groups, 'person or group', 'people or groups')}.
      </p>
      {report.heldOut ? (
        <>
          <h3>On people it did not see</h3>
          <Cards scores={report.heldOut} answer={answer} />
        </>
      ) : (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          <span>
            All labels are of one person or group, so nothing says how the head does on others. Give
            recordings a group, or label more people.
          </span>
        </Notice>
      )}
      {report.random && (
        <>
          <h3>On items at random</h3>
          <Cards scores={report.random} answer={answer} />
        </>
      )}
      {report.leaks && (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          <span>
            Items at random flatter by more than ten points: the head knows these people. Quote the number on
            people it did not see.
          </span>
        </Notice>
      )}
      {report.groupProbe && (
        <p className="muted">
          A head of this kind tells people or groups apart in {formatShare(report.groupProbe.accuracy)} of the
          items; the largest alone is {formatShare(report.groupProbe.chance)}.
        </p>
      )}
      {report.budget.length > 0 && <Budget report={report} />}
      <div className="emb-row">
        <Button
          size="small"
          disabled={unsure.length === 0}
          onClick={() => {
            const shares = new Map(unsure.map((one) => [one.row, one]))
            onQueue(
              'Not labelled, least sure first',
              unsure.map(({ row }) => row),
              (row) => {
                const one = shares.get(row)
                return one ? `${nameOf(one.label)} ${formatShare(one.share)}` : ''
              }
            )
          }}
        >
          Queue the least sure
        </Button>
        <KeepHead headKey={answer.key} rest={answer.unsure.length} />
      </div>
    </div>
  )
}

function Cards({ scores, answer }: { readonly scores: HeadScores; readonly answer: HeadAnswer }): ReactNode {
  const cards = [
    { metric: unweightedAverageRecall, cell: scores.uar },
    { metric: accuracy, cell: scores.accuracy }
  ]
  return (
    <div className="number-rows">
      {cards.map(({ metric, cell }) => {
        const { definition, convention, source, missingPolicy, name } = metric
        const card: NumberCardContent = {
          name,
          ...cell,
          definition,
          convention,
          source,
          missingPolicy,
          n: scores.items,
          unit: 'segments',
          leftOut: [
            {
              reason: 'nobody labelled them',
              count: answer.report.rows - answer.report.labelled,
              unit: 'segments'
            }
          ],
          facts: [
            ['Held out', scores.protocol],
            ['Revision of the labels', String(answer.revision)]
          ]
        }
        return <NumberCard key={name} card={card} onCopy={copyText} />
      })}
    </div>
  )
}

const Budget = ({ report }: { readonly report: HeadAnswer['report'] }): ReactNode => (
  <table className="emb-budget" aria-label="UAR with fewer labels">
    <thead>
      <tr>
        <th scope="col">Labels</th>
        <th scope="col">UAR, 5 draws</th>
        <th scope="col">± sd</th>
      </tr>
    </thead>
    <tbody>
      {report.budget.map(({ share, items, mean, sd }) => (
        <tr key={share}>
          <th scope="row">
            {Math.round(share * 100)} % <span className="faint">({formatCount(items)})</span>
          </th>
          <td className="mono">{mean.toFixed(3)}</td>
          <td className="mono muted">{sd.toFixed(3)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
