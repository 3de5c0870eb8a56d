import { ShieldQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { useProject } from '../../../../session/project'
import { copyText } from '../../../../session/copy-text'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { AuthorOption } from '../../../../ui/author-option'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount } from '../../../../ui/format'
import { PanelHead } from '../../../../ui/panel-head'
import { Share } from '../../../../ui/share'
import { SortedTable } from '../../../../ui/sorted-table'
import { authorsOf } from '../../choice'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'

/** How every rater fares against the consensus of the others, of all, and against the model. */
export function Raters({ query, candidateName }: PairViewProps): ReactNode {
  const { shown, problem, loading } = useAnswer('analysis.raters', query, authorsOf)
  const authors = useProject((state) => state.index.authors)
  const name = (id: string): string => authors.get(id)?.name ?? 'Gone'
  return (
    <AnswerView
      shown={shown}
      loading={loading}
      problem={problem}
      icon={<ShieldQuestion size={20} />}
      skeleton={<ReportSkeleton />}
    >
      {({ value }) => (
        <>
          <PanelHead>
            <span>{formatCount(value.items)} items of the reference</span>
            <span className="grow" />
            <CopyMenu
              items={() =>
                tableItems(
                  'Raters',
                  () => [
                    [
                      'rater',
                      'rated',
                      'tied',
                      'with others',
                      'low',
                      'high',
                      'with consensus',
                      'with candidate'
                    ],
                    ...value.raters.map((row) => [
                      name(row.authorId),
                      String(row.rated),
                      String(row.tied),
                      row.withOthers.value?.toFixed(6) ?? '',
                      ('interval' in row.withOthers ? row.withOthers.interval?.low.toFixed(6) : '') ?? '',
                      ('interval' in row.withOthers ? row.withOthers.interval?.high.toFixed(6) : '') ?? '',
                      row.withConsensus.value?.toFixed(6) ?? '',
                      row.withCandidate.value?.toFixed(6) ?? ''
                    ])
                  ],
                  copyText
                )
              }
            />
          </PanelHead>
          <div className="compare-body">
            <p className="faint">
              On the segments of the reference. With the others: share of a rater’s items with the label that
              most of the other raters gave; items on which the others are tied are left out. Intervals are
              Wilson’s.
            </p>
            <SortedTable
              label="Raters"
              rows={value.raters}
              keyOf={({ authorId }) => authorId}
              columns={[
                {
                  id: 'rater',
                  title: 'Rater',
                  cell: ({ authorId }) => {
                    const author = authors.get(authorId)
                    return author ? <AuthorOption author={author} /> : 'Gone'
                  },
                  sort: ({ authorId }) => name(authorId)
                },
                {
                  id: 'rated',
                  title: 'Rated',
                  cell: ({ rated }) => formatCount(rated),
                  sort: ({ rated }) => rated
                },
                {
                  id: 'others',
                  title: 'With the others',
                  cell: ({ withOthers }) => <Share cell={withOthers} />,
                  sort: ({ withOthers }) => withOthers.value
                },
                {
                  id: 'all',
                  title: 'With all',
                  hint: 'Consensus of all raters, this one included: higher by construction',
                  cell: ({ withConsensus }) => <Share cell={withConsensus} />,
                  sort: ({ withConsensus }) => withConsensus.value
                },
                {
                  id: 'model',
                  title: `With ${candidateName}`,
                  cell: ({ withCandidate }) => <Share cell={withCandidate} />,
                  sort: ({ withCandidate }) => withCandidate.value
                },
                {
                  id: 'tied',
                  title: 'Tied',
                  hint: 'Items on which the others are tied, or that nobody else rated',
                  cell: ({ tied }) => formatCount(tied),
                  sort: ({ tied }) => tied
                }
              ]}
            />
            {value.raters.length < 2 && (
              <p className="faint">Quality of raters needs at least two who labelled the same items.</p>
            )}
          </div>
        </>
      )}
    </AnswerView>
  )
}
