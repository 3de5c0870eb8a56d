import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runJob } from '../../../src/main/engine/jobs'
import type { Decoder, JobSpec } from '../../../src/main/engine/protocol'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { makeModelHandlers } from '../../../src/main/handlers/make-model'
import { modelLookHandlers } from '../../../src/main/handlers/model-look'
import type { Project } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import { draftManifest } from '../../../src/shared/model-wizard/draft-manifest'
import { guessDraft } from '../../../src/shared/model-wizard/guess-draft'
import { bareOnnx, onnxFile } from '../engine/inference/wizard/bare-onnx'
import { Committed, contextFor, fakeDecoder } from '../engine/inference/fixtures'
import { blindStudy } from '../store/blind-study'
import { emptyFolder, labelledProject, problem, value } from '../store/project-fixture'

const RATE = 16_000
const half = fakeDecoder({ sound: { rateHz: RATE, samples: new Float32Array(60 * RATE).fill(0.5) } })

/** A window with the real engine behind it, in the test's process. */
function windowOn(project: Project, decoder: Decoder = half) {
  const folder = emptyFolder()
  const paths = {
    models: join(folder, 'shipped'),
    ownModels: join(folder, 'own'),
    schemes: 'resources/schemes'
  }
  mkdirSync(paths.models)
  const granted = new Set<string>()
  const specs: JobSpec[] = []
  const context = {
    open: { project },
    paths,
    settings: { get: () => ({ provider: 'cpu' }) },
    granted: { grant: (path: string) => granted.add(path), allows: (path: string) => granted.has(path) },
    board: {
      async ask(spec: JobSpec) {
        specs.push(spec)
        const done = await runJob(structuredClone(spec), {
          ...contextFor(decoder, new Committed()),
          environment: { modelsFolder: paths.models, ownModelsFolder: paths.ownModels, threads: 1 }
        })
        return done.ok ? { state: 'done', result: done.value } : { state: 'failed', problem: done.error }
      }
    }
  } as unknown as HandlerContext
  return { ...makeModelHandlers(context), ...modelLookHandlers(context), paths, granted, specs }
}

/** A network of sound that says its mean plus 0, 1 and 2, and the first answers to it. */
async function chosen(app: ReturnType<typeof windowOn>) {
  const path = onnxFile(bareOnnx([{ name: 'x', dims: ['B', 32_000] }], [{ name: 'levels_vad', count: 3 }]))
  app.granted.add(path)
  const facts = value(await app['model.onnx']({ path }))
  if (!facts) throw new Error('no facts')
  const manifest = draftManifest(guessDraft(facts))
  return { path, manifest, places: {} }
}

const at = (recordingId: string) => ({ recordingId, time: micros(3_000_000) })

describe('a bare ONNX file', () => {
  test('is tried before anything is written, and says what it hears', async () => {
    const { project, recordingId } = labelledProject()
    const app = windowOn(project)
    const draft = await chosen(app)
    const look = value(await app['model.look']({ ...at(recordingId), model: { kind: 'draft', ...draft } }))
    expect(look?.outputs[0]?.answer?.scores.map((score) => Math.round((score ?? 0) * 1000) / 1000)).toEqual([
      0.5, 1.5, 2.5
    ])
    expect(existsSync(app.paths.ownModels)).toBe(false)
    expect(readFileSync(draft.path).length).toBeGreaterThan(0)
  })

  test('is copied into a folder of its own with its manifest when it is kept, and can be run', async () => {
    const { project } = labelledProject()
    const app = windowOn(project)
    const draft = await chosen(app)
    expect(value(await app['model.make']({ draft }))).toEqual({ id: 'some-model', name: 'Some Model' })
    const folder = join(app.paths.ownModels, 'some-model')
    expect(readFileSync(join(folder, 'model.onnx'))).toEqual(readFileSync(draft.path))
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual(draft.manifest)
    expect(problem(await app['model.make']({ draft })).message).toContain(
      'There is a model “some-model” already'
    )
  })

  test('takes the moment with it as a self-test that passes, and fails for another network', async () => {
    const { project, recordingId } = labelledProject()
    const app = windowOn(project)
    const draft = await chosen(app)
    const made = value(await app['model.make']({ draft, moment: at(recordingId) }))
    expect(made.untested).toBeUndefined()
    const folder = join(app.paths.ownModels, made.id)
    const { selfTest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    expect(selfTest[0].stage).toBe('end-to-end')
    expect(selfTest[0].expect['levels_vad'].values.map((x: number) => Math.round(x * 1e4) / 1e4)).toEqual([
      0.5, 1.5, 2.5
    ])
    const { runSelfTests } = await import('../../../src/main/engine/inference/self-test/run-self-tests')
    const { readModelFolder } = await import('../../../src/main/engine/inference/model-folder')
    const passed = async () => {
      const { model } = await readModelFolder(folder)
      return model && (await runSelfTests(model)).map((result) => result.passed)
    }
    expect(await passed()).toEqual([true])
    // Another network under the same name: one number more.
    writeFileSync(
      join(folder, 'model.onnx'),
      bareOnnx([{ name: 'x', dims: ['B', 32_000] }], [{ name: 'levels_vad', count: 4 }])
    )
    expect(await passed()).toEqual([false])
  })

  test('is not read where nobody chose it, and nothing is kept of a manifest that leads out of its folder', async () => {
    const { project } = labelledProject()
    const app = windowOn(project)
    const draft = await chosen(app)
    expect(problem(await app['model.onnx']({ path: '/etc/passwd' })).code).toBe('not-allowed')
    const outside = {
      ...draft,
      manifest: { ...draft.manifest, files: { model: { path: '../../stolen.onnx', role: 'model' } } }
    }
    expect(problem(await app['model.make']({ draft: outside })).code).toBe('manifest')
    const unread = { ...draft, places: { tok: '/etc/passwd' } }
    expect(problem(await app['model.make']({ draft: unread })).code).toBe('not-allowed')
    expect(existsSync(app.paths.ownModels)).toBe(false)
    expect(existsSync(join(dirname(app.paths.ownModels), '..', 'stolen.onnx'))).toBe(false)
  })

  test('leaves nothing behind when its manifest cannot be used', async () => {
    const { project } = labelledProject()
    const app = windowOn(project)
    const draft = await chosen(app)
    const wrong = { ...draft, manifest: { ...draft.manifest, unit: { type: 'nothing' } } }
    expect(problem(await app['model.make']({ draft: wrong })).message).toContain('unit')
    expect(existsSync(join(app.paths.ownModels, 'some-model'))).toBe(false)
  })
})

describe('what a model sees', () => {
  test('holds nothing of what others said, and no answer, where a recording is labelled blind', async () => {
    const { project, recordingId } = blindStudy()
    value(project.viewAs('anna', true))
    const app = windowOn(project)
    const draft = await chosen(app)
    const model = { kind: 'draft' as const, ...draft }
    const look = value(await app['model.look']({ ...at(recordingId), model }))
    expect(look?.outputs).toEqual([])
    expect(look?.inputs[0]?.taken?.dims).toEqual([32_000])
    expect(JSON.stringify(app.specs)).not.toContain('ben-here')
    value(project.viewAs('lea', true))
    const seen = value(await app['model.look']({ ...at(recordingId), model }))
    expect(seen?.outputs).toHaveLength(1)
    expect(JSON.stringify(app.specs)).toContain('ben-here')
  })
})
