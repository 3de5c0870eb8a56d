import type { ReactNode } from 'react'
import type { ShareCell } from '../../../shared/compare/report'
import type { Author } from '../../../shared/domain/rows'
import { AuthorDot } from '../../ui/chip'
import { formatCount, shortShare } from '../../ui/format'
import type { Column } from '../../ui/table'
import { heat } from './heat'

const ROW_PX = 29
const HEAD_PX = 30

/** A table as high as its rows; more than `most` scroll. */
export const framed = (rows: number, most: number, table: ReactNode): ReactNode => (
  <div className="agree-parts" style={{ height: HEAD_PX + Math.min(most, rows) * ROW_PX + 4 }}>
    {table}
  </div>
)

/** A number between 0 and 1 on its colour, with the reason where there is none. */
export const tinted = (cell: ShareCell): ReactNode => (
  <span className="agree-tinted mono" title={cell.reason} style={{ background: heat(cell.value, 0, 1) }}>
    {shortShare(cell.value)}
  </span>
)

/** A number on the scale that is rated; never "-0.00". */
export const plain = (value: number | null | undefined, reason?: string): ReactNode => (
  <span className="mono" title={reason}>
    {value === null || value === undefined ? '–' : value.toFixed(2).replace(/^-(0\.?0*)$/, '$1')}
  </span>
)

/** What the rows are about, at the left. */
export const nameColumn = <T,>(title: string, nameOf: (row: T) => string): Column<T> => ({
  id: 'name',
  title,
  width: 'minmax(90px, 1fr)',
  cell: (row) => <span className="truncate">{nameOf(row)}</span>,
  sort: nameOf
})

/** Whose row it is, with the mark of the annotator. */
export const annotatorColumn = <T extends { readonly authorId: string }>(
  author: (id: string) => Pick<Author, 'name' | 'color' | 'kind'>
): Column<T> => ({
  id: 'name',
  title: 'Annotator',
  width: 'minmax(110px, 1fr)',
  cell: ({ authorId }) => (
    <span className="truncate">
      <AuthorDot color={author(authorId).color} kind={author(authorId).kind} /> {author(authorId).name}
    </span>
  ),
  sort: ({ authorId }) => author(authorId).name
})

/** Agreement on its colour. */
export const shareColumn = <T,>(
  id: string,
  title: ReactNode,
  width: string,
  of: (row: T) => ShareCell | undefined
): Column<T> => ({
  id,
  title,
  width,
  align: 'right',
  cell: (row) => tinted(of(row) ?? { value: null }),
  sort: (row) => of(row)?.value ?? undefined
})

/** A number on the scale that is rated. */
export const valueColumn = <T,>(
  id: string,
  title: ReactNode,
  width: string,
  of: (row: T) => number | null | undefined,
  reason?: (row: T) => string | undefined
): Column<T> => ({
  id,
  title,
  width,
  align: 'right',
  cell: (row) => plain(of(row), reason?.(row)),
  sort: (row) => of(row) ?? undefined
})

/** How much stands behind a row, counted or as `text` says. */
export const amountColumn = <T,>(
  id: string,
  title: string,
  width: string,
  of: (row: T) => number,
  text: (amount: number) => string = formatCount
): Column<T> => ({
  id,
  title,
  width,
  align: 'right',
  cell: (row) => <span className="mono muted">{text(of(row))}</span>,
  sort: of
})
