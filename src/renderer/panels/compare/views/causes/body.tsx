import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { CauseLine, CauseRow, CausesAnswer, CausesRegion } from '../../../../../shared/contract/causes'
import type { Label } from '../../../../../shared/domain/scheme'
import { micros } from '../../../../../shared/domain/time'
import { call } from '../../../../client'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { useProject } from '../../../../session/project'
import { setQueue } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'
import { useOpened } from '../../../../session/use-opened'
import { Button } from '../../../../ui/button'
import { Badge, LabelChip } from '../../../../ui/chip'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount, plural, shortShare } from '../../../../ui/format'
import { NumberCard } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import type { Column } from '../../../../ui/table'
import { Table } from '../../../../ui/table'
import type { TextTable } from '../../../../ui/text-table'
import type { Query } from '../../choice'
import { LeftOutRows } from '../../left-out'
import { QueueFoot } from '../../queue-foot'
import { useViewCards } from '../../use-view-cards'

interface BodyProps {
  readonly query: Query
  readonly answer: CausesAnswer
  readonly referenceName: string
  readonly candidateName: string
}

type Numbered = CauseLine & { readonly at: number }

/** Scores of pairs and spans, every emotion, and every pair; each plays its turns. */
export function CausesBody({ query, answer, referenceName, candidateName }: BodyProps): ReactNode {
  const scheme = useProject((state) =>
    answer.schemeId === undefined ? undefined : state.index.schemes.get(answer.schemeId)
  )
  const labelOf = useCallback((id: string): Label => labelOrId(scheme, id), [scheme])
  const cards = useViewCards(query, answer)(answer.cards)
  const { open } = useOpened<{ readonly region: CausesRegion; readonly title: string }>(
    async ({ region, title }) => {
      const { moments } = await call('analysis.causesItems', { ...query, region })
      if (moments.length === 0) {
        toast('There is no such pair.')
        return undefined
      }
      setQueue(
        title,
        moments.map((one) => ({ ...one, start: micros(one.start), end: micros(one.end) }))
      )
      return title
    }
  )
  const openRegion = (region: CausesRegion, title: string): void => open({ region, title })
  const lines = useMemo(() => answer.pairs.map((pair, at): Numbered => ({ ...pair, at })), [answer.pairs])
  const who = { hit: 'both', missed: `only ${referenceName}`, wrong: `only ${candidateName}` } as const
  return (
    <>
      <PanelHead>
        <span>
          {plural(answer.total, 'pair')} · {plural(answer.recordings, 'conversation')}
        </span>
        <CopyMenu
          items={() => [
            ...tableItems('Emotions', () => rowTable(answer, (id) => labelOf(id).name), copyText),
            ...tableItems('Pairs', () => pairTable(answer), copyText)
          ]}
        />
      </PanelHead>
      <div className="compare-body causes">
        <section className="number-rows causes-cards" aria-label="Numbers">
          {cards.map((card) => (
            <NumberCard key={card.name} card={card} onCopy={copyText} />
          ))}
        </section>
        <section aria-label="Emotions">
          <h3 className="section-head">
            Emotions
            <span className="causes-buttons">
              {(['missed', 'wrong'] as const).map((kind) => (
                <Button
                  key={kind}
                  size="small"
                  onClick={() => openRegion({ kind }, kind === 'missed' ? 'Missed causes' : 'Wrong causes')}
                >
                  <ListVideo size={13} /> {kind === 'missed' ? 'All missed' : 'All wrong'}
                </Button>
              ))}
            </span>
          </h3>
          <div style={{ height: 34 + 29 * Math.min(10, answer.rows.length) }}>
            <Table
              label="Pairs of each emotion"
              rows={answer.rows}
              columns={emotionColumns(labelOf, openRegion)}
              keyOf={({ emotion }) => emotion}
            />
          </div>
        </section>
        <section aria-label="Pairs">
          <h3 className="section-head">Pairs</h3>
          <div style={{ height: 34 + 29 * Math.min(14, lines.length) }}>
            <Table
              label="Pairs of emotion and cause"
              rows={lines}
              columns={pairColumns(labelOf, who)}
              keyOf={({ at }) => String(at)}
              onOpen={(line) =>
                openRegion(
                  { kind: 'pair', at: line.at },
                  `${labelOf(line.emotion).name} of turn ${line.emotionTurn}, ${line.recording}`
                )
              }
            />
          </div>
          {answer.total > lines.length && (
            <p className="compare-quiet">
              The first {formatCount(lines.length)} of {formatCount(answer.total)}.
            </p>
          )}
        </section>
        <section aria-label="Left out">
          <h3 className="section-head">Left out</h3>
          <LeftOutRows report={{ leftOut: answer.leftOut, n: answer.total, unit: 'segments' }} />
        </section>
      </div>
      <QueueFoot />
    </>
  )
}

