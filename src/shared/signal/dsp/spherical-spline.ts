import type { Direction } from '../../topomap/point'
import { solveLinear } from './solve-linear'

/** Stiffness of the spline and number of Legendre terms, as in MNE. */
const STIFFNESS = 4
const TERMS = 50
/** Added to the diagonal, so that noise is not followed exactly. */
const SMOOTHING = 1e-5

/**
 * Weights that make channels at some places from channels at others, by splines on the sphere (Perrin et al. 1989,
 * Electroencephalography and Clinical Neurophysiology 72, 184-187; MNE's `interpolate_bads`). One row a place, one weight a known channel; rows sum to 1.
 * @param known at least three directions, none twice
 */
export function sphericalSplineWeights(
  known: readonly Direction[],
  wanted: readonly Direction[]
): readonly Float64Array[] {
  const [from, to] = [known.map(unit), wanted.map(unit)]
  const matrix = [
    ...from.map((a, i) =>
      Float64Array.from([...from.map((b, j) => spline(dot(a, b)) + (i === j ? SMOOTHING : 0)), 1])
    ),
    Float64Array.from([...from.map(() => 1), 0])
  ]
  const sides = to.map((a) => Float64Array.from([...from.map((b) => spline(dot(a, b))), 1]))
  const solved = solveLinear(matrix, sides)
  if (!solved) throw new RangeError('the known electrodes do not lie apart enough to interpolate from')
  return solved.map((row) => row.subarray(0, known.length))
}

/**
 * Channels with the bad ones made from the good ones. Good channels are the same arrays; NaN in a good channel is a gap in the made ones.
 * @param bad indices
 */
export function interpolateChannels(
  channels: readonly Float64Array[],
  directions: readonly Direction[],
  bad: ReadonlySet<number>
): readonly Float64Array[] {
  const good = [...channels.keys()].filter((i) => !bad.has(i))
  const list = [...bad]
  const at = (i: number): Direction => directions[i] ?? { x: 0, y: 0, z: 1 }
  const weights = sphericalSplineWeights(good.map(at), list.map(at))
  return channels.map((channel, own) => {
    const row = weights[list.indexOf(own)]
    if (!row) return channel
    const out = new Float64Array(channel.length)
    good.forEach((index, k) => {
      const weight = row[k] ?? 0
      const source = channels[index]
      for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + weight * (source?.[i] ?? NaN)
    })
    return out
  })
}

/** Sum of Legendre polynomials of the cosine, weighted by (2n + 1) / (n (n + 1))^4 / 4 pi. */
function spline(cosine: number): number {
  let [before, current, sum] = [1, cosine, 0]
  for (let n = 1; n <= TERMS; n++) {
    sum += ((2 * n + 1) / (n * (n + 1)) ** STIFFNESS / (4 * Math.PI)) * current
    const next = ((2 * n + 1) * cosine * current - n * before) / (n + 1)
    before = current
    current = next
  }
  return sum
}

const dot = (a: Direction, b: Direction): number => a.x * b.x + a.y * b.y + a.z * b.z

function unit({ x, y, z }: Direction): Direction {
  const size = Math.hypot(x, y, z)
  return { x: x / size, y: y / size, z: z / size }
}
