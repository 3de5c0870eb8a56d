import type { KeyboardEvent, ReactNode } from 'react'
import { useCallback, useRef, useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import type { LabelErrors, LabelSuspect } from '../../../../../shared/contract/analysis/label-errors'
import type { Label } from '../../../../../shared/domain/scheme'
import { perform } from '../../../../session/actions'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { tracksOf, useProject } from '../../../../session/project'
import { goToQueueItem, setQueue, stepQueue, useSelection } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount } from '../../../../ui/format'
import { NumberCard } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import { useViewCards } from '../../use-view-cards'
import { CheckCard } from './check-card'
import { decide, momentOf, targetOf } from './decide'
import { doubtCard } from './doubt-card'
import { JointMatrix } from './joint-matrix'
import { SuspectList } from './suspect-list'
import { jointTable, suspectTable } from './tables'

type Query = CallInput<'analysis.labelErrors'>

interface ItemErrorsBodyProps {
  readonly query: Query
  readonly answer: LabelErrors
  readonly blind: boolean
  readonly candidateName: string
  readonly onCell: (given: string, guess: string) => void
}

/** The confident joint, the label in doubt that is looked at, and the list of them; keys decide. */
export function ItemErrorsBody({
  query,
  answer,
  blind,
  candidateName,
  onCell
}: ItemErrorsBodyProps): ReactNode {
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
              () => suspectTable(answer, name, (id) => label(id).name),
              copyText
            ),
            ...tableItems('Confident joint', () => jointTable(answer, (id) => label(id).name), copyText)
          ]}
        />
      </PanelHead>
      <div className="label-errors-columns">
        <div className="label-errors-left">
          <div className="number-rows">
            {withFacts([doubtCard(answer)]).map((card) => (
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
            <SuspectList
              suspects={answer.suspects}
              current={current}
              blind={blind}
              labelOf={label}
              recordingName={name}
              onOpen={open}
            />
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

/** Decisions in a minute, over the last twenty of them. */
function rateOf(times: readonly number[]): number | undefined {
  const last = times.slice(-20)
  const span = (last.at(-1) ?? 0) - (last[0] ?? 0)
  return last.length < 3 || span <= 0 ? undefined : ((last.length - 1) / span) * 60_000
}
