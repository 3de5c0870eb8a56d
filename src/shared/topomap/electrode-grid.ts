import { electrodeName } from './electrode-name'

/** Side of the grid. */
export const GRID_SIZE = 9

/** The 62 electrodes of SEED on a 9 x 9 grid, front row first; a dot is an empty cell. */
const ROWS = [
  '.   .   .   Fp1 Fpz Fp2 .   .   .',
  '.   .   .   AF3 .   AF4 .   .   .',
  'F7  F5  F3  F1  Fz  F2  F4  F6  F8',
  'FT7 FC5 FC3 FC1 FCz FC2 FC4 FC6 FT8',
  'T7  C5  C3  C1  Cz  C2  C4  C6  T8',
  'TP7 CP5 CP3 CP1 CPz CP2 CP4 CP6 TP8',
  'P7  P5  P3  P1  Pz  P2  P4  P6  P8',
  '.   PO7 PO5 PO3 POz PO4 PO6 PO8 .',
  '.   .   CB1 O1  Oz  O2  CB2 .   .'
].map((row) => row.split(/\s+/))

/** Cell of an electrode, row 0 in front and column 0 at the left; undefined for one that is not among the 62. */
export function gridCell(label: string): { readonly row: number; readonly column: number } | undefined {
  const name = electrodeName(label)
  const row = ROWS.findIndex((cells) => name !== undefined && cells.includes(name))
  return row < 0 ? undefined : { row, column: ROWS[row]?.indexOf(name ?? '') ?? -1 }
}

/** Names of the 62 electrodes, row by row. */
export const gridElectrodes: readonly string[] = ROWS.flat().filter((cell) => cell !== '.')

/** Values on the grid, or the electrodes that are missing for it. */
export type GridResult =
  | { readonly ok: true; readonly cells: Float64Array<ArrayBuffer> }
  | { readonly ok: false; readonly missing: readonly string[]; readonly message: string }

/**
 * Values of channels on the 9 x 9 grid (row after row, front first); the 19 cells without an electrode have the fill value.
 * Channels that are not on the grid are left out. A missing electrode refuses the grid; to fill one, interpolate it first (`interpolateChannels`).
 */
export function electrodeGrid(labels: readonly string[], values: ArrayLike<number>, fill = 0): GridResult {
  const cells = new Float64Array(GRID_SIZE * GRID_SIZE).fill(fill)
  const names = labels.map(electrodeName)
  const missing = gridElectrodes.filter((name) => !names.includes(name))
  if (missing.length > 0)
    return {
      ok: false,
      missing,
      message: `The 9 x 9 grid needs 62 electrodes; ${missing.length === 1 ? 'one is' : `${missing.length} are`} missing: ${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ' ...' : ''}. Interpolate them or choose another layout.`
    }
  labels.forEach((label, i) => {
    const cell = gridCell(label)
    if (cell) cells[cell.row * GRID_SIZE + cell.column] = values[i] ?? NaN
  })
  return { ok: true, cells }
}
