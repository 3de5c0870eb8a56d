import type { KeyboardEvent, ReactNode } from 'react'
import { useRef } from 'react'
import type { GoldMoment } from '../../../shared/gold/gold-report'
import { goldRules } from '../../../shared/gold'
import { labelOf, labelsOf } from '../../../shared/domain/labels'
import { authorOf, recordingOf, useProject } from '../../session/project'
import type { QueueItem } from '../../session/selection'
import { goToQueueItem, setQueue, useSelection } from '../../session/selection'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { LabelChip } from '../../ui/chip'
import { formatCount, plural } from '../../ui/format'
import { Kbd } from '../../ui/kbd'
import { VirtualList } from '../../ui/virtual-list'
import type { Made } from './choice'
import { columnsOf, leastWidth } from './columns-of'
import { decide, verdictOf, wishOf } from './decide'
import type { Decision } from './decide'
import { freeName } from './make'
import { MomentRow, momentKey } from './moment-row'
import type { ListedMoments } from './use-moments'

const ROW_PX = 38

interface MomentsProps {
  readonly made: Made
  readonly found: ListedMoments
  /** The rows that are in view, to be read. */
  readonly onRange: (first: number, last: number) => void
}

/** Moments side by side, one column for each annotator, with the decision in reach of one key. */
export function Moments({ made, found, onRange }: MomentsProps): ReactNode {
  const { items } = found
  const current = useCurrent(items)
  const moment = items[current]
  const busy = useRef(false)
  const title = 'Moments of the gold standard'

  const open = (index: number): void => {
    const wanted = items[index]
    if (!wanted) return
    // Of a long list those that were read: the next ones are, whenever the one before is in view.
    const read = items.filter((item) => item !== undefined)
    setQueue(title, read.map(queueItem), 'wait')
    goToQueueItem(read.indexOf(wanted))
  }
  const settle = async (moments: readonly GoldMoment[], decision: Decision): Promise<void> => {
    if (busy.current) return
    busy.current = true
    const next = items[Math.min(items.length - 1, current + moments.length)]
    const done = await decide(made, moments, decision, freeName(goldRules.get(made.choice.rule.rule).name))
    busy.current = false
    if (done && next && next !== moment) open(items.indexOf(next))
  }
  const join = (): void => {
    const following = items[current + 1]
    if (!moment || !following || !touches(moment, following))
      return toast('The next moment in the list does not follow this one: order the list by time to join.')
    const verdict = verdictOf(moment) ?? verdictOf(following)
    if (verdict === undefined) return toast('Neither moment has a verdict: choose a label for each.')
    void settle([moment, following], verdict)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!moment || event.repeat || event.target instanceof HTMLInputElement) return
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
    const wish = wishOf(event, made, moment)
    if (!wish) return
    event.preventDefault()
    event.stopPropagation()
    if (wish.kind === 'decide') void settle([moment], wish.decision)
    else if (wish.kind === 'join') join()
    else open(Math.min(items.length - 1, Math.max(0, current + wish.step)))
  }

  if (items.length === 0)
    return (
      <Empty size="small" title="Nothing to decide">
        {found.shorter > 0
          ? `Only ${plural(found.shorter, 'moment')} shorter than ${made.choice.shortestMs / 1000} s differ.`
          : 'The annotators agree wherever this list looks. Show all moments to go through them anyway.'}
      </Empty>
    )
  return (
    <div className="gold-moments" onKeyDown={onKeyDown}>
      <div className="gold-scroll">
        <MomentHead made={made} />
        <div className="gold-list" style={{ minWidth: leastWidth(made) }}>
          <VirtualList
            label={`${title}: ${formatCount(items.length)}`}
            items={items}
            rowPx={ROW_PX}
            keyOf={momentKey}
            current={current}
            onMove={open}
            onEnter={open}
            onRange={onRange}
          >
            {(item, index, option) => (
              <MomentRow made={made} moment={item} option={option} onOpen={() => open(index)} />
            )}
          </VirtualList>
        </div>
      </div>
      {moment && made.labelsOf?.kind !== 'ratings' && (
        <DecisionBar
          made={made}
          moment={moment}
          onDecide={(decision) => void settle([moment], decision)}
          onJoin={join}
        />
      )}
    </div>
  )
}

