import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { GroupCount } from '../../../../../shared/analysis/open-vocabulary/group-scores'
import type { OpenWordsAnswer, OpenWordsRegion } from '../../../../../shared/contract/open-vocabulary'
import { copyText } from '../../../../session/copy-text'
import { useOpened } from '../../../../session/use-opened'
import { Button } from '../../../../ui/button'
import { Checkbox } from '../../../../ui/checkbox'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount, plural, shortShare } from '../../../../ui/format'
import { NumberCard } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import type { Column } from '../../../../ui/table'
import { Table } from '../../../../ui/table'
import type { Query } from '../../choice'
import { LeftOutRows } from '../../left-out'
import { QueueFoot } from '../../queue-foot'
import { useViewCards } from '../../use-view-cards'
import { Grouping } from './grouping'
import { openWords } from './open-words'
import { groupTable, unknownTable, wheelTable } from './tables'
import { UnknownWords } from './unknown-words'
import type { OpenWordsPart } from './words-opener'
import { meanCards } from './wheel-cards'

interface BodyProps {
  readonly query: Query
  readonly answer: OpenWordsAnswer
  readonly unknownStand: boolean
  readonly onUnknownStand: (stand: boolean) => void
  readonly referenceName: string
  readonly candidateName: string
}

type Wheel = OpenWordsAnswer['wheels'][number]

/** Scores on every wheel, the groups of one, and words that no table knows; each row leads to its moments. */
export function OpenWordsBody(props: BodyProps): ReactNode {
  const { query, answer, unknownStand, onUnknownStand, referenceName, candidateName } = props
  const { wheels } = answer
  const [chosen, setChosen] = useState<string>()
  const wheel = wheels.find((one) => one.wheel === chosen) ?? wheels[0]
  const toCards = useViewCards(query, answer)
  const cards = useMemo(() => toCards(meanCards(answer, unknownStand)), [toCards, answer, unknownStand])
  const { open } = useOpened<{ readonly region: OpenWordsRegion; readonly title: string }>(
    ({ region, title }) => openWords({ query, unknownStand, region, title, referenceName, candidateName })
  )
  const openRegion = (region: OpenWordsRegion, title: string): void => open({ region, title })
  const out = answer.leftOut.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <PanelHead>
        <span>
          n {formatCount(answer.n)}, {formatCount(out)} left out · {plural(answer.recordings, 'recording')}
        </span>
        <CopyMenu
          items={() => [
            ...tableItems('Wheels', () => wheelTable(answer), copyText),
            ...(wheel ? tableItems(`Groups of ${wheel.wheel}`, () => groupTable(wheel), copyText) : []),
            ...tableItems('Words without a group', () => unknownTable(answer), copyText)
          ]}
        />
      </PanelHead>
      <div className="compare-body open-words">
        <Grouping answer={answer} />
        <Checkbox checked={unknownStand} onChange={onUnknownStand}>
          Words without a group stand for themselves
        </Checkbox>
        <section className="number-rows open-words-cards" aria-label="Numbers">
          {cards.map((card) => (
            <NumberCard key={card.name} card={card} digits={4} onCopy={copyText} />
          ))}
        </section>
        <div className="open-words-columns">
          <section aria-label="Wheels">
            <h3 className="section-head">Wheels</h3>
            <div style={{ height: 34 + 29 * Math.min(12, Math.max(1, wheels.length)) }}>
              <Table
                label="Scores on every wheel"
                rows={wheels}
                columns={wheelColumns}
                keyOf={(one) => one.wheel}
                onOpen={(one) => setChosen(one.wheel)}
                {...(wheel ? { selected: wheel.wheel } : {})}
              />
            </div>
          </section>
          {wheel && (
            <section aria-label="Groups">
              <h3 className="section-head">
                Groups of {wheel.wheel}
                <Button
                  size="small"
                  tone="quiet"
                  onClick={() =>
                    openRegion({ kind: 'differ', wheel: wheel.wheel }, `Groups differ on ${wheel.wheel}`)
                  }
                >
                  <ListVideo size={13} /> Items that differ
                </Button>
              </h3>
              <div style={{ height: 34 + 29 * Math.min(12, Math.max(1, wheel.groups.length)) }}>
                <Table
                  label={`Groups of ${wheel.wheel}`}
                  rows={wheel.groups}
                  columns={groupColumns(wheel, openRegion)}
                  keyOf={({ group }) => group}
                  empty={<p className="compare-quiet">No word of the reference is on this wheel.</p>}
                />
              </div>
            </section>
          )}
        </div>
        <UnknownWords
          answer={answer}
          referenceName={referenceName}
          candidateName={candidateName}
          onOpen={openRegion}
        />
        <section aria-label="Left out">
          <h3 className="section-head">Left out</h3>
          <LeftOutRows report={{ leftOut: answer.leftOut, n: answer.n, unit: 'segments' }} />
        </section>
      </div>
      <QueueFoot />
    </>
  )
}

