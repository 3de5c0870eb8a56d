/** F1 of a choice of one class: macro, weighted by how often a class is true, accuracy, and each class's. */
export function f1Scores(
  truth: readonly number[],
  told: readonly number[],
  classes: number
): { macroF1: number; weightedF1: number; accuracy: number; f1: number[] } {
  const each = Array.from({ length: classes }, (_, k) =>
    f1(
      truth.map((label) => label === k),
      told.map((label) => label === k)
    )
  )
  const share = (k: number): number => truth.filter((label) => label === k).length / truth.length
  return {
    macroF1: rounded(mean(each)),
    weightedF1: rounded(each.reduce((sum, value, k) => sum + value * share(k), 0)),
    accuracy: rounded(mean(truth.map((label, i) => Number(label === told[i])))),
    f1: each.map(rounded)
  }
}

/** F1 of any number of labels at once, present from their thresholds on: mean of the labels, of all decisions, each. */
export function multiLabelF1(
  truth: readonly (readonly boolean[])[],
  probabilities: readonly (readonly number[])[],
  thresholds: readonly number[]
): { macro: number; micro: number; each: number[] } {
  const said = probabilities.map((row) => row.map((p, k) => p > (thresholds[k] ?? 1)))
  const each = thresholds.map((_, k) =>
    f1(
      truth.map((row) => row[k] ?? false),
      said.map((row) => row[k] ?? false)
    )
  )
  return {
    macro: rounded(mean(each)),
    micro: rounded(f1(truth.flat(), said.flat())),
    each: each.map(rounded)
  }
}

/** Pearson's r. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b))
}

/** Lin's concordance (1989), with the variances of the population. */
export function concordance(a: readonly number[], b: readonly number[]): number {
  return (2 * covariance(a, b)) / (covariance(a, a) + covariance(b, b) + (mean(a) - mean(b)) ** 2)
}

export const rounded = (value: number): number => Number(value.toFixed(4))

function f1(truth: readonly boolean[], said: readonly boolean[]): number {
  let [both, one] = [0, 0]
  for (const [i, value] of truth.entries()) {
    both += Number(value && said[i])
    one += Number(value) + Number(said[i])
  }
  return one === 0 ? 0 : (2 * both) / one
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [mean(a), mean(b)]
  return mean(a.map((value, i) => (value - x) * ((b[i] ?? 0) - y)))
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
