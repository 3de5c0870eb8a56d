import { mcnemarOf } from '../../metrics/mcnemar'
import { verdictOf, type ThreeColumns } from './verdicts'

/** One class under both candidates; shares are null where nothing is there to take a share of. */
export interface ClassDelta {
  readonly label: string
  /** Items of this class that both answered. */
  readonly support: number
  readonly fixed: number
  readonly broken: number
  readonly recallA: number | null
  readonly recallB: number | null
  readonly precisionA: number | null
  readonly precisionB: number | null
  readonly f1A: number | null
  readonly f1B: number | null
  /** McNemar's exact test of the items of this class; null when no item tells the two apart. */
  readonly p: number | null
  /** The same after Holm's correction over the classes that have one. */
  readonly pHolm: number | null
}

/** Items per cell, row = truth, of one candidate, over the items that both answered. */
export interface DeltaTables {
  readonly a: Float64Array
  readonly b: Float64Array
  readonly secondsA: Float64Array
  readonly secondsB: Float64Array
}

/** Both confusion tables over the items that both answered, so that their difference is of the same items. */
export function deltaTables({ classes: k, truth, a, b, duration }: ThreeColumns): DeltaTables {
  const tables = {
    a: new Float64Array(k * k),
    b: new Float64Array(k * k),
    secondsA: new Float64Array(k * k),
    secondsB: new Float64Array(k * k)
  }
  for (let i = 0; i < truth.length; i++) {
    const [t, x, y] = [truth[i] ?? -1, a[i] ?? -1, b[i] ?? -1]
    if (verdictOf(t, x, y, k) === 0) continue
    const seconds = (duration[i] ?? 0) / 1e6
    tables.a[t * k + x] = (tables.a[t * k + x] ?? 0) + 1
    tables.b[t * k + y] = (tables.b[t * k + y] ?? 0) + 1
    tables.secondsA[t * k + x] = (tables.secondsA[t * k + x] ?? 0) + seconds
    tables.secondsB[t * k + y] = (tables.secondsB[t * k + y] ?? 0) + seconds
  }
  return tables
}

/** What each class gained and lost from A to B. */
export function classDeltas(
  columns: ThreeColumns,
  labels: readonly string[],
  tables: DeltaTables = deltaTables(columns)
): readonly ClassDelta[] {
  const k = columns.classes
  const fixed = new Float64Array(k)
  const broken = new Float64Array(k)
  for (let i = 0; i < columns.truth.length; i++) {
    const t = columns.truth[i] ?? -1
    const kind = verdictOf(t, columns.a[i] ?? -1, columns.b[i] ?? -1, k)
    if (kind === 2) fixed[t] = (fixed[t] ?? 0) + 1
    else if (kind === 3) broken[t] = (broken[t] ?? 0) + 1
  }
  const rows = labels.map((label, c) => {
    const [gained, lost] = [fixed[c] ?? 0, broken[c] ?? 0]
    const [own, other] = [sharesOf(tables.a, c, k), sharesOf(tables.b, c, k)]
    return {
      label,
      support: own.support,
      fixed: gained,
      broken: lost,
      recallA: own.recall,
      recallB: other.recall,
      precisionA: own.precision,
      precisionB: other.precision,
      f1A: own.f1,
      f1B: other.f1,
      p:
        gained + lost === 0
          ? null
          : mcnemarOf({ onlyA: lost, onlyB: gained, both: 0, neither: 0, leftOut: 0 }).exactP
    }
  })
  const corrected = holm(rows.map(({ p }) => p))
  return rows.map((row, c) => ({ ...row, pHolm: corrected[c] ?? null }))
}

function sharesOf(cells: Float64Array, c: number, k: number) {
  let support = 0
  let predicted = 0
  for (let j = 0; j < k; j++) {
    support += cells[c * k + j] ?? 0
    predicted += cells[j * k + c] ?? 0
  }
  const hit = cells[c * k + c] ?? 0
  const share = (part: number, of: number) => (of === 0 ? null : part / of)
  return {
    support,
    recall: share(hit, support),
    precision: share(hit, predicted),
    f1: share(2 * hit, support + predicted)
  }
}

/** P values after Holm's step-down correction (Holm 1979, Scandinavian Journal of Statistics 6, 65-70); null stays. */
export function holm(values: readonly (number | null)[]): (number | null)[] {
  const order = values
    .flatMap((p, at) => (p === null ? [] : [{ p, at }]))
    .sort((x, y) => x.p - y.p || x.at - y.at)
  const out: (number | null)[] = values.map(() => null)
  let least = 0
  order.forEach(({ p, at }, rank) => {
    least = Math.max(least, Math.min(1, p * (order.length - rank)))
    out[at] = least
  })
  return out
}
