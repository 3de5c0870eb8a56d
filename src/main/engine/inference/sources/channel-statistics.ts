import { ops } from '../ops'
import type { Step } from '../ops/op'
import type { Channels, Value } from '../ops/value'
import type { Unit } from '../units/unit'
import type { SourceReader, SourceRequest } from './source'

/**
 * Mean and standard deviation (n below) of each row over more than a unit, where a step `signal.normalize` asks for them: of what the steps before
 * it make of all units of the recording, or of the trial. A participant is who is recorded here: the units of this recording.
 * Undefined where no step asks.
 */
export async function gatherStatistics(
  { pipeline, units, assets, signal }: SourceRequest,
  read: (unit: Unit) => Promise<Channels | undefined>
): Promise<SourceReader['statistics']> {
  const place = pipeline.findIndex(
    ({ op, scope }) => op === 'signal.normalize' && scope !== undefined && scope !== 'window'
  )
  if (place < 0) return undefined
  const steps = pipeline.slice(0, place).map((step): Step => {
    const op = ops.get(step.op)
    if (op.kind !== 'value') throw new Error(`"${step.op}" is no step for channels`)
    return op.compile(step, assets)
  })
  const sums = new Map<string, Sums>()
  for (const unit of units) {
    signal.throwIfAborted()
    const value = await read(unit)
    if (!value) continue
    const made = steps.reduce<Value>((current, step) => step(current, factsOf(unit)), value)
    if (made.kind !== 'channels') throw new Error('signal.normalize takes channels')
    for (const group of groupsOf(unit)) add(sums, group, made)
  }
  return (scope, unit) => {
    if (scope === 'corpus') return undefined
    const found = sums.get(scope === 'trial' ? `trial ${unit.parent?.key ?? unit.key}` : 'recording')
    return found && figures(found)
  }
}

interface Sums {
  readonly count: number[]
  readonly sum: number[]
  readonly squares: number[]
  /** First value of each row: what sums are taken from, so that large levels cost no precision. */
  readonly origin: number[]
}

const groupsOf = (unit: Unit): readonly string[] => ['recording', `trial ${unit.parent?.key ?? unit.key}`]

const factsOf = (unit: Unit) => ({
  startSeconds: unit.start / 1e6,
  endSeconds: unit.end / 1e6,
  ...(unit.parent && { trial: { startSeconds: unit.parent.start / 1e6, endSeconds: unit.parent.end / 1e6 } })
})

function add(all: Map<string, Sums>, group: string, { data, from, to }: Channels): void {
  const sums = all.get(group) ?? { count: [], sum: [], squares: [], origin: [] }
  all.set(group, sums)
  data.forEach((row, index) => {
    for (let i = from; i < to; i++) {
      const value = row[i] ?? NaN
      if (Number.isNaN(value)) continue
      const origin = (sums.origin[index] ??= value)
      sums.count[index] = (sums.count[index] ?? 0) + 1
      sums.sum[index] = (sums.sum[index] ?? 0) + value - origin
      sums.squares[index] = (sums.squares[index] ?? 0) + (value - origin) ** 2
    }
  })
}

function figures({ count, sum, squares, origin }: Sums) {
  const mean = count.map((n, i) => (sum[i] ?? 0) / n)
  const std = count.map((n, i) => Math.sqrt(Math.max(0, (squares[i] ?? 0) / n - (mean[i] ?? 0) ** 2)))
  return { mean: mean.map((value, i) => value + (origin[i] ?? 0)), std }
}
