import { emptyTensor, setAt, type TensorValue } from '../tensor-value'

/** Items of one shape, one after the other, with a batch axis in front. */
export function stack(items: readonly TensorValue[]): TensorValue {
  const [first] = items
  if (!first) throw new Error('nothing to stack')
  const size = first.data.length
  const all = emptyTensor(first.type, [items.length, ...first.dims])
  items.forEach((item, index) => setAt(all, item, index * size))
  return all
}
