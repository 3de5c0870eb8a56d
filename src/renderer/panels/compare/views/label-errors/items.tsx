import { ShieldQuestion } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import type { LabelErrors, LabelSuspect } from '../../../../../shared/contract/analysis/label-errors'
import type { Label } from '../../../../../shared/domain/scheme'
import { formatClock } from '../../../../../shared/domain/time'
import { confidentLearningMethod } from '../../../../../shared/metrics/confident-learning'
import { wilson } from '../../../../../shared/metrics/proportion-interval'
import { hideLabelsOf } from '../../../../session/blind-check'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { tracksOf, useProject } from '../../../../session/project'
import { goToQueueItem, setQueue, stepQueue, useSelection } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'
import { perform } from '../../../../session/actions'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { Button } from '../../../../ui/button'
import { Checkbox } from '../../../../ui/checkbox'
import { LabelChip } from '../../../../ui/chip'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount, formatShare } from '../../../../ui/format'
import { NumberCard } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import { Select } from '../../../../ui/select'
import { VirtualList } from '../../../../ui/virtual-list'
import { authorsOf } from '../../choice'
import { ReportSkeleton } from '../../report-view'
import { useViewCards } from '../../use-view-cards'
import type { PairViewProps } from '../view'
import { CheckCard } from './check-card'
import { decide, momentOf, targetOf } from './decide'
import { JointMatrix } from './joint-matrix'

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
  useEffect(
    () => (blind ? hideLabelsOf([query.referenceAuthorId, query.candidateAuthorId]) : undefined),
    [blind, query.referenceAuthorId, query.candidateAuthorId]
  )
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
          <Body
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

interface BodyProps {
  readonly query: Query
  readonly answer: LabelErrors
  readonly blind: boolean
  readonly candidateName: string
  readonly onCell: (given: string, guess: string) => void
}

