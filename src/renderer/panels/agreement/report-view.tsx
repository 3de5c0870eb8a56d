import { ListVideo, TriangleAlert, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { AgreementAnswer } from '../../../shared/contract'
import type { Label } from '../../../shared/domain/scheme'
import { mappingText } from '../../../shared/mapping/mapping-text'
import { mappingNames } from '../../session/common-targets'
import { copyText } from '../../session/copy-text'
import { openDialog } from '../../session/dialogs'
import { labelOrId } from '../../session/label-or-id'
import { useTimeless } from '../../session/pages/timeless'
import { useProject } from '../../session/project'
import { useOpened } from '../../session/use-opened'
import { useQueueStrip } from '../../session/use-queue-strip'
import { Button } from '../../ui/button'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Skeleton } from '../../ui/empty'
import { amountText, plural } from '../../ui/format'
import { cardText, NumberCard } from '../../ui/number-card'
import { Notice } from '../../ui/notice'
import { PanelHead } from '../../ui/panel-head'
import { QueueStrip } from '../../ui/queue-strip'
import { Tabs } from '../../ui/tabs'
import { AnnotatorRows } from './annotator-rows'
import { cardsOf, commonFacts } from './card-facts'
import type { Choice, Query } from './choice'
import { choose } from './choice'
import { LabelCurveStrip } from './label-curve-strip'
import { LabelRows } from './label-rows'
import { MappedNotice } from './mapped-notice'
import { openMoments, type MomentFilter } from './open-moments'
import { PairMatrix } from './pair-matrix'
import { PartRows } from './part-rows'
import * as tables from './tables'

interface ReportViewProps {
  readonly query: Query
  readonly report: AgreementAnswer
  readonly choice: Choice
}

/** A report as numbers, matrix and tables; every part of it leads to its moments. */
export function ReportView({ query, report, choice }: ReportViewProps): ReactNode {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const scheme = index.schemes.get(report.schemeId)
  const author = (id: string) =>
    index.authors.get(id) ?? { name: 'Gone', color: '#7d8590', kind: 'human' as const }
  const label = (id: string): Label => labelOrId(scheme, id, report.attributeId)
  const names: tables.Names = {
    author: (id) => author(id).name,
    recording: (id) => index.recordings.get(id)?.name ?? 'Gone',
    person: (id) => (id === undefined ? 'Nobody in particular' : (index.persons.get(id)?.name ?? 'Gone')),
    label: (id) => label(id).name
  }
  const timeless = useTimeless(query.recordingIds ?? [])
  const [cards, boundaryCards] = useMemo(() => {
    const facts = commonFacts(report, {
      author: (id) => index.authors.get(id)?.name ?? 'Gone',
      scheme: scheme?.name,
      mapping: report.mapping && mappingText(report.mapping, mappingNames(index)).join(' '),
      project: projectName
    })
    // What has no time has no boundaries that somebody chose.
    return [cardsOf(report.cards, facts), timeless ? [] : cardsOf(report.boundaryCards, facts)] as const
  }, [report, index, scheme, projectName, timeless])
  const { opened, open } = useOpened((filter: MomentFilter) =>
    openMoments(query, report, filter, choice.shortestMs)
  )
  const copyItems = () => [
    ...tableItems('Numbers', () => tables.numbersTable(report), copyText),
    {
      title: 'Copy with their cards',
      run: () => copyText([...cards, ...boundaryCards].map((card) => cardText(card)).join('\n\n'))
    },
    ...tableItems('Pairs of annotators', () => tables.pairsTable(report, names), copyText),
    ...tableItems('Labels', () => tables.labelsTable(report, names), copyText),
    ...tableItems('Recordings and persons', () => tables.partsTable(report, names), copyText),
    ...tableItems('Annotators', () => tables.annotatorsTable(report, names), copyText)
  ]
  const unit = report.unit === 'time' ? 's' : 'units'
  const nobodyOnly = report.persons.every(({ id }) => id === undefined)

  return (
    <>
      <PanelHead>
        <span>
          {amountText(report.n, unit)} {report.unit === 'segments' && 'units '}labelled by two or more,{' '}
          {amountText(report.different, unit)} differently · {plural(report.recordings.length, 'recording')}
          {report.mapping && ` · ${plural(report.mapping.shared.length, 'shared class', 'shared classes')}`}
        </span>
      </PanelHead>
      <div className="agree-body">
        <MappedNotice report={report} label={names.label} />
        <Notices report={report} query={query} label={names.label} />
        {report.n > 0 && (
          <>
            <header className="agree-head">
              <h3 className="section-head">Labels and boundaries</h3>
              <span className="grow" />
              <Button size="small" onClick={() => open({ order: 'time' })}>
                <ListVideo size={13} /> All disagreements
              </Button>
              <Button size="small" onClick={() => open({ order: 'split' })}>
                Most divided first
              </Button>
              <CopyMenu items={copyItems} />
            </header>
            <div className="agree-cards number-rows">
              <div role="group" aria-label="Numbers">
                {cards.map((card) => (
                  <NumberCard key={card.name} card={card} onCopy={copyText} />
                ))}
              </div>
              <div role="group" aria-label="Numbers of boundaries">
                {boundaryCards.map((card) => (
                  <NumberCard key={card.name} card={card} onCopy={copyText} />
                ))}
              </div>
            </div>
          </>
        )}
        {!timeless && <LabelCurveStrip query={query} />}
        {report.n > 0 && (
          <div className="agree-columns">
            <section aria-label="Pairs of annotators">
              <header className="agree-head">
                <h3 className="section-head">Pairs</h3>
                <Tabs
                  label="What the cells show"
                  value={choice.view}
                  options={[
                    { id: 'kappa', title: 'Kappa', hint: "Cohen's kappa of the two" },
                    { id: 'agreement', title: 'Agreement', hint: 'Share of equal labels' },
                    {
                      id: 'boundaryF1',
                      title: 'Boundaries',
                      hint: `F1 of boundaries within ${query.toleranceMs} ms`
                    }
                  ]}
                  onChange={(view) => choose({ view })}
                />
              </header>
              <PairMatrix
                report={report}
                view={choice.view}
                author={author}
                opened={opened?.pair}
                onOpen={(pair) => open({ pair })}
              />
            </section>
            <section aria-label="Labels">
              <h3 className="section-head">Each label</h3>
              <div className="agree-scroll">
                <LabelRows report={report} labelOf={label} onOpen={(id) => open({ label: id })} />
              </div>
            </section>
            <section aria-label="Recordings">
              <h3 className="section-head">Recordings, lowest first</h3>
              <PartRows
                label="Agreement in each recording"
                title="Recording"
                rows={report.recordings}
                unit={report.unit}
                nameOf={(row) => names.recording(row.id ?? '')}
                opened={opened?.recordingId}
                onOpen={(row) => open({ recordingId: row.id ?? '' })}
              />
            </section>
            {!nobodyOnly && (
              <section aria-label="Persons">
                <h3 className="section-head">Persons, lowest first</h3>
                <PartRows
                  label="Agreement about each person"
                  title="Person"
                  rows={report.persons}
                  unit={report.unit}
                  nameOf={(row) => names.person(row.id)}
                  opened={opened?.personId === null ? '' : opened?.personId}
                  onOpen={(row) => open({ personId: row.id ?? null })}
                />
              </section>
            )}
          </div>
        )}
        <section aria-label="Annotators">
          <header className="agree-head">
            <h3 className="section-head">Annotators</h3>
            <span className="grow" />
            <Button size="small" onClick={() => openDialog({ id: 'annotator-report', props: {} })}>
              Annotator report…
            </Button>
          </header>
          <div className="agree-scroll">
            <AnnotatorRows report={report} author={author} labelName={names.label} />
          </div>
        </section>
        <section aria-label="Left out">
          <h3 className="section-head">Left out</h3>
          <LeftOut report={report} />
        </section>
      </div>
      <QueueFoot />
    </>
  )
}

