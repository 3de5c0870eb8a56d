/** Weighted sums of equally long signals: one for each row of weights. */
export function combine(
  rows: readonly Float64Array[],
  signals: readonly Float64Array[]
): Float64Array<ArrayBuffer>[] {
  const length = signals[0]?.length ?? 0
  return rows.map((row) => {
    const out = new Float64Array(length)
    signals.forEach((signal, j) => {
      const weight = row[j] ?? 0
      for (let i = 0; i < length; i++) out[i] = (out[i] ?? 0) + weight * (signal[i] ?? NaN)
    })
    return out
  })
}
