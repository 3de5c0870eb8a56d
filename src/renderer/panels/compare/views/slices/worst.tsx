import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type { FacetPart } from '../../../../../shared/analysis/facets/facet-column'
import type { WorstSlice } from '../../../../../shared/analysis/slices/worst-slice'
import type { CallOutput } from '../../../../../shared/contract'
import { chooseSlices, everybody, useSlicesChoice } from '../../../../session/compare-slices'
import { copyText } from '../../../../session/copy-text'
import { useOpened } from '../../../../session/use-opened'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { Empty } from '../../../../ui/empty'
import { formatCount, shortShare } from '../../../../ui/format'
import { NumberCard } from '../../../../ui/number-card'
import { Select } from '../../../../ui/select'
import { Share } from '../../../../ui/share'
import { Tabs } from '../../../../ui/tabs'
import type { Query } from '../../choice'
import { openSelection } from '../../open-selection'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { Choice, LeastControl, OpenControl, Parts } from './controls'
import { Difference, pText } from './difference'
import { SliceTable } from './slice-table'
import type { SliceColumn } from './slice-table'
import { worstTable } from './tables'
import { worstCards } from './worst-cards'

/** Groups and pairs of groups with the strongest evidence of more errors than elsewhere. */
export function Worst({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const { least, joined, correction, edges } = useSlicesChoice()
  // The search counts items; of stretches of time there are none.
  const items = useMemo(() => ({ ...query, mode: 'segments' as const }), [query])
  // What somebody works on stays in the list, also when its errors are put right.
  const [keep, setKeep] = useState<readonly FacetPart[]>()
  const asked = useMemo(
    () => ({ ...items, least, joined, correction, edges, ...(keep ? { keep: [...keep] } : {}) }),
    [items, least, joined, correction, edges, keep]
  )
  const { shown, problem, loading } = useAnswer('analysis.worstSlices', asked, everybody)
  return (
    <>
      <div className="slices-bar" role="group" aria-label="How slices are searched">
        <Parts />
        <Choice name="Of">
          <Tabs
            label="Facts joined"
            value={String(joined)}
            options={[
              { id: '1', title: 'one fact', hint: 'Groups of one fact' },
              { id: '2', title: 'one or two', hint: 'Groups of one fact, and of two joined' }
            ]}
            onChange={(next) => chooseSlices({ joined: next === '1' ? 1 : 2 })}
          />
        </Choice>
        <LeastControl />
        <Choice name="Corrected by">
          <Select
            label="Correction of p"
            size="small"
            value={correction}
            options={[
              { id: 'bh', title: 'Benjamini–Hochberg', hint: 'Share of false finds among those below p' },
              { id: 'holm', title: 'Holm', hint: 'Chance of any false find' }
            ]}
            onChange={(next) => chooseSlices({ correction: next === 'holm' ? 'holm' : 'bh' })}
          />
        </Choice>
        <span className="grow" />
        <OpenControl />
      </div>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<SearchX size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {({ value }) => (
          <WorstReport
            onKeep={setKeep}
            query={items}
            answer={value}
            compared={`${candidateName} against ${referenceName}`}
          />
        )}
      </AnswerView>
    </>
  )
}

type Answer = CallOutput<'analysis.worstSlices'>

function WorstReport({
  query,
  answer,
  compared,
  onKeep
}: {
  readonly query: Query
  readonly answer: Answer
  readonly compared: string
  readonly onKeep: (parts: readonly FacetPart[]) => void
}): ReactNode {
  const { open: what, least, correction } = useSlicesChoice()
  const [at, setAt] = useState<string>()
  const { opened, open } = useOpened((slice: WorstSlice) =>
    openSelection(
      query,
      { facets: [...slice.parts], ...(what === 'errors' ? { only: 'errors' as const } : {}) },
      `${slice.name}${what === 'errors' ? ', errors' : ''}`
    )
  )
  const isFaint = useCallback((slice: WorstSlice) => slice.corrected >= 0.05, [])
  const columns = useMemo(() => columnsOf(answer, answer.ceilingAuthorIds.length > 0), [answer])
  const chosen = answer.slices.find(({ name }) => name === at) ?? answer.slices[0]
  const sure = answer.slices.filter(({ corrected }) => corrected < 0.05).length
  if (answer.slices.length === 0)
    return (
      <Empty icon={<SearchX size={20} />} title="No slice is worse than the rest">
        {answer.n === 0
          ? 'The two authors have no items in common.'
          : `None of ${formatCount(answer.tests)} groups with at least ${formatCount(least)} items, here and elsewhere, has more errors than everything else. A smaller least size looks at more.`}
      </Empty>
    )
  return (
    <div className="slices-body">
      {chosen && (
        <div className="slices-cards number-rows" role="group" aria-label="Numbers">
          {worstCards(answer, chosen, compared, correction).map((card) => (
            <NumberCard key={card.name} card={card} onCopy={copyText} />
          ))}
        </div>
      )}
      <p className="slices-note">
        <span className="faint">
          {formatCount(answer.tests)} slices of {formatCount(answer.searched.length)} facts were looked at, n{' '}
          {formatCount(answer.n)} · {sure === 0 ? 'none' : formatCount(sure)} below a corrected p of .05; the
          others are greyed
        </span>
        <span className="grow" />
        <CopyMenu items={() => tableItems('Worst slices', () => worstTable(answer), copyText)} />
      </p>
      <SliceTable
        label="Worst slices"
        rows={answer.slices}
        columns={columns}
        keyOf={(slice) => slice.name}
        isFaint={isFaint}
        onOpen={(slice) => {
          onKeep(slice.parts)
          open(slice)
        }}
        onFocus={(slice) => setAt(slice.name)}
        opened={opened?.name}
        takesFocus
        rowPx={42}
        widePx={900}
      />
    </div>
  )
}

const columnsOf = ({ noun }: Answer, hasCeiling: boolean): readonly SliceColumn<WorstSlice>[] => [
  {
    id: 'name',
    title: 'Slice',
    width: 'minmax(120px, 2fr)',
    cell: ({ name }) => (
      <span className="slices-name" title={name}>
        {name.split(' · ').map((part) => (
          <span key={part}>{part}</span>
        ))}
      </span>
    ),
    sort: ({ name }) => name
  },
  { id: 'n', title: 'n', width: '46px', align: 'right', cell: ({ n }) => formatCount(n), sort: ({ n }) => n },
  {
    id: 'errors',
    title: 'Errors',
    width: '44px',
    align: 'right',
    cell: ({ n, right }) => formatCount(n - right),
    sort: ({ n, right }) => n - right
  },
  {
    id: 'clusters',
    title: 'From',
    width: '48px',
    wide: true,
    align: 'right',
    cell: ({ clusters }) => <span title={`${formatCount(clusters)} ${noun}`}>{formatCount(clusters)}</span>,
    sort: ({ clusters }) => clusters
  },
  {
    id: 'accuracy',
    title: 'Accuracy',
    width: 'minmax(56px, 1fr)',
    wideWidth: 'minmax(130px, 1fr)',
    align: 'right',
    cell: ({ accuracy, interval }) => <Share cell={{ value: accuracy, interval }} />,
    sort: ({ accuracy }) => accuracy
  },
  {
    id: 'rest',
    title: 'Rest',
    width: '48px',
    wide: true,
    align: 'right',
    cell: ({ rest }) => shortShare(rest),
    sort: ({ rest }) => rest
  },
  ...(hasCeiling
    ? [
        {
          id: 'people',
          title: 'People',
          width: '48px',
          align: 'right' as const,
          cell: ({ ceiling }: WorstSlice) => (
            <span title={ceiling && `${formatCount(ceiling.n)} labels of other people on the same items`}>
              {ceiling ? shortShare(ceiling.value) : '–'}
            </span>
          ),
          sort: ({ ceiling }: WorstSlice) => ceiling?.value
        }
      ]
    : []),
  {
    id: 'difference',
    title: 'Difference',
    width: 'minmax(64px, 1fr)',
    wideWidth: 'minmax(165px, 1fr)',
    align: 'right',
    cell: ({ difference, differenceInterval }) => (
      <Difference cell={{ value: difference, interval: differenceInterval }} />
    ),
    sort: ({ difference }) => difference
  },
  {
    id: 'corrected',
    title: 'p, corr.',
    width: '52px',
    align: 'right',
    cell: ({ p, corrected }) => (
      <span title={`Alone ${pText(p)}; items taken as independent`}>{pText(corrected)}</span>
    ),
    sort: ({ corrected }) => corrected
  },
  {
    id: 'clustered',
    title: 'p by groups',
    width: '84px',
    wide: true,
    align: 'right',
    cell: ({ clusteredP, clusteredReason }) =>
      clusteredP === null ? (
        <span className="faint" title={clusteredReason}>
          –
        </span>
      ) : (
        <span title={`With items of one of the ${noun} hanging together; not corrected`}>
          {pText(clusteredP)}
        </span>
      ),
    sort: ({ clusteredP }) => clusteredP ?? undefined
  }
]
