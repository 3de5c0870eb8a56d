import { z } from 'zod'
import { channelStep, ownSamples, stretchStep, type Rows } from './channel-values'
import { placeOf } from './signal-pick'
import { valueOp, type Op, type UnitFacts } from './op'
import type { Channels } from './value'

/**
 * Against the stretch `from` to `to` seconds, counted from the start of the trial (`relativeTo: recording`: of the recording). Each
 * row less its mean there, over it, or as z score (standard deviation with n below). Missing samples are left out; without any there is no baseline
 * and the row has no values.
 */
const signalBaseline = valueOp(
  'signal.baseline',
  z
    .looseObject({
      mode: z.enum(['subtract', 'divide', 'zscore']).default('subtract'),
      from: z.number(),
      to: z.number(),
      relativeTo: z.enum(['trial', 'recording']).default('trial')
    })
    .refine(({ from, to }) => from < to, { message: '"from" must lie before "to"' }),
  ({ mode, from, to, relativeTo }) => {
    // Units of a stretch share its rows and most of them the baseline: made once for each.
    const made = new WeakMap<Channels['data'], Map<string, Channels['data']>>()
    return channelStep('signal.baseline', (channels, unit) => {
      const origin = relativeTo === 'recording' ? 0 : trialStart(channels, unit)
      const at = (seconds: number): number =>
        Math.max(0, Math.ceil((origin + seconds - channels.startSeconds) * channels.rateHz - 1e-4))
      const [first, end] = [at(from), at(to)]
      const kept = made.get(channels.data) ?? new Map<string, Channels['data']>()
      made.set(channels.data, kept)
      const key = `${first} ${end}`
      const data = kept.get(key) ?? channels.data.map((row) => against(row, first, end, mode))
      kept.set(key, data)
      return { ...channels, data }
    })
  },
  ({ from, to, relativeTo }) => ({
    beforeSeconds: relativeTo === 'recording' ? 0 : Math.max(0, -from),
    afterSeconds: relativeTo === 'recording' ? 0 : Math.max(0, to)
  })
)

/**
 * Each row less its mean and over its standard deviation (n below) in `scope`: the unit itself, or something larger whose figures the run has
 * gathered. A row that does not vary becomes 0.
 */
const signalNormalize = valueOp(
  'signal.normalize',
  z.looseObject({
    scope: z.enum(['window', 'trial', 'recording', 'participant', 'corpus']).default('window'),
    eps: z.number().nonnegative().default(1e-8)
  }),
  ({ scope, eps }) =>
    channelStep('signal.normalize', (channels, unit) => {
      const own = ownSamples(channels)
      const known = scope === 'window' ? undefined : unit.statistics?.(scope)
      if (scope !== 'window' && !known)
        throw new Error(`signal.normalize: the figures of the ${scope} were not gathered for this run`)
      return {
        ...channels,
        data: channels.data.map((row, i) => {
          const { mean, deviation } = known
            ? { mean: known.mean[i] ?? NaN, deviation: known.std[i] ?? NaN }
            : levels(own[i] ?? row)
          return row.map((value) => (deviation > eps ? (value - mean) / deviation : value - mean))
        })
      }
    })
)

/**
 * `magnitude` of groups of channels (all in one without groups), `diff`erence to the sample before per second, `integral` from the start of the
 * stretch in unit seconds (missing samples add nothing), or another unit by `scale` and `offset`.
 */
const signalDerive = valueOp(
  'signal.derive',
  z.looseObject({
    kind: z.enum(['magnitude', 'diff', 'integral', 'convert']),
    groups: z.array(z.array(z.string()).min(1)).optional(),
    scale: z.number().default(1),
    offset: z.number().default(0),
    unit: z.string().optional()
  }),
  ({ kind, groups, scale, offset, unit }) =>
    stretchStep('signal.derive', (channels) => {
      const { data, rateHz, units } = channels
      if (kind === 'magnitude') return magnitudes(channels, groups ?? [channels.names])
      if (kind === 'diff')
        return {
          units: units.map((one) => `${one}/s`),
          data: data.map((row) =>
            row.map((value, i) => (i === 0 ? NaN : (value - (row[i - 1] ?? NaN)) * rateHz))
          )
        }
      if (kind === 'integral')
        return {
          units: units.map((one) => `${one} s`),
          data: data.map((row) => {
            let sum = 0
            return row.map((value) => (sum += Number.isNaN(value) ? 0 : value / rateHz))
          })
        }
      return {
        units: units.map((one) => unit ?? one),
        data: data.map((row) => row.map((value) => value * scale + offset))
      }
    }),
  ({ kind }) => ({ beforeSeconds: kind === 'diff' ? 1 : 0, afterSeconds: 0 })
)

export const levelOps: readonly Op[] = [signalBaseline, signalNormalize, signalDerive]

function against(
  row: Float64Array,
  first: number,
  end: number,
  mode: 'subtract' | 'divide' | 'zscore'
): Float64Array {
  const { mean, deviation } = levels(row.subarray(first, end))
  if (mode === 'subtract') return row.map((value) => value - mean)
  if (mode === 'divide') return row.map((value) => value / mean)
  return row.map((value) => (value - mean) / deviation)
}

function trialStart(
  { startSeconds, from, rateHz }: Channels,
  { trial, startSeconds: start }: UnitFacts
): number {
  return trial?.startSeconds ?? start ?? startSeconds + from / rateHz
}

/** Mean and standard deviation (n below) of the samples that there are; NaN without any. */
export function levels(samples: Float64Array): { readonly mean: number; readonly deviation: number } {
  let count = 0
  let sum = 0
  for (const value of samples) {
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  const mean = count === 0 ? NaN : sum / count
  let squares = 0
  for (const value of samples) if (!Number.isNaN(value)) squares += (value - mean) ** 2
  return { mean, deviation: count === 0 ? NaN : Math.sqrt(squares / count) }
}

function magnitudes(channels: Channels, groups: readonly (readonly string[])[]): Rows {
  const rows = groups.map((group) =>
    group.map((name) => {
      const place = placeOf(channels, name)
      const row = place === undefined ? undefined : channels.data[place]
      if (!row)
        throw new Error(
          `signal.derive: there is no channel "${name}"; there are ${channels.names.join(', ')}`
        )
      return row
    })
  )
  return {
    names: groups.map((group) => `|${group.join(' ')}|`),
    units: groups.map(([name = '']) => channels.units[placeOf(channels, name) ?? 0] ?? ''),
    data: rows.map((group) =>
      Float64Array.from(group[0] ?? [], (_, i) =>
        Math.sqrt(group.reduce((sum, row) => sum + (row[i] ?? NaN) ** 2, 0))
      )
    )
  }
}
