import type { ModelInput, Sound } from './value'

/** Rows of values by frame, as models take series: one row after the other. */
export function seriesOf(rows: number, frames: number, rateHz: number, data: Float32Array): ModelInput {
  return { kind: 'tensor', type: 'float32', data, dims: [rows, frames], series: { axis: 1, rateHz } }
}

/** A sound as a tensor of one axis: its samples. */
export const audioWaveform = (samples: Float32Array) =>
  ({ kind: 'tensor', type: 'float32', data: samples, dims: [samples.length] }) as const

/** Rows and frames of a series of numbers; a sound is one row. Refuses what else there is. */
export function rowsOf(
  op: string,
  value: ModelInput | Sound
): {
  readonly rows: number
  readonly frames: number
  readonly data: Float32Array
  readonly rateHz: number | undefined
} {
  if (value.kind === 'sound')
    return { rows: 1, frames: value.samples.length, data: value.samples, rateHz: value.rateHz }
  if (value.type !== 'float32') throw new Error(`${op} takes float32, got ${value.type}`)
  const [rows, frames, more] = value.dims.length === 1 ? [1, value.dims[0]] : value.dims
  if (rows === undefined || frames === undefined || more !== undefined)
    throw new Error(`${op} takes rows of frames (two axes), got the shape [${value.dims.join(', ')}]`)
  if (value.series && value.dims.length === 2 && value.series.axis !== 1)
    throw new Error(`${op} takes rows of frames: time must be the second axis`)
  return { rows, frames, data: value.data, rateHz: value.series?.rateHz }
}
