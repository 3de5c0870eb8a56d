import type { ReactNode } from 'react'
import type { AgreementReport, PairRow } from '../../../shared/agreement/report'
import type { Author } from '../../../shared/domain/rows'
import { shortShare } from '../../ui/format'
import { AuthorMatrix } from './author-matrix'
import type { PairView } from './choice'

interface PairMatrixProps {
  readonly report: Pick<AgreementReport, 'authorIds' | 'pairs' | 'unit'>
  readonly view: PairView
  readonly author: (id: string) => Pick<Author, 'name' | 'color' | 'kind'>
  /** Pair whose moments are in the queue. */
  readonly opened: readonly string[] | undefined
  readonly onOpen: (pair: [string, string]) => void
}

/** Values at which a cell is plain: chance or half below, full agreement above. */
const scale: Readonly<Record<PairView, readonly [number, number]>> = {
  kappa: [0, 1],
  agreement: [0.4, 1],
  boundaryF1: [0.2, 1]
}

/** How far labels of every two annotators agree; a cell plays where the two differ. */
export const PairMatrix = ({ report, view, author, opened, onOpen }: PairMatrixProps): ReactNode => (
  <AuthorMatrix
    authorIds={report.authorIds}
    pairs={report.pairs}
    cellOf={(pair) => pair[view]}
    scale={scale[view]}
    factsOf={(pair) => pairFacts(pair, report.unit)}
    author={author}
    hint="A click plays the moments at which the two differ."
    opened={opened}
    onOpen={onOpen}
  />
)

/** A pair in words: "kappa .61 [.50, .70], agreement .78, boundary F1 .9; 120.0 s both labelled, 26.4 s differently". */
export function pairFacts(pair: PairRow, unit: AgreementReport['unit']): string {
  const cell = (share: PairRow['kappa']): string =>
    share.value === null
      ? 'not defined'
      : `${shortShare(share.value)}${share.interval ? ` [${shortShare(share.interval.low)}, ${shortShare(share.interval.high)}]` : ''}`
  const amount = (value: number): string => (unit === 'time' ? `${value.toFixed(1)} s` : `${value}`)
  const both =
    pair.n === 0
      ? (pair.kappa.reason ?? '')
      : `${amount(pair.n)} both labelled, ${amount(pair.different)} differently`
  return `kappa ${cell(pair.kappa)}, agreement ${cell(pair.agreement)}, boundary F1 ${cell(pair.boundaryF1)}; ${both}`
}
