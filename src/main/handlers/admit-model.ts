import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/domain/problem'
import type { HandlerContext } from './context'
import { modelBench } from './model-list'

/** Ids are names of folders. */
export const MODEL_ID = /^[a-z0-9][a-z0-9._-]{1,80}$/

/** Why a model of that id cannot be added; undefined where it can. */
export function modelThere(
  { paths }: Pick<HandlerContext, 'paths'>,
  id: string,
  path: string
): Result<never> | undefined {
  return existsSync(join(paths.ownModels, id)) || existsSync(join(paths.models, id))
    ? fail(
        'model-there',
        `There is a model “${id}” already.`,
        'Remove it in the panel Models first, or give this one another id in its manifest and another folder name.',
        path
      )
    : undefined
}

/** Look at a model that was put to the others: one that cannot be used is taken away again, and why is the answer. `path` is what the user knows it by. */
export async function admitModel(
  context: Pick<HandlerContext, 'board' | 'paths'>,
  id: string,
  path: string
): Promise<Result<{ readonly id: string; readonly name: string }>> {
  const target = join(context.paths.ownModels, id)
  const bench = await modelBench(context.board)
  const info = bench.ok ? bench.value.models.find((model) => model.own && model.id === id) : undefined
  if (bench.ok && info && !info.problem) return ok({ id, name: info.name })
  await rm(target, { recursive: true, force: true })
  if (!bench.ok) return bench
  const problem = info?.problem
  if (!problem) return fail('model', `${path} could not be read as a model.`, undefined, path)
  // Places are told in the folder that the user knows.
  const told = (text: string): string => text.replaceAll(target, path)
  return fail(problem.code, told(problem.message), problem.hint && told(problem.hint), path)
}