function Body({ query, answer, blind, candidateName, onCell }: BodyProps): ReactNode {
  const scheme = useProject((state) => state.index.schemes.get(answer.schemeId))
  const recordings = useProject((state) => state.index.recordings)
  const label = useCallback(
    (id: string): Label => labelOrId(scheme, id, answer.attributeId),
    [scheme, answer.attributeId]
  )
  const title = blind ? 'Labels in doubt, blind' : 'Labels in doubt'
  const queue = useSelection((state) => state.queue)
  const [queued, setQueued] = useState<readonly LabelSuspect[]>([])
  const [times, setTimes] = useState<readonly number[]>([])
  const cardRef = useRef<HTMLDivElement>(null)
  const mine = queue?.title === title && queue.items.length === queued.length
  const current = mine ? queued[queue.index] : undefined

  const open = (index: number): void => {
    const items = answer.suspects.map((suspect) =>
      momentOf(
        suspect,
        onlyTrack(suspect, query.referenceAuthorId),
        blind,
        `${label(suspect.given).name}, ${candidateName}: ${label(suspect.guess).name}`
      )
    )
    setQueued(answer.suspects)
    setQueue(title, items, 'wait')
    goToQueueItem(index)
    // The card appears with the queue; keys go to it from then on.
    requestAnimationFrame(() => cardRef.current?.focus())
  }
  const goOn = (): void => {
    if (queue && queue.index >= queue.items.length - 1) toast('That was the last one of the list.')
    else stepQueue(1)
  }
  const settle = (chosen: string | undefined): void =>
    perform(async () => {
      if (!current) return
      const made = await decide(current, chosen)
      if (made === undefined) return
      setTimes((before) => [...before, performance.now()])
      goOn()
    })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!current || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    if (event.target instanceof HTMLInputElement) return
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
    const target = digit === undefined ? undefined : targetOf(current)
    const chosen =
      target && !('reason' in target) ? target.labels.find(({ key }) => key === digit)?.id : undefined
    const keeps = event.code === 'KeyY' && !blind
    const skips = event.code === 'KeyG'
    if (!keeps && !skips && chosen === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (event.repeat) return
    if (skips) goOn()
    else settle(keeps ? undefined : chosen)
  }
  const withFacts = useViewCards(query, {
    revision: answer.revision,
    recordings: new Set(answer.suspects.map(({ recordingId }) => recordingId)).size,
    schemeId: answer.schemeId
  })
  const off = answer.counted - diagonalOf(answer)
  const share = wilson.compute(off, answer.counted)
  const cards = withFacts([
    {
      id: 'label_errors_share',
      name: 'Labels in doubt',
      value: share.value,
      ...('reason' in share ? { reason: share.reason } : {}),
      ...('interval' in share && share.interval ? { interval: share.interval } : {}),
      definition: `${confidentLearningMethod.definition}; the share beside the diagonal: ${off} of ${answer.counted}`,
      convention: confidentLearningMethod.convention,
      source: confidentLearningMethod.source,
      missingPolicy: confidentLearningMethod.missingPolicy,
      n: answer.counted,
      unit: 'segments',
      leftOut: [
        {
          reason: 'The candidate gave no scores for it.',
          count: answer.withoutScores,
          unit: 'segments' as const
        },
        {
          reason: 'No class reaches its threshold: the model is not sure of anything.',
          count: answer.used - answer.counted,
          unit: 'segments' as const
        }
      ].filter(({ count }) => count > 0)
    }
  ])
  const name = (id: string): string => recordings.get(id)?.name ?? 'Gone'
  return (
    <div className="label-errors" onKeyDown={onKeyDown}>
      <PanelHead>
        <span>
          {formatCount(answer.total)} in doubt of {formatCount(answer.counted)}
          {answer.checked > 0 && ` · ${formatCount(answer.checked)} kept`}
        </span>
        <span className="grow" />
        <CopyMenu
          items={() => [
            ...tableItems(
              'Labels in doubt',
              () => [
                ['recording', 'start s', 'end s', 'given', 'guess', 'margin', 'own probability'],
                ...answer.suspects.map((suspect) => [
                  name(suspect.recordingId),
                  String(suspect.start / 1e6),
                  String(suspect.end / 1e6),
                  label(suspect.given).name,
                  label(suspect.guess).name,
                  suspect.margin.toFixed(6),
                  suspect.selfConfidence.toFixed(6)
                ])
              ],
              copyText
            ),
            ...tableItems(
              'Confident joint',
              () => [
                ['given \\ guess', ...answer.labels.map((id) => label(id).name), 'threshold'],
                ...answer.labels.map((id, i) => [
                  label(id).name,
                  ...answer.labels.map((_, j) => String(answer.joint[i * answer.labels.length + j] ?? 0)),
                  answer.thresholds[i]?.toFixed(6) ?? ''
                ])
              ],
              copyText
            )
          ]}
        />
      </PanelHead>
      <div className="label-errors-columns">
        <div className="label-errors-left">
          <div className="number-rows">
            {cards.map((card) => (
              <NumberCard key={card.name} card={card} onCopy={copyText} />
            ))}
          </div>
          {!blind && <JointMatrix answer={answer} labelOf={label} chosen={query} onChoose={onCell} />}
          <p className="faint">
            Rows are given labels, columns what the model is sure of. A model that was trained on these items
            believes their labels: use one that was not.
          </p>
        </div>
        <div className="label-errors-right">
          {current && queue && (
            <CheckCard
              suspect={current}
              place={queue.index}
              count={queue.items.length}
              blind={blind}
              labelOf={label}
              modelName={candidateName}
              decided={times.length}
              perMinute={rateOf(times)}
              cardRef={cardRef}
              onKeep={() => settle(undefined)}
              onLabel={settle}
              onSkip={goOn}
            />
          )}
          {answer.suspects.length === 0 ? (
            <p className="faint">
              {answer.used === 0
                ? 'The candidate gave no scores. Choose a model that says how sure it is of every label.'
                : 'The model is not sure of another label anywhere.'}
            </p>
          ) : (
            <div className="label-errors-list">
              <VirtualList
                label="Labels in doubt"
                items={answer.suspects}
                rowPx={30}
                keyOf={({ segmentId }) => segmentId}
                current={
                  current ? answer.suspects.findIndex(({ segmentId }) => segmentId === current.segmentId) : -1
                }
                onMove={open}
                onEnter={open}
              >
                {(suspect, index, option) => (
                  <div {...option} className="suspect" onClick={() => open(index)}>
                    {blind ? (
                      <span className="faint">Hidden</span>
                    ) : (
                      <>
                        <LabelChip label={label(suspect.given)} />
                        <span className="faint">→</span>
                        <LabelChip label={label(suspect.guess)} origin="model" />
                      </>
                    )}
                    <span className="grow truncate faint">{name(suspect.recordingId)}</span>
                    <span className="mono faint">{formatClock(suspect.start)}</span>
                    <span className="mono">{formatShare(suspect.margin)}</span>
                  </div>
                )}
              </VirtualList>
            </div>
          )}
          {answer.total > answer.suspects.length && (
            <p className="faint">The first {formatCount(answer.suspects.length)} of them.</p>
          )}
        </div>
      </div>
    </div>
  )
}

function onlyTrack({ recordingId }: LabelSuspect, authorId: string): string | undefined {
  const own = tracksOf(recordingId).filter((track) => track.authorId === authorId)
  return own.length === 1 ? own[0]?.id : undefined
}

const diagonalOf = ({ labels, joint }: LabelErrors): number =>
  labels.reduce((sum, _, i) => sum + (joint[i * labels.length + i] ?? 0), 0)

/** Decisions in a minute, over the last twenty of them. */
function rateOf(times: readonly number[]): number | undefined {
  const last = times.slice(-20)
  const span = (last.at(-1) ?? 0) - (last[0] ?? 0)
  return last.length < 3 || span <= 0 ? undefined : ((last.length - 1) / span) * 60_000
}
