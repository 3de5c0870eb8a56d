import { z } from 'zod'
import { ArrayMapping } from '../arrays/array-mapping'
import type { ArrayQuestion } from '../arrays/array-mapping'
import { TableColumns } from './table-columns'
import type { TableQuestion } from './table-columns'

/** What the user said about one file whose format leaves something open. */
export const ImportOptions = z.object({
  /** Tables of signals. */
  columns: TableColumns.optional(),
  /** Files of arrays: MATLAB, HDF5, numpy. */
  arrays: ArrayMapping.optional()
})
export type ImportOptions = z.infer<typeof ImportOptions>

/** What a file leaves open, with what the window needs to ask for it. The answer is the file's `ImportOptions`. */
export type ImportQuestion = TableQuestion | ArrayQuestion

/** A file that waits for an answer: import it again with one. */
export interface ImportAsked {
  readonly path: string
  readonly question: ImportQuestion
  /** The recording that it was to be part of. */
  readonly into?: string
}

/** Code of the problem of a file that waits for an answer. */
export const NEEDS_MAPPING = 'needs-mapping'
