import { execFileSync } from 'node:child_process'
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

  test('sound of every format lies where an independent decoder puts it', { timeout: 120_000 }, async () => {
    const names = [
      's16.wav',
      'aac.m4a',
      'mp3.mp3',
      'vorbis.ogg',
      'opus.opus',
      'flac.flac',
      'h264.mkv',
      'vp8.webm',
      'vp9.webm',
      'h264.mp4',
      'h264.ts'
    ]
    const paths = await Promise.all(names.map((name) => testMedia(name)))
    const files = Object.fromEntries(names.map((name, i) => [name, { original: paths[i] ?? '' }]))
    const orders = names.map((fileId) => ({ do: 'audio', fileId, keep: true }))
    const answers = await runHarness(electron ?? '', files, orders)
    for (const [i, answer] of answers.entries()) {
      const ours = Float32Array.from(answer['kept'] as readonly number[])
      const args = ['-v', 'error', '-i', paths[i] ?? '', '-map', '0:a', '-ac', '1', '-f', 'f32le', '-']
      const bytes = execFileSync('ffmpeg', args, { maxBuffer: 1e9 })
      const oracle = new Float32Array(new Uint8Array(bytes).buffer)
      expect(
        Math.abs(ours.length - oracle.length) / 44100,
        `${names[i]}, difference of length in s`
      ).toBeLessThan(0.05)
      expect(Math.abs(lag(ours, oracle, 2000)), `${names[i]}, lag in samples`).toBeLessThanOrEqual(1)
    }
  })

  test('a part of a sound is the same as that part of the whole', { timeout: 120_000 }, async () => {
    const names = ['s16.wav', 'aac.m4a', 'mp3.mp3', 'vorbis.ogg', 'opus.opus', 'flac.flac']
    const files = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, { original: await testMedia(name) }] as const))
    )
    const part = { fromSeconds: 1.2345, toSeconds: 1.75 }
    const orders = names.flatMap((fileId) => [
      { do: 'audio', fileId, keep: true },
      { do: 'audio', fileId, keep: true, ...part }
    ])
    const answers = await runHarness(electron ?? '', files, orders)
    for (const [i, name] of names.entries()) {
      const whole = answers[2 * i]?.['kept'] as readonly number[]
      const piece = answers[2 * i + 1]?.['kept'] as readonly number[]
      const rate = Number(answers[2 * i]?.['rate'])
      const start = Math.round(part.fromSeconds * rate)
      expect(answers[2 * i + 1]?.['firstStart'], name).toBeCloseTo(start / rate, 6)
      expect(piece.length, name).toBe(Math.round(part.toSeconds * rate) - start)
      const worst = piece.reduce(
        (most, value, k) => Math.max(most, Math.abs(value - (whole[start + k] ?? 9))),
        0
      )
      expect(worst, `${name}, largest difference`).toBeLessThan(name === 'opus.opus' ? 0.01 : 1e-3)
    }
  })

  test(
    'what only a converted copy shows is decoded from the copy, and without one a sentence says so',
    { timeout: 120_000 },
    async () => {
      const hevc = await testMedia('hevc.mp4')
      const copy = await testMedia('h264.mp4')
      const order = { do: 'frames', times: [500_000], widthPx: 320, heightPx: 240 }
      const files = { with: { original: hevc, proxy: copy }, without: { original: hevc } }
      const [there, missing] = await runHarness(electron ?? '', files, [
        { ...order, fileId: 'with' },
        { ...order, fileId: 'without' }
      ])
      expect(there?.['pictures']).toMatchObject([{ time: 500_000, code: 15 }])
      expect(missing?.['error']).toMatch(/pictures of the file cannot be decoded.*codec/)
    }
  )

  test('a cancelled request ends, and the next one works', { timeout: 120_000 }, async () => {
    const files = { clip: { original: await testMedia('constant.mp4') } }
    const times = Array.from({ length: 300 }, (_, i) => i * 33_334)
    const order = { do: 'frames', fileId: 'clip', widthPx: 320, heightPx: 240 }
    const [cancelled, next] = await runHarness(electron ?? '', files, [
      { ...order, times, cancelAfter: 20 },
      { ...order, times: [1_000_000] }
    ])
    expect(cancelled?.['error']).toMatch(/abort/i)
    expect(next?.['pictures']).toMatchObject([{ code: 30 }])
  })

  test(
    'when the process of the window dies, the request under way fails with a sentence, and so do later ones, instead of waiting for ever',
    { timeout: 120_000 },
    async () => {
      const files = { clip: { original: await testMedia('constant.mp4') } }
      const later = { do: 'frames', fileId: 'clip', times: [0], widthPx: 64, heightPx: 64 }
      const [crashed, next] = await runHarness(electron ?? '', files, [
        { do: 'crash', fileId: 'clip' },
        later
      ])
      expect(crashed?.['error']).toBe('The hidden window that decodes media has stopped.')
      expect(next?.['error']).toMatch(/hidden window that decodes media is closed/)
    }
  )
})

/** Shift, in samples, at which two sounds fit best. */
function lag(a: Float32Array, b: Float32Array, reach: number): number {
  let best = { shift: 0, fit: Number.NEGATIVE_INFINITY }
  const from = Math.floor(a.length / 3)
  for (let shift = -reach; shift <= reach; shift++) {
    let fit = 0
    for (let i = from; i < from + 20_000; i += 3) fit += (a[i] ?? 0) * (b[i + shift] ?? 0)
    if (fit > best.fit) best = { shift, fit }
  }
  return best.shift
}

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
