import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentHash } from '../../../../src/main/engine/import/content-hash'
import { media } from '../../../../src/main/engine/import/media'
import { cachePlace } from '../../../../src/main/engine/import/cache-place'
import { probeFile } from '../../../../src/main/engine/import/probe-file'
import { proxyJob } from '../../../../src/main/engine/media/proxy-job'
import type { JobSpec } from '../../../../src/main/engine/protocol'
import type { Stream } from '../../../../src/shared/domain/rows'
import { jobContext } from '../../../fixtures/job-context'
import { canMakeMedia, testMedia } from '../../../fixtures/media'
import { ffmpeg, makeVideo } from '../../../../scripts/media.mjs'

type ProxySpec = Extract<JobSpec, { kind: 'proxy' }>

async function orderFor(path: string, hasVideo: boolean): Promise<ProxySpec & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-proxy-'))
  const { hash, sizeBytes } = await contentHash(path)
  const file = {
    id: 'f1',
    recordingId: 'r1',
    path,
    sizeBytes,
    contentHash: hash,
    container: 'avi',
    playback: 'proxy' as const,
    missing: false
  }
  const stream = {
    id: 's1',
    recordingId: 'r1',
    fileId: 'f1',
    kind: 'video',
    name: 'Video',
    index: 0,
    offset: 0,
    driftPpm: 0,
    duration: 0,
    info: {},
    cache: {}
  } as unknown as Stream
  return {
    kind: 'proxy',
    file,
    path,
    target: join(folder, 'cache', `proxy-f1.${hasVideo ? 'mp4' : 'm4a'}`),
    durationSeconds: 2,
    hasVideo,
    streams: [stream],
    folder
  }
}

const probe = (path: string, ...args: string[]) =>
  execFileSync('ffprobe', ['-v', 'error', ...args, '-of', 'csv=p=0', path], { encoding: 'utf8' })
const times = (path: string) =>
  probe(path, '-select_streams', 'v:0', '-show_entries', 'frame=best_effort_timestamp_time')
    .split('\n')
    .map(parseFloat)
    .filter(Number.isFinite)

