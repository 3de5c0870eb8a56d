/** One file to be written, piece by piece. */
export interface ExportFile {
  /** Path inside the dataset's folder, with `/`. */
  readonly name: string
  /** Rows, for the progress. */
  readonly rows: number
  /** Text in pieces; a piece may be one row. */
  text(): Iterable<string>
}
