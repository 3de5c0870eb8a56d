import type { TensorValue } from '../tensor-value'

/** Items of one shape, one after the other, with a batch axis in front. */
export function stack(items: readonly TensorValue[]): TensorValue {
  const [first] = items
  if (!first) throw new Error('nothing to stack')
  const size = first.data.length
  const dims = [items.length, ...first.dims]
  if (first.type === 'uint8') {
    const data = new Uint8Array(size * items.length)
    items.forEach((item, index) => data.set(item.data, index * size))
    return { type: 'uint8', data, dims }
  }
  const data = new Float32Array(size * items.length)
  items.forEach((item, index) => data.set(item.data, index * size))
  return { type: 'float32', data, dims }
}
