/** One column of a table, as the dataset's dictionary lists it. */
export interface Column {
  readonly name: string
  readonly unit: string
  readonly meaning: string
}
