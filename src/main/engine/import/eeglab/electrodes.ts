import { countOf, fieldOf, numberOf, textOf } from '../arrays/array-value'
import type { ArrayValue } from '../arrays/array-value'

/** Where an electrode was: x to the right, y to the front, z up, in the units of the file. */
export interface Electrode {
  readonly label: string
  readonly x: number
  readonly y: number
  readonly z: number
}

/** Electrodes whose places the file says, in its own units. EEGLAB counts x towards the nose and y to the left, or as `noseDirection` says. */
export function electrodesOf(
  locations: ArrayValue | undefined,
  noseDirection: string | undefined
): readonly Electrode[] {
  if (locations?.kind !== 'struct') return []
  const turn = turns[noseDirection?.trim().toUpperCase() ?? ''] ?? turnX
  return Array.from({ length: countOf(locations.shape) }, (_, i) => {
    const [x, y, z] = ['X', 'Y', 'Z'].map((axis) => numberOf(fieldOf(locations, axis, i)) ?? Number.NaN)
    const label = textOf(fieldOf(locations, 'labels', i))?.trim() ?? ''
    return { label, ...turn(x ?? Number.NaN, y ?? Number.NaN), z: z ?? Number.NaN }
  }).filter(({ x, y, z }) => Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z))
}

type Turn = (x: number, y: number) => { readonly x: number; readonly y: number }
const turnX: Turn = (x, y) => ({ x: 0 - y, y: x })
/** By where the nose is. */
const turns: Readonly<Record<string, Turn>> = {
  '+X': turnX,
  '-X': (x, y) => ({ x: y, y: 0 - x }),
  '+Y': (x, y) => ({ x, y }),
  '-Y': (x, y) => ({ x: 0 - x, y: 0 - y })
}
