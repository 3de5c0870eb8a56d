import { sphericalSplineWeights } from '../signal/dsp/spherical-spline'
import { electrodeDirection } from './electrode-direction'
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
  | {
      readonly ok: true
      readonly cells: Float64Array<ArrayBuffer>
      /** Electrodes whose value was made from the others. */
      readonly interpolated: readonly string[]
    }
  | { readonly ok: false; readonly missing: readonly string[]; readonly message: string }

/** Fewer electrodes than this cannot stand for the others. */
const FEWEST = 16

/**
 * Values of channels on the 9 x 9 grid (row after row, front first); the 19 cells without an electrode have the fill value.
 * Channels that are not on the grid are left out. Where electrodes are missing the grid is refused, or their values are made
 * by spherical splines from the others, as chosen.
 */
export function electrodeGrid(
  labels: readonly string[],
  values: ArrayLike<number>,
  fill = 0,
  missing: 'refuse' | 'interpolate' = 'refuse'
): GridResult {
  const known = knownValues(labels, values)
  const absent = gridElectrodes.filter((name) => !known.has(name))
  if (absent.length > 0 && (missing === 'refuse' || known.size < FEWEST))
    return { ok: false, missing: absent, message: refusal(absent) }
  const made = absent.length > 0 ? interpolated(known, absent) : new Map<string, number>()
  const cells = Float64Array.from(ROWS.flat(), (name) =>
    name === '.' ? fill : (known.get(name) ?? made.get(name) ?? NaN)
  )
  return { ok: true, cells, interpolated: absent }
}

/** Values by electrode, of those on the grid; the first channel of a name counts. */
function knownValues(labels: readonly string[], values: ArrayLike<number>): Map<string, number> {
  const known = new Map<string, number>()
  labels.forEach((label, i) => {
    const name = electrodeName(label)
    if (name && gridElectrodes.includes(name) && !known.has(name)) known.set(name, values[i] ?? NaN)
  })
  return known
}

function interpolated(known: ReadonlyMap<string, number>, absent: readonly string[]): Map<string, number> {
  const direction = (name: string) => electrodeDirection(name) ?? { x: 0, y: 0, z: 1 }
  const weights = sphericalSplineWeights([...known.keys()].map(direction), absent.map(direction))
  const values = [...known.values()]
  return new Map(
    absent.map((name, i) => [name, values.reduce((sum, value, k) => sum + value * (weights[i]?.[k] ?? 0), 0)])
  )
}

function refusal(absent: readonly string[]): string {
  const count = absent.length === 1 ? 'one is' : `${absent.length} are`
  const names = `${absent.slice(0, 8).join(', ')}${absent.length > 8 ? ' ...' : ''}`
  return `The 9 x 9 grid needs 62 electrodes; ${count} missing: ${names}. Interpolate them or choose another layout.`
}
