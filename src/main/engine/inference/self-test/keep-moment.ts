import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LookedAt } from '../explain/looked-at'
import type { SelfTest } from '../manifest-kinds'
import { parseManifest } from '../parse-manifest'
import { withReferences } from '../ops/step-references'
import type { RunnableModel } from '../runnable-model'
import type { Found } from './differ'
import { Fixture, type Expected, type WrittenValue } from './fixture'
import { runSelfTests, sayingsOfFixture } from './run-self-tests'
import { writeValue } from './write-value'

const FIXTURE = 'tests/moment.json'

/** Numbers of an answer that are held against it; of longer ones, so many spread over it. */
const MOST_VALUES = 512

/** Largest difference that counts as the same, as a share of the largest number of the answer. */
const TOLERANCE = 1e-3

/**
 * Write a moment and what the model says of it, on the CPU, into the model's folder as a self-test. Answers why that
 * cannot be, as the rest of a sentence; then the folder is as it was.
 */
export async function keepMoment(
  folder: string,
  model: RunnableModel,
  { values, unit }: LookedAt,
  recording: string
): Promise<string | undefined> {
  const written: Record<string, WrittenValue> = {}
  for (const [at, input] of (model.manifest.inputs ?? []).entries())
    for (const [b, from] of (input.branches?.map((branch) => branch.from) ?? [input.from ?? '']).entries()) {
      const value = values[at]?.[b]
      const own = value === undefined || value === 'blank' ? undefined : writeValue(value)
      if (!own) return `what “${from}” gives here cannot be written down.`
      written[from] = own
    }
  const file = join(folder, FIXTURE)
  const manifestFile = join(folder, 'manifest.json')
  const before = await readFile(manifestFile, 'utf8')
  const undo = async (reason: string): Promise<string> => {
    await rm(file, { force: true })
    await writeFile(manifestFile, before)
    return reason
  }
  try {
    const fixture = Fixture.parse({ values: written })
    const said = await sayingsOfFixture({ ...model, folder }, fixture)
    const test: SelfTest = {
      name: `${recording.slice(0, 60)} at ${(unit.start / 1e6).toFixed(1)} s, as it was tried`,
      stage: 'end-to-end',
      fixture: FIXTURE,
      expect: expectedOf(said),
      atol: toleranceOf(said)
    }
    await mkdir(join(folder, 'tests'), { recursive: true })
    await writeFile(file, JSON.stringify(fixture))
    const document: unknown = JSON.parse(before)
    await writeFile(
      manifestFile,
      `${JSON.stringify({ ...asObject(document), selfTest: [test] }, undefined, 2)}\n`
    )
    const reason = await failing(folder, model)
    return reason === undefined ? undefined : await undo(reason)
  } catch (error) {
    return undo(error instanceof Error ? error.message : String(error))
  }
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

/** Why the test that was written fails; undefined where it passes. */
async function failing(folder: string, model: RunnableModel): Promise<string | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8')
  const parsed = parseManifest(text, 'The manifest')
  const manifest = parsed.ok ? withReferences(parsed.value, 'The manifest') : parsed
  if (!manifest.ok) return manifest.error.message
  const [result] = await runSelfTests({ ...model, folder, manifest: manifest.value })
  return result?.passed ? undefined : (result?.reason ?? 'it does not pass.')
}

function expectedOf(said: ReadonlyMap<string, Found>): Expected {
  return Object.fromEntries(
    [...said].map(([id, { dims, data }]) => {
      const all = data.length <= MOST_VALUES
      const at = all
        ? undefined
        : Array.from({ length: MOST_VALUES }, (_, i) => Math.floor((i * data.length) / MOST_VALUES))
      const values = (at ?? Array.from(data, (_, i) => i)).map((place) => numberOrNone(data[place]))
      return [id, { dims: [...dims], values, ...(at ? { at } : {}) }]
    })
  )
}

function toleranceOf(said: ReadonlyMap<string, Found>): number {
  let largest = 1
  for (const { data } of said.values())
    for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(Number(data[i] ?? 0)) || 0)
  return TOLERANCE * largest
}

const numberOrNone = (value: number | bigint | undefined): number | null => {
  const number = Number(value ?? NaN)
  return Number.isFinite(number) ? number : null
}
