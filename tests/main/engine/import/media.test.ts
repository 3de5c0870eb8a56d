import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importJob } from '../../../../src/main/engine/import/import-job'
import type { ImportedFile } from '../../../../src/main/engine/protocol'
import { jobContext } from '../../../fixtures/job-context'
import { canMakeMedia, testMedia } from '../../../fixtures/media'
import { sharedData } from '../../../fixtures/shared-data'

async function importFile(path: string, ffmpegPath?: string) {
  const project = mkdtempSync(join(tmpdir(), 'affectory-import-'))
  const { context, imported, problems } = jobContext({ ffmpegPath })
  await importJob(
    {
      kind: 'import',
      paths: [path],
      cacheFolder: join(project, 'cache'),
      labelsFromNames: 'auto',
      knownHashes: {}
    },
    context
  )
  const [file] = imported()
  return {
    file,
    problems: problems(),
    frames: () =>
      new Float64Array(
        new Uint8Array(readFileSync(join(project, videoOf(file)?.cache['frames'] ?? ''))).buffer
      )
  }
}

const videoOf = (file: ImportedFile | undefined) => file?.streams.find(({ kind }) => kind === 'video')

/** Presentation times by an independent reader, µs; those of a transport stream moved so that its earliest stream starts at 0. */
function ffprobeTimes(path: string): readonly number[] {
  const ask = (...args: string[]) =>
    execFileSync('ffprobe', ['-v', 'error', ...args, '-of', 'csv=p=0', path], { encoding: 'utf8' })
  const starts = ask('-show_entries', 'stream=start_time').split('\n').map(parseFloat).filter(Number.isFinite)
  const origin = path.endsWith('.ts') ? Math.min(...starts) : 0
  const times = ask('-select_streams', 'v:0', '-show_entries', 'frame=best_effort_timestamp_time')
    .split('\n')
    .map(parseFloat)
    .filter(Number.isFinite)
  return times.map((time) => Math.round((time - origin) * 1e6))
}

function expectSameTimes(frames: Float64Array, oracle: readonly number[]) {
  expect(frames.length).toBe(oracle.length)
  const worst = Math.max(...oracle.map((time, i) => Math.abs(time - (frames[i] ?? Number.NaN))))
  expect(worst, 'largest difference in µs').toBeLessThanOrEqual(1)
}

describe.skipIf(!canMakeMedia)('frame times equal those of an independent reader', () => {
  test.each([
    ['constant rate', 'constant.mp4', false],
    ['B-frames', 'b-frames.mp4', false],
    ['variable rate with B-frames', 'variable.mp4', true],
    ['variable rate in Matroska', 'variable.mkv', true],
    ['QuickTime with an edit list', 'h264.mov', false],
    ['WebM', 'vp9.webm', false],
    ['a cut inside a group of pictures', 'cut-by-edit-list.mp4', false],
    ['no edit list', 'no-edit-list.mp4', false],
    ['pictures that start half a second after the sound', 'late-video.mp4', false],
    ['a Matroska file that starts at 2 s', 'starts-at-2-s.mkv', false],
    ['fragments', 'fragments.mp4', false],
    ['a transport stream that does not start at 0', 'h264.ts', false]
  ])('%s (%s)', async (_, name, variable) => {
    const path = await testMedia(name)
    const { file, frames } = await importFile(path, 'ffmpeg')
    expectSameTimes(frames(), ffprobeTimes(path))
    expect(videoOf(file)?.info.variableFrameRate).toBe(variable)
  })

  test('a constant 30 frames a second is told as 30', async () => {
    const { file } = await importFile(await testMedia('b-frames.mp4'))
    expect(videoOf(file)?.info).toMatchObject({ codec: 'avc', widthPx: 1280, heightPx: 720, frameCount: 300 })
    expect(videoOf(file)?.info.frameRateHz).toBeCloseTo(30, 3)
    expect(file?.durationSeconds).toBeCloseTo(10, 1)
  })
})

describe.skipIf(!sharedData('face', 'video'))('real recordings', () => {
  test.each([
    'WolfgangLanger_Pexels.mp4',
    'single_face.mp4',
    'no_face.mp4',
    'fer_test.mp4',
    'face_noface.mov',
    'noface_face.mov'
  ])('%s has the frame times of an independent reader', async (name) => {
    const path = sharedData('face', 'video', name) ?? ''
    const { frames } = await importFile(path, 'ffmpeg')
    if (canMakeMedia) expectSameTimes(frames(), ffprobeTimes(path))
  })
})

describe.skipIf(!canMakeMedia)('what the window plays', () => {
  test.each([
    'h264.mp4',
    'h264.mov',
    'h264.mkv',
    'vp9.webm',
    'vp8.webm',
    's16.wav',
    's24.wav',
    'f32.wav',
    'flac.flac',
    'mp3.mp3',
    'aac.m4a',
    'vorbis.ogg',
    'opus.opus'
  ])('%s is played as it is', async (name) => {
    const { file, problems } = await importFile(await testMedia(name))
    expect(problems).toEqual([])
    expect(file?.playback).toBe('direct')
    expect(file?.durationSeconds).toBeCloseTo(name.startsWith('h264') || name.startsWith('vp') ? 2 : 3, 0)
  })

  test.each([
    'xvid.avi',
    'wmv2.wmv',
    'mpeg2.mpg',
    'flv1.flv',
    'hevc.mp4',
    'prores.mov',
    'h263.3gp',
    'pcm.aiff',
    'wma2.wma',
    'h264.ts'
  ])('%s needs a converted copy', async (name) => {
    const { file, problems } = await importFile(await testMedia(name), 'ffmpeg')
    expect(problems).toEqual([])
    expect(file?.playback).toBe('proxy')
    expect(file?.durationSeconds).toBeGreaterThan(1.8)
  })

  test.each(['xvid.avi', 'wmv2.wmv', 'mpeg2.mpg', 'flv1.flv', 'hevc.mp4', 'prores.mov', 'wma2.wma'])(
    'without ffmpeg, %s gives a sentence that names the file and what to install',
    async (name) => {
      const { problems } = await importFile(await testMedia(name))
      expect(problems).toHaveLength(1)
      expect(problems[0]?.message).toContain(name)
      expect(problems[0]?.hint).toMatch(/Install ffmpeg: .*Your file stays as it is/s)
    }
  )
})
