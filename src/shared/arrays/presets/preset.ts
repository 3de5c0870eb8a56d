import type { Entry } from '../../registry'
import type { ListedArrays, MappingDraft } from '../array-mapping'

/** How the files of one public corpus are read. */
export interface ArrayPreset extends Entry {
  readonly id: string
  /** For people. */
  readonly name: string
  /** The mapping for arrays of that corpus; undefined when they are not. */
  fit(arrays: readonly ListedArrays[]): MappingDraft | undefined
}

/** Channels by their names, all in the unit of the stream. */
export const labelled = (labels: readonly string[]): { readonly label: string }[] =>
  labels.map((label) => ({ label }))
