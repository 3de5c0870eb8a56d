import { electrodeDirection } from '../topomap/electrode-direction'
import { electrodeNames } from '../topomap/electrode-name'
import type { Direction } from '../topomap/point'
import type { MontageRow } from './montage'

/** Pairs of electrodes at the ears or mastoids, the first that a recording has both of is linked. */
const EARS: readonly (readonly [string, string])[] = [
  ['LPA', 'RPA'],
  ['TP9', 'TP10']
]

interface Place {
  readonly label: string
  readonly name: string
  readonly direction: Direction
}

/** Each scalp electrode minus half of either ear (A1 and A2, or M1 and M2); no rows where the recording has no such pair. */
export function linkedEars(labels: readonly string[]): readonly MontageRow[] {
  const places = placesOf(labels)
  const ears = EARS.map((pair) => pair.map((ear) => places.find(({ name }) => name === ear)?.label))
  const [left, right] = ears.find((pair) => pair.every((label) => label !== undefined)) ?? []
  if (left === undefined || right === undefined) return []
  return places
    .filter(({ label }) => label !== left && label !== right)
    .map(({ label, name }) => ({
      label: `${name} linked ears`,
      weights: [
        { channel: label, weight: 1 },
        { channel: left, weight: -0.5 },
        { channel: right, weight: -0.5 }
      ]
    }))
}

/** Electrodes that a local average is made of. */
const NEIGHBOURS = 4

/**
 * Each scalp electrode minus the mean of the four nearest ones (the Laplacian of Hjorth 1975, Electroencephalography and
 * Clinical Neurophysiology 39, 526-530). At the edge of the cap the four lie on one side. Ears take no part; no rows with fewer than five electrodes.
 */
export function localLaplacian(labels: readonly string[]): readonly MontageRow[] {
  const places = placesOf(labels).filter(({ name }) => !EARS.flat().includes(name))
  if (places.length <= NEIGHBOURS) return []
  return places.map((own) => ({
    label: `${own.name} Laplacian`,
    weights: [
      { channel: own.label, weight: 1 },
      ...places
        .filter((other) => other !== own)
        .sort((a, b) => closeness(own, b) - closeness(own, a))
        .slice(0, NEIGHBOURS)
        .map(({ label }) => ({ channel: label, weight: -1 / NEIGHBOURS }))
    ]
  }))
}

/** The cosine of the angle between two electrodes; rounded, so that equally near ones keep their order. */
const closeness = (a: Place, b: Place): number =>
  Math.round(
    1e6 * (a.direction.x * b.direction.x + a.direction.y * b.direction.y + a.direction.z * b.direction.z)
  )

/** Channels that name a place on the head, each place once. */
function placesOf(labels: readonly string[]): readonly Place[] {
  const places = new Map<string, Place>()
  for (const [index, name] of electrodeNames(labels).entries()) {
    const direction = name === undefined ? undefined : electrodeDirection(name)
    const label = labels[index]
    if (name !== undefined && direction && label !== undefined && !places.has(name))
      places.set(name, { label, name, direction })
  }
  return [...places.values()]
}
