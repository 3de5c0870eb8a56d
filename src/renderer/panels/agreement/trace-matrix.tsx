import type { ReactNode } from 'react'
import type { TraceAgreementReport, TracePairRow } from '../../../shared/agreement/traces/trace-agreement'
import type { Author } from '../../../shared/domain/rows'
import { shortShare } from '../../ui/format'
import { AuthorMatrix } from './author-matrix'
import type { TracePairView } from './trace-choice'

interface TraceMatrixProps {
  readonly report: Pick<TraceAgreementReport, 'authorIds' | 'pairs'>
  readonly view: TracePairView
  readonly author: (id: string) => Pick<Author, 'name' | 'color' | 'kind'>
  readonly opened: readonly string[] | undefined
  readonly onOpen: (pair: [string, string]) => void
}

/** How far traces of every two annotators agree; a cell plays where the two are farthest apart. */
export const TraceMatrix = ({ report, view, author, opened, onOpen }: TraceMatrixProps): ReactNode => (
  <AuthorMatrix
    authorIds={report.authorIds}
    pairs={report.pairs}
    cellOf={(pair) => pair[view]}
    scale={view === 'sagr' ? [0.4, 1] : [0, 1]}
    factsOf={facts}
    author={author}
    hint="A click plays the stretches in which the two are farthest apart."
    opened={opened}
    onOpen={onOpen}
  />
)

const facts = ({ ccc, pearson, spearman, sagr, rmse, n }: TracePairRow): string =>
  n === 0
    ? (ccc.reason ?? 'not defined')
    : `CCC ${shortShare(ccc.value)}, Pearson ${shortShare(pearson.value)}, Spearman ${shortShare(spearman.value)}, same sign ${shortShare(sagr.value)}, RMSE ${rmse?.toFixed(2) ?? '–'}; ${n.toFixed(1)} s both rated`
