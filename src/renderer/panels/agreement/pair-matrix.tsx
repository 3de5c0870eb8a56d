import type { KeyboardEvent, ReactNode } from 'react'
import { useRef, useState } from 'react'
import type { AgreementReport, PairRow } from '../../../shared/agreement/report'
import type { Author } from '../../../shared/domain/rows'
import { AuthorDot } from '../../ui/chip'
import { shortShare } from '../../ui/format'
import type { PairView } from './choice'
import { heat } from './heat'

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

/** Every two annotators as a grid: arrows move, Enter or a click plays where the two differ. */
export function PairMatrix({ report, view, author, opened, onOpen }: PairMatrixProps): ReactNode {
  const { authorIds, pairs } = report
  const grid = useRef<HTMLTableElement>(null)
  const [cursor, setCursor] = useState({ row: 0, column: 1 })
  const [over, setOver] = useState<PairRow>()
  const last = authorIds.length - 1
  const at = { row: Math.min(cursor.row, last), column: Math.min(cursor.column, last) }
  const pairAt = (a: string, b: string): PairRow | undefined =>
    pairs.find(({ first, second }) => (first === a && second === b) || (first === b && second === a))
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1]
    }
    const step = steps[event.key]
    if (!step || event.shiftKey || event.altKey) return
    event.preventDefault()
    const clamp = (value: number): number => Math.max(0, Math.min(last, value))
    const to = { row: clamp(at.row + step[0]), column: clamp(at.column + step[1]) }
    setCursor(to)
    const cell = grid.current?.querySelector(`[data-at="${to.row},${to.column}"]`)
    if (cell instanceof HTMLElement) cell.focus()
  }
  return (
    <div className="agree-matrix-frame">
      <div className="agree-scroll">
        <table
          ref={grid}
          className="agree-matrix"
          role="grid"
          aria-label="Agreement of every two annotators"
          onKeyDown={onKeyDown}
          onMouseLeave={() => setOver(undefined)}
        >
          <thead>
            <tr role="row">
              <td aria-hidden="true" />
              {authorIds.map((id) => (
                <th key={id} scope="col" role="columnheader" title={author(id).name}>
                  <span className="truncate">{author(id).name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {authorIds.map((a, row) => (
              <tr key={a} role="row">
                <th scope="row" role="rowheader" title={author(a).name}>
                  <AuthorDot color={author(a).color} kind={author(a).kind} />
                  <span className="truncate">{author(a).name}</span>
                </th>
                {authorIds.map((b, column) => {
                  const pair = pairAt(a, b)
                  const focus = {
                    'data-at': `${row},${column}`,
                    tabIndex: at.row === row && at.column === column ? 0 : -1,
                    onFocus: () => setCursor({ row, column })
                  }
                  if (!pair)
                    return (
                      <td
                        key={b}
                        role="gridcell"
                        data-self=""
                        aria-label={`${author(a).name} alone`}
                        {...focus}
                      />
                    )
                  const share = pair[view]
                  const open = (): void => onOpen([pair.first, pair.second])
                  return (
                    <td
                      key={b}
                      role="gridcell"
                      {...focus}
                      data-opened={opened?.includes(a) && opened.includes(b) ? '' : undefined}
                      style={{ background: heat(share.value, ...scale[view]) }}
                      aria-label={`${author(a).name} and ${author(b).name}: ${pairFacts(pair, report.unit)}`}
                      onMouseEnter={() => setOver(pair)}
                      onClick={open}
                      onKeyDown={(event) => {
                        if (event.key !== 'Enter' && event.key !== ' ') return
                        event.preventDefault()
                        open()
                      }}
                    >
                      {shortShare(share.value)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="agree-says">
        {over ? (
          <>
            <b>
              {author(over.first).name} and {author(over.second).name}
            </b>
            : {pairFacts(over, report.unit)}
          </>
        ) : (
          'A click plays the moments at which the two differ.'
        )}
      </p>
    </div>
  )
}

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
