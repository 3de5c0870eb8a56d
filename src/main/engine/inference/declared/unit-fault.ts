/** What went wrong with one unit, as a sentence that names the input. */
export const reportFault = (input: string, error: unknown): string =>
  `input "${input}": ${error instanceof Error ? error.message : String(error)}`