function emotionColumns(
  labelOf: (id: string) => Label,
  onOpen: (region: CausesRegion, title: string) => void
): readonly Column<CauseRow>[] {
  const count = (row: CauseRow, kind: 'hit' | 'missed' | 'wrong', n: number): ReactNode => (
    <button
      type="button"
      className="view-count"
      disabled={n === 0}
      onClick={() =>
        onOpen({ kind, emotion: row.emotion }, `${labelOf(row.emotion).name}: ${kindNames[kind]}`)
      }
    >
      {formatCount(n)}
    </button>
  )
  const number = (id: 'precision' | 'recall' | 'f1', title: string): Column<CauseRow> => ({
    id,
    title,
    width: '58px',
    align: 'right',
    cell: (row) => shortShare(row[id]),
    sort: (row) => row[id]
  })
  return [
    {
      id: 'emotion',
      title: 'Emotion',
      width: 'minmax(110px, 1fr)',
      cell: ({ emotion }) => <LabelChip label={labelOf(emotion)} />,
      sort: ({ emotion }) => labelOf(emotion).name
    },
    {
      id: 'hits',
      title: 'Both',
      width: '58px',
      align: 'right',
      cell: (row) => count(row, 'hit', row.hits),
      sort: ({ hits }) => hits
    },
    {
      id: 'missed',
      title: 'Missed',
      width: '58px',
      align: 'right',
      cell: (row) => count(row, 'missed', row.reference - row.hits),
      sort: ({ reference, hits }) => reference - hits
    },
    {
      id: 'wrong',
      title: 'Wrong',
      width: '58px',
      align: 'right',
      cell: (row) => count(row, 'wrong', row.candidate - row.hits),
      sort: ({ candidate, hits }) => candidate - hits
    },
    number('precision', 'Prec.'),
    number('recall', 'Recall'),
    number('f1', 'F1')
  ]
}

const kindNames = { hit: 'found by both', missed: 'missed', wrong: 'wrong' } as const
const tones = { hit: 'good', missed: 'warn', wrong: 'bad' } as const

const pairColumns = (
  labelOf: (id: string) => Label,
  who: Readonly<Record<CauseLine['outcome'], string>>
): readonly Column<Numbered>[] => [
  {
    id: 'outcome',
    title: 'Linked by',
    width: '118px',
    cell: ({ outcome }) => <Badge tone={tones[outcome]}>{who[outcome]}</Badge>,
    sort: ({ outcome }) => outcome
  },
  {
    id: 'emotion',
    title: 'Emotion',
    width: '112px',
    cell: ({ emotion }) => <LabelChip label={labelOf(emotion)} />,
    sort: ({ emotion }) => labelOf(emotion).name
  },
  {
    id: 'turn',
    title: 'Turn',
    width: 'minmax(120px, 1fr)',
    cell: ({ emotionTurn, emotionText }) => (
      <span title={emotionText}>
        <b className="mono">{emotionTurn}</b> {emotionText}
      </span>
    ),
    sort: ({ recording, emotionTurn }) => `${recording} ${String(emotionTurn).padStart(6, '0')}`
  },
  {
    id: 'cause',
    title: 'Cause',
    width: 'minmax(120px, 1fr)',
    cell: ({ causeTurn, causeText }) => (
      <span title={causeText}>
        <b className="mono">{causeTurn}</b> {causeText}
      </span>
    ),
    sort: ({ causeTurn }) => causeTurn
  },
  {
    id: 'recording',
    title: 'Conversation',
    width: '110px',
    cell: ({ recording }) => recording,
    sort: ({ recording }) => recording
  }
]

const rowTable = ({ rows }: CausesAnswer, nameOf: (id: string) => string): TextTable => [
  ['emotion', 'reference', 'candidate', 'both', 'precision', 'recall', 'F1'],
  ...rows.map(({ emotion, reference, candidate, hits, precision, recall, f1 }) => [
    nameOf(emotion),
    ...[reference, candidate, hits].map(String),
    ...[precision, recall, f1].map((value) => value.toFixed(6))
  ])
]

const pairTable = ({ pairs }: CausesAnswer): TextTable => [
  ['outcome', 'conversation', 'emotion', 'turn', 'text', 'cause', 'text of the cause'],
  ...pairs.map(({ outcome, recording, emotion, emotionTurn, emotionText, causeTurn, causeText }) => [
    outcome,
    recording,
    emotion,
    String(emotionTurn),
    emotionText,
    String(causeTurn),
    causeText
  ])
]
