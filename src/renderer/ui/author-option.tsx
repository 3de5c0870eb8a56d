import type { ReactNode } from 'react'
import { AuthorDot } from './chip'
import { formatCount } from './format'
import './report.css'

interface AuthorOptionProps {
  readonly author: { readonly name: string; readonly color: string; readonly kind: string }
  readonly children?: ReactNode
}

/** An author with their mark, in a list or table. */
export const AuthorOption = ({ author, children }: AuthorOptionProps): ReactNode => (
  <span className="author-option">
    <AuthorDot color={author.color} kind={author.kind} />
    <span className="truncate">{author.name}</span>
    {children}
  </span>
)

/** How much there is of an author: `120 in 3` recordings. */
export const labelledText = (labelled: number, recordings: number): string =>
  labelled === 0 ? 'no labels' : `${formatCount(labelled)} in ${formatCount(recordings)}`
