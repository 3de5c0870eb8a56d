import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildModel, modelIds } from '../../models/build'
import { sha256 } from '../../models/convert/package-files'
import { modelsFolder, nodeModules } from './models'

let output: string
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'affectory-models-'))
})
afterEach(() => rmSync(output, { recursive: true, force: true }))

describe('building the default models', () => {
  it('finds the five models that set-up must make', () => {
    expect(modelIds()).toEqual(
      expect.arrayContaining([
        'face-detection',
        'face-expression',
        'face-expression-a',
        'face-expression-b',
        'speech-emotion'
      ])
    )
  })

  it.each(modelIds())('gives the bytes that the manifest of %s pins, from the packages alone', async (id) => {
    const built = await buildModel(id, { output })
    const manifest: { files: { model: { sha256: string } } } = JSON.parse(
      readFileSync(join(modelsFolder, id, 'manifest.json'), 'utf8')
    )
    expect(built.outcome).toBe('built')
    expect(sha256(readFileSync(built.file))).toBe(manifest.files.model.sha256)
  })

  it('leaves weights alone that are already right', async () => {
    const { file } = await buildModel('face-expression-a', { output })
    const before = statSync(file).mtimeMs
    expect((await buildModel('face-expression-a', { output })).outcome).toBe('unchanged')
    expect(statSync(file).mtimeMs).toBe(before)
  })

  it('makes weights anew that were cut short', async () => {
    const { file } = await buildModel('face-expression-a', { output })
    truncateSync(file, 1000)
    expect((await buildModel('face-expression-a', { output })).outcome).toBe('built')
  })

  it('refuses a package file that was changed, names it and says what to do', async () => {
    const tampered = packagesWithHuman((folder) => {
      const file = join(folder, 'models/emotion.bin')
      const bytes = readFileSync(file)
      bytes[1000] = (bytes[1000] ?? 0) ^ 1
      writeFileSync(file, bytes)
    })
    await expect(buildModel('face-expression-a', { output, nodeModules: tampered })).rejects.toThrow(
      /models\/emotion\.bin is not the file published in @vladmandic\/human@3\.3\.6.*Delete node_modules\/@vladmandic\/human, run "npm ci"/s
    )
  })

  it('refuses a package file that is missing, names it and says what to do', async () => {
    const incomplete = packagesWithHuman((folder) => rmSync(join(folder, 'models/emotion.bin')))
    await expect(buildModel('face-expression-a', { output, nodeModules: incomplete })).rejects.toThrow(
      /models\/emotion\.bin cannot be read.*run "npm ci"/s
    )
  })

  it('refuses a result whose hash is not the one in the manifest', async () => {
    const models = join(output, 'models')
    cpSync(join(modelsFolder, 'face-expression-a'), join(models, 'face-expression-a'), { recursive: true })
    symlinkSync(join(modelsFolder, 'convert'), join(models, 'convert'))
    symlinkSync(nodeModules, join(output, 'node_modules'))
    const manifest = join(models, 'face-expression-a/manifest.json')
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8').replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${'0'.repeat(64)}"`)
    )
    await expect(buildModel('face-expression-a', { models })).rejects.toThrow(
      /expects 0{64}.*do not use these weights/s
    )
  })
})

/** A copy of the installed human package with a change. */
function packagesWithHuman(change: (folder: string) => void): string {
  const packages = join(output, 'packages')
  const folder = join(packages, '@vladmandic/human')
  cpSync(join(nodeModules, '@vladmandic/human/models'), join(folder, 'models'), { recursive: true })
  change(folder)
  return packages
}
