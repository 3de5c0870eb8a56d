import type { ConnectivityResult } from '../../../shared/signal/analyses/connectivity'
import type { SignalRow } from '../../session/signals/channels'
import type { TextTable } from '../../ui/text-table'

/** Two channels (places in the result) and how they go together. */
export interface Link {
  readonly a: number
  readonly b: number
  readonly value: number
}

/** All pairs that reach a threshold, the weakest first, so that strong ones are drawn over them. */
export function linksAbove({ channels, values }: ConnectivityResult, threshold: number): readonly Link[] {
  const size = channels.length
  const links: Link[] = []
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) {
      const value = values[a * size + b] ?? NaN
      if (value >= threshold) links.push({ a, b, value })
    }
  return links.sort((one, other) => one.value - other.value)
}

/** The strongest pairs in words: "O1–O2 0.92, ...". */
export const strongest = (result: ConnectivityResult, rows: readonly SignalRow[], count: number): string =>
  linksAbove(result, -Infinity)
    .slice(-count)
    .toReversed()
    .map(({ a, b, value }) => `${rows[a]?.label}–${rows[b]?.label} ${value.toFixed(3)}`)
    .join(', ')

/** The whole matrix with names; the diagonal is empty. */
export const connectionTable = (
  { channels, values }: ConnectivityResult,
  rows: readonly SignalRow[]
): TextTable => [
  ['', ...rows.map(({ label }) => label)],
  ...rows.map(({ label }, a) => [
    label,
    ...rows.map((_, b) => {
      const value = values[a * channels.length + b] ?? NaN
      return Number.isNaN(value) ? '' : String(value)
    })
  ])
]
