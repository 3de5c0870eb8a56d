import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { ComparisonAnswer } from '../../../shared/contract'
import type { Label } from '../../../shared/domain/scheme'
import { mappingText } from '../../../shared/mapping/mapping-text'
import { mappingNames } from '../../session/common-targets'
import { copyText } from '../../session/copy-text'
import { labelOrId } from '../../session/label-or-id'
import { useTimeless } from '../../session/pages/timeless'
import { useProject } from '../../session/project'
import { useOpened } from '../../session/use-opened'
import { Button } from '../../ui/button'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Skeleton } from '../../ui/empty'
import { amountText, plural } from '../../ui/format'
import { cardText, NumberCard } from '../../ui/number-card'
import { PanelHead } from '../../ui/panel-head'
import { Tabs } from '../../ui/tabs'
import { cardsOf, commonFacts } from './card-facts'
import type { CellView, Query } from './choice'
import { choose } from './choice'
import { ClassRows } from './class-rows'
import { comparisonFigures } from './figure'
import { FiguresSection } from './figures-section'
import { LeftOutRows } from './left-out'
import { Matrix } from './matrix'
import { Notices } from './notices'
import { QueueFoot } from './queue-foot'
import { openItems } from './queue-items'
import type { ItemFilter } from './queue-items'
import { classTable, matrixTable } from './table-text'

interface ReportViewProps {
  readonly query: Query
  readonly report: ComparisonAnswer
  readonly view: CellView
}

/** A report as numbers, matrix and tables; every part of it leads to its moments. */
export function ReportView({ query, report, view }: ReportViewProps): ReactNode {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const timeless = useTimeless(query.recordingIds ?? [])
  const scheme = index.schemes.get(report.schemeId)
  const name = (id: string): string => index.authors.get(id)?.name ?? 'Gone'
  const referenceName = name(query.referenceAuthorId)
  const candidateName = name(query.candidateAuthorId)
  const label = useCallback(
    (id: string): Label => labelOrId(scheme, id, report.attributeId),
    [scheme, report.attributeId]
  )
  const cards = useMemo(
    () =>
      cardsOf(
        report.cards,
        commonFacts({
          query,
          report,
          projectName,
          schemeName: scheme?.name,
          mapping: report.mapping && mappingText(report.mapping, mappingNames(index)).join(' '),
          authors: index.authors,
          tracks: index.tracks.values(),
          runs: index.runs
        })
      ),
    [report, query, projectName, scheme, index]
  )
  const figures = useMemo(
    () => comparisonFigures({ report, labelOf: label, referenceName, candidateName }),
    [report, label, referenceName, candidateName]
  )
  const { opened, open } = useOpened((filter: ItemFilter) => openItems(query, report, filter))
  const copyItems = () => {
    const labelName = (id: string): string => label(id).name
    return [
      ...tableItems('Confusion matrix', () => matrixTable(report, view, labelName), copyText),
      ...tableItems('Numbers of each label', () => classTable(report, labelName), copyText),
      { kind: 'head' as const, title: 'All numbers' },
      {
        title: 'Copy with their cards',
        run: () => copyText(cards.map((card) => cardText(card)).join('\n\n'))
      }
    ]
  }
  const out = report.leftOut.reduce((sum, entry) => sum + entry.count, 0)

  return (
    <>
      <PanelHead>
        <span>
          n {amountText(report.n, report.unit)}, {amountText(out, report.unit)} left out ·{' '}
          {plural(report.recordings, 'recording')}
          {report.mapping && ` · ${plural(report.mapping.shared.length, 'shared class', 'shared classes')}`}
        </span>
      </PanelHead>
      <div className="compare-body">
        <Notices query={query} report={report} referenceName={referenceName} candidateName={candidateName} />
        {report.n > 0 && (
          <div className="compare-columns">
            <div className="compare-cards number-rows" role="group" aria-label="Numbers">
              {cards.map((card) => (
                <NumberCard key={card.name} card={card} onCopy={copyText} />
              ))}
            </div>
            <section className="compare-matrix" aria-label="Confusion matrix">
              <header className="compare-head">
                <Tabs
                  label="Unit of the cells"
                  value={view}
                  options={[
                    { id: 'counts', title: 'Counts' },
                    { id: 'percent', title: 'Row %' },
                    { id: 'columns', title: 'Column %' },
                    ...(timeless ? [] : [{ id: 'seconds' as const, title: 'Time, s' }])
                  ]}
                  onChange={(next) => choose({ view: next })}
                />
                <span className="grow" />
                <Button size="small" onClick={() => open({ onlyErrors: true })}>
                  <ListVideo size={13} /> All errors
                </Button>
                <CopyMenu items={copyItems} />
              </header>
              <Matrix
                report={report}
                view={view}
                labelOf={label}
                referenceName={referenceName}
                candidateName={candidateName}
                onOpen={open}
                opened={opened}
              />
            </section>
            <section className="compare-classes" aria-label="Numbers of each label">
              <ClassRows report={report} labelOf={label} onOpen={open} />
            </section>
          </div>
        )}
        <section className="compare-left" aria-label="Left out">
          <h3 className="section-head">Left out</h3>
          <LeftOutRows report={report} />
        </section>
        {report.n > 0 && <FiguresSection figures={figures} />}
      </div>
      <QueueFoot />
    </>
  )
}

/** The shape of a report while the first one is made. */
export const ReportSkeleton = (): ReactNode => (
  <div className="compare-body" aria-label="The comparison is being made" role="status">
    <div className="compare-columns">
      <div className="compare-cards compare-skeleton">
        {Array.from({ length: 9 }, (_, index) => (
          <Skeleton key={index} height={30} />
        ))}
      </div>
      <div className="compare-matrix compare-skeleton">
        {Array.from({ length: 10 }, (_, index) => (
          <Skeleton key={index} height={26} />
        ))}
      </div>
    </div>
  </div>
)
