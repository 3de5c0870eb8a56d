import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Face } from '../../../../src/main/engine/inference/faces/box'
import { openFaceDetector } from '../../../../src/main/engine/inference/faces/face-detector'
import { readModelFolder } from '../../../../src/main/engine/inference/model-folder'
import { listProviders } from '../../../../src/main/engine/inference/session'
import { createStopwatch } from '../../../../src/main/engine/inference/stopwatch'
import { decoded, fitted, hasModel, modelsFolder, photograph } from './fixtures'

/** Software graphics driver that comes with Electron; it makes WebGPU usable, slowly, where there is no GPU. */
const driver = findDriver()
if (!driver) console.log('skipped: Electron with its software graphics driver is not set up')

function findDriver(): string | undefined {
  const parent = resolve(import.meta.dirname, '../../../../.local/electron')
  if (process.platform !== 'linux' || !existsSync(parent)) return undefined
  return readdirSync(parent)
    .map((version) => join(parent, version, 'vk_swiftshader_icd.json'))
    .find((file) => existsSync(file))
}

describe.skipIf(!driver)('WebGPU', () => {
  test('is on the list where a driver makes it compute, in front of the CPU', async () => {
    useDriver()
    expect(await listProviders()).toEqual(expect.arrayContaining(['webgpu', 'cpu']))
  })

  // Half a minute on two cores in software, so only when asked for.
  test.skipIf(!process.env['AFFECTORY_SLOW_TESTS'] || !hasModel('face-detection'))(
    'finds the same faces as the CPU, to a hundredth of the picture',
    { timeout: 240_000 },
    async () => {
      useDriver()
      const [cpu, webgpu] = [await facesWith('cpu'), await facesWith('webgpu')]
      expect(cpu).toHaveLength(5)
      expect(webgpu).toHaveLength(5)
      cpu.forEach((face, index) => {
        for (const side of ['x', 'y', 'w', 'h', 'score'] as const) {
          expect(Math.abs(face[side] - (webgpu[index]?.[side] ?? NaN))).toBeLessThan(0.01)
        }
      })
    }
  )
})

function useDriver(): void {
  process.env['VK_ICD_FILENAMES'] = driver
  process.env['VK_DRIVER_FILES'] = driver
}

async function facesWith(provider: string): Promise<readonly Face[]> {
  const { model } = await readModelFolder(join(modelsFolder, 'face-detection'))
  if (!model) throw new Error('the detector cannot be used')
  const detector = await openFaceDetector(model, { minScore: 0.5, maxFaces: 8 }, provider, 1)
  if (!detector.ok) throw new Error(detector.error.message)
  expect(detector.value.choice).toEqual({ asked: provider, got: provider })
  const [faces = []] = await detector.value.detect([decoded(fitted(photograph(5), 640))], createStopwatch())
  await detector.value.dispose()
  return faces
}
