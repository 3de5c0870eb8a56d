import { Copy, ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type { ComparisonAnswer } from '../../../shared/contract'
import { labelOf } from '../../../shared/domain/labels'
import type { Label } from '../../../shared/domain/scheme'
import { call } from '../../client'
import { perform } from '../../session/actions'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import type { SampleQueue } from '../../session/selection'
import { toast, toastError } from '../../session/toasts'
import { useQueueStrip } from '../../session/use-queue-strip'
import { Button } from '../../ui/button'
import { Skeleton } from '../../ui/empty'
import { amountText, plural } from '../../ui/format'
import { Menu } from '../../ui/menu'
import { cardText, NumberCard } from '../../ui/number-card'
import { PanelHead } from '../../ui/panel-head'
import { QueueStrip } from '../../ui/queue-strip'
import { Tabs } from '../../ui/tabs'
import { cardsOf, commonFacts } from './card-facts'
import type { CellView, Query } from './choice'
import { choose } from './choice'
import { ClassRows } from './class-rows'
import { FiguresSection } from './figures-section'
import { LeftOutRows } from './left-out'
import { Matrix } from './matrix'
import { Notices } from './notices'
import { openItems } from './queue-items'
import type { ItemFilter } from './queue-items'
import { asCsv, asMarkdown, classTable, matrixTable } from './table-text'

interface ReportViewProps {
  readonly query: Query
  readonly report: ComparisonAnswer
  readonly view: CellView
}

/** A report as numbers, matrix and tables; every part of it leads to its moments. */
export function ReportView({ query, report, view }: ReportViewProps): ReactNode {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const scheme = index.schemes.get(report.schemeId)
  const name = (id: string): string => index.authors.get(id)?.name ?? 'Gone'
  const referenceName = name(query.referenceAuthorId)
  const candidateName = name(query.candidateAuthorId)
  const label = useCallback(
    (id: string): Label => labelOf(scheme, id, report.attributeId) ?? unknown(id),
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
          authors: index.authors,
          tracks: index.tracks.values(),
          runs: index.runs
        })
      ),
    [report, query, projectName, scheme, index]
  )
  const { opened, open } = useOpened(query, report)
  const copy = (text: string): void =>
    void call('app.copyText', { text }).then(() => toast('Copied.'), toastError)
  const copyItems = () => {
    const labelName = (id: string): string => label(id).name
    return [
      { kind: 'head' as const, title: 'Confusion matrix' },
      { title: 'Copy as CSV', run: () => copy(asCsv(matrixTable(report, view, labelName))) },
      { title: 'Copy as Markdown', run: () => copy(asMarkdown(matrixTable(report, view, labelName))) },
      { kind: 'head' as const, title: 'Numbers of each label' },
      { title: 'Copy as CSV', run: () => copy(asCsv(classTable(report, labelName))) },
      { title: 'Copy as Markdown', run: () => copy(asMarkdown(classTable(report, labelName))) },
      { kind: 'head' as const, title: 'All numbers' },
      { title: 'Copy with their cards', run: () => copy(cards.map((card) => cardText(card)).join('\n\n')) }
    ]
  }
  const out = report.leftOut.reduce((sum, entry) => sum + entry.count, 0)

  return (
    <>
      <PanelHead>
        <span>
          n {amountText(report.n, report.unit)}, {amountText(out, report.unit)} left out ·{' '}
          {plural(report.recordings, 'recording')}
        </span>
      </PanelHead>
      <div className="compare-body">
        <Notices query={query} report={report} referenceName={referenceName} candidateName={candidateName} />
        {report.n > 0 && (
          <div className="compare-columns">
            <div className="compare-cards" role="group" aria-label="Numbers">
              {cards.map((card) => (
                <NumberCard key={card.name} card={card} onCopy={copy} />
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
                    { id: 'seconds', title: 'Time, s' }
                  ]}
                  onChange={(next) => choose({ view: next })}
                />
                <span className="grow" />
                <Button size="small" onClick={() => open({ onlyErrors: true })}>
                  <ListVideo size={13} /> All errors
                </Button>
                <Menu items={copyItems} align="end">
                  <Button
                    size="small"
                    tone="quiet"
                    aria-label="Copy tables and numbers"
                    title="Copy tables and numbers"
                  >
                    <Copy size={13} />
                  </Button>
                </Menu>
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
        {report.n > 0 && (
          <FiguresSection
            report={report}
            labelOf={label}
            referenceName={referenceName}
            candidateName={candidateName}
          />
        )}
      </div>
      <QueueFoot />
    </>
  )
}

/** The part of the matrix whose moments are in the queue, for as long as they are. */
function useOpened(
  query: Query,
  report: ComparisonAnswer
): { readonly opened: ItemFilter | undefined; readonly open: (filter: ItemFilter) => void } {
  const queue = useSelection((state) => state.queue)
  const [last, setLast] = useState<{
    readonly filter: ItemFilter
    readonly title: SampleQueue['title'] | undefined
  }>()
  const open = (filter: ItemFilter): void =>
    perform(async () => {
      const opened = await openItems(query, report, filter)
      if (opened) setLast({ filter, title: opened.title })
    })
  return { opened: last && queue && queue.title === last.title ? last.filter : undefined, open }
}

/** By itself, so that a step through the queue draws nothing else again. */
function QueueFoot(): ReactNode {
  const strip = useQueueStrip()
  return strip && <QueueStrip {...strip} />
}

const unknown = (id: string): Label => ({
  id,
  name: id,
  color: '#7d8590',
  letter: id.slice(0, 1).toUpperCase(),
  aliases: [],
  neutral: false
})

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
