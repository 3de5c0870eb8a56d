import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { MakeModel } from '../../shared/contract/model-look'
import { fail, ok, type Result } from '../../shared/domain/problem'
import type { OnnxFacts } from '../../shared/model-wizard/onnx-facts'
import { admitModel, MODEL_ID, modelThere } from './admit-model'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { notChosen } from './draft-model'
import { lookThrough } from './model-look'

type Names = 'model.onnx' | 'model.tokenizer' | 'model.make'

/** A bare ONNX file becomes a model: what it says of itself, and at the end a folder of its own with a manifest. */
export function makeModelHandlers(context: HandlerContext): Area<Names> {
  return {
    async 'model.onnx'({ path: given }) {
      const path = given ?? (await context.dialogs.openOnnx())
      if (path === undefined) return ok(undefined)
      const refused = notChosen(context, [path])
      if (refused) return refused
      const facts = await factsOf(context, path)
      // A tokenizer that lies beside the model was chosen with it.
      if (facts.ok && facts.value.beside.tokenizer !== undefined)
        context.granted.grant(facts.value.beside.tokenizer)
      return facts
    },

    async 'model.tokenizer'() {
      return ok(await context.dialogs.openTokenizer())
    },

    'model.make': (wanted) => makeModel(context, wanted)
  }
}

async function factsOf({ board }: HandlerContext, path: string): Promise<Result<OnnxFacts>> {
  const outcome = await board.ask({ kind: 'onnx-facts', path })
  if (outcome.state === 'done' && outcome.result.kind === 'onnx-facts') return ok(outcome.result.facts)
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  return fail(
    'engine-stopped',
    `${path} made the process that computes end.`,
    'The file may be damaged.',
    path
  )
}

/** Files stay inside the model's folder. */
const Manifest = z.looseObject({
  id: z.string().regex(MODEL_ID),
  files: z.record(
    z.string(),
    z.looseObject({ path: z.string().regex(/^(?!\/)(?!.*\.\.)[^\\:]+$/), role: z.string().optional() })
  )
})

async function makeModel(
  context: HandlerContext,
  { draft, moment }: z.output<typeof MakeModel>
): Promise<Result<{ id: string; name: string; untested?: string }>> {
  const refused = notChosen(context, [draft.path, ...Object.values(draft.places)])
  if (refused) return refused
  const manifest = Manifest.safeParse(draft.manifest)
  if (!manifest.success)
    return fail('manifest', `The manifest cannot be kept: ${manifest.error.issues[0]?.message ?? ''}`)
  const { id, files } = manifest.data
  const there = modelThere(context, id, draft.path)
  if (there) return there
  const facts = await factsOf(context, draft.path)
  if (!facts.ok) return facts
  const parent = context.paths.ownModels
  const folder = join(parent, `.making-${id}`)
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    for (const [key, { path, role }] of Object.entries(files)) {
      const from = role === 'model' ? draft.path : (draft.places[key] ?? join(dirname(draft.path), path))
      const to = join(folder, path)
      await mkdir(dirname(to), { recursive: true })
      await copyFile(from, to)
    }
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(draft.manifest, undefined, 2)}\n`)
    const untested = moment && (await untestedReason(context, { draft, moment }, folder))
    await rename(folder, join(parent, id))
    const admitted = await admitModel(context, id, draft.path)
    if (!admitted.ok) return admitted
    return ok({ ...admitted.value, ...(untested === undefined ? {} : { untested }) })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    return fail(
      'copy',
      `${draft.path} could not be copied to ${parent}: ${error instanceof Error ? error.message : String(error)}`,
      'Check the space on the disk and whether the files can be read.',
      draft.path
    )
  }
}

/** Keep the moment as a self-test in the folder; why it was not kept, where it was not. */
async function untestedReason(
  context: HandlerContext,
  { draft, moment }: Required<z.output<typeof MakeModel>>,
  folder: string
): Promise<string | undefined> {
  const { project } = context.open
  if (!project) return 'no project is open.'
  const model = { kind: 'draft' as const, ...draft }
  const made = await lookThrough(context, project, { ...moment, model }, { testInto: folder })
  if (!made.ok) return made.error.message
  if (made.value?.kind !== 'look') return 'it was stopped.'
  return made.value.untested
}
