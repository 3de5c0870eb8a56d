import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { importJob } from '../../../../src/main/engine/import/import-job'
import { jobContext } from '../../../fixtures/job-context'
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

  test(
    'a hundred pictures at random times each carry the right number, with B-frames and variable rate too',
    { timeout: 120_000 },
    async () => {
      const names = ['constant.mp4', 'b-frames.mp4', 'variable.mp4', 'variable.mkv']
      const files = Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, { original: await testMedia(name) }] as const))
      )
      const times = Array.from({ length: 100 }, (_, i) => Math.round(((i * 7919) % 9_900_000) + 50_000)).sort(
        (a, b) => a - b
      )
      const answers = await runHarness(
        electron ?? '',
        files,
        names.map((fileId) => ({ do: 'frames', fileId, times, widthPx: 320, heightPx: 320 }))
      )
      for (const [i, answer] of answers.entries()) {
        const pictures = answer['pictures'] as readonly Picture[]
        expect(answer['error'], names[i]).toBeUndefined()
        expect(pictures).toHaveLength(100)
        for (const [k, picture] of pictures.entries()) {
          expect(picture.time).toBeLessThanOrEqual((times[k] ?? 0) + 1)
          expect(picture.code).toBe(
            Math.round(((picture.time - (names[i]?.endsWith('mkv') ? 23_000 : 0)) * 30) / 1e6)
          )
          expect([picture.widthPx, picture.heightPx]).toEqual([320, 180])
        }
      }
    }
  )

  test(
    'frame tables hold the times that the player of the window tells, wherever the file starts',
    { timeout: 120_000 },
    async () => {
      const names = [
        'b-frames.mp4',
        'h264.mkv',
        'vp9.webm',
        'cut-by-edit-list.mp4',
        'no-edit-list.mp4',
        'late-video.mp4',
        'late-sound.mp4',
        'starts-at-2-s.mkv',
        'fragments.mp4'
      ]
      const tables = await Promise.all(
        names.map(async (name) => ({
          name,
          path: await testMedia(name),
          times: await frameTimes(await testMedia(name))
        }))
      )
      const picks = tables.map(({ times }) =>
        [0, 1, 2, times.length >> 1, times.length - 3].map((k) => [times[k] ?? 0, times[k + 1] ?? 0] as const)
      )
      const orders = tables.flatMap(({ name }, i) => [
        { do: 'player', fileId: name, seeks: picks[i]?.map(([time, next]) => (time + next) / 2e6) },
        { do: 'frames', fileId: name, times: picks[i]?.map(([time]) => time), widthPx: 320, heightPx: 180 }
      ])
      const answers = await runHarness(
        electron ?? '',
        Object.fromEntries(tables.map(({ name, path }) => [name, { original: path }])),
        orders
      )
      for (const [i, { name }] of tables.entries()) {
        const shown = answers[2 * i]?.['shown'] as readonly {
          readonly time: number
          readonly code?: number
        }[]
        const decoded = answers[2 * i + 1]?.['pictures'] as readonly Picture[]
        expect(
          shown.map(({ time }) => Math.round(time * 1e6)),
          `${name}, player`
        ).toEqual(picks[i]?.map(([time]) => expect.closeTo(time, -1)))
        expect(
          decoded.map(({ time }) => time),
          `${name}, decoder`
        ).toEqual(picks[i]?.map(([time]) => time))
        expect(
          decoded.map(({ code }) => code),
          `${name}, pictures`
        ).toEqual(shown.map(({ code }) => code))
      }
    }
  )
})

async function frameTimes(path: string): Promise<Float64Array> {
  const project = mkdtempSync(join(tmpdir(), 'affectory-frames-'))
  const { context, imported } = jobContext()
  await importJob(
    {
      kind: 'import',
      paths: [path],
      cacheFolder: join(project, 'cache'),
      labelsFromNames: 'none',
      knownHashes: {}
    },
    context
  )
  const video = imported()[0]?.streams.find(({ kind }) => kind === 'video')
  return new Float64Array(new Uint8Array(readFileSync(join(project, video?.cache['frames'] ?? ''))).buffer)
}