describe.skipIf(!canMakeMedia)('the playable copy', () => {
  test.each([
    'xvid.avi',
    'wmv2.wmv',
    'mpeg2.mpg',
    'flv1.flv',
    'hevc.mp4',
    'prores.mov',
    'h263.3gp',
    'h264.ts'
  ])('of %s shows as many pictures at the same times and can be played', async (name) => {
    const source = await testMedia(name)
    const spec = await orderFor(source, true)
    const { context, batches, progress } = jobContext({ ffmpegPath: 'ffmpeg' })
    expect(await proxyJob(spec, context)).toMatchObject({ ok: true })
    const before = times(source)
    const after = times(spec.target)
    const origin = Math.min(
      ...probe(source, '-show_entries', 'stream=start_time')
        .split('\n')
        .map(parseFloat)
        .filter(Number.isFinite),
      ...before
    )
    expect(after).toHaveLength(before.length)
    const shifts = after.map((time, i) => time - ((before[i] ?? 0) - origin))
    expect(Math.max(...shifts) - Math.min(...shifts), 'spread of differences in s').toBeLessThan(0.0011)
    expect(Math.abs(shifts[0] ?? 1)).toBeLessThan(0.05)
    const file = await probeFile(spec.target)
    const found = await media.read(file, {
      signal: context.signal,
      cache: cachePlace(spec.folder, spec.file.contentHash),
      ask: () => undefined
    })
    expect(found).toMatchObject({ ok: true, value: { playback: 'direct', warnings: [] } })
    expect(batches.map(({ kind }) => kind)).toEqual(['cache', 'proxied'])
    const cached = batches[0]?.kind === 'cache' ? batches[0].cache : {}
    const table = new Float64Array(
      new Uint8Array(readFileSync(join(spec.folder, cached['frames'] ?? ''))).buffer
    )
    expect([...table].map((time) => time / 1e6)).toEqual(after.map((time) => expect.closeTo(time, 5)))
    expect(progress.length).toBeGreaterThan(0)
  })

  test('of a variable-rate video keeps every picture at its own time, with a key frame at least every 8', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-vfr-'))
    const source = join(folder, 'variable.mov')
    await makeVideo(source, {
      widthPx: 1440,
      heightPx: 900,
      seconds: 4,
      variable: true,
      video: ['-c:v', 'prores_ks', '-profile:v', '0'],
      audio: false
    })
    const spec = await orderFor(source, true)
    await proxyJob(spec, jobContext({ ffmpegPath: 'ffmpeg' }).context)
    expect(times(spec.target)).toEqual(times(source).map((time) => expect.closeTo(time, 3)))
    expect(probe(spec.target, '-show_entries', 'stream=width,height,has_b_frames,pix_fmt').trim()).toMatch(
      /^1280,800,0,yuv420p/
    )
    const keys = probe(spec.target, '-select_streams', 'v', '-show_entries', 'packet=flags')
      .trim()
      .split('\n')
      .map((flags) => flags.startsWith('K'))
    expect(
      Math.max(...keys.flatMap((key, i) => (key ? [i] : [])).map((at, i, all) => at - (all[i - 1] ?? 0)))
    ).toBeLessThanOrEqual(8)
  })

  test('of sound loses nothing', async () => {
    const source = await testMedia('pcm.aiff')
    const pcm = (path: string) =>
      execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 's16le', '-'], { maxBuffer: 1e8 })
    const own = await orderFor(source, false)
    expect(await proxyJob(own, jobContext().context)).toMatchObject({ ok: true })
    expect(pcm(own.target).equals(pcm(source))).toBe(true)
    const other = await orderFor(await testMedia('wma2.wma'), false)
    await proxyJob(other, jobContext({ ffmpegPath: 'ffmpeg' }).context)
    const [copy, source2] = [other.target, other.path].map(
      (path) => new Int16Array(new Uint8Array(pcm(path)).buffer)
    )
    expect(copy?.length).toBe(source2?.length)
    expect(
      copy?.reduce((most, value, i) => Math.max(most, Math.abs(value - (source2?.[i] ?? 0))), 0),
      'decoded floats may round either way'
    ).toBeLessThanOrEqual(1)
  })

  test('is made of files whose names begin with a dash or hold a percent sign or colon', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-names-'))
    for (const name of ['-i.avi', 'take%03d: 2.avi', "it's; $(reboot).avi"]) {
      const path = join(folder, name)
      copyFileSync(await testMedia('xvid.avi'), path)
      const spec = await orderFor(path, true)
      expect(await proxyJob(spec, jobContext({ ffmpegPath: 'ffmpeg' }).context), name).toMatchObject({
        ok: true
      })
      expect(existsSync(spec.target)).toBe(true)
    }
  })

  test('stops within a second when cancelled and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-long-'))
    const source = join(folder, 'long.avi')
    await ffmpeg(['-stream_loop', '200', '-i', await testMedia('xvid.avi'), '-c', 'copy', source])
    const spec = await orderFor(source, true)
    const abort = new AbortController()
    const { context, progress } = jobContext({ ffmpegPath: 'ffmpeg', signal: abort.signal })
    const done = proxyJob(spec, context)
    while (progress.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    const asked = performance.now()
    abort.abort()
    await done
    expect(performance.now() - asked).toBeLessThan(1000)
    expect(readdirSync(join(spec.folder, 'cache'))).toEqual([])
  })

  test('of a damaged file, or without ffmpeg, ends with a sentence that names the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-bad-'))
    const source = join(folder, 'broken.avi')
    copyFileSync(import.meta.filename, source)
    expect(
      await proxyJob(await orderFor(source, true), jobContext({ ffmpegPath: 'ffmpeg' }).context)
    ).toMatchObject({ ok: false, error: { message: expect.stringContaining('broken.avi') } })
    expect(
      await proxyJob(await orderFor(source, true), jobContext({ ffmpegPath: '/nowhere/ffmpeg' }).context)
    ).toMatchObject({
      ok: false,
      error: { code: 'needs-ffmpeg', hint: expect.stringContaining('Install ffmpeg') }
    })
  })
})
