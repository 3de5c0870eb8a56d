import type { SignalSamples } from './signal-page'

/**
 * Samples as bytes, little-endian: uint32 number of blocks, then for each block (in order of row and time) uint32 row,
 * uint32 count, float64 time of the first sample (µs of the stream), float64 rate (Hz); then all samples as float32 in the
 * same order. The first four bytes are followed by four of padding, so that everything lies on its own size.
 */
export function packSamples({ rows }: Pick<SignalSamples, 'rows'>): Uint8Array<ArrayBuffer> {
  const blocks = rows.flatMap((row, index) => row.map((block) => ({ ...block, row: index })))
  const head = 8 + blocks.length * 24
  const total = blocks.reduce((sum, { samples }) => sum + samples.length, 0)
  const bytes = new Uint8Array(head + total * 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, blocks.length, true)
  let at = 8
  const values = new Float32Array(bytes.buffer, head, total)
  let filled = 0
  for (const { row, startUs, rateHz, samples } of blocks) {
    view.setUint32(at, row, true)
    view.setUint32(at + 4, samples.length, true)
    view.setFloat64(at + 8, startUs, true)
    view.setFloat64(at + 16, rateHz, true)
    at += 24
    values.set(samples, filled)
    filled += samples.length
  }
  return bytes
}

/** The blocks of packed samples; `row` counts the channels (or pairs) asked for. */
export function unpackSamples(buffer: ArrayBuffer): readonly {
  readonly row: number
  readonly startUs: number
  readonly rateHz: number
  readonly samples: Float32Array<ArrayBuffer>
}[] {
  const view = new DataView(buffer)
  const count = view.getUint32(0, true)
  let from = 8 + count * 24
  return Array.from({ length: count }, (_, block) => {
    const at = 8 + block * 24
    const length = view.getUint32(at + 4, true)
    const samples = new Float32Array(buffer, from, length)
    from += length * 4
    return {
      row: view.getUint32(at, true),
      startUs: view.getFloat64(at + 8, true),
      rateHz: view.getFloat64(at + 16, true),
      samples
    }
  })
}
