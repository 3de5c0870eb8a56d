import type { InputChange } from '../../../../shared/explain/explained'
import type { Picture, Value } from '../ops/value'
import { flat } from './occlude'

/** A value as a change leaves it; one that the change does not fit stays as it is. `drop` is for whoever prepares the input. */
export function changedValue(value: Value, change: Exclude<InputChange, { kind: 'drop' }>): Value {
  switch (change.kind) {
    case 'mute-channel':
      return value.kind === 'channels'
        ? {
            ...value,
            data: value.data.map((channel, i) =>
              value.names[i] === change.channel ? flat(channel, 0, channel.length) : channel
            )
          }
        : value
    case 'text':
      if (value.kind === 'words') return { kind: 'words', text: change.text }
      if (value.kind !== 'dialogue') return value
      return {
        ...value,
        turns: value.turns.map((turn, i) => (i === value.at ? { ...turn, text: change.text } : turn))
      }
    case 'gain':
      if (value.kind === 'sound')
        return { ...value, samples: value.samples.map((sample) => sample * change.factor) }
      return value.kind === 'channels'
        ? { ...value, data: value.data.map((channel) => channel.map((sample) => sample * change.factor)) }
        : value
    case 'blur':
      if (value.kind === 'picture') return blurred(value, change.radiusShare)
      return value.kind === 'clip'
        ? { ...value, pictures: value.pictures.map((picture) => blurred(picture, change.radiusShare)) }
        : value
  }
}

/** Box blur twice along both axes; the radius is a share of the longer side. */
function blurred(picture: Picture, radiusShare: number): Picture {
  const { widthPx, heightPx, channels } = picture
  const radius = Math.max(1, Math.round(radiusShare * Math.max(widthPx, heightPx)))
  let data: Float32Array = Float32Array.from(picture.data)
  for (let pass = 0; pass < 2; pass++) {
    data = along(data, widthPx, heightPx, channels, channels, widthPx * channels, radius)
    data = along(data, heightPx, widthPx, channels, widthPx * channels, channels, radius)
  }
  return {
    ...picture,
    data: picture.data instanceof Uint8Array ? Uint8Array.from(data, Math.round) : data
  }
}

/** Running mean along one axis of `length` with `step` between neighbours; `lines` such lines lie `between` apart. */
function along(
  data: Float32Array,
  length: number,
  lines: number,
  channels: number,
  step: number,
  between: number,
  radius: number
): Float32Array {
  const made = new Float32Array(data.length)
  for (let line = 0; line < lines; line++)
    for (let c = 0; c < channels; c++) {
      const start = line * between + c
      let sum = 0
      let count = 0
      for (let i = -radius; i < length + radius; i++) {
        const enters = i + radius
        if (enters < length && enters >= 0) {
          sum += data[start + enters * step] ?? 0
          count++
        }
        const leaves = i - radius - 1
        if (leaves >= 0) {
          sum -= data[start + leaves * step] ?? 0
          count--
        }
        if (i >= 0 && i < length) made[start + i * step] = sum / Math.max(1, count)
      }
    }
  return made
}
