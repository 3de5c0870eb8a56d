import { beforeAll, describe, expect, test } from 'vitest'
import { buildHarness, electronHere, runHarness } from '../../../fixtures/decoder-harness/run'
import { canMakeMedia, testMedia } from '../../../fixtures/media'

const electron = electronHere()
if (!electron) console.warn('no Electron with a display was found: tests of the decoder window are skipped')

interface Picture {
  readonly time: number
  readonly widthPx: number
  readonly heightPx: number
  readonly code?: number
}

describe.skipIf(!electron || !canMakeMedia)('the hidden decoder window, in a real Electron', () => {
  beforeAll(buildHarness, 60_000)

  test('a hundred pictures at random times each carry the right number, with B-frames and variable rate too', { timeout: 120_000 }, async () => {
    const names = ['constant.mp4', 'b-frames.mp4', 'variable.mp4', 'variable.mkv']
    const files = Object.fromEntries(await Promise.all(names.map(async (name) => [name, { original: await testMedia(name) }] as const)))
    const times = Array.from({ length: 100 }, (_, i) => Math.round(((i * 7919) % 9_900_000) + 50_000)).sort((a, b) => a - b)
    const answers = await runHarness(electron ?? '', files, names.map((fileId) => ({ do: 'frames', fileId, times, widthPx: 320, heightPx: 320 })))
    for (const [i, answer] of answers.entries()) {
      const pictures = answer['pictures'] as readonly Picture[]
      expect(answer['error'], names[i]).toBeUndefined()
      expect(pictures).toHaveLength(100)
      console.log(names[i], answer['ms'])
      for (const [k, picture] of pictures.entries()) {
        expect(picture.time).toBeLessThanOrEqual((times[k] ?? 0) + 1)
        expect(picture.code).toBe(Math.round(((picture.time - (names[i]?.endsWith('mkv') ? 23_000 : 0)) * 30) / 1e6))
        expect([picture.widthPx, picture.heightPx]).toEqual([320, 180])
      }
    }
  })
})
