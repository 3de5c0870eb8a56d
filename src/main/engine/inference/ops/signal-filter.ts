import { z } from 'zod'
import { butterworth, type FilterBand } from '../../../../shared/signal/dsp/butterworth'
import { filterRuns } from '../../../../shared/signal/dsp/filter-runs'
import { firDesign } from '../../../../shared/signal/dsp/fir-design'
import { firFilter } from '../../../../shared/signal/dsp/fir-filter'
import { notch } from '../../../../shared/signal/dsp/notch'
import { resampleRatio } from '../../../../shared/signal/dsp/resample-poly'
import type { Sos } from '../../../../shared/signal/dsp/sos'
import { sosfilt, sosSteadyState } from '../../../../shared/signal/dsp/sosfilt'
import { sosfiltfilt } from '../../../../shared/signal/dsp/sosfiltfilt'
import { stretchStep } from './channel-values'
import { valueOp, type Op, type Reach } from './op'
import { resampleRuns } from './resample-runs'
import type { Channels } from './value'

const filterParameters = z
  .looseObject({
    kind: z.enum(['bandpass', 'highpass', 'lowpass', 'notch']),
    low: z.number().positive().optional(),
    high: z.number().positive().optional(),
    /** Of one pass of a Butterworth filter. */
    order: z.number().int().min(1).max(12).default(4),
    phase: z.enum(['zero', 'causal']).default('zero'),
    design: z.enum(['butter', 'fir']).default('butter'),
    /** Length of a linear-phase filter, odd; by default 3.3 periods of the narrowest transition. */
    taps: z.number().int().min(3).optional()
  })
  .refine(
    ({ kind, low, high }) =>
      (kind === 'lowpass' || low !== undefined) &&
      (kind === 'highpass' || high !== undefined) &&
      (kind === 'lowpass' || kind === 'highpass' || (low ?? 0) < (high ?? 0)),
    { message: 'a band needs "low" below "high", a highpass "low", a lowpass "high"' }
  )

/**
 * Butterworth (`order` of one pass) or a linear-phase filter by windowing (SciPy's `firwin`, Hamming). `zero`: forward and backward
 * (SciPy's `sosfiltfilt`), nothing is delayed; `causal`: forward only, begun as if the first sample had always been there.
 * A `notch` with Butterworth is of second order, its width `high - low` (SciPy's `iirnotch`). Gaps stay gaps and nothing leaks across.
 */
const signalFilter = valueOp(
  'signal.filter',
  filterParameters,
  (wanted) =>
    stretchStep('signal.filter', ({ data, rateHz }) => {
      const filter = filterOf(wanted, rateHz)
      return { data: data.map((row) => filterRuns(row, filter)) }
    }),
  (wanted): Reach => {
    const seconds = settleSeconds(wanted)
    return { beforeSeconds: seconds, afterSeconds: wanted.phase === 'zero' ? seconds : 0 }
  }
)

/**
 * To another rate through a polyphase low-pass (SciPy's `resample_poly`; the first sample keeps its time). Without `antiAlias` the
 * straight line between two neighbours is read.
 */
const signalResample = valueOp(
  'signal.resample',
  z.looseObject({ hz: z.number().positive().max(100_000), antiAlias: z.boolean().default(true) }),
  ({ hz, antiAlias }) =>
    stretchStepWithin(
      'signal.resample',
      ({ data, rateHz }) => {
        if (rateHz === hz) return data
        const { up, down } = resampleRatio(rateHz, hz)
        return data.map((row) => (antiAlias ? resampleRuns(row, up, down) : betweenNeighbours(row, up, down)))
      },
      hz
    ),
  // Ten zero crossings of the low-pass on either side, at the slower of the two rates; slower ones are not in use.
  ({ hz }) => ({ beforeSeconds: Math.min(20, 12 / hz), afterSeconds: Math.min(20, 12 / hz) })
)

export const filterOps: readonly Op[] = [signalFilter, signalResample]

/** A change of rate moves where the unit lies in its stretch; the rows are made once for all units of the stretch. */
function stretchStepWithin(
  id: string,
  change: (channels: Channels) => readonly Float64Array[],
  hz: number
): ReturnType<typeof stretchStep> {
  const rows = stretchStep(id, (channels) => ({ data: change(channels) }))
  return (value, unit) => {
    const made = rows(value, unit)
    return moved(made, hz)
  }
}

