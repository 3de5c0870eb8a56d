import { bandPowerTrapezoid } from '../../../shared/signal/dsp/band-power'
import type { Band } from '../../../shared/signal/dsp/eeg-bands'
import { sphericalSplineWeights } from '../../../shared/signal/dsp/spherical-spline'
import { welch } from '../../../shared/signal/dsp/welch'
import type { Direction } from '../../../shared/topomap/point'
import { meanAround, samplesBetween } from '../../session/signals/sample-store'
import type { LoadedSamples } from '../../session/signals/sample-store'

interface Asked {
  readonly band: Band | undefined
  readonly halfUs: number
  readonly centred: boolean
}

/** Values of a map, and where its colours end by themselves. */
export interface ScalpValues {
  /** In the order of the electrodes; undefined where a good one has a gap. */
  readonly values: Float64Array | undefined
  readonly most: number
}

/** Powers are computed at these distances, µs: an eye sees no more steps. */
const HOP_US = 50_000
/** Powers of so many places in time are kept. */
const KEPT = 400
/** Places in the stretch in memory that the ends of the colours are found from. */
const PROBES = 60

/** Values of electrodes at a time: means or band powers, bad ones made from the good ones by spherical splines. */
export function scalpValues(
  electrodes: readonly { readonly direction: Direction; readonly bad: boolean }[]
): (loaded: LoadedSamples, timeUs: number, asked: Asked) => ScalpValues {
  const good = electrodes.flatMap(({ bad }, at) => (bad ? [] : [at]))
  const bad = electrodes.flatMap(({ bad: isBad }, at) => (isBad ? [at] : []))
  const directionOf = (at: number): Direction => electrodes[at]?.direction ?? { x: 0, y: 0, z: 1 }
  const weights = bad.length > 0 ? sphericalSplineWeights(good.map(directionOf), bad.map(directionOf)) : []
  const complete = (values: Float64Array): Float64Array | undefined => {
    if (good.some((at) => !Number.isFinite(values[at]))) return undefined
    bad.forEach((at, k) => {
      values[at] = good.reduce((sum, from, i) => sum + (weights[k]?.[i] ?? 0) * (values[from] ?? 0), 0)
    })
    return values
  }
  let kept: { loaded: LoadedSamples; key: string; means: Float64Array; most: number } | undefined
  let powers = new Map<number, Float64Array | undefined>()
  const powersAt = (loaded: LoadedSamples, timeUs: number, band: Band, halfUs: number) => {
    const hop = Math.round(timeUs / HOP_US)
    if (powers.has(hop)) return powers.get(hop)
    if (powers.size > KEPT) powers = new Map()
    const found = complete(
      Float64Array.from(electrodes, ({ bad: isBad }, at) =>
        isBad ? 0 : powerAround(loaded.rows[at] ?? [], hop * HOP_US, halfUs, band)
      )
    )
    powers.set(hop, found)
    return found
  }
  return (loaded, timeUs, { band, halfUs, centred }) => {
    const key = `${band?.name} ${halfUs} ${centred}`
    const fresh = kept?.loaded !== loaded || kept.key !== key
    if (fresh) powers = new Map()
    const means =
      fresh || !kept
        ? Float64Array.from(electrodes, (_, at) => (centred ? meanOf(loaded.rows[at] ?? []) : 0))
        : kept.means
    const valuesAt = (time: number): Float64Array | undefined =>
      band
        ? powersAt(loaded, time, band, halfUs)
        : complete(
            Float64Array.from(
              electrodes,
              (_, at) => meanAround(loaded.rows[at] ?? [], time, halfUs) - (means[at] ?? 0)
            )
          )
    if (fresh || !kept) {
      // The ends of the colours stand still while time runs: they are those of the stretch in memory.
      const span = loaded.toUs - loaded.fromUs
      const probes = band ? PROBES / 5 : PROBES
      const found = Array.from({ length: probes }, (_, i) =>
        valuesAt(loaded.fromUs + halfUs + ((i + 0.5) / probes) * Math.max(0, span - 2 * halfUs))
      )
      kept = { loaded, key, means, most: endOf(found.flatMap((values) => [...(values ?? [])])) }
    }
    return { values: valuesAt(timeUs), most: kept.most }
  }
}

/** What nearly all sizes lie below. */
function endOf(values: readonly number[]): number {
  const sizes = values
    .map(Math.abs)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const end = sizes[Math.floor(sizes.length * 0.97)] ?? 0
  return end > 0 ? Number(end.toPrecision(2)) : 1
}

function meanOf(blocks: LoadedSamples['rows'][number]): number {
  let sum = 0
  let count = 0
  for (const { samples } of blocks)
    for (const value of samples) {
      if (Number.isNaN(value)) continue
      sum += value
      count++
    }
  return count > 0 ? sum / count : 0
}

/** Power of a band in one Hann window around a time; NaN with a gap in it. */
function powerAround(
  blocks: LoadedSamples['rows'][number],
  timeUs: number,
  halfUs: number,
  band: Band
): number {
  const samples = samplesBetween(blocks, timeUs - halfUs, timeUs + halfUs)
  const rateHz = blocks[0]?.rateHz ?? 1
  const spectrum = welch(samples, { rateHz, segmentSamples: samples.length })
  return 'reason' in spectrum ? NaN : (bandPowerTrapezoid(spectrum, band).value ?? NaN)
}
