import type { Query } from '../choice'

/** What a view of Compare is given. */
export interface ViewProps {
  /** Who is compared with whom, where, and by which convention; undefined while two authors lack (views about the project only). */
  readonly query: Query | undefined
}

/** What a view about two authors is given. */
export interface PairViewProps {
  readonly query: Query
  readonly referenceName: string
  readonly candidateName: string
}
