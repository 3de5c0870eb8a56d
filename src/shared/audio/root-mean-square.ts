/** Root mean square of samples; 0 for none. */
export function rootMeanSquare(samples: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += (samples[i] ?? 0) ** 2
  return samples.length > 0 ? Math.sqrt(sum / samples.length) : 0
}
