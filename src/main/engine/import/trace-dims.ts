import type { TraceDimension } from '../interchange/document'

/** A dimension of imported ratings as a scheme describes it. */
export interface LoadedDim {
  readonly id: string
  readonly name: string
  readonly min: number
  readonly max: number
  readonly neutral?: number
  readonly anchors?: readonly string[]
  /** The file knows no bounds and the values fit no usual scale. */
  readonly unbounded: boolean
}

/** Usual scales with a middle, and those that begin at 0; the first that holds all values is meant. */
const BIPOLAR = [1, 10, 100, 1000]
const UNIPOLAR = [10, 100, 1000]

/** Dimensions with ids that fit a scheme and the range that the file gives, else the usual scale that its values fit. */
export function loadedDims(dimensions: readonly TraceDimension[]): readonly LoadedDim[] {
  const taken = new Set<string>()
  return dimensions.map((dimension, index) => {
    const wanted = idOf(dimension.name) || `dim-${index + 1}`
    let id = wanted
    for (let copy = 2; taken.has(id); copy++) id = `${wanted}-${copy}`
    taken.add(id)
    return { id, name: dimension.name.trim() || id, ...scaleOf(dimension) }
  })
}

/** "Valence(mean)" and "valence" are the same dimension. */
const idOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\s*[([{].*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)

function scaleOf(dimension: TraceDimension): Pick<LoadedDim, 'min' | 'max' | 'neutral' | 'unbounded'> {
  const { min, max, values } = dimension
  if (min !== undefined && max !== undefined && max > min)
    return { min, max, ...neutralOf(min, max), unbounded: false }
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value === null) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const reach = Math.max(Math.abs(low), Math.abs(high))
  if (reach === Infinity || reach <= 1) return { min: -1, max: 1, neutral: 0, unbounded: false }
  const [sizes, floor] = low < 0 ? [BIPOLAR, -1] : [UNIPOLAR, 0]
  const size = sizes.find((candidate) => reach <= candidate)
  if (size === undefined) return { min: low, max: high, unbounded: true }
  const least = floor * size
  return { min: least === 0 ? 0 : least, max: size, ...(floor < 0 ? { neutral: 0 } : {}), unbounded: false }
}

/** A scale around 0 has a neutral middle; of others the file would have to say so. */
const neutralOf = (min: number, max: number): { readonly neutral?: number } =>
  min === -max ? { neutral: 0 } : {}
