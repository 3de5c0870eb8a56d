import type { StructValue } from './array-value'

/** A file of arrays, open for reading; whoever opens it closes it. */
export interface OpenArrays {
  readonly root: StructValue
  close(): void
}
