import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { SelfTestResult } from '../../../../shared/domain/model'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { RunnableModel } from '../runnable-model'
import { runtimeVersion } from '../session'
import { runSelfTests } from './run-self-tests'

/**
 * What a model's self-tests came to. They are run once for each model, manifest and version of the runtime, and remembered
 * beside the temporary files; where that is lost they are run again. Undefined: it brings none.
 */
export async function trustOf(model: RunnableModel): Promise<readonly SelfTestResult[] | undefined> {
  if (!model.manifest.selfTest?.length) return undefined
  const known = await knownTrust(model)
  if (known) return known
  const results = await runSelfTests(model)
  try {
    const file = await memoryFile(model)
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, JSON.stringify(results))
  } catch {
    // No place for a note: the next run tests again.
  }
  return results
}

/** What was found earlier, without running anything. */
export async function knownTrust(model: RunnableModel): Promise<readonly SelfTestResult[] | undefined> {
  try {
    return z.array(SelfTestResult).parse(JSON.parse(await readFile(await memoryFile(model), 'utf8')))
  } catch {
    return undefined
  }
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
async function memoryFile({ manifest, folder, weightsPath, weightsHash }: RunnableModel): Promise<string> {
  const hash = createHash('sha256')
  hash.update([JSON.stringify(manifest), weightsHash ?? weightsPath, runtimeVersion].join('\n'))
  for (const { fixture } of manifest.selfTest ?? [])
    hash.update(
      fixture === undefined ? '' : await readFile(join(folder, fixture)).catch(() => Buffer.from('missing'))
    )
  return join(tmpdir(), `affectory-trust-${userInfo().uid}`, `${hash.digest('hex').slice(0, 32)}.json`)
}
