import { Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { MarkCells, MarkLabelRow, MarkPairRow } from '../../../shared/agreement/marks/mark-report'
import type { ShareCell } from '../../../shared/compare/report'
import type { MarkAgreementAnswer } from '../../../shared/contract'
import { labelOf } from '../../../shared/domain/labels'
import { copyText } from '../../session/copy-text'
import { useProject } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { AnswerView } from '../../ui/answer-view'
import { Conventions, ConventionSlider } from '../../ui/conventions'
import { formatCount, plural, shortShare } from '../../ui/format'
import { NumberCard, type NumberCardContent } from '../../ui/number-card'
import { PanelHead } from '../../ui/panel-head'
import { Select } from '../../ui/select'
import { Table, type Column } from '../../ui/table'
import { cardsOf } from './card-facts'
import { heat } from './heat'
import { chooseMarks, markersOf, type Marked, type MarkQuestion } from './mark-choice'
import { ReportSkeleton } from './report-view'
import { WhoAndWhere } from './who-and-where'

/** Agreement of stretches of text and of points in time. */
export function MarkPanel({ question, kind }: { question: MarkQuestion; kind: ReactNode }): ReactNode {
  const { query, marked } = question
  const { shown, problem, loading } = useAnswer('agreement.marks', query, markersOf)
  return (
    <section className="panel agree" data-keys="bench" aria-busy={loading}>
      <MarkToolbar {...question} kind={kind} />
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Users size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {({ value }) => <MarkReportView report={value} marked={marked} />}
      </AnswerView>
    </section>
  )
}

function MarkToolbar({
  choice,
  all,
  marked,
  entries,
  chosen,
  kind
}: MarkQuestion & { readonly kind: ReactNode }): ReactNode {
  const [dragged, setDragged] = useState<number>()
  return (
    <div className="report-bar" role="group" aria-label="What is looked at">
      {kind}
      <WhoAndWhere
        entries={entries}
        chosen={chosen}
        recordingIds={choice.recordingIds}
        onChoose={chooseMarks}
      />
      <Select
        label="What was marked"
        size="small"
        value={marked?.key}
        options={all.map(({ key, title }) => ({ id: key, title }))}
        onChange={(attribute) => chooseMarks({ attribute })}
      />
      {marked?.kind === 'points' && (
        <Conventions
          label="Convention of agreement"
          widthPx={380}
          changed={choice.toleranceMs !== 500}
          title="Convention"
        >
          <p className="muted selectable">
            Two points of the same label are one when they lie at most {dragged ?? choice.toleranceMs} ms
            apart.
          </p>
          <ConventionSlider
            title="Tolerance"
            label="Largest distance of two points that are one, in milliseconds"
            value={choice.toleranceMs}
            unit="ms"
            min={0}
            max={3000}
            step={50}
            onDrag={setDragged}
            onChange={(toleranceMs) => {
              setDragged(undefined)
              chooseMarks({ toleranceMs })
            }}
          />
        </Conventions>
      )}
    </div>
  )
}

function MarkReportView({
  report,
  marked
}: {
  report: MarkAgreementAnswer
  marked: Marked | undefined
}): ReactNode {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const name = (id: string): string => index.authors.get(id)?.name ?? 'Gone'
  const cards = useMemo(() => {
    const names = report.authorIds.map((id) => index.authors.get(id)?.name ?? 'Gone').join(', ')
    const facts: NumberCardContent['facts'] = [
      ['Annotators', `${names}; ${plural(report.recordings, 'recording')} in which two of them meet`],
      ['About', marked?.title ?? ''],
      ['Units', report.convention],
      ['Data', `${projectName}, revision r${report.revision.toLocaleString('en-GB')}`]
    ]
    return cardsOf(report.cards, facts)
  }, [report, marked, index, projectName])
  const scheme = index.schemes.get(marked?.schemeId ?? '')
  const labelName = ({ label }: MarkLabelRow): string =>
    labelOf(scheme, label || undefined, marked?.attributeId)?.name ?? 'without a label'
  const units = plural(
    report.n,
    report.kind === 'points' ? 'recording or person' : 'text',
    report.kind === 'points' ? 'recordings or persons' : 'texts'
  )
  return (
    <>
      <PanelHead>
        <span>
          {units} that two or more looked at · {plural(report.recordings, 'recording')}
        </span>
      </PanelHead>
      <div className="agree-body">
        <header className="agree-head">
          <h3 className="section-head">{marked?.title}</h3>
        </header>
        <div className="number-rows" role="group" aria-label="Numbers">
          {cards.map((card) => (
            <NumberCard key={card.name} card={card} onCopy={(text) => copyText(text)} />
          ))}
        </div>
        <div className="agree-columns">
          <section aria-label="Pairs of annotators">
            <h3 className="section-head">Pairs</h3>
            <Rows<MarkPairRow>
              label="Agreement of each pair of annotators"
              rows={report.pairs}
              kind={report.kind}
              title="Annotators"
              keyOf={({ first, second }) => `${first}/${second}`}
              nameOf={({ first, second }) => `${name(first)} and ${name(second)}`}
            />
          </section>
          <section aria-label="Labels">
            <h3 className="section-head">Labels</h3>
            <Rows<MarkLabelRow>
              label="Agreement on each label"
              rows={report.labels}
              kind={report.kind}
              title="Label"
              keyOf={({ label }) => label}
              nameOf={labelName}
            />
          </section>
        </div>
      </div>
    </>
  )
}

const ROW_PX = 29
const HEAD_PX = 30
/** More rows than these scroll. */
const MOST_ROWS = 9

interface RowsProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly kind: 'spans' | 'points'
  readonly title: string
  readonly keyOf: (row: T) => string
  readonly nameOf: (row: T) => string
}

function Rows<T extends MarkCells>({ label, rows, kind, title, keyOf, nameOf }: RowsProps<T>): ReactNode {
  const columns: readonly Column<T>[] = [
    {
      id: 'name',
      title,
      width: 'minmax(90px, 1fr)',
      cell: (row) => (
        <span className="truncate" title={nameOf(row)}>
          {nameOf(row)}
        </span>
      ),
      sort: nameOf
    },
    share('exact', kind === 'spans' ? 'Exact' : 'F1', ({ exact }) => exact),
    ...(kind === 'spans'
      ? [
          share<T>('overlap', 'Overlap', ({ overlap }) => overlap),
          share<T>('shared', 'Chars', ({ shared }) => shared)
        ]
      : []),
    {
      id: 'n',
      title: 'Marks',
      width: '60px',
      align: 'right',
      cell: ({ n }) => <span className="mono muted">{formatCount(n)}</span>,
      sort: ({ n }) => n
    }
  ]
  return (
    <div
      className="agree-parts"
      style={{ height: HEAD_PX + Math.min(MOST_ROWS, Math.max(1, rows.length)) * ROW_PX + 4 }}
    >
      <Table label={label} rows={rows} columns={columns} keyOf={keyOf} />
    </div>
  )
}

const share = <T,>(id: string, title: string, of: (row: T) => ShareCell): Column<T> => ({
  id,
  title,
  width: '66px',
  align: 'right',
  cell: (row) => {
    const { value, reason } = of(row)
    return (
      <span className="agree-tinted mono" title={reason} style={{ background: heat(value, 0, 1) }}>
        {shortShare(value)}
      </span>
    )
  },
  sort: (row) => of(row).value ?? undefined
})
