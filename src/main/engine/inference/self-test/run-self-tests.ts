import { join } from 'node:path'
import type { SelfTestResult } from '../../../../shared/domain/model'
import type { Result } from '../../../../shared/domain/problem'
import { micros } from '../../../../shared/domain/time'
import { readAssets } from '../assets'
import { compileDecode } from '../decode/compile-decode'
import { stacked } from '../declared/batches'
import { compileInputs, type CompiledInput } from '../declared/compile-inputs'
import { cutOutput, graphName } from '../declared/cut-outputs'
import type { PreparedUnit } from '../declared/prepare-unit'
import type { SelfTest } from '../manifest-kinds'
import type { ModelInput, Value } from '../ops/value'
import type { RunnableModel } from '../runnable-model'
import type { ModelSession, Tensors } from '../session'
import { emptyTensor, tensorTypeOf, type TensorValue } from '../tensor-value'
import { openThreadedSession } from '../threaded-session'
import { differenceFrom, type Found } from './differ'
import { Expected, readFixture, valueOf, type Fixture } from './fixture'

/** Largest difference that counts as the same, where a self-test names none. */
const TOLERANCE = 1e-4

/** Run the self-tests that travel with a model, on the CPU. A test that cannot be run has failed; it never throws. */
export async function runSelfTests(model: RunnableModel): Promise<readonly SelfTestResult[]> {
  const tests = model.manifest.selfTest ?? []
  const opened = openOnce(model)
  const results: SelfTestResult[] = []
  for (const test of tests) results.push(await runOne(model, test, opened.session))
  await opened.dispose()
  return results
}

