import { electrodeDirection } from './electrode-direction'
import { electrodeNames } from './electrode-name'
import type { Direction, Point } from './point'
import { projectElectrode } from './project-electrode'

/** Where an electrode was measured, in any unit, as the file says it: x right, y front, z up. */
export interface MeasuredPlace extends Direction {
  readonly label: string
}

/** A channel on the map. */
export interface ElectrodePlace {
  /** Its place in the list that was asked about. */
  readonly at: number
  readonly direction: Direction
  readonly point: Point
  /** Whether the file says it, or the name by the 10-05 system. */
  readonly from: 'file' | 'name'
}

/** Channels on the map, and those that are not, with the reason. */
export interface ElectrodePlaces {
  readonly places: readonly ElectrodePlace[]
  readonly without: readonly { readonly at: number; readonly reason: 'no-place' | 'same-place' }[]
}

/** Two electrodes nearer than this on the map cannot be told apart. */
const APART = 1e-6

/**
 * Places of channels on the head: as the file measured them (brought to a sphere of radius 1 around the origin of its
 * coordinates), else by their name in the 10-05 system. Of two at one place the first is kept.
 */
export function electrodePlaces(
  labels: readonly string[],
  measured: readonly MeasuredPlace[] = []
): ElectrodePlaces {
  const byLabel = new Map(measured.map((place) => [place.label.trim().toLowerCase(), place]))
  const names = electrodeNames(labels)
  const places: ElectrodePlace[] = []
  const without: { at: number; reason: 'no-place' | 'same-place' }[] = []
  labels.forEach((label, at) => {
    const own = byLabel.get(label.trim().toLowerCase())
    const size = own ? Math.hypot(own.x, own.y, own.z) : 0
    const name = names[at]
    const direction =
      own && size > 0
        ? { x: own.x / size, y: own.y / size, z: own.z / size }
        : name === undefined
          ? undefined
          : electrodeDirection(name)
    if (!direction) {
      without.push({ at, reason: 'no-place' })
      return
    }
    const point = projectElectrode(direction)
    if (places.some((other) => Math.hypot(other.point.x - point.x, other.point.y - point.y) < APART))
      without.push({ at, reason: 'same-place' })
    else places.push({ at, direction, point, from: own && size > 0 ? 'file' : 'name' })
  })
  return { places, without }
}
