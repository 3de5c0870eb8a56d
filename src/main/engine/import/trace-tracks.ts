import { createHash } from 'node:crypto'
import { loadedDims } from './trace-dims'
import type { TraceMode } from '../../../shared/domain/take'
import type { SchemeRow } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import type { Extra, TraceTier } from '../interchange/document'
import { STEP_RATE } from '../interchange/traces'
import type { ImportedTrace } from '../protocol'

/** A longer pause between samples begins a new take, seconds. */
const LONGEST_PAUSE = 2
/** Most samples of one take: a day at 100 Hz. */
const MOST_SAMPLES = 8_640_000

/** Continuous ratings of a document as trace tracks with takes, and the schemes that they need beyond the shipped ones. */
export function traceTracksOf(
  tiers: readonly TraceTier[],
  format: { readonly id: string; readonly name: string }
): { readonly traces: readonly ImportedTrace[]; readonly schemes: readonly SchemeRow[] } {
  const schemes = new Map<string, SchemeRow>()
  const traces = tiers.flatMap((tier): ImportedTrace[] => {
    if (tier.times.length === 0 || tier.dimensions.length === 0) return []
    const dims = loadedDims(tier.dimensions)
    const rateHz = rateOf(tier)
    const scheme = schemeFor(dims, rateHz)
    if (scheme.row) schemes.set(scheme.row.id, scheme.row)
    const takes = takesOf(
      tier,
      rateHz,
      dims.map(({ id }) => id),
      format.id
    )
    const mode: TraceMode = dims.some(({ unbounded }) => unbounded) ? 'unbounded' : 'bounded'
    return [
      {
        name: tier.name,
        // Files of CARMA tell in their name only who rated.
        authorName: tier.annotator ?? tier.name,
        ...(tier.person === undefined ? {} : { person: tier.person }),
        schemeId: scheme.id,
        attributeId: scheme.attributeId,
        trace: { mode, rateHz, dims: dims.map(({ id }) => id) },
        takes
      }
    ]
  })
  return { traces, schemes: [...schemes.values()] }
}

/** The rate as the file says it; whole where that moves no sample by a quarter of a step. */
function rateOf({ rateHz, times }: TraceTier): number {
  if (rateHz === undefined) return STEP_RATE
  const whole = Math.round(rateHz)
  const drift = whole === 0 ? Infinity : (Math.abs(rateHz - whole) / whole) * times.length
  return drift < 0.25 ? whole : rateHz
}

/** Samples on even steps from the first on, a take for each stretch without a long pause. */
function takesOf(
  tier: TraceTier,
  rateHz: number,
  dims: readonly string[],
  format: string
): ImportedTrace['takes'] {
  const order = tier.times.map((_, i) => i).sort((a, b) => (tier.times[a] ?? 0) - (tier.times[b] ?? 0))
  if (tier.rateHz === undefined) return [heldTake(tier, order, rateHz, dims, format)]
  const stretches: number[][] = []
  let before: number | undefined
  for (const i of order) {
    const time = tier.times[i] ?? 0
    if (before === undefined || time - before > LONGEST_PAUSE * 1e6 + 1e6 / rateHz) stretches.push([])
    stretches.at(-1)?.push(i)
    before = time
  }
  return stretches.map((indices) => {
    const start = tier.times[indices[0] ?? 0] ?? micros(0)
    const stepOf = (i: number): number => Math.round((((tier.times[i] ?? 0) - start) / 1e6) * rateHz)
    const count = Math.min(MOST_SAMPLES, stepOf(indices.at(-1) ?? 0) + 1)
    const samples = new Float64Array(count * dims.length).fill(Number.NaN)
    for (const i of indices) {
      const step = stepOf(i)
      if (step < count)
        tier.dimensions.forEach(
          ({ values }, d) => (samples[step * dims.length + d] = values[i] ?? Number.NaN)
        )
    }
    return { start, rateHz, dims, samples, ...extraOf(tier, format) }
  })
}

/** A value that holds until the next: sampled evenly, with the file's own times and values kept as raw input. */
function heldTake(
  tier: TraceTier,
  order: readonly number[],
  rateHz: number,
  dims: readonly string[],
  format: string
): ImportedTrace['takes'][number] {
  const start = tier.times[order[0] ?? 0] ?? micros(0)
  const last = tier.times[order.at(-1) ?? 0] ?? start
  const count = Math.min(MOST_SAMPLES, Math.ceil(((last - start) / 1e6) * rateHz - 1e-6) + 1)
  const samples = new Float64Array(count * dims.length)
  let at = 0
  for (let step = 0; step < count; step++) {
    const time = start + (step * 1e6) / rateHz
    while (at + 1 < order.length && (tier.times[order[at + 1] ?? 0] ?? 0) <= time + 0.5) at++
    tier.dimensions.forEach(
      ({ values }, d) => (samples[step * dims.length + d] = values[order[at] ?? 0] ?? Number.NaN)
    )
  }
  const complete = tier.dimensions.every(({ values }) => !values.includes(null))
  const events = order.map((i) => [
    ((tier.times[i] ?? 0) - start) / 1000,
    ...tier.dimensions.map(({ values }) => values[i] ?? 0)
  ])
  return { start, rateHz, dims, samples, ...(complete ? { events } : {}), ...extraOf(tier, format) }
}

/** Long lists belong to single samples; what is kept beside a take is about all of it. */
function extraOf(tier: TraceTier, format: string): { readonly extra: Extra } {
  const facts = Object.entries(tier.extra ?? {}).filter(
    ([, value]) => !Array.isArray(value) || value.length <= 200
  )
  return { extra: { format, ...Object.fromEntries(facts) } }
}

/** The shipped scheme for valence and arousal, else one made of the dimensions: the same in every file that has them. */
function schemeFor(
  dims: ReturnType<typeof loadedDims>,
  rateHz: number
): { readonly id: string; readonly attributeId: string; readonly row?: SchemeRow } {
  if (
    dims.length <= 2 &&
    dims.every(({ id, min, max }) => (id === 'valence' || id === 'arousal') && min === -1 && max === 1)
  )
    return { id: 'va-bipolar', attributeId: 'va' }
  const described = dims.map(({ id, name, min, max, neutral, anchors }) => ({
    id,
    ...(name.toLowerCase() === id ? {} : { name }),
    range: [min, max],
    ...(neutral === undefined ? {} : { neutral }),
    ...(anchors ? { anchors } : {})
  }))
  const key = createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 8)
  const id = `trace-${dims
    .map((dim) => dim.id)
    .join('-')
    .slice(0, 40)}-${key}`
  const name = `${dims
    .map((dim) => dim.name)
    .join(', ')
    .slice(0, 80)} (continuous)`
  const document = {
    schema: 'affectory.labels/1',
    id,
    name,
    version: '1',
    attributes: [{ id: 'trace', type: 'trace', unit: 'recording', hz: rateHz, dims: described }]
  }
  return { id, attributeId: 'trace', row: { id, name, version: '1', document } }
}
