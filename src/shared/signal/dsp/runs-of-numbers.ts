/** Stretches without NaN, [from, to) in samples. */
export function runsOfNumbers(x: Float64Array): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = []
  let from = -1
  for (let i = 0; i <= x.length; i++) {
    const number = i < x.length && !Number.isNaN(x[i])
    if (number && from < 0) from = i
    if (!number && from >= 0) {
      runs.push({ from, to: i })
      from = -1
    }
  }
  return runs
}