const touches = (a: GoldMoment, b: GoldMoment): boolean =>
  a.recordingId === b.recordingId && a.personId === b.personId && a.end === b.start

/** The moment that the queue is at, when the queue is this list's. */
function useCurrent(items: ListedMoments['items']): number {
  const queue = useSelection((state) => state.queue)
  const at = queue?.items[queue.index]
  if (!at || !('goldKey' in at)) return -1
  return items.findIndex((item) => item !== undefined && momentKey(item) === at.goldKey)
}

const queueItem = (moment: GoldMoment): QueueItem & { readonly goldKey: string } => ({
  recordingId: moment.recordingId,
  segmentId: moment.votes.find(({ sources }) => sources.length > 0)?.sources[0],
  start: moment.start,
  end: moment.end,
  note: `${recordingOf(moment.recordingId)?.name ?? ''}: ${moment.votes.map(({ authorId, labels }) => `${authorOf(authorId)?.name ?? ''} ${labels === null ? '?' : labels.join(' + ') || '–'}`).join(', ')}`,
  goldKey: momentKey(moment)
})

/** Names over the columns, with the key that takes each annotator's label. */
function MomentHead({ made }: { made: Made }): ReactNode {
  return (
    <div
      className="gold-row gold-head"
      style={{ gridTemplateColumns: columnsOf(made), minWidth: leastWidth(made) }}
      aria-hidden="true"
    >
      <span>Moment</span>
      {made.chosen.map((id, index) => (
        <span key={id} className="truncate" title={`Alt+${index + 1} takes this annotator's label`}>
          {authorOf(id)?.name} <small className="faint mono">{index < 9 ? `Alt+${index + 1}` : ''}</small>
        </span>
      ))}
      <span>Rule says</span>
      <span>Decided</span>
    </div>
  )
}

/** Words that annotators used, each once. */
const saidWords = ({ votes }: GoldMoment): readonly string[] => [
  ...new Set(votes.flatMap(({ labels }) => labels ?? []))
]

interface DecisionBarProps {
  readonly made: Made
  readonly moment: GoldMoment
  readonly onDecide: (decision: Decision) => void
  readonly onJoin: () => void
}

/** The labels of the scheme for the current moment, and the other ways to settle it. */
function DecisionBar({ made, moment, onDecide, onJoin }: DecisionBarProps): ReactNode {
  const scheme = useProject((state) => state.index.schemes.get(made.labelsOf?.schemeId ?? ''))
  const verdict = verdictOf(moment)
  const label =
    verdict == null
      ? undefined
      : made.labelsOf?.kind === 'words'
        ? { name: `“${verdict}”` }
        : labelOf(scheme, verdict, made.labelsOf?.attributeId)
  return (
    <div className="gold-decide" role="group" aria-label="Decide this moment">
      <div className="moment-labels">
        {made.labelsOf?.kind === 'words' &&
          saidWords(moment).map((word) => (
            <Button key={word} size="small" onClick={() => onDecide(word)}>
              {word}
            </Button>
          ))}
        {labelsOf(scheme, made.labelsOf?.attributeId).map((each) => (
          <LabelChip
            key={each.id}
            label={each}
            note={each.key}
            selected={moment.decided?.label === each.id}
            onClick={() => onDecide(each.id)}
          />
        ))}
      </div>
      <div className="gold-ways">
        <Button
          size="small"
          disabled={verdict === undefined}
          onClick={() => verdict !== undefined && onDecide(verdict)}
        >
          Accept {label?.name ?? (verdict === null ? '“nothing”' : 'the verdict')} <Kbd>Y</Kbd>
        </Button>
        <Button size="small" onClick={() => onDecide(null)}>
          Nothing is there <Kbd>N</Kbd>
        </Button>
        <Button size="small" onClick={onJoin}>
          Join with the next <Kbd>M</Kbd>
        </Button>
      </div>
    </div>
  )
}
