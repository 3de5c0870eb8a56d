import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { admitModel, MODEL_ID, modelThere } from './admit-model'
import { modelBench } from './model-list'

type Names = 'model.add' | 'model.remove'

/** Models that the user brings: a folder with a manifest is copied to where the app finds it. */
export function ownModelHandlers(context: HandlerContext): Area<Names> {
  return {
    async 'model.add'({ paths }) {
      const chosen = paths ?? (await context.dialogs.openModel())
      const added: { id: string; name: string }[] = []
      const rest: string[] = []
      for (const path of chosen) {
        if (!context.granted.allows(path))
          return fail(
            'not-allowed',
            `${path} was not chosen in a dialog or dropped on the window.`,
            'Add it with Models > Add a model.'
          )
        if (!existsSync(join(path, 'manifest.json'))) {
          rest.push(path)
          continue
        }
        const one = await addModel(context, path)
        if (!one.ok) return one
        added.push(one.value)
      }
      // A bare ONNX file is for the window to ask about.
      const first = rest.find((path) => !/\.onnx$/iu.test(path))
      if (paths === undefined && first !== undefined)
        return fail(
          'no-manifest',
          `${first} is no folder of a model.`,
          'It needs a manifest.json beside the ONNX file; see the handbook, “Models of your own”.',
          first
        )
      return ok({ added, rest })
    },

    async 'model.remove'({ modelId }) {
      const bench = await modelBench(context.board)
      if (!bench.ok) return bench
      const folder = join(context.paths.ownModels, modelId)
      if (!bench.value.models.some(({ id, own }) => own && id === modelId) || !existsSync(folder))
        return fail(
          'unknown-model',
          `“${modelId}” is no model that was added.`,
          'Models that come with Affectory cannot be removed.'
        )
      await rm(folder, { recursive: true, force: true })
      return ok(undefined)
    }
  }
}

/** Copy, then look: a model that cannot be used is not kept, and why is the answer. */
async function addModel(
  context: HandlerContext,
  path: string
): Promise<Result<{ id: string; name: string }>> {
  const named = await idOf(join(path, 'manifest.json'))
  if (!named.ok) return named
  const id = named.value
  const parent = context.paths.ownModels
  const target = join(parent, id)
  const there = modelThere(context, id, path)
  if (there) return there
  const draft = join(parent, `.adding-${id}`)
  try {
    await mkdir(parent, { recursive: true })
    await rm(draft, { recursive: true, force: true })
    await cp(path, draft, { recursive: true, dereference: false, errorOnExist: false })
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    return fail(
      'copy',
      `${path} could not be copied to ${parent}: ${error instanceof Error ? error.message : String(error)}`,
      'Check the space on the disk and whether the folder can be read.',
      path
    )
  }
  return admitModel(context, id, path)
}

/** Largest manifest that is read; real ones have a few kilobytes. */
const MOST_BYTES = 5_000_000

async function idOf(file: string): Promise<Result<string>> {
  const wrong = (reason: string): Result<never> =>
    fail('manifest', `${file} ${reason}`, 'See the handbook, “Models of your own”.', file)
  try {
    if ((await stat(file)).size > MOST_BYTES) return wrong('is too large for a manifest')
    const written: unknown = JSON.parse(await readFile(file, 'utf8'))
    const id = typeof written === 'object' && written !== null && 'id' in written ? written.id : undefined
    return typeof id === 'string' && MODEL_ID.test(id)
      ? ok(id)
      : wrong('names no “id” of small letters, digits, points and hyphens')
  } catch (error) {
    return wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
