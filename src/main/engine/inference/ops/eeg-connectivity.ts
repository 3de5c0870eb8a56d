import { z } from 'zod'
import { bandMean } from '../../../../shared/signal/dsp/band-power'
import { butterworth } from '../../../../shared/signal/dsp/butterworth'
import { coherence } from '../../../../shared/signal/dsp/coherence'
import { filterRuns } from '../../../../shared/signal/dsp/filter-runs'
import { phaseLockingOf, unitPhases } from '../../../../shared/signal/dsp/phase-locking'
import { sosfiltfilt } from '../../../../shared/signal/dsp/sosfiltfilt'
import { electrodePlaces } from '../../../../shared/topomap/electrode-places'
import { channelStep, ownSamples, tensorOf } from './channel-values'
import { valueOp } from './op'
import type { Channels } from './value'

/**
 * How channels go together, channels by channels, 1 on the diagonal: `pearson` correlation, `coherence` (mean over the band; Welch windows of `winSec`),
 * `plv` (phase locking), or `distance` on the head (1 at one place, 0 opposite each other: half of 1 plus the cosine of the angle).
 * `threshold` makes what is nearer to 0 a 0; `topK` keeps the strongest neighbours of each channel, of both where only one of a pair has chosen the
 * other; `binary` makes what is left 1.
 */
export const eegConnectivity = valueOp(
  'eeg.connectivity',
  z
    .looseObject({
      measure: z.enum(['pearson', 'coherence', 'plv', 'distance']),
      band: z.tuple([z.number().nonnegative(), z.number().positive()]).optional(),
      winSec: z.number().positive().default(1),
      threshold: z.number().min(0).max(1).optional(),
      topK: z.number().int().min(1).optional(),
      binary: z.boolean().default(false)
    })
    .refine(({ measure, band }) => band !== undefined || measure === 'pearson' || measure === 'distance', {
      message: 'coherence and plv need a "band"'
    }),
  ({ measure, band, winSec, threshold = 0, topK, binary }) =>
    channelStep('eeg.connectivity', (channels) => {
      const pair = pairOf(channels, measure, band, winSec)
      const count = channels.names.length
      const full = new Float64Array(count * count)
      for (let i = 0; i < count; i++) {
        full[i * count + i] = 1
        for (let j = i + 1; j < count; j++) {
          const value = pair(i, j)
          full[i * count + j] = value
          full[j * count + i] = value
        }
      }
      const kept = topK === undefined ? full : strongest(full, count, topK)
      return tensorOf(
        kept.map((value) => (Math.abs(value) < threshold ? 0 : binary ? Number(value !== 0) : value)),
        [count, count]
      )
    })
)

function pairOf(
  channels: Channels,
  measure: 'pearson' | 'coherence' | 'plv' | 'distance',
  band: readonly [number, number] | undefined,
  winSec: number
): (i: number, j: number) => number {
  const { rateHz } = channels
  const named = { name: 'band', lowHz: band?.[0] ?? 0, highHz: band?.[1] ?? rateHz / 2 }
  if (measure === 'distance') return nearness(channels)
  const own = ownSamples(channels)
  const at = (i: number): Float64Array => own[i] ?? new Float64Array(0)
  if (measure === 'coherence')
    return (i, j) => {
      const made = coherence(at(i), at(j), { rateHz, segmentSamples: Math.round(winSec * rateHz) })
      return 'magnitudeSquared' in made
        ? (bandMean(made.frequencies, made.magnitudeSquared, named).value ?? NaN)
        : NaN
    }
  if (measure === 'plv') {
    const phases = own.map((row) => unitPhases(row, rateHz, named))
    return (i, j) => phaseLockingOf(phases[i] ?? [], phases[j] ?? []).value ?? NaN
  }
  const sos = band && butterworth(4, { kind: 'bandpass', lowHz: named.lowHz, highHz: named.highHz }, rateHz)
  const rows = sos ? own.map((row) => filterRuns(row, (run) => sosfiltfilt(sos, run))) : own
  return (i, j) => correlation(rows[i] ?? at(i), rows[j] ?? at(j))
}

/** Over the moments at which both have a value; NaN where one does not vary. */
function correlation(x: Float64Array, y: Float64Array): number {
  const both = [...x.keys()].filter((i) => !Number.isNaN(x[i]) && !Number.isNaN(y[i]))
  const mean = (values: Float64Array): number =>
    both.reduce((sum, i) => sum + (values[i] ?? 0), 0) / both.length
  const [mx, my] = [mean(x), mean(y)]
  let [xy, xx, yy] = [0, 0, 0]
  for (const i of both) {
    const [a, b] = [(x[i] ?? 0) - mx, (y[i] ?? 0) - my]
    xy += a * b
    xx += a * a
    yy += b * b
  }
  return xy / Math.sqrt(xx * yy)
}

function nearness({ names, electrodes = {} }: Channels): (i: number, j: number) => number {
  const measured = Object.entries(electrodes).map(([label, place]) => ({ label, ...place }))
  const directions = names.map((name) => electrodePlaces([name], measured).places[0]?.direction)
  const lost = names.filter((_, i) => !directions[i])
  if (lost.length > 0)
    throw new Error(`eeg.connectivity: nobody knows where ${lost.join(', ')} lies on the head`)
  return (i, j) => {
    const [a, b] = [directions[i], directions[j]]
    if (!a || !b) return NaN
    const sizes = Math.hypot(a.x, a.y, a.z) * Math.hypot(b.x, b.y, b.z)
    return (1 + (a.x * b.x + a.y * b.y + a.z * b.z) / sizes) / 2
  }
}

/** The `most` strongest of each row beside the diagonal, and their mirror images. */
function strongest(full: Float64Array, count: number, most: number): Float64Array {
  const out = new Float64Array(full.length)
  for (let i = 0; i < count; i++) {
    out[i * count + i] = 1
    const order = [...Array(count).keys()]
      .filter((j) => j !== i)
      .sort((a, b) => Math.abs(full[i * count + b] ?? 0) - Math.abs(full[i * count + a] ?? 0))
    for (const j of order.slice(0, most)) {
      out[i * count + j] = full[i * count + j] ?? 0
      out[j * count + i] = full[j * count + i] ?? 0
    }
  }
  return out
}
