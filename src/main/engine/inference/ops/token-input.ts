import { emptyTensor, setAt } from '../tensor-value'
import type { ModelInput, Several, Tokens } from './value'

/** Tokens as whole numbers [L], offsets as [L,2]; filled up to their own length or, in a batch, to the longest. A text without any is one that is filled up. */
export function tokenInput(tokens: Tokens): ModelInput {
  const { take, length, padId, fills } = tokens
  const fill = take === 'ids' ? padId : 0
  const width = take === 'offsets' ? 2 : 1
  const numbers = take === 'offsets' ? tokens.offsets.flat() : tokens[take]
  const count = length ?? Math.max(1, numbers.length / width)
  const data = new BigInt64Array(count * width).fill(BigInt(fill))
  for (const [i, number] of numbers.entries()) data[i] = BigInt(number)
  return {
    kind: 'tensor',
    type: 'int64',
    data,
    dims: width === 1 ? [count] : [count, width],
    ...(fills ? { fill: { axis: 0, value: fill } } : {})
  }
}

/** Several texts of one unit as rows [K,L], the shorter ones filled up; no text at all is one empty row. */
export function tokenRows({ values }: Several): ModelInput {
  const rows = values.filter((value) => value.kind === 'tokens').map(tokenInput)
  const first = values.find((value) => value.kind === 'tokens')
  const length = Math.max(1, ...rows.map(({ dims }) => dims[0] ?? 0))
  const fill = first?.take === 'ids' ? first.padId : 0
  const dims = [Math.max(1, rows.length), length]
  const made = emptyTensor('int64', dims)
  if (made.type === 'int64') made.data.fill(BigInt(fill))
  for (const [row, tensor] of rows.entries()) setAt(made, tensor, row * length)
  return { kind: 'tensor', ...made, ...(first?.fills ? { fill: { axis: 1, value: fill } } : {}) }
}
