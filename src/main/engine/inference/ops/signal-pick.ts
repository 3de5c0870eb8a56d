import { z } from 'zod'
import { averageReference, channelReference, derive } from '../../../../shared/signal/dsp/reference'
import { sphericalSplineWeights } from '../../../../shared/signal/dsp/spherical-spline'
import { electrodeName } from '../../../../shared/topomap/electrode-name'
import { electrodePlaces } from '../../../../shared/topomap/electrode-places'
import { stretchStep } from './channel-values'
import { valueOp, type Op } from './op'
import type { Channels } from './value'

/**
 * Channels by name and in the order named (`binding`: as they come, which is the binding's order). `missing`: `error`,
 * `zero`, or `interpolate` from the other electrodes by spherical splines (a channel whose samples are all gone counts as missing).
 */
const signalPick = valueOp(
  'signal.pick',
  z.looseObject({
    channels: z.union([z.literal('binding'), z.array(z.string()).min(1)]).default('binding'),
    missing: z.enum(['error', 'interpolate', 'zero']).default('error')
  }),
  ({ channels: wanted, missing }) =>
    stretchStep('signal.pick', (channels) => {
      const names = wanted === 'binding' ? channels.names : wanted
      const places = names.map((name) => placeOf(channels, name))
      const units = places.map((place) => channels.units[place ?? 0] ?? '')
      const known = places.map((place) => (place === undefined ? undefined : channels.data[place]))
      const gone = names.filter((_, i) => !known[i]?.some((value) => !Number.isNaN(value)))
      if (gone.length === 0 || gone.length === names.length)
        return { names, units, data: known.map((row) => row ?? empty(channels)) }
      if (missing === 'error')
        throw new Error(
          `signal.pick: ${gone.length === 1 ? 'the channel' : 'the channels'} ${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} not in the recording; there are ${channels.names.join(', ')}`
        )
      if (missing === 'zero')
        return {
          names,
          units,
          data: known.map((row, i) =>
            row && !gone.includes(names[i] ?? '') ? row : new Float64Array(lengthOf(channels))
          )
        }
      return { names, units, data: interpolated(channels, names, known, gone) }
    })
)

/** Against the mean of all (`average`), of the mastoids, of one channel or of several; `none` leaves them as recorded. */
const signalReference = valueOp(
  'signal.reference',
  z.looseObject({ to: z.union([z.string(), z.array(z.string()).min(1)]).default('average') }),
  ({ to }) =>
    stretchStep('signal.reference', (channels) => {
      if (to === 'none') return { data: channels.data }
      const derivations =
        to === 'average'
          ? averageReference(channels.names)
          : channelReference(channels.names, referencePlaces(channels, to))
      return { data: derive(derivations, channels.data) }
    })
)

export const pickOps: readonly Op[] = [signalPick, signalReference]

/** Where a channel is, by its name as written, by letter case, or by the electrode that the label means. */
export function placeOf({ names }: Pick<Channels, 'names'>, wanted: string): number | undefined {
  const plain = (name: string): string => name.trim().toLowerCase()
  const electrode = electrodeName(wanted)
  const at = [
    names.indexOf(wanted),
    names.findIndex((name) => plain(name) === plain(wanted)),
    electrode === undefined ? -1 : names.findIndex((name) => electrodeName(name) === electrode)
  ].find((place) => place >= 0)
  return at
}

const MASTOIDS = [
  ['M1', 'M2'],
  ['TP9', 'TP10'],
  ['A1', 'A2']
] as const

function referencePlaces(channels: Channels, to: string | readonly string[]): number[] {
  if (to === 'mastoids') {
    for (const pair of MASTOIDS) {
      const places = pair.map((name) => placeOf(channels, name))
      if (places.every((place) => place !== undefined)) return places
    }
    throw new Error('signal.reference: the recording has no mastoids (M1 and M2, TP9 and TP10 or A1 and A2)')
  }
  return (typeof to === 'string' ? [to] : to).map((name) => {
    const place = placeOf(channels, name)
    if (place === undefined)
      throw new Error(
        `signal.reference: there is no channel "${name}"; there are ${channels.names.join(', ')}`
      )
    return place
  })
}

/** Fewer electrodes say nothing of what lies between them. */
const LEAST_KNOWN = 4

const lengthOf = (channels: Channels): number => channels.data[0]?.length ?? 0
const empty = (channels: Channels): Float64Array => new Float64Array(lengthOf(channels)).fill(Number.NaN)

/** Missing electrodes from all that the recording has, not only from those that were picked. */
function interpolated(
  channels: Channels,
  names: readonly string[],
  known: readonly (Float64Array | undefined)[],
  gone: readonly string[]
): Float64Array[] {
  const measured = Object.entries(channels.electrodes ?? {}).map(([label, place]) => ({ label, ...place }))
  const there = channels.names
    .map((name, at) => ({ name, row: channels.data[at] }))
    .filter(({ row }) => row?.some((value) => !Number.isNaN(value)))
  const from = directions(
    there.map(({ name }) => name),
    measured
  )
  const used = there.flatMap((one, i) => {
    const direction = from[i]
    return direction && one.row ? [{ direction, row: one.row }] : []
  })
  const targets = directions(gone, measured)
  const lost = gone.filter((_, i) => !targets[i])
  if (lost.length > 0)
    throw new Error(
      `signal.pick: nobody knows where ${lost.join(', ')} lies on the head, so it cannot be made from the others`
    )
  if (used.length < Math.max(LEAST_KNOWN, gone.length))
    throw new Error(
      `signal.pick: ${gone.length} electrodes cannot be interpolated from the ${used.length} whose place on the head is known`
    )
  const weights = sphericalSplineWeights(
    used.map(({ direction }) => direction),
    targets.flatMap((target) => target ?? [])
  )
  return names.map((name, at) => {
    const place = gone.indexOf(name)
    const own = weights[place]
    const row = known[at]
    if (place < 0 || !own) return row ?? empty(channels)
    const out = new Float64Array(lengthOf(channels))
    used.forEach((one, k) => {
      const weight = own[k] ?? 0
      for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + weight * (one.row[i] ?? NaN)
    })
    return out
  })
}

function directions(
  labels: readonly string[],
  measured: Parameters<typeof electrodePlaces>[1]
): ({ readonly x: number; readonly y: number; readonly z: number } | undefined)[] {
  return labels.map((label) => electrodePlaces([label], measured).places[0]?.direction)
}
