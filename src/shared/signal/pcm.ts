import type { PcmLayout } from './pyramid-file'

/** Bytes of one sample of one channel. */
export const bytesPerSample = (format: PcmLayout['format']): number =>
  ({ u8: 1, s8: 1, s16: 2, s24: 3, s32: 4, f32: 4, f64: 8 })[format]

/** Bytes of one sample of all channels. */
export const bytesPerFrame = (layout: PcmLayout): number => bytesPerSample(layout.format) * layout.channels

/** Value of one sample as a share of full scale: integers divided by 2 ** (bits - 1), so -1 <= x < 1; floats as they are. */
type ReadSample = (view: DataView, at: number) => number

function readerOf({ format, bigEndian }: PcmLayout): ReadSample {
  const little = !bigEndian
  switch (format) {
    case 'u8':
      return (view, at) => (view.getUint8(at) - 128) / 128
    case 's8':
      return (view, at) => view.getInt8(at) / 128
    case 's16':
      return (view, at) => view.getInt16(at, little) / 32768
    case 's24':
      return little
        ? (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8388608
        : (view, at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1, false)) / 8388608
    case 's32':
      return (view, at) => view.getInt32(at, little) / 2147483648
    case 'f32':
      return (view, at) => view.getFloat32(at, little)
    case 'f64':
      return (view, at) => view.getFloat64(at, little)
  }
}

/** Mean over channels of each sample, in shares of full scale. Trailing bytes that make no whole sample are left out. */
export function decodeMono(bytes: Uint8Array, layout: PcmLayout): Float32Array<ArrayBuffer> {
  const { channels } = layout
  const frames = Math.floor(bytes.length / bytesPerFrame(layout))
  const out = new Float32Array(frames)
  const quick = layout.format === 's16' && !layout.bigEndian && bytes.byteOffset % 2 === 0
  if (quick) {
    const words = new Int16Array(bytes.buffer, bytes.byteOffset, frames * channels)
    const scale = 1 / (32768 * channels)
    for (let frame = 0, at = 0; frame < frames; frame++) {
      let sum = 0
      for (let channel = 0; channel < channels; channel++, at++) sum += words[at] as number
      out[frame] = sum * scale
    }
    return out
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = bytesPerSample(layout.format)
  const read = readerOf(layout)
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++, at += size) sum += read(view, at)
    out[frame] = sum / channels
  }
  return out
}

/** Each channel by itself, in shares of full scale. Trailing bytes that make no whole sample are left out. */
export function decodeChannels(bytes: Uint8Array, layout: PcmLayout): readonly Float32Array<ArrayBuffer>[] {
  const frames = Math.floor(bytes.length / bytesPerFrame(layout))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = bytesPerSample(layout.format)
  const read = readerOf(layout)
  return Array.from({ length: layout.channels }, (_, channel) => {
    const out = new Float32Array(frames)
    for (let frame = 0, at = channel * size; frame < frames; frame++, at += size * layout.channels)
      out[frame] = read(view, at)
    return out
  })
}

/** Samples in -1..1 as 16-bit integers, rounded to the nearest and held at the ends. */
export function toInt16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const out = new Int16Array(samples.length)
  for (let i = 0; i < samples.length; i++) {
    const value = Math.round((samples[i] as number) * 32768)
    out[i] = value > 32767 ? 32767 : value < -32768 ? -32768 : value
  }
  return out
}
