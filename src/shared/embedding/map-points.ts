import { TSNE } from '@keckelt/tsne'
import { UMAP } from 'umap-js'
import { seededRandom } from '../metrics/base/seeded-random'
import type { Table } from '../probe/table'
import { leadingComponents } from './leading-components'
import { mapLimits, type MapKind } from './map-kinds'

export interface MapOptions {
  readonly kind: MapKind
  /** The same seed gives the same map; PCA needs none. */
  readonly seed: number
  /** UMAP: items that count as near. */
  readonly neighbours?: number
  /** UMAP: how near points may lie. */
  readonly minDistance?: number
  /** t-SNE: about how many near items each has. */
  readonly perplexity?: number
}

export interface PointMap {
  /** x and y of every row. */
  readonly points: Float32Array
  /** PCA: share of the variance along x and y; null without variance. Absent for the others, whose axes mean nothing. */
  readonly explained?: readonly (number | null)[]
}

/** Columns that UMAP and t-SNE see at most: the first principal components, as is usual before both. */
const COLUMNS = 50
const TSNE_STEPS = 600
/** Fewer have no neighbourhoods to show. */
const FEWEST = 4

/**
 * A place in the plane for every row. PCA is exact; UMAP (McInnes, Healy & Melville 2018, arXiv 1802.03426) and t-SNE
 * (van der Maaten & Hinton 2008, JMLR 9) keep neighbourhoods, not distances, and run on the first 50 components.
 * Yields the share done, 0 to 1, so that long work can be stopped.
 * @returns null for fewer than four rows
 * @throws RangeError for more rows than `mapLimits`
 */
export function* mapPoints(table: Table, options: MapOptions): Generator<number, PointMap | null> {
  const { kind } = options
  if (table.rows > mapLimits[kind])
    throw new RangeError(`${kind} takes at most ${mapLimits[kind]} items, not ${table.rows}`)
  if (table.rows < FEWEST) return null
  const found = yield* part(
    leadingComponents(table, kind === 'pca' ? 2 : COLUMNS),
    0,
    kind === 'pca' ? 1 : 0.3
  )
  if (!found) return null
  const width = found.components.length
  if (kind === 'pca') {
    const points = new Float32Array(table.rows * 2)
    for (let i = 0; i < table.rows; i++)
      for (let c = 0; c < Math.min(2, width); c++) points[i * 2 + c] = found.scores[i * width + c] ?? 0
    const explained = [0, 1].map((c) => (found.total > 0 ? (found.variance[c] ?? 0) / found.total : null))
    return { points, explained }
  }
  const rows = Array.from({ length: table.rows }, (_, i) =>
    Array.from(found.scores.subarray(i * width, (i + 1) * width))
  )
  return { points: yield* kind === 'umap' ? umap(rows, options) : tsne(rows, options) }
}

function* umap(
  rows: number[][],
  { seed, neighbours = 15, minDistance = 0.1 }: MapOptions
): Generator<number, Float32Array> {
  const draw = seededRandom(seed)
  const map = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(neighbours, rows.length - 1),
    minDist: minDistance,
    random: () => draw() / 2 ** 32
  })
  const epochs = map.initializeFit(rows)
  for (let epoch = 0; epoch < epochs; epoch++) {
    map.step()
    yield 0.3 + (0.7 * epoch) / epochs
  }
  return flat(map.getEmbedding())
}

function* tsne(rows: number[][], { seed, perplexity = 30 }: MapOptions): Generator<number, Float32Array> {
  const draw = seededRandom(seed)
  const map = new TSNE({ dim: 2, perplexity: Math.min(perplexity, (rows.length - 1) / 3), epsilon: 10 })
  map.gaussRandom = () =>
    Math.sqrt(-2 * Math.log((draw() + 0.5) / 2 ** 32)) * Math.cos((2 * Math.PI * draw()) / 2 ** 32)
  map.initDataRaw(rows)
  for (let step = 0; step < TSNE_STEPS; step++) {
    map.step()
    yield 0.3 + (0.7 * step) / TSNE_STEPS
  }
  return flat(map.getSolution())
}

const flat = (points: readonly ArrayLike<number>[]): Float32Array =>
  Float32Array.from(points.flatMap((point) => [point[0] ?? 0, point[1] ?? 0]))

function* part<T>(steps: Generator<number, T>, from: number, to: number): Generator<number, T> {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    yield from + (to - from) * next.value
  }
}
