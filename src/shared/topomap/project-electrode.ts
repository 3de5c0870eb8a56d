import type { Direction, Point } from './point'

/**
 * Place on the map of a point on or near the head: along its compass direction, as far from the middle as its angle from
 * the top (azimuthal equidistant, 90 degrees at distance 1 for a sphere of radius 1), times its own distance; as MNE's `plot_topomap`.
 */
export function projectElectrode({ x, y, z }: Direction): Point {
  const radius = Math.hypot(x, y, z)
  const flat = Math.hypot(x, y)
  if (flat === 0) return { x: 0, y: 0 }
  const reach = (radius * Math.acos(z / radius)) / (Math.PI / 2)
  return { x: (x / flat) * reach, y: (y / flat) * reach }
}
