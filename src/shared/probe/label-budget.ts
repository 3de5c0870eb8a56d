import { drawBelow, seededRandom } from '../metrics/base/seeded-random'

/**
 * Positions of the items that a share of the labels would leave, drawn alike from every class (at least one of each) and
 * nested: what a smaller share of the same seed holds, a larger one holds too.
 * @param shares ascending, 0 to 1
 */
export function nestedDraws(target: ArrayLike<number>, shares: readonly number[], seed: number): number[][] {
  const byClass = new Map<number, number[]>()
  for (let i = 0; i < target.length; i++) {
    const own = target[i] ?? -1
    if (own < 0) continue
    const known = byClass.get(own)
    if (known) known.push(i)
    else byClass.set(own, [i])
  }
  const draw = seededRandom(seed)
  const orders = [...byClass].sort(([a], [b]) => a - b).map(([, items]) => shuffled(items, draw))
  return shares.map((share) =>
    orders
      .flatMap((order) => order.slice(0, Math.max(1, Math.round(share * order.length))))
      .sort((a, b) => a - b)
  )
}

function shuffled(items: readonly number[], draw: () => number): number[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const j = drawBelow(draw, i + 1)
    const [a, b] = [order[i] ?? 0, order[j] ?? 0]
    order[i] = b
    order[j] = a
  }
  return order
}