async function runOne(
  model: RunnableModel,
  test: SelfTest,
  session: () => Promise<ModelSession>
): Promise<SelfTestResult> {
  const stage = test.stage ?? 'end-to-end'
  const tolerance = test.atol ?? TOLERANCE
  const facts = { name: test.name, stage, tolerance }
  try {
    const expected = Expected.safeParse(test.expect)
    if (!expected.success)
      return { ...facts, passed: false, reason: 'its "expect" does not give values by name' }
    if (test.fixture === undefined) return { ...facts, passed: false, reason: 'it names no fixture' }
    const fixture = unwrap(await readFixture(model.folder, test.fixture))
    const found = await stages[stage](model, fixture, session)
    const difference = differenceFrom(expected.data, found)
    if ('reason' in difference) return { ...facts, passed: false, reason: difference.reason }
    const { largest, place } = difference
    if (largest <= tolerance) return { ...facts, passed: true, difference: largest }
    return {
      ...facts,
      passed: false,
      difference: Number.isFinite(largest) ? largest : null,
      reason: `${place} is ${difference.found} instead of ${difference.expected}`
    }
  } catch (error) {
    return { ...facts, passed: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** What every output of a model says of a fixture's values, on the CPU. */
export async function sayingsOfFixture(
  model: RunnableModel,
  fixture: Fixture
): Promise<ReadonlyMap<string, Found>> {
  const opened = openOnce(model)
  try {
    return await stages['end-to-end'](model, fixture, opened.session)
  } finally {
    await opened.dispose()
  }
}

type Stage = (
  model: RunnableModel,
  fixture: Fixture,
  session: () => Promise<ModelSession>
) => Promise<Map<string, Found>>

const stages: Readonly<Record<NonNullable<SelfTest['stage']>, Stage>> = {
  async pipeline(model, fixture) {
    const { compiled, inputs } = await prepared(model, fixture)
    return new Map(compiled.map(({ input }, i) => [input.name, tensorAt(inputs, i)]))
  },

  async model({ manifest }, { feeds }, session) {
    if (!feeds) throw new Error('its fixture has no "feeds"')
    const names = [...new Set(manifest.outputs.map(graphName))]
    const { values } = await (await session()).run(feedsOf(manifest.inputs ?? [], feeds), names)
    return new Map(Object.entries(values))
  },

  async decode({ manifest, folder }, { outputs }) {
    if (!outputs) throw new Error('its fixture has no "outputs"')
    const file = join(folder, 'manifest.json')
    const assets = unwrap(await readAssets(folder, manifest))
    const found = new Map<string, Found>()
    for (const output of manifest.outputs) {
      const given = outputs[graphName(output)]
      if (!given) continue
      const decode = unwrap(compileDecode(output, file, assets))
      const data = given.values.map((value) => value ?? NaN)
      found.set(output.id, decode(data, given.dims, { input: () => undefined, seconds: 1 }))
    }
    return found
  },

  async 'end-to-end'(model, fixture, session) {
    const { manifest, folder } = model
    const { compiled, inputs, assets } = await prepared(model, fixture)
    const unit: PreparedUnit = {
      unit: { key: 'self-test', start: micros(0), end: micros(1_000_000) },
      inputs
    }
    const ranks = compiled.map(({ input }) => input.shape.length)
    const alone = !inputs.some(({ dims }, at) => dims.length < (ranks[at] ?? 0))
    const tensors = stacked([unit], { max: 1, byLength: false, equalLengths: true, ranks })
    const feeds = Object.fromEntries(compiled.map(({ input }, at) => [input.name, tensorAt(tensors, at)]))
    const names = [...new Set(manifest.outputs.map(graphName))]
    const { values } = await (await session()).run(feeds, names)
    const found = new Map<string, Found>()
    for (const output of manifest.outputs) {
      const value = values[graphName(output)]
      if (!value) throw new Error(`the model gave no output "${graphName(output)}"`)
      const [own] = cutOutput(value, output, [unit], manifest, alone)
      const decode = unwrap(compileDecode(output, join(folder, 'manifest.json'), assets))
      const facts = {
        input: (name: string) => inputs[compiled.findIndex(({ input }) => input.name === name)],
        seconds: 1
      }
      if (own) found.set(output.id, decode(own.data, own.dims, facts))
    }
    return found
  }
}

async function prepared({ manifest, folder }: RunnableModel, { values }: Fixture) {
  if (!values) throw new Error('its fixture has no "values"')
  const assets = unwrap(await readAssets(folder, manifest))
  const compiled = unwrap(compileInputs(manifest, join(folder, 'manifest.json'), assets))
  const given = new Map(Object.entries(values).map(([name, written]) => [name, valueOf(written)]))
  const inputs = compiled.map((input) => inputOf(input, given))
  return { compiled, inputs, assets }
}

function inputOf(compiled: CompiledInput, given: ReadonlyMap<string, Value>): ModelInput {
  const made = compiled.branches.map(({ from, run }) => {
    const value = given.get(from)
    if (!value) throw new Error(`its fixture has no value "${from}"`)
    return run(value, {})
  })
  return compiled.join(made, {})
}

function feedsOf(
  inputs: readonly { readonly name: string; readonly dtype: string }[],
  written: NonNullable<Fixture['feeds']>
): Tensors {
  return Object.fromEntries(
    inputs.map(({ name, dtype }) => {
      const given = written[name]
      if (!given) throw new Error(`its fixture has no feed "${name}"`)
      const tensor = emptyTensor(tensorTypeOf(dtype), given.dims)
      if (tensor.data.length !== given.values.length)
        throw new Error(
          `feed "${name}" has ${given.values.length} values, its axes need ${tensor.data.length}`
        )
      given.values.forEach((value, i) => put(tensor, i, value ?? NaN))
      return [name, tensor]
    })
  )
}

function put(tensor: TensorValue, at: number, value: number): void {
  if (tensor.type === 'int64') tensor.data[at] = BigInt(Math.trunc(value))
  else tensor.data[at] = value
}

function tensorAt<T>(tensors: readonly T[], at: number): T {
  const tensor = tensors[at]
  if (!tensor) throw new Error(`input ${at + 1} was not prepared`)
  return tensor
}

/** The session, opened when a stage first needs it. */
function openOnce(model: RunnableModel): {
  readonly session: () => Promise<ModelSession>
  readonly dispose: () => Promise<void>
} {
  let opened: Promise<ModelSession> | undefined
  return {
    session: () => {
      opened ??= openThreadedSession({ path: model.weightsPath, provider: 'cpu', threads: 1 }).then(unwrap)
      return opened
    },
    dispose: async () => {
      // One that could not be opened has been told by the tests that asked for it.
      const session = await opened?.catch(() => undefined)
      await session?.dispose()
    }
  }
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(result.error.message)
}
