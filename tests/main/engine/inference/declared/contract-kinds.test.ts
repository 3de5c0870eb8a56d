import { describe, expect, test } from 'vitest'
import { batchesOf } from '../../../../../src/main/engine/inference/declared/batches'
import { createStopwatch } from '../../../../../src/main/engine/inference/stopwatch'
import { kinds, openKind, unitOf, type Kind } from './contract-kinds'
import { makeModelsFolder } from './tiny-models'

/** RUN-2: a batch of 16 gives what each unit gives alone, to 1e-5. */
const ALIKE = 1e-5
const folder = makeModelsFolder()

type Values = ReadonlyMap<string, ReadonlyMap<string, Float64Array>>

/** What every output says of every unit, whatever the batches were. */
async function answers(kind: Kind, together: boolean): Promise<Values & { readonly batches: number }> {
  const model = await openKind(folder, kind, 'cpu')
  const units = Array.from({ length: 16 }, (_, i) => unitOf(kind, i))
  const batches = together ? batchesOf(units, model.rules) : units.map((unit) => [unit])
  const found = new Map<string, ReadonlyMap<string, Float64Array>>()
  for (const batch of batches) {
    const decoded = await model.infer(batch, createStopwatch())
    batch.forEach(({ unit }, at) =>
      found.set(unit.key, new Map([...(decoded[at] ?? [])].map(([id, { data }]) => [id, data])))
    )
  }
  await model.dispose()
  return Object.assign(found, { batches: batches.length })
}

describe('one tiny model for each contract', () => {
  test.each(kinds)('$id, $what: 16 units together are what each is alone', async (kind) => {
    const [together, alone] = [await answers(kind, true), await answers(kind, false)]
    expect(together.size).toBe(16)
    expect(together.batches).toBe(kind.id === 'k3' ? 16 : kind.id === 'k5' ? 2 : 1)
    let sum = 0
    for (const [key, outputs] of alone)
      for (const [id, values] of outputs) {
        const other = together.get(key)?.get(id)
        expect(other?.length).toBe(values.length)
        values.forEach((value, at) => {
          sum += Math.abs(value)
          expect(Math.abs(value - (other?.[at] ?? NaN))).toBeLessThanOrEqual(ALIKE)
        })
      }
    expect(sum).toBeGreaterThan(0)
  })
})
