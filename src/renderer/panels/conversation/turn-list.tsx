import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import { turnAt } from '../../../shared/conversation/turn-labels'
import { useClock } from '../../session/clock'
import { conversationChoice } from '../../session/conversation'
import { linkTargets } from '../../session/link-targets'
import { useLinks, selectLink } from '../../session/links'
import { segmentOf, useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { classNames } from '../../ui/class-names'
import { Arcs, ARCS_PX } from './arcs'
import { rowLinks } from './row-links'
import type { Hit } from './search-turns'
import type { Mark } from './text-pieces'
import { TurnRow } from './turn-row'
import { useLinkDrag } from './use-link-drag'
import type { Conversation } from './use-turns'

/** Height of a turn of one line; longer ones are measured when they are drawn. */
const ROW_PX = 38
const noLinks: readonly never[] = []
const noMarks: readonly Mark[] = []

interface TurnListProps {
  readonly conversation: Conversation
  readonly recordingId: string
  readonly hits: readonly Hit[]
  readonly currentHit: number
}

/** All turns over one clock; only those in view exist. */
export function TurnList({ conversation, recordingId, hits, currentHit }: TurnListProps): ReactNode {
  const { turns, errors } = conversation
  const scroller = useRef<HTMLDivElement>(null)
  const choice = conversationChoice.use()
  const segments = useMemo(() => turns.map(({ segment }) => segment), [turns])
  const active = useClock((state) => turnAt(segments, state.time))
  const playing = useClock((state) => state.playing)
  const selectedIds = useSelection((state) => state.segmentIds)
  const selected = turns.findIndex(({ segment }) => segment.id === selectedIds[0])
  const names = useMemo(() => [...new Set(turns.map(({ speaker }) => speaker))], [turns])
  const errorOf = useMemo(() => new Map(errors?.turns.map((each) => [each.turn.id, each])), [errors])
  const marks = useMemo(() => hitMarks(hits, currentHit), [hits, currentHit])
  const relations = useProject((state) => state.segments.get(recordingId)?.relations ?? noLinks)
  const links = useMemo(
    () => rowLinks(relations, turns, (id) => segmentOf(recordingId, id)),
    [relations, turns, recordingId]
  )
  const linkId = useLinks((state) => state.selectedId)
  const from = useLinks((state) => state.from)
  const linking = from !== undefined
  const permitted = useMemo(() => from && linkTargets(from.segmentId, from.kind), [from])
  const link = relations.find(({ id }) => id === linkId)
  const { drag, begin } = useLinkDrag(scroller, (index) => turns[index]?.segment.id)
  const rows = useVirtualizer({
    count: turns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => turns[index]?.segment.id ?? index,
    overscan: 8
  })
  const hitTurn = hits[currentHit]?.turn
  const shown = playing ? (active ?? -1) : selected
  useEffect(() => {
    if (shown >= 0) rows.scrollToIndex(shown, { align: 'auto' })
  }, [shown, rows])
  useEffect(() => {
    if (hitTurn !== undefined) rows.scrollToIndex(hitTurn, { align: 'auto' })
  }, [hitTurn, currentHit, rows])

  const items = rows.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const middleOf = (index: number): number => {
    const row = rows.measurementsCache[index]
    return row ? row.start + Math.min(row.size / 2, ROW_PX / 2) : 0
  }
  const inView = links.filter(({ from, to }) => Math.max(from, to) >= first && Math.min(from, to) <= last)
  const focusList = (): void => scroller.current?.focus({ preventScroll: true })
  return (
    <div
      ref={scroller}
      className={classNames('cv-list', linking && 'is-linking')}
      role="grid"
      aria-label="Turns"
      aria-rowcount={turns.length}
      aria-activedescendant={selected >= 0 ? `cv-${turns[selected]?.segment.id ?? ''}` : undefined}
      tabIndex={0}
      style={{ '--cv-arcs': `${links.length > 0 || drag ? ARCS_PX : 0}px` } as React.CSSProperties}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map((row) => {
          const turn = turns[row.index]
          if (!turn) return null
          return (
            <div
              key={row.key}
              ref={rows.measureElement}
              id={`cv-${turn.segment.id}`}
              role="row"
              aria-rowindex={row.index + 1}
              aria-selected={row.index === selected}
              data-index={row.index}
              data-turn={turn.segment.id}
              className="cv-place"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <TurnRow
                turn={turn}
                index={row.index}
                names={names}
                active={row.index === active}
                selected={row.index === selected}
                context={selected >= 0 && row.index < selected && row.index >= selected - choice.context}
                target={drag !== undefined && row.index === drag.over}
                barred={permitted !== undefined && !permitted(turn.segment)}
                hits={marks.get(row.index) ?? noMarks}
                errors={errorOf.get(turn.segment.id)}
                compare={choice.compare}
                rules={choice}
                shifts={choice.shifts}
                link={link}
                onDragLink={(event) => begin(event, row.index)}
                onClose={focusList}
              />
            </div>
          )
        })}
        {(inView.length > 0 || drag) && (
          <Arcs
            links={inView}
            middleOf={middleOf}
            heightPx={rows.getTotalSize()}
            selectedId={linkId}
            drawing={drag && { from: drag.from, toPx: drag.toPx }}
            onSelect={selectLink}
          />
        )}
      </div>
    </div>
  )
}

/** Marks of what was found, by turn. */
function hitMarks(hits: readonly Hit[], current: number): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>()
  hits.forEach(({ turn, from, to }, index) => {
    const mark: Mark = { from, to, kind: index === current ? 'current-hit' : 'hit' }
    const list = marks.get(turn)
    if (list) list.push(mark)
    else marks.set(turn, [mark])
  })
  return marks
}
