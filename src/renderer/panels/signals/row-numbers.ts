import type { PageColumns } from '../../../shared/signal/stored-page'

/** How the numbers of a row of a page become physical: number * scale + shift. */
export const rowNumbers = (
  { scales }: PageColumns,
  row: number
): { readonly scale: number; readonly shift: number } => ({
  scale: scales?.[2 * row] ?? 1,
  shift: scales?.[2 * row + 1] ?? 0
})