/** What keeps labels from taking part, with the way to change it. */
function Notices({
  report,
  query,
  label
}: {
  report: AgreementAnswer
  query: Query
  label: (id: string) => string
}): ReactNode {
  return (
    <>
      {report.unmapped.length > 0 && !report.mapping && (
        <Notice
          icon={<TriangleAlert size={14} />}
          tone="warn"
          action={
            <Button
              size="small"
              onClick={() => openDialog({ id: 'scheme', props: { schemeId: report.schemeId } })}
            >
              Edit the scheme…
            </Button>
          }
        >
          Labels without a counterpart are left out:{' '}
          {report.unmapped
            .slice(0, 4)
            .map((each) => `${label(each.label)} (${plural(each.segments, 'segment')})`)
            .join(', ')}
          {report.unmapped.length > 4 && ` and ${report.unmapped.length - 4} more`}. An alias in the scheme
          pairs them.
        </Notice>
      )}
      {report.n === 0 && (
        <Notice
          icon={<TriangleAlert size={14} />}
          tone="warn"
          action={
            !query.ignorePersons && (
              <Button size="small" tone="primary" onClick={() => choose({ ignorePersons: true })}>
                Ignore persons
              </Button>
            )
          }
        >
          {report.unit === 'time'
            ? 'No two annotators have a label at the same time'
            : 'No two annotators have segments that match'}
          {query.ignorePersons ? '.' : ' about the same person.'} What was left out stands below.
        </Notice>
      )}
      {query.ignorePersons && report.n > 0 && (
        <Notice
          icon={<Users size={14} />}
          action={
            <Button size="small" onClick={() => choose({ ignorePersons: false })}>
              Keep apart
            </Button>
          }
        >
          Persons are ignored: a label may meet one about somebody else.
        </Notice>
      )}
    </>
  )
}

/** What took no part, and why. */
export function LeftOut({ report }: { report: Pick<AgreementAnswer, 'leftOut'> }): ReactNode {
  if (report.leftOut.length === 0) return <p className="agree-quiet">Nothing is left out.</p>
  return (
    <table className="agree-left" aria-label="Left out">
      <tbody>
        {[...report.leftOut]
          .sort((a, b) => b.count - a.count)
          .map(({ reason, count, unit }) => (
            <tr key={reason}>
              <td className="mono">
                {unit === 's'
                  ? amountText(count, 's')
                  : plural(count, unit === 'segments' ? 'segment' : 'unit')}
              </td>
              <td>{reason}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** By itself, so that a step through the queue draws nothing else again. */
export function QueueFoot(): ReactNode {
  const strip = useQueueStrip()
  return strip && <QueueStrip {...strip} />
}

/** The shape of a report while the first one is made. */
export const ReportSkeleton = (): ReactNode => (
  <div className="agree-body" aria-label="Agreement is being computed" role="status">
    <div className="agree-cards">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={44} />
      ))}
    </div>
    <div className="agree-skeleton">
      {Array.from({ length: 9 }, (_, index) => (
        <Skeleton key={index} height={26} />
      ))}
    </div>
  </div>
)
