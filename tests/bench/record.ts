import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { root } from '../e2e/driver/launch'

/** One line of the table of results. */
export interface Measurement {
  readonly id: string
  /** What was measured, in words a reader of the table understands. */
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The aim in words, and whether it was met. */
  readonly aim?: string
  readonly met?: boolean
  /** What it was held against, spread, number of repeats. */
  readonly detail: string
}

/** Value below which a share of the values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** Keep measurements of one bench for the table; the load of the machine goes with them. */
export function record(bench: string, measurements: readonly Measurement[]): void {
  const folder = join(root, '.local', 'bench')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, `${bench}.json`),
    JSON.stringify({ bench, loadBefore: load, loadAfter: loadavg()[0], measurements }, undefined, 2)
  )
  for (const { name, value, unit, detail } of measurements)
    console.log(`${name}: ${format(value)} ${unit} (${detail})`)
}
const load = loadavg()[0]

/** Three digits that mean something. */
export const format = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
