import { z } from 'zod'
import { decodeOp } from './decode-op'
import { rowsOf, type Decoded, type DecodeFacts } from './decoded'
import { softmaxOf } from './probabilities'

const Anchors = z.union([
  z.object({ labels: z.array(z.string()), vectors: z.array(z.array(z.number())) }),
  z.record(z.string(), z.array(z.number()))
])

/** Nearness to a named point for each label: cosines, or shares of them where a temperature is given. */
const cosineTo = decodeOp(
  'cosineTo',
  z.looseObject({ anchors: z.string(), temperature: z.number().positive().optional() }),
  ({ anchors, temperature }, assets, { target }) => {
    const found = Anchors.parse(assets.json(anchors))
    const points: readonly (readonly [string, readonly number[]])[] =
      'labels' in found && 'vectors' in found
        ? (found.labels as string[]).map(
            (label, index) => [label, (found.vectors as number[][])[index] ?? []] as const
          )
        : Object.entries(found as Record<string, number[]>)
    const order = target.labels ?? points.map(([label]) => label)
    const byLabel = new Map(points)
    const vectors = order.map((label) => {
      const vector = byLabel.get(label)
      if (!vector)
        throw new Error(`the anchors have no "${label}"; they have: ${[...byLabel.keys()].join(', ')}`)
      return vector
    })
    return (decoded) => {
      const cosines = Float64Array.from(vectors, (vector) => cosine(decoded.data, vector))
      return {
        ...decoded,
        data: temperature === undefined ? cosines : softmaxOf(cosines, temperature),
        dims: [vectors.length],
        labels: order
      }
    }
  }
)

/** The row of the place that an input names, of its tokens only where they are listed. */
const maskPosition = decodeOp(
  'maskPosition',
  z.looseObject({ index: z.string(), tokens: z.array(z.number().int().min(0)).optional() }),
  ({ index, tokens }) =>
    (decoded, facts) => {
      const { rows, width } = rowsOf(decoded)
      const place = Number(facts.input?.(index)?.data[0] ?? Number.NaN)
      if (!(place >= 0 && place < rows))
        throw new Error(`the input "${index}" names place ${place} of an output with ${rows} places`)
      const row = decoded.data.slice(place * width, (place + 1) * width)
      const data = tokens ? Float64Array.from(tokens, (token) => row[token] ?? Number.NaN) : row
      return { ...decoded, data, dims: [data.length] }
    }
)

/** How much each hypothesis follows from the text: rows are hypotheses in the order of the labels. Shares of all of them. */
const entailment = decodeOp(
  'entailment',
  z.looseObject({
    entailIndex: z.number().int().min(0),
    contradictionIndex: z.number().int().min(0).optional()
  }),
  ({ entailIndex, contradictionIndex }) =>
    (decoded) => {
      const { rows, width } = rowsOf(decoded)
      const entailed = Float64Array.from({ length: rows }, (_, row) => {
        const logits = decoded.data.subarray(row * width, (row + 1) * width)
        if (contradictionIndex === undefined) return softmaxOf(logits)[entailIndex] ?? Number.NaN
        return softmaxOf([logits[contradictionIndex] ?? 0, logits[entailIndex] ?? 0])[1] ?? Number.NaN
      })
      const sum = entailed.reduce((total, value) => total + value, 0)
      return { ...decoded, data: entailed.map((value) => value / sum), dims: [rows] }
    }
)

/**
 * One vector of what may be one for each place. `attention`: the mean over the places that count, by the input `mask`;
 * `mean` and `max` keep to them too where the mask is there.
 */
const embedding = decodeOp(
  'embedding',
  z.looseObject({
    pool: z.enum(['none', 'mean', 'max', 'first', 'attention']).default('none'),
    norm: z.enum(['none', 'l2']).default('none'),
    mask: z.string().default('attention_mask')
  }),
  ({ pool, norm, mask }) =>
    (decoded, facts) => {
      const pooled = pool === 'none' ? decoded : pooledRows(decoded, pool, facts, mask)
      if (norm === 'none') return pooled
      const length = Math.hypot(...pooled.data)
      return length > 0 ? { ...pooled, data: pooled.data.map((value) => value / length) } : pooled
    }
)

export const readingOps = [cosineTo, maskPosition, entailment, embedding]

function pooledRows(
  decoded: Decoded,
  pool: 'mean' | 'max' | 'first' | 'attention',
  facts: DecodeFacts,
  mask: string
): Decoded {
  const { rows, width } = rowsOf(decoded)
  const marks = facts.input?.(mask)?.data
  if (pool === 'attention' && !marks)
    throw new Error(`"embedding" pools by the input "${mask}", which the model does not have`)
  const counts = (row: number): boolean => marks === undefined || Number(marks[row] ?? 0) !== 0
  if (pool === 'first') return { ...decoded, data: decoded.data.slice(0, width), dims: [width] }
  const data = new Float64Array(width).fill(pool === 'max' ? -Infinity : 0)
  let used = 0
  for (let row = 0; row < rows; row++) {
    if (!counts(row)) continue
    used++
    for (let i = 0; i < width; i++) {
      const value = decoded.data[row * width + i] ?? Number.NaN
      data[i] = pool === 'max' ? Math.max(data[i] ?? 0, value) : (data[i] ?? 0) + value
    }
  }
  return { ...decoded, data: pool === 'max' ? data : data.map((value) => value / used), dims: [width] }
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`an anchor has ${b.length} values, the output ${a.length}`)
  let dot = 0
  let own = 0
  let other = 0
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    dot += x * y
    own += x * x
    other += y * y
  }
  return own > 0 && other > 0 ? dot / Math.sqrt(own * other) : 0
}
