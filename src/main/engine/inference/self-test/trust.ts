import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { SelfTestResult } from '../../../../shared/domain/model'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import { modelNote, type ModelNote } from '../model-notes'
import type { RunnableModel } from '../runnable-model'
import { runtimeVersion } from '../session'
import { fixtureBytes } from './fixture'
import { runSelfTests } from './run-self-tests'

/**
 * What a model's self-tests came to. They are run once for each model, manifest, fixture and version of the runtime, and
 * noted; where the note is lost they are run again. Undefined: it brings none.
 */
export async function trustOf(model: RunnableModel): Promise<readonly SelfTestResult[] | undefined> {
  if (!model.manifest.selfTest?.length) return undefined
  const note = await trustNote(model)
  const known = await note.read()
  if (known) return known
  const results = await runSelfTests(model)
  await note.write([...results])
  return results
}

/** A model whose self-tests fail is not run; the problem says which stage differs and by how much. */
export async function trusted(model: RunnableModel): Promise<Result<void>> {
  const failed = (await trustOf(model))?.find(({ passed }) => !passed)
  return failed ? notTrusted(model, failed) : ok(undefined)
}

function notTrusted({ manifest, folder }: RunnableModel, failed: SelfTestResult): Result<never> {
  const by =
    typeof failed.difference === 'number'
      ? `, ${failed.difference.toPrecision(3)} more or less where ${failed.tolerance} is allowed`
      : ''
  return fail(
    'model-not-trusted',
    `${manifest.name} is not trusted: its self-test “${failed.name}” fails at the stage ${failed.stage}: ${failed.reason ?? 'the numbers differ'}${by}.`,
    'Compare that stage with the program that the model comes from, and correct the manifest or the file.',
    join(folder, 'manifest.json')
  )
}

/** Named by everything that the results hang on: the manifest, the weights, the fixtures, the runtime. */
async function trustNote({
  manifest,
  folder,
  weightsPath,
  weightsHash
}: RunnableModel): Promise<ModelNote<SelfTestResult[]>> {
  const fixtures: string[] = []
  for (const { fixture } of manifest.selfTest ?? []) {
    const bytes = fixture === undefined ? undefined : await fixtureBytes(folder, fixture)
    fixtures.push(bytes?.ok ? createHash('sha256').update(bytes.value).digest('hex') : 'missing')
  }
  return modelNote('trust', z.array(SelfTestResult), [
    JSON.stringify(manifest),
    weightsHash ?? weightsPath,
    runtimeVersion,
    ...fixtures
  ])
}
