import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { differenceOf } from '../../../../../src/main/engine/inference/declared/parity'
import { listProviders } from '../../../../../src/main/engine/inference/session'
import { createStopwatch } from '../../../../../src/main/engine/inference/stopwatch'
import { kinds, openKind, unitOf } from './contract-kinds'
import { makeModelsFolder } from './tiny-models'

/** Software graphics driver that comes with Electron; it makes WebGPU usable, slowly, where there is no GPU. */
const driver = findDriver()
if (!driver) console.log('skipped: Electron with its software graphics driver is not set up')
if (driver) {
  process.env['VK_ICD_FILENAMES'] = driver
  process.env['VK_DRIVER_FILES'] = driver
}

function findDriver(): string | undefined {
  const parent = resolve(import.meta.dirname, '../../../../../.local/electron')
  if (process.platform !== 'linux' || !existsSync(parent)) return undefined
  return readdirSync(parent)
    .map((version) => join(parent, version, 'vk_swiftshader_icd.json'))
    .find((file) => existsSync(file))
}

/** Default tolerance between providers, absolute. */
const TOLERANCE = 1e-3
const folder = makeModelsFolder()
let works = false

describe.skipIf(!driver)('the contracts on WebGPU', () => {
  beforeAll(async () => {
    works = (await listProviders()).includes('webgpu')
  }, 60_000)

  // RUN-2: equal to the CPU within the tolerance, or on the CPU with a note that says why.
  test.each(kinds)(
    '$id, $what: as on the CPU, or on the CPU with a note',
    { timeout: 60_000 },
    async (kind) => {
      const units = [unitOf(kind, 0)]
      const cpu = await openKind(folder, kind, 'cpu')
      const [expected] = await cpu.infer(units, createStopwatch())
      const gpu = await openKind(folder, kind, 'webgpu')
      // The first run decides and is the CPU's; the second is the provider's.
      await gpu.infer(units, createStopwatch())
      const [found] = await gpu.infer(units, createStopwatch())
      if (gpu.choice.got === 'cpu') expect(gpu.choice.note ?? '').not.toBe('')
      else expect(works && gpu.choice.got).toBe('webgpu')
      for (const [id, { data, dims }] of expected ?? []) {
        const reference = { [id]: { type: 'float32', data: Float32Array.from(data), dims } } as const
        const other = Float32Array.from(found?.get(id)?.data ?? [])
        expect(differenceOf({ [id]: { type: 'float32', data: other, dims } }, reference)).toBeLessThanOrEqual(
          TOLERANCE
        )
      }
      await cpu.dispose()
      await gpu.dispose()
    }
  )
})

test.skipIf(!driver)(
  'a provider that answers otherwise than the manifest allows is not used, and the note says by how much',
  { timeout: 60_000 },
  async () => {
    if (!(await listProviders()).includes('webgpu')) return
    const kind = kinds.find(({ id }) => id === 'k16')
    if (!kind) throw new Error('no kind')
    // No difference at all is allowed, nor even none.
    const model = await openKind(makeModelsFolder(), { ...kind, id: 'strict' }, 'webgpu', -1)
    for (let run = 0; run < 2; run++) await model.infer([unitOf(kind, run)], createStopwatch())
    expect(model.choice.got).toBe('cpu')
    expect(model.choice.note).toMatch(/webgpu answers otherwise than the CPU, by .* where -1 is allowed/)
    await model.dispose()
  }
)

describe('the difference between providers', () => {
  const tensor = (...values: number[]) => ({
    y: { type: 'float32', data: Float32Array.from(values), dims: [values.length] } as const
  })
  test('is the largest of all values; a number beside none is infinite', () => {
    expect(differenceOf(tensor(1, 2), tensor(1, 2.5))).toBe(0.5)
    expect(differenceOf(tensor(Number.NaN, 1), tensor(Number.NaN, 1))).toBe(0)
    expect(differenceOf(tensor(Number.NaN), tensor(1))).toBe(Infinity)
    expect(differenceOf(tensor(1), tensor(1, 2))).toBe(Infinity)
    expect(differenceOf({}, tensor(1))).toBe(Infinity)
  })
})

test('a provider that this machine has not is the CPU, with a note, and the results are right', async () => {
  const [kind] = kinds
  if (!kind) throw new Error('no kinds')
  const model = await openKind(folder, kind, process.platform === 'win32' ? 'coreml' : 'dml')
  const [first] = await model.infer([unitOf(kind, 0)], createStopwatch())
  expect(first?.get('y')?.data.every(Number.isFinite)).toBe(true)
  expect(model.choice.got).toBe('cpu')
  expect(model.choice.note).toMatch(/asked for, the CPU is used/)
  await model.dispose()
})