function moved(value: ReturnType<ReturnType<typeof stretchStep>>, hz: number): typeof value {
  if (value.kind === 'several') return { ...value, values: value.values.map((part) => moved(part, hz)) }
  if (value.kind !== 'channels') return value
  const scale = hz / value.rateHz
  // The first sample at or behind the unit's start; as many as the unit is long.
  const from = Math.ceil(value.from * scale - 1e-6)
  return { ...value, rateHz: hz, from, to: from + Math.round((value.to - value.from) * scale) }
}

function betweenNeighbours(row: Float64Array, up: number, down: number): Float64Array {
  return Float64Array.from({ length: Math.ceil((row.length * up) / down) }, (_, i) => {
    const at = (i * down) / up
    const low = Math.floor(at)
    const share = at - low
    return share === 0 ? (row[low] ?? NaN) : (1 - share) * (row[low] ?? NaN) + share * (row[low + 1] ?? NaN)
  })
}

type Wanted = z.output<typeof filterParameters>

function filterOf(wanted: Wanted, rateHz: number): (run: Float64Array) => Float64Array {
  if (wanted.design === 'fir') {
    const h = firDesign(wanted.taps ?? tapsOf(wanted, rateHz), bandOf(wanted), rateHz)
    return wanted.phase === 'zero' ? (run) => firFilter(h, run) : (run) => delayed(h, run)
  }
  const sos: Sos =
    wanted.kind === 'notch'
      ? [notch(middle(wanted), middle(wanted) / ((wanted.high ?? 0) - (wanted.low ?? 0)), rateHz)]
      : butterworth(wanted.order, bandOf(wanted), rateHz)
  if (wanted.phase === 'zero') return (run) => sosfiltfilt(sos, run)
  return (run) => {
    const first = run[0] ?? 0
    return sosfilt(
      sos,
      run,
      sosSteadyState(sos).map((value) => value * first)
    ).y
  }
}

/** A linear-phase filter as it runs in real time: (taps - 1) / 2 samples late. */
function delayed(h: Float64Array, run: Float64Array): Float64Array {
  return run.map((_, i) => {
    let sum = 0
    for (let k = 0; k < h.length; k++) sum += (h[k] ?? 0) * (run[Math.max(0, i - k)] ?? 0)
    return sum
  })
}

function bandOf({ kind, low = 0, high = 0 }: Wanted): FilterBand {
  switch (kind) {
    case 'bandpass':
      return { kind, lowHz: low, highHz: high }
    case 'highpass':
      return { kind, cutoffHz: low }
    case 'lowpass':
      return { kind, cutoffHz: high }
    case 'notch':
      return { kind: 'bandstop', lowHz: low, highHz: high }
  }
}

const middle = ({ low = 0, high = 0 }: Wanted): number => (low + high) / 2

/** Width of the narrowest edge: a quarter of its frequency, 2 Hz at least where that fits (the custom of MNE). */
function transitionHz({ kind, low, high }: Wanted): number {
  if (kind === 'notch') return ((high ?? 0) - (low ?? 0)) / 2
  const edges = [
    low === undefined ? [] : Math.min(Math.max(low / 4, 2), low),
    high === undefined ? [] : Math.max(high / 4, 2)
  ]
  return Math.min(...edges.flat())
}

/** 3.3 is the normalised transition width of a Hamming window. */
function tapsOf(wanted: Wanted, rateHz: number): number {
  const count = Math.ceil((3.3 / transitionHz(wanted)) * rateHz)
  return count % 2 === 0 ? count + 1 : count
}

/** After which an impulse has lost all but a hundred-thousandth: the slowest pole of the band decays at about pi times its width. */
function settleSeconds(wanted: Wanted): number {
  if (wanted.design === 'fir')
    return wanted.taps === undefined ? 3.3 / transitionHz(wanted) : Math.min(60, wanted.taps / 100)
  const { kind, low = 0, high = 0, order } = wanted
  const widthHz = kind === 'lowpass' ? 2 * high : kind === 'highpass' ? 2 * low : high - low
  const slowest = kind === 'notch' ? 1 : Math.sin(Math.PI / (2 * order))
  // The lower corner of a wide band rings as a high-pass at it would.
  const narrow = kind === 'bandpass' ? Math.min(widthHz, 2 * low) : widthHz
  return Math.min(120, Math.log(1e5) / (Math.PI * narrow * slowest))
}
