import { onlyFor, type Step, type UnitFacts } from './op'
import type { Channels, ModelInput, Several, Value } from './value'

/** A step for channels; of several pieces (windows of one unit, branches) each is taken on its own. */
export function channelStep(
  id: string,
  step: (channels: Channels, unit: UnitFacts) => Channels | ModelInput
): Step {
  const one = onlyFor(id, 'channels', step)
  const all = (value: Value, unit: UnitFacts): Value =>
    value.kind === 'several' ? eachOf(value, (part) => all(part, unit)) : one(value, unit)
  return all
}

/** Rows that a step made, and what they are called where that changes. Where the unit lies among them is not its business. */
export type Rows = Pick<Channels, 'data'> &
  Partial<Pick<Channels, 'names' | 'units'>> & { readonly from?: never }

/**
 * A step that works on whole rows whatever the unit is (filters, references): units that are windows of one stretch share its
 * rows, and what was made of these rows is kept as long as they are.
 */
export function stretchStep(id: string, change: (channels: Channels) => Rows): Step {
  const made = new WeakMap<Channels['data'], Rows>()
  return channelStep(id, (channels) => {
    const known = made.get(channels.data) ?? change(channels)
    made.set(channels.data, known)
    return { ...channels, ...known }
  })
}

/** The unit's own samples of each row. */
export const ownSamples = ({ data, from, to }: Channels): readonly Float64Array[] =>
  data.map((row) => row.subarray(from, to))

/** Rows by samples (channels by bands by samples where there are bands; one sample has no axis of its own then), NaN where nothing was recorded. */
export function channelsTensor(channels: Channels): ModelInput {
  const { names, bands, from, to, rateHz } = channels
  const width = to - from
  const rows = ownSamples(channels)
  const data = new Float32Array(rows.length * width)
  rows.forEach((row, index) => data.set(row, index * width))
  if (bands && width === 1) return tensorOf(data, [names.length, bands.length])
  const dims = bands ? [names.length, bands.length, width] : [rows.length, width]
  return { ...tensorOf(data, dims), series: { axis: dims.length - 1, rateHz } }
}

/** Numbers as a tensor of single precision. */
export const tensorOf = (data: ArrayLike<number>, dims: readonly number[]): ModelInput => ({
  kind: 'tensor',
  type: 'float32',
  data: data instanceof Float32Array ? data : Float32Array.from(data),
  dims
})

/** Seconds on the recording's clock of a unit's first own sample. */
export const ownStart = ({ startSeconds, from, rateHz }: Channels): number => startSeconds + from / rateHz

const eachOf = (several: Several, change: (value: Value) => Value): Several => ({
  ...several,
  values: several.values.map(change)
})
