import { seededRandom } from '../../../../shared/metrics/base/seeded-random'
import { textSeed } from '../../../../shared/variants/text-seed'
import type { RunVariant } from '../../../../shared/variants/run-variant'
import type { Branch } from '../declared/compile-inputs'
import type { Readers } from '../declared/open-readers'
import type { Channels, Dialogue, Value } from '../ops/value'
import type { Unit } from '../units/unit'

/** Readers whose values are those that a variant leaves: turns around cut off, channels lost. */
export function changedReaders(readers: Readers, variant: RunVariant | undefined): Readers {
  if (variant === undefined) return readers
  const change = changeOf(variant)
  if (!change) return readers
  return {
    of(branch) {
      const reader = readers.of(branch)
      return (
        reader && {
          ...reader,
          async read(unit) {
            const value = await reader.read(unit)
            return value && change(value, unit, branch)
          }
        }
      )
    },
    close: () => readers.close()
  }
}

type Change = (value: Value, unit: Unit, branch: Branch) => Value

function changeOf(variant: RunVariant): Change | undefined {
  if (variant.kind === 'context')
    return (value, unit, branch) =>
      value.kind === 'dialogue' ? withContext(value, unit, branch, variant) : value
  if (variant.kind === 'perturbation' && variant.change === 'lost-channels')
    return (value) =>
      value.kind === 'channels' ? withoutChannels(value, variant.level / 100, variant.seed) : value
  return undefined
}

function withContext(
  value: Dialogue,
  unit: Unit,
  { pipeline }: Branch,
  { past, future, turns }: Extract<RunVariant, { kind: 'context' }>
): Dialogue {
  if (unit.tells !== undefined) {
    const asked = new Set(unit.turns?.map(({ id }) => id))
    return { ...value, turns: value.turns.filter(({ id }) => asked.has(id)), at: unit.tells }
  }
  // A window in the manifest was cut there.
  if (value.turns.length < 2 || pipeline.some(({ op }) => op === 'dialogue.window')) return value
  const from = past ? Math.max(0, value.at - turns) : value.at
  const to = future ? value.at + turns + 1 : value.at + 1
  return { ...value, turns: value.turns.slice(from, to), at: value.at - from }
}

/** Which channels are lost follows from their names and the seed, so that it is the same in every unit and recording. */
export function lostChannels(names: readonly string[], share: number, seed: number): ReadonlySet<string> {
  const order = names.toSorted(
    (a, b) => seededRandom(textSeed(a, seed))() - seededRandom(textSeed(b, seed))() || (a < b ? -1 : 1)
  )
  return new Set(order.slice(0, Math.round(share * names.length)))
}

function withoutChannels(value: Channels, share: number, seed: number): Channels {
  const lost = lostChannels(value.names, share, seed)
  return { ...value, data: value.data.map((row, i) => (lost.has(value.names[i] ?? '') ? flat(row) : row)) }
}

/** The mean of what was recorded, everywhere; gaps stay. */
function flat(row: Float64Array): Float64Array {
  let [sum, count] = [0, 0]
  for (const sample of row)
    if (!Number.isNaN(sample)) {
      sum += sample
      count++
    }
  const mean = count > 0 ? sum / count : 0
  return row.map((sample) => (Number.isNaN(sample) ? sample : mean))
}
