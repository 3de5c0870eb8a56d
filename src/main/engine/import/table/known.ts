import type { TableColumns } from '../../../../shared/domain/table-columns'
import type { TableFacts } from './read-table'

/** A table whose format says all that is to be known. */
export interface KnownTable {
  readonly columns: TableColumns
  readonly facts: TableFacts
}
