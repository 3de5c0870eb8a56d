import type { ClockFit } from '../../../../shared/domain/clock-fit'

/** Offsets farther than this from the line, in seconds, weigh as outliers (pyxdf's winsor threshold). */
const OUTLIER_SECONDS = 1e-4
/** A reset of the clock shows as a late measurement and a jump of the offset; both in deviations and in seconds. */
const RESET = { timeDeviations: 5, timeSeconds: 5, valueDeviations: 10, valueSeconds: 1 }

/**
 * Bring times of a device to the common clock by the offsets that were measured between both, as pyxdf does: measurements are
 * parted where the clock was reset, a robust line (Huber's loss) is fitted to each part, and each time is moved by the part
 * that is nearest. Changes `stamps`.
 */
export function clockSync(
  stamps: Float64Array,
  clockTimes: readonly number[],
  clockValues: readonly number[]
): ClockFit | undefined {
  if (stamps.length === 0 || clockTimes.length === 0) return undefined
  const parts = resets(clockTimes, clockValues)
  const fits = parts.map(([first, last]) =>
    fit(clockTimes.slice(first, last + 1), clockValues.slice(first, last + 1))
  )
  let from = 0
  for (const [i, { offset, slope }] of fits.entries()) {
    const end = parts[i]?.[1] ?? 0
    const nextStart = clockTimes[end + 1]
    let to = stamps.length
    if (nextStart !== undefined) {
      const thisEnd = clockTimes[end] ?? 0
      to = from
      while (
        to < stamps.length &&
        Math.abs((stamps[to] ?? 0) - thisEnd) < Math.abs((stamps[to] ?? 0) - nextStart)
      )
        to++
    }
    for (let k = from; k < to; k++) stamps[k] = (stamps[k] ?? 0) + offset + slope * (stamps[k] ?? 0)
    from = to
  }
  return { ranges: fits }
}

/** First and last measurement between two resets. */
function resets(times: readonly number[], values: readonly number[]): readonly (readonly [number, number])[] {
  const timeSteps = differences(times)
  const valueSteps = differences(values)
  const late = unusual(timeSteps, RESET.timeDeviations, RESET.timeSeconds)
  const jump = unusual(valueSteps, RESET.valueDeviations, RESET.valueSeconds)
  const ends = timeSteps.flatMap((step, i) => (step < 0 || (late[i] && jump[i]) ? [i] : []))
  return [...ends, times.length - 1].map((end, i) => [i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end] as const)
}

function unusual(steps: readonly number[], deviations: number, seconds: number): readonly boolean[] {
  const middle = median(steps)
  const spread = median(steps.map((step) => Math.abs(step - middle))) + Number.EPSILON
  return steps.map(
    (step) => Math.abs(step - middle) / spread > deviations && Math.abs(step - middle) > seconds
  )
}

type Range = ClockFit['ranges'][number]

function fit(times: readonly number[], values: readonly number[]): Range {
  const line =
    times.length > 1 ? huberLine(times, values, OUTLIER_SECONDS) : { offset: values[0] ?? 0, slope: 0 }
  const left = values.map((value, i) => value - line.offset - line.slope * (times[i] ?? 0))
  return {
    from: times[0] ?? 0,
    to: times.at(-1) ?? 0,
    measurements: times.length,
    ...line,
    rmsMs: Math.sqrt(left.reduce((sum, one) => sum + one * one, 0) / left.length) * 1000,
    maxMs: Math.max(...left.map(Math.abs)) * 1000
  }
}

/** Rounds of the method below; as many as pyxdf takes. */
const ROUNDS = 1000

/**
 * The line that minimises Huber's loss with a threshold of `outlier`, by the alternating direction method of multipliers
 * (Boyd et al. 2011, section 6.1.1, penalty 1).
 */
export function huberLine(
  x: readonly number[],
  y: readonly number[],
  outlier: number
): { readonly offset: number; readonly slope: number } {
  const n = x.length
  const origin = Math.min(...x)
  const a = x.map((value) => (value - origin) / outlier)
  const b = y.map((value) => value / outlier)
  let sumA = 0
  let sumAA = 0
  for (const value of a) {
    sumA += value
    sumAA += value * value
  }
  const determinant = n * sumAA - sumA * sumA
  // All measured at one moment: only the offset can be known.
  if (!(determinant > 0)) return { offset: median(y), slope: 0 }
  const z = new Float64Array(n)
  const u = new Float64Array(n)
  let offset = 0
  let slope = 0
  for (let round = 0; round < ROUNDS; round++) {
    let r0 = 0
    let r1 = 0
    for (let i = 0; i < n; i++) {
      const target = (b[i] as number) + (z[i] as number) - (u[i] as number)
      r0 += target
      r1 += target * (a[i] as number)
    }
    offset = (sumAA * r0 - sumA * r1) / determinant
    slope = (n * r1 - sumA * r0) / determinant
    for (let i = 0; i < n; i++) {
      const d = offset + slope * (a[i] as number) - (b[i] as number) + (u[i] as number)
      const shrunk = d === 0 ? 0 : Math.max(0, 1 - 2 / Math.abs(d)) * d
      z[i] = (d + shrunk) / 2
      u[i] = d - (z[i] as number)
    }
  }
  // Back from units of the threshold: y = offset * outlier + slope * (x - origin).
  return { offset: offset * outlier - slope * origin, slope }
}

const differences = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => value - (values[i] ?? 0))

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

/**
 * Whether the last measurement is garbage, as written when an outlet goes while it is still listened to (pylsl issue 67): it
 * comes much later or says something else than all before. Only together with samples beyond those of the footer is it proof.
 */
export function lastIsGarbage(times: readonly number[], values: readonly number[]): boolean {
  if (times.length < 3) return false
  const steps = differences(times)
  const usual = median(steps.slice(0, -1))
  const lastStep = Math.abs(steps.at(-1) ?? 0)
  const late = usual > 0 ? lastStep / usual > 10 : lastStep > 0
  const before = values.slice(0, -1)
  const middle = median(before)
  const spread = 1.4826 * median(before.map((value) => Math.abs(value - middle)))
  return late || (spread > Number.EPSILON && Math.abs((values.at(-1) ?? 0) - middle) / spread > 10)
}
