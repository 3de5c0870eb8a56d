import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type { FacetPart } from '../../../../../shared/analysis/facets/facet-column'
import type { SliceRow } from '../../../../../shared/analysis/slices/facet-report'
import type { CallOutput } from '../../../../../shared/contract'
import { useSlicesChoice } from '../../../../session/compare-slices'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import { useOpened } from '../../../../session/use-opened'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { amountText, formatCount, shortShare } from '../../../../ui/format'
import { NumberCard } from '../../../../ui/number-card'
import { Share } from '../../../../ui/share'
import type { Query } from '../../choice'
import { openSelection } from '../../open-selection'
import { Difference } from './difference'
import { gapCards, rowCards, wholeCards } from './slice-cards'
import { SliceTable } from './slice-table'
import type { SliceColumn } from './slice-table'
import { gapTable, groupTable } from './tables'

interface GroupsReportProps {
  readonly query: Query
  readonly answer: CallOutput<'analysis.slices'>
  readonly referenceName: string
  readonly candidateName: string
}

/** The table of the groups, the numbers of the chosen one, and how far groups are apart. */
export function GroupsReport({ query, answer, referenceName, candidateName }: GroupsReportProps): ReactNode {
  const { report } = answer
  const { least, open: what } = useSlicesChoice()
  const authors = useProject((state) => state.index.authors)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const [at, setAt] = useState<string>()
  const ceiling = answer.ceilingAuthorIds.map((id) => authors.get(id)?.name ?? 'Gone')
  const { opened, open } = useOpened((row: SliceRow) =>
    openSelection(
      query,
      {
        facets: [...(answer.parts[report.rows.indexOf(row)] ?? [])] as FacetPart[],
        ...(what === 'errors' ? { only: 'errors' as const } : {})
      },
      `${answer.name}: ${row.name}${what === 'errors' ? ', errors' : ''}`
    )
  )
  const isFaint = useCallback((row: SliceRow) => row.n < least, [least])
  const hasCeiling = report.rows.some((row) => row.ceiling)
  const columns = useMemo(() => columnsOf(answer, hasCeiling), [answer, hasCeiling])
  const facts = {
    compared: `${candidateName} against ${referenceName}`,
    ceiling,
    data: `${projectName}, revision r${answer.revision.toLocaleString('en-GB')}`
  }
  const chosen = report.rows.find(({ name }) => name === at)
  const gaps = gapCards(answer, facts)
  const faint = report.rows.filter(isFaint).length
  return (
    <div className="slices-body">
      <div className="slices-cards number-rows" role="group" aria-label="Numbers">
        {(chosen ? rowCards(answer, chosen, facts) : wholeCards(answer, facts)).map((card) => (
          <NumberCard key={card.name} card={card} onCopy={copyText} />
        ))}
      </div>
      <p className="slices-note">
        <span className="faint">
          {formatCount(report.rows.length)} groups · n {amountText(report.whole.n, report.unit)}
          {report.leftOut.map(
            ({ reason, count }) => ` · ${formatCount(count)} left out: ${reason.replace(/\.$/, '')}`
          )}
          {faint > 0 && ` · ${formatCount(faint)} with fewer than ${formatCount(least)} items are greyed`}
          {answer.noCeiling
            ? ` · No human ceiling: ${answer.noCeiling}`
            : ` · Human ceiling: ${ceiling.join(', ')}`}
        </span>
        <span className="grow" />
        <CopyMenu
          items={() => [
            ...tableItems('Groups', () => groupTable(answer), copyText),
            ...(report.gaps.length > 0 ? tableItems('Gaps', () => gapTable(answer), copyText) : [])
          ]}
        />
      </p>
      <SliceTable
        label="Groups"
        rows={report.rows}
        columns={columns}
        keyOf={(row) => row.name}
        isFaint={isFaint}
        onOpen={open}
        onFocus={(row) => setAt(row.name)}
        opened={opened?.name}
        takesFocus={false}
        rowPx={30}
        widePx={640}
      />
      {gaps.length > 0 && (
        <section aria-label="Gaps between groups" className="slices-gaps">
          <h3 className="section-head">
            Gaps between {report.gapGroups} groups
            {report.gapGroups < report.rows.length && ` of at least ${formatCount(least)} items`}
          </h3>
          <div className="slices-cards number-rows">
            {gaps.map((card) => (
              <NumberCard key={card.name} card={card} onCopy={copyText} />
            ))}
          </div>
        </section>
      )}
    </div>
  )
}

function columnsOf(
  { name, report }: CallOutput<'analysis.slices'>,
  hasCeiling: boolean
): readonly SliceColumn<SliceRow>[] {
  return [
    {
      id: 'name',
      title: name,
      width: 'minmax(100px, 1.4fr)',
      cell: (row) => <span title={row.name}>{row.name}</span>,
      sort: (row) => row.group
    },
    {
      id: 'n',
      title: report.unit === 's' ? 's' : 'n',
      width: '54px',
      align: 'right',
      cell: (row) => amountText(row.n, report.unit),
      sort: (row) => row.n
    },
    {
      id: 'clusters',
      title: 'From',
      width: '52px',
      wide: true,
      align: 'right',
      cell: (row) => (
        <span title="Persons, or recordings where nobody is named">{formatCount(row.clusters)}</span>
      ),
      sort: (row) => row.clusters
    },
    {
      id: 'score',
      title: report.metric.name,
      width: 'minmax(64px, 1.2fr)',
      wideWidth: 'minmax(130px, 1fr)',
      align: 'right',
      cell: (row) => <Share cell={row.score} />,
      sort: (row) => row.score.value ?? undefined
    },
    {
      id: 'difference',
      title: 'Against the rest',
      width: 'minmax(96px, 1fr)',
      wideWidth: 'minmax(165px, 1fr)',
      align: 'right',
      cell: (row) => <Difference cell={row.difference} />,
      sort: (row) => row.difference.value ?? undefined
    },
    ...(hasCeiling
      ? [
          {
            id: 'ceiling',
            title: 'People',
            width: '76px',
            align: 'right' as const,
            cell: (row: SliceRow) => <Ceiling row={row} />,
            sort: (row: SliceRow) => row.ceiling?.value ?? undefined
          }
        ]
      : [])
  ]
}

function Ceiling({ row }: { readonly row: SliceRow }): ReactNode {
  const { ceiling } = row
  if (!ceiling || ceiling.value === null)
    return (
      <span className="faint" title={ceiling?.reason ?? 'Nobody else labelled these items.'}>
        –
      </span>
    )
  return (
    <span title={`${formatCount(ceiling.n)} labels of other people on the same items`}>
      {shortShare(ceiling.value)} <span className="faint">{formatCount(ceiling.n)}</span>
    </span>
  )
}
