import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listModels } from '../../../../src/main/engine/inference/list-models'
import { hasModel, modelsFolder } from './fixtures'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-models-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Draft {
  id: string
  kind: string
  files: Record<string, { path: string; sha256?: string; role: string }>
  unit: { type: string }
  inputs: { pipeline: { op: string; [parameter: string]: unknown }[] }[]
}

/** A manifest like the ones that ship, changed by the test, with weights of a few bytes. */
function install(id: string, change: (manifest: Draft) => void = () => undefined): void {
  const manifest = JSON.parse(
    readFileSync(join(modelsFolder, 'face-expression-a/manifest.json'), 'utf8')
  ) as Draft
  manifest.id = id
  manifest.files = { model: { path: 'weights/model.onnx', role: 'model' } }
  change(manifest)
  mkdirSync(join(folder, id, 'weights'), { recursive: true })
  writeFileSync(join(folder, id, 'weights/model.onnx'), 'weights')
  writeFileSync(join(folder, id, 'card.md'), '# About this model')
  writeFileSync(join(folder, id, 'manifest.json'), JSON.stringify(manifest))
}

const list = () => listModels({ modelsFolder: folder, threads: 1 })
const problem = async (): Promise<string | undefined> => (await list())[0]?.problem?.message

describe('the list of models', () => {
  test('weights that were exchanged since they were listed are noticed, even with the size and time of before', async () => {
    const sha256 = createHash('sha256').update('weights').digest('hex')
    install('mine', (manifest) => {
      manifest.files = { model: { path: 'weights/model.onnx', role: 'model', sha256 } }
    })
    expect(await problem()).toBeUndefined()
    const file = join(folder, 'mine/weights/model.onnx')
    const { atime, mtime } = statSync(file)
    writeFileSync(file, 'WEIGHTS')
    utimesSync(file, atime, mtime)
    expect(await problem()).toContain('has SHA-256')
  })

  test('a whole folder is listed with its labels, card, size and the hashes of manifest and weights', async () => {
    install('mine')
    const [model] = await list()
    expect(model?.problem).toBeUndefined()
    expect(model).toMatchObject({
      id: 'mine',
      task: 'face-expression',
      input: 'video',
      schemeId: 'ekman7',
      licence: 'MIT',
      card: '# About this model',
      sizeBytes: 7
    })
    expect(model?.labels).toEqual(['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise'])
    expect(model?.weightsHash).toBe(createHash('sha256').update('weights').digest('hex'))
    expect(model?.manifestHash).toBe(
      createHash('sha256')
        .update(readFileSync(join(folder, 'mine/manifest.json')))
        .digest('hex')
    )
  })

  test('missing weights say how to build them', async () => {
    install('mine')
    rmSync(join(folder, 'mine/weights'), { recursive: true })
    expect((await list())[0]?.problem).toMatchObject({
      message: expect.stringContaining('model.onnx is missing'),
      hint: expect.stringContaining('npm run models')
    })
  })

  test('weights that are not those of the manifest are refused', async () => {
    install('mine', (manifest) =>
      Object.assign(manifest.files, {
        model: { path: 'weights/model.onnx', role: 'model', sha256: '0'.repeat(64) }
      })
    )
    expect(await problem()).toContain('SHA-256')
  })

  test('a manifest that is not JSON, or not a manifest, names file and place and does not hide the others', async () => {
    install('b-good')
    install('a-bad', (manifest) => Object.assign(manifest, { outputs: [], colour: 'blue' }))
    mkdirSync(join(folder, 'c-worse'))
    writeFileSync(join(folder, 'c-worse/manifest.json'), '{')
    const models = await list()
    expect(models.map(({ id }) => id)).toEqual(['a-bad', 'b-good', 'c-worse'])
    expect(models[0]?.problem?.message).toMatch(/manifest\.json.*colour/)
    expect(models[1]?.problem).toBeUndefined()
    expect(models[2]?.problem?.message).toContain('is not JSON')
  })

  test('a path that leads out of the folder is refused, through a link too', async () => {
    install('mine', (manifest) =>
      Object.assign(manifest.files, { model: { path: '../other/model.onnx', role: 'model' } })
    )
    expect(await problem()).toContain('/files/model/path')
    rmSync(join(folder, 'mine'), { recursive: true })
    install('mine')
    writeFileSync(join(folder, 'outside.onnx'), 'weights')
    rmSync(join(folder, 'mine/weights/model.onnx'))
    symlinkSync(join(folder, 'outside.onnx'), join(folder, 'mine/weights/model.onnx'))
    expect(await problem()).toContain('outside its model folder')
  })

  // RUN-1: the place in the manifest is named.
  test('a step that nobody knows is refused with its place, one with wrong parameters by its name', async () => {
    install('mine', (manifest) => manifest.inputs[0]?.pipeline.push({ op: 'audio.magic' }))
    expect(await problem()).toMatch(/\/inputs\/0\/pipeline\/\d+\/op/)
    rmSync(join(folder, 'mine'), { recursive: true })
    install('mine', (manifest) => manifest.inputs[0]?.pipeline.push({ op: 'image.resize', w: -1, h: 2 }))
    expect(await problem()).toContain('the step "image.resize" has a wrong "w"')
  })

  test('a model without a network of its own is listed as what it is', async () => {
    install('mine', (manifest) =>
      Object.assign(manifest, { kind: 'external', external: { format: 'csv', key: {} } })
    )
    const [model] = await listModels({ modelsFolder: folder, threads: 1 })
    expect([model?.kind, model?.problem]).toEqual(['external', undefined])
  })

  test('models of the user stand behind those that ship, and cannot take their names', async () => {
    install('mine')
    const own = mkdtempSync(join(tmpdir(), 'affectory-own-'))
    cpSync(join(folder, 'mine'), join(own, 'mine'), { recursive: true })
    const models = await listModels({ modelsFolder: folder, ownModelsFolder: own, threads: 1 })
    expect(models.map(({ id, own: isOwn }) => [id, isOwn])).toEqual([
      ['mine', false],
      ['mine', true]
    ])
    expect(models[1]?.problem?.message).toContain('is called "mine", too')
    rmSync(own, { recursive: true })
  })

  test('a model without a card gets one of what its manifest says, and of what it does not say', async () => {
    install('mine', (manifest) => Object.assign(manifest, { describes: { intendedUse: 'Counts smiles.' } }))
    rmSync(join(folder, 'mine', 'card.md'))
    const card = (await list())[0]?.card ?? ''
    expect(card).toContain('Counts smiles.')
    expect(card).toContain('limits, population, trained on. Find out before you rely on it.')
  })

  test('no folder of models is an empty list', async () => {
    expect(await listModels({ modelsFolder: join(folder, 'none'), threads: 1 })).toEqual([])
  })

  test.skipIf(!hasModel('speech-emotion') || !hasModel('face-expression'))(
    'the models that ship can all be used',
    async () => {
      const models = await listModels({ modelsFolder, threads: 1 })
      expect(models.filter((model) => model.problem).map((model) => model.problem?.message)).toEqual([])
      expect(models.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['face-detection', 'face-expression', 'speech-emotion'])
      )
    }
  )
})
