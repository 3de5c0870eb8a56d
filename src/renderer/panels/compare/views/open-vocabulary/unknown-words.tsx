import type { ReactNode } from 'react'
import type { OpenWordsAnswer } from '../../../../../shared/contract/open-vocabulary'
import { formatCount, plural } from '../../../../ui/format'
import type { Column } from '../../../../ui/table'
import { Table } from '../../../../ui/table'
import type { OpenWordsPart } from './words-opener'

interface UnknownWordsProps {
  readonly answer: OpenWordsAnswer
  readonly referenceName: string
  readonly candidateName: string
  readonly onOpen: OpenWordsPart
}

type Row = OpenWordsAnswer['unknown'][number]

/** Words that no table knows, with how often they were said: what the tables should take in next. */
export function UnknownWords({ answer, referenceName, candidateName, onOpen }: UnknownWordsProps): ReactNode {
  const { reference, candidate } = answer.words
  const nameOf = (side: Row['side']): string => (side === 'reference' ? referenceName : candidateName)
  const columns: readonly Column<Row>[] = [
    {
      id: 'word',
      title: 'Word',
      width: 'minmax(120px, 1fr)',
      cell: ({ word }) => word,
      sort: ({ word }) => word
    },
    {
      id: 'side',
      title: 'Said by',
      width: 'minmax(90px, 1fr)',
      cell: ({ side }) => nameOf(side),
      sort: ({ side }) => side
    },
    {
      id: 'items',
      title: 'Items',
      width: '60px',
      align: 'right',
      cell: ({ items }) => formatCount(items),
      sort: ({ items }) => items
    }
  ]
  return (
    <section aria-label="Words without a group">
      <h3 className="section-head">Words without a group</h3>
      <p className="compare-quiet">
        {referenceName}: {formatCount(reference.unknown)} of {plural(reference.all, 'word')}; {candidateName}:{' '}
        {formatCount(candidate.unknown)} of {plural(candidate.all, 'word')}.
      </p>
      {answer.unknown.length > 0 && (
        <div className="open-words-unknown" style={{ height: 34 + 29 * Math.min(8, answer.unknown.length) }}>
          <Table
            label="Words without a group"
            rows={answer.unknown}
            columns={columns}
            keyOf={({ word, side }) => `${side} ${word}`}
            onOpen={({ word, side }) =>
              onOpen({ kind: 'word', word, side }, `${nameOf(side)} says “${word}”`)
            }
          />
        </div>
      )}
    </section>
  )
}
