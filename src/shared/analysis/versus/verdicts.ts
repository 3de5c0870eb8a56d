import type { RightCounts } from '../../metrics/mcnemar'

/** Who is right about an item; `left-out`: no truth, or no answer of one of the two. */
export const verdictKinds = [
  'left-out',
  'both-right',
  'fixed',
  'broken',
  'both-wrong-same',
  'both-wrong-different'
] as const
export type VerdictKind = (typeof verdictKinds)[number]

/** Two candidates' labels of the same items as columns of codes; a code outside 0..classes-1 is no answer. */
export interface ThreeColumns {
  readonly classes: number
  readonly truth: Int32Array
  readonly a: Int32Array
  readonly b: Int32Array
  /** Microseconds. */
  readonly duration: Float64Array
}

/** Items and microseconds of a verdict. */
export interface Amount {
  readonly items: number
  readonly micros: number
}

/** Who is right, item by item and in sum; `kind[i]` is a position in `verdictKinds`. */
export interface Verdicts {
  readonly kind: Uint8Array
  readonly amounts: Readonly<Record<VerdictKind, Amount>>
}

/** Sort items by who is right: fixed means that A is wrong and B is right, broken the other way round. */
export function verdicts({ classes, truth, a, b, duration }: ThreeColumns): Verdicts {
  const n = truth.length
  const kind = new Uint8Array(n)
  const items = new Float64Array(verdictKinds.length)
  const micros = new Float64Array(verdictKinds.length)
  for (let i = 0; i < n; i++) {
    const own = verdictOf(truth[i] ?? -1, a[i] ?? -1, b[i] ?? -1, classes)
    kind[i] = own
    items[own] = (items[own] ?? 0) + 1
    micros[own] = (micros[own] ?? 0) + (duration[i] ?? 0)
  }
  const amount = (name: VerdictKind): Amount => {
    const at = verdictKinds.indexOf(name)
    return { items: items[at] ?? 0, micros: micros[at] ?? 0 }
  }
  return {
    kind,
    amounts: {
      'left-out': amount('left-out'),
      'both-right': amount('both-right'),
      fixed: amount('fixed'),
      broken: amount('broken'),
      'both-wrong-same': amount('both-wrong-same'),
      'both-wrong-different': amount('both-wrong-different')
    }
  }
}

/** Position in `verdictKinds` of one item. */
export function verdictOf(truth: number, a: number, b: number, classes: number): number {
  if (truth < 0 || a < 0 || b < 0 || truth >= classes || a >= classes || b >= classes) return 0
  if (a === truth) return b === truth ? 1 : 3
  if (b === truth) return 2
  return a === b ? 4 : 5
}

/** The counts that McNemar's test asks for. */
export const rightCounts = ({ amounts }: Verdicts): RightCounts => ({
  onlyA: amounts.broken.items,
  onlyB: amounts.fixed.items,
  both: amounts['both-right'].items,
  neither: amounts['both-wrong-same'].items + amounts['both-wrong-different'].items,
  leftOut: amounts['left-out'].items
})
