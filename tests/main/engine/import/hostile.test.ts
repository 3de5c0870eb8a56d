import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importPaths } from '../../../fixtures/import-file'
import { canMakeMedia, testMedia } from '../../../fixtures/media'
import { sharedData } from '../../../fixtures/shared-data'
import { wavBytes } from '../../../fixtures/wav'

/** Longest that one damaged small file may take, ms. */
const PATIENCE_MS = 5000

/** A repeatable source of numbers in 0..1 (Park and Miller 1988). */
function random(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

/** Damaged versions of a file: cut short, bits flipped in the head and anywhere, runs of 0 and 255, parts doubled. */
function* damaged(bytes: Buffer, count: number): Generator<Buffer> {
  const next = random(bytes.length + 1)
  for (const share of [0.001, 0.01, 0.1, 0.5, 0.9, 0.99])
    yield bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share)))
  for (let i = 0; i < count; i++) {
    const copy = Buffer.from(bytes)
    const reach = i % 2 === 0 ? Math.min(copy.length, 2048) : copy.length
    const way = i % 3
    const at = Math.floor(next() * reach)
    if (way === 0)
      for (let k = 0; k < 1 + next() * 40; k++) copy[Math.floor(next() * reach)] = Math.floor(next() * 256)
    else if (way === 1)
      copy.fill(next() < 0.5 ? 0 : 255, at, Math.min(copy.length, at + Math.floor(next() * 64)))
    else copy.copy(copy, at, 0, Math.floor(next() * 256))
    yield copy
  }
}

async function survives(name: string, bytes: Buffer, rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-hostile-'))
  const before = process.memoryUsage().rss
  let round = 0
  for (const copy of damaged(bytes, rounds)) {
    const path = join(folder, `damaged-${round++}${extname(name)}`)
    writeFileSync(path, copy)
    const started = performance.now()
    const { files, problems, questions } = await importPaths([path], { ffmpegPath: 'ffmpeg' })
    expect(performance.now() - started, `${path}, ms`).toBeLessThan(PATIENCE_MS)
    const refused = problems.filter(({ severity }) => severity === 'error')
    expect(files.length + refused.length + questions.length, path).toBe(1)
    for (const file of files) {
      expect(
        Number.isFinite(file.durationSeconds) && file.durationSeconds >= 0,
        `${path} lasts ${file.durationSeconds}`
      ).toBe(true)
      expect(file.streams.every(({ duration }) => Number.isSafeInteger(duration) && duration >= 0)).toBe(true)
      expect(file.tracks.every(({ segments }) => segments.every(({ start, end }) => end > start))).toBe(true)
    }
    for (const { message, hint } of problems)
      expect(message.startsWith('damaged-') && (hint ?? '') !== '', message).toBe(true)
  }
  expect((process.memoryUsage().rss - before) / 2 ** 20, 'MiB grown').toBeLessThan(1200)
}

describe('damaged and lying files end as a problem or as what is left of them', () => {
  test
    .skipIf(!canMakeMedia)
    .each([
      'h264.mp4',
      'h264.mov',
      'h264.mkv',
      'vp9.webm',
      'h264.ts',
      'flac.flac',
      'mp3.mp3',
      'aac.m4a',
      'vorbis.ogg',
      'opus.opus',
      'pcm.aiff',
      'h263.3gp'
    ])('%s', { timeout: 300_000 }, async (name) => {
    await survives(name, readFileSync(await testMedia(name)), 40)
  })

  test.skipIf(!canMakeMedia).each(['xvid.avi', 'wmv2.wmv', 'flv1.flv'])(
    '%s, read with ffprobe',
    { timeout: 300_000 },
    async (name) => {
      await survives(name, readFileSync(await testMedia(name)), 6)
    }
  )

  test('WAV', { timeout: 120_000 }, async () => {
    await survives(
      'tone.wav',
      wavBytes(
        Array.from({ length: 4000 }, (_, i) => Math.sin(i / 9)),
        { channels: 2 }
      ),
      120
    )
  })

  test('transcripts and tables', { timeout: 120_000 }, async () => {
    const cues = Array.from(
      { length: 40 },
      (_, i) =>
        `${i}\n00:00:${String(i).padStart(2, '0')},000 --> 00:00:${String(i + 1).padStart(2, '0')},000\nAnna: word\n`
    ).join('\n')
    await survives('talk.srt', Buffer.from(cues), 60)
    await survives(
      'lines.csv',
      Buffer.from(
        `start,end,speaker,text\n${Array.from({ length: 40 }, (_, i) => `${i},${i + 1},A,"b"`).join('\n')}`
      ),
      60
    )
    await survives(
      'body.csv',
      Buffer.from(`time_s,eda_uS\n${Array.from({ length: 400 }, (_, i) => `${i / 4},${i}`).join('\n')}`),
      60
    )
  })

  test.skipIf(!sharedData('signals', 'edf'))('EDF', { timeout: 300_000 }, async () => {
    for (const name of ['test_utf8.edf', 'edfAnnonC.edf', 'duplicate_channel_labels.edf'])
      await survives(name, readFileSync(sharedData('signals', 'edf', name) ?? ''), 60)
  })
})
