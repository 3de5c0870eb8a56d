import type { KeyboardEvent, ReactNode } from 'react'
import { useRef, useState } from 'react'
import type { ShareCell } from '../../../shared/compare/report'
import type { Author } from '../../../shared/domain/rows'
import { AuthorDot } from '../../ui/chip'
import { shortShare } from '../../ui/format'
import { heat } from './heat'

/** Two authors, by id. */
interface Pair {
  readonly first: string
  readonly second: string
}

interface AuthorMatrixProps<T extends Pair> {
  readonly authorIds: readonly string[]
  readonly pairs: readonly T[]
  readonly cellOf: (pair: T) => ShareCell
  /** Values at which a cell is plain: the least below, full agreement above. */
  readonly scale: readonly [number, number]
  /** A pair in words. */
  readonly factsOf: (pair: T) => string
  readonly author: (id: string) => Pick<Author, 'name' | 'color' | 'kind'>
  /** What a click does. */
  readonly hint: string
  /** Pair whose moments are in the queue. */
  readonly opened: readonly string[] | undefined
  readonly onOpen: (pair: [string, string]) => void
}

/** Every two annotators as a grid: arrows move, Enter or a click plays where the two differ. */
export function AuthorMatrix<T extends Pair>(props: AuthorMatrixProps<T>): ReactNode {
  const { authorIds, pairs, cellOf, scale, factsOf, author, opened, onOpen } = props
  const grid = useRef<HTMLTableElement>(null)
  const [cursor, setCursor] = useState({ row: 0, column: 1 })
  const [over, setOver] = useState<T>()
  const last = authorIds.length - 1
  const at = { row: Math.min(cursor.row, last), column: Math.min(cursor.column, last) }
  const pairAt = (a: string, b: string): T | undefined =>
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
                  const share = cellOf(pair)
                  const open = (): void => onOpen([pair.first, pair.second])
                  return (
                    <td
                      key={b}
                      role="gridcell"
                      {...focus}
                      data-opened={opened?.includes(a) && opened.includes(b) ? '' : undefined}
                      style={{ background: heat(share.value, ...scale) }}
                      aria-label={`${author(a).name} and ${author(b).name}: ${factsOf(pair)}`}
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
            : {factsOf(over)}
          </>
        ) : (
          props.hint
        )}
      </p>
    </div>
  )
}