const digits = (value: number | null): string => (value === null ? '–' : value.toFixed(4))

const wheelColumns: readonly Column<Wheel>[] = [
  {
    id: 'wheel',
    title: 'Wheel',
    width: 'minmax(140px, 1fr)',
    cell: ({ wheel }) => wheel,
    sort: ({ wheel }) => wheel
  },
  ...(
    [
      ['f', 'F'],
      ['precision', 'Prec.'],
      ['recall', 'Recall']
    ] as const
  ).map(([key, title]) => ({
    id: key,
    title,
    width: '62px',
    align: 'right' as const,
    cell: (row: Wheel) => digits(row[key]),
    sort: (row: Wheel) => row[key] ?? undefined
  })),
  {
    id: 'n',
    title: 'n',
    width: '52px',
    align: 'right',
    cell: ({ scored }) => formatCount(scored),
    sort: ({ scored }) => scored
  },
  {
    id: 'out',
    title: 'Left out',
    width: '62px',
    align: 'right',
    cell: ({ leftOut }) => (
      <span title="The reference has no word with a group on this wheel.">{formatCount(leftOut)}</span>
    ),
    sort: ({ leftOut }) => leftOut
  }
]

function groupColumns(wheel: Wheel, onOpen: OpenWordsPart): readonly Column<GroupCount>[] {
  const count = (
    row: GroupCount,
    which: 'both' | 'missed' | 'false',
    title: string,
    n: number
  ): ReactNode => (
    <button
      type="button"
      className="view-count"
      disabled={n === 0}
      title={title}
      onClick={() =>
        onOpen({ kind: 'group', wheel: wheel.wheel, group: row.group, which }, `${row.group}: ${title}`)
      }
    >
      {formatCount(n)}
    </button>
  )
  return [
    {
      id: 'group',
      title: 'Group',
      width: 'minmax(100px, 1fr)',
      cell: ({ group }) => group,
      sort: ({ group }) => group
    },
    {
      id: 'both',
      title: 'Both',
      width: '54px',
      align: 'right',
      cell: (row) => count(row, 'both', 'on both sides', row.both),
      sort: ({ both }) => both
    },
    {
      id: 'missed',
      title: 'Missed',
      width: '54px',
      align: 'right',
      cell: (row) => count(row, 'missed', 'only the reference has it', row.reference - row.both),
      sort: ({ reference, both }) => reference - both
    },
    {
      id: 'false',
      title: 'False',
      width: '54px',
      align: 'right',
      cell: (row) => count(row, 'false', 'only the candidate has it', row.candidate - row.both),
      sort: ({ candidate, both }) => candidate - both
    },
    {
      id: 'f1',
      title: 'F1',
      width: '48px',
      align: 'right',
      cell: ({ reference, candidate, both }) => shortShare((2 * both) / (reference + candidate)),
      sort: ({ reference, candidate, both }) => (2 * both) / (reference + candidate)
    }
  ]
}
