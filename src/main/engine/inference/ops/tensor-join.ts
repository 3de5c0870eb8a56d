import { z } from 'zod'
import { emptyTensor, setAt } from '../tensor-value'
import { inType } from './tensor-cast'
import { asTensor, axisOf } from './tensor-step'
import { valueOp, type Step } from './op'
import type { ModelInput, Value } from './value'

/** Tensors of several branches or windows one after the other along an axis; with `stack` along a new one. */
export const tensorConcat = valueOp(
  'tensor.concat',
  z.looseObject({ axis: z.number().int().default(-1), stack: z.boolean().default(false) }),
  ({ axis, stack }): Step =>
    (value) => {
      const parts = flat(value).map((part) => asTensor('tensor.concat', part))
      const [first] = parts
      if (!first) throw new Error('tensor.concat: there is nothing to join')
      return stack
        ? joined(
            parts.map((part) => ({
              ...part,
              dims: part.dims.toSpliced(axisOf('tensor.concat', axis, part.dims.length + 1), 0, 1)
            })),
            axisOf('tensor.concat', axis, first.dims.length + 1)
          )
        : joined(parts, axisOf('tensor.concat', axis, first.dims.length))
    }
)

/** The same numbers for every unit: one number, or a (nested) list of them. */
export const tensorConstant = valueOp(
  'tensor.constant',
  z.looseObject({
    value: z.unknown().refine((value) => shapeOf(value) !== undefined, {
      message: 'a number or lists of numbers of equal length are needed'
    }),
    dtype: z.enum(['float32', 'int32', 'int64', 'uint8', 'bool', 'float16']).default('float32')
  }),
  ({ value, dtype }): Step => {
    const made: ModelInput = { kind: 'tensor', ...inType(numbersIn(value), dtype, shapeOf(value) ?? []) }
    return () => made
  }
)

/** How long the value is along an axis (samples of sound and channels, tokens, pictures), one whole number. */
export const tensorLength = valueOp(
  'tensor.length',
  z.looseObject({
    axis: z.number().int().default(-1),
    dtype: z.enum(['int64', 'int32', 'float32']).default('int64')
  }),
  ({ axis, dtype }): Step =>
    (value) => ({ kind: 'tensor', ...inType([lengthOf(value, axis)], dtype, [1]) })
)

const flat = (value: Value): readonly Value[] =>
  value.kind === 'several' ? value.values.flatMap(flat) : [value]

function joined(parts: readonly ModelInput[], axis: number): ModelInput {
  const [first] = parts
  if (!first) throw new Error('tensor.concat: there is nothing to join')
  for (const part of parts) {
    const fits =
      part.type === first.type &&
      part.dims.length === first.dims.length &&
      part.dims.every((size, place) => place === axis || size === first.dims[place])
    if (!fits)
      throw new Error(
        `tensor.concat: [${part.dims.join(', ')}] ${part.type} does not fit [${first.dims.join(', ')}] ${first.type} along axis ${axis}`
      )
  }
  const total = parts.reduce((sum, part) => sum + (part.dims[axis] ?? 0), 0)
  const made = emptyTensor(first.type, first.dims.with(axis, total))
  const outer = first.dims.slice(0, axis).reduce((product, size) => product * size, 1)
  const inner = first.dims.slice(axis + 1).reduce((product, size) => product * size, 1)
  let before = 0
  for (const part of parts) {
    const size = (part.dims[axis] ?? 0) * inner
    for (let row = 0; row < outer; row++)
      setAt(made, rowOf(part, row * size, size), row * total * inner + before)
    before += size
  }
  return { kind: 'tensor', ...made }
}

function rowOf(part: ModelInput, from: number, count: number): ModelInput {
  if (from === 0 && count === part.data.length) return part
  const made = emptyTensor(part.type, [count])
  for (let i = 0; i < count; i++) made.data[i] = part.data[from + i] ?? 0
  return { kind: 'tensor', ...made }
}

/** Sizes of nested lists; undefined where they are not all of one length, or hold other than numbers. */
function shapeOf(value: unknown): number[] | undefined {
  if (typeof value === 'number') return []
  if (!Array.isArray(value) || value.length === 0) return undefined
  const inner = value.map(shapeOf)
  const [first] = inner
  return first && inner.every((shape) => shape?.join() === first.join())
    ? [value.length, ...first]
    : undefined
}

const numbersIn = (value: unknown): number[] =>
  Array.isArray(value) ? value.flatMap(numbersIn) : [Number(value)]

function lengthOf(value: Value, axis: number): number {
  switch (value.kind) {
    case 'sound':
      return value.samples.length
    case 'channels':
      return value.to - value.from
    case 'tokens':
      return value.ids.length
    case 'clip':
      return value.pictures.length
    case 'several':
      return value.values.length
    case 'notes':
      return value.notes.length
    case 'dialogue':
      return value.turns.length
    case 'words':
      return value.text.length
    case 'picture':
      return value.heightPx
    case 'tensor':
      return value.dims[axisOf('tensor.length', axis, value.dims.length)] ?? 0
  }
}
