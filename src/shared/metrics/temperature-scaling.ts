import type { Method } from './base/metric'
import { mean } from './base/moments'

/** The temperature that fits best, and the log loss without and with it. */
export interface Temperature {
  readonly temperature: number
  readonly nllBefore: number
  readonly nllAfter: number
}

/** What temperature scaling is. */
export const temperatureScalingMethod: Method = {
  kind: 'method',
  id: 'temperature_scaling',
  name: 'Temperature scaling',
  definition: 'the T that minimises the mean of -ln softmax(logits / T) of the true class',
  convention: 'T within 0.01 to 100. Above 1 the model was too confident. Never changes which class wins.',
  source: 'Guo, Pleiss, Sun & Weinberger 2017, ICML',
  missingPolicy: 'Fit on items that were not used for training; without items there is no temperature.'
}

type Rows = readonly (readonly number[])[]

/** Probabilities from logits, exp(z / T) scaled to sum to 1. */
export function softmax(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits)
  const weights = logits.map((z) => Math.exp((z - top) / temperature))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Fit one temperature to logits and the index of each true class; null without items. */
export function fitTemperature(logits: Rows, truth: readonly number[]): Temperature | null {
  if (logits.length === 0) return null
  // The loss is convex in 1/T and its slope is the mean of (expected logit - true logit): halve the bracket.
  const slope = (inverse: number) =>
    mean(
      logits.map((row, i) => {
        const p = softmax(row, 1 / inverse)
        return row.reduce((sum, z, c) => sum + z * (p[c] ?? 0), 0) - (row[truth[i] ?? -1] ?? 0)
      })
    )
  let low = 0.01
  let high = 100
  for (let i = 0; i < 100; i++) {
    const middle = Math.sqrt(low * high)
    if (slope(middle) > 0) high = middle
    else low = middle
  }
  const temperature = 1 / Math.sqrt(low * high)
  return { temperature, nllBefore: loss(logits, truth, 1), nllAfter: loss(logits, truth, temperature) }
}

const loss = (logits: Rows, truth: readonly number[], temperature: number) =>
  mean(
    logits.map((row, i) => {
      const top = Math.max(...row)
      const sum = row.reduce((total, z) => total + Math.exp((z - top) / temperature), 0)
      return Math.log(sum) - ((row[truth[i] ?? -1] ?? 0) - top) / temperature
    })
  )
