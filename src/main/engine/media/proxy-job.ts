import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import type { Result } from '../../../shared/domain/problem'
import { cachePlace } from '../import/cache-place'
import { fileUrl } from '../import/ffprobe'
import { ffmpegHint } from '../import/playable'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { ffmpegAbilities, runFfmpeg } from './ffmpeg'
import type { FfmpegAbilities } from './ffmpeg'
import { readFrameTable, writeFrameTable } from './frame-table'
import { pcmLayout } from './pcm-layout'
import { writeWav } from './write-wav'

type ProxySpec = Extract<JobSpec, { kind: 'proxy' }>

/**
 * Make a playable copy at `spec.target` with the user's ffmpeg: H.264 with a key frame every 8 pictures and none that look ahead,
 * at most 1280 wide, every picture at its own time; sound as AAC beside pictures, lossless FLAC alone. Uncompressed AIFF needs no ffmpeg.
 * The copy is written under a temporary name. Answers `cache` batches with the copy's frame times and one `proxied` batch.
 */
export async function proxyJob(spec: ProxySpec, context: JobContext): Promise<Result<JobResult>> {
  const unfinished = `${spec.target}.${process.pid}.part`
  await mkdir(dirname(spec.target), { recursive: true })
  try {
    const made = await convert(spec, unfinished, context)
    if (context.signal.aborted) return { ok: true, value: { kind: 'none' } }
    if (!made.ok) return made
    await rename(unfinished, spec.target)
  } finally {
    await rm(unfinished, { force: true })
  }
  await tellFrameTimes(spec, context)
  await context.batch({ kind: 'proxied', fileId: spec.file.id })
  return { ok: true, value: { kind: 'none' } }
}

async function convert(spec: ProxySpec, target: string, context: JobContext): Promise<Result<undefined>> {
  const name = basename(spec.path)
  const pcm = spec.hasVideo ? undefined : await pcmLayout(spec.path).catch(() => undefined)
  if (pcm) {
    await writeWav(spec.path, pcm.layout, target, context)
    return { ok: true, value: undefined }
  }
  const { ffmpegPath } = context.environment
  const abilities = ffmpegPath ? await ffmpegAbilities(ffmpegPath) : undefined
  if (!ffmpegPath || !abilities)
    return {
      ok: false,
      error: {
        code: 'needs-ffmpeg',
        message: `${name} needs a converted copy to be played, and ffmpeg was not found.`,
        hint: ffmpegHint(process.platform),
        file: spec.path,
        severity: 'error'
      }
    }
  const ways = spec.hasVideo ? videoEncoders(abilities) : [[]]
  let result: Result<undefined> = {
    ok: false,
    error: {
      code: 'ffmpeg-encoder',
      message: `This ffmpeg can write neither H.264 nor VP9, so ${name} cannot be converted.`,
      hint: 'Install a complete build of ffmpeg.',
      file: spec.path,
      severity: 'error'
    }
  }
  for (const way of ways) {
    result = await runFfmpeg(
      ffmpegPath,
      proxyArguments(spec, target, way, abilities),
      context.signal,
      (seconds) => context.progress(Math.min(seconds, spec.durationSeconds), spec.durationSeconds, 'seconds')
    )
    if (result.ok || context.signal.aborted) return result
  }
  return result.ok
    ? result
    : {
        ok: false,
        error: {
          ...result.error,
          message: `${name} could not be converted: ${result.error.message}`,
          file: spec.path
        }
      }
}

/** Encoder arguments by preference; the next is tried when one fails, because hardware encoders are listed even where there is no such hardware. */
function videoEncoders({ encoders }: FfmpegAbilities): readonly (readonly string[])[] {
  // Measured on 720p without a graphics card: a seek takes 20 ms with 15 pictures a group and CABAC, 12 ms with 8 and without.
  const group = ['-g', '8', '-bf', '0']
  const known: readonly (readonly [string, readonly string[]])[] = [
    [
      'libx264',
      [
        '-preset',
        'veryfast',
        '-tune',
        'fastdecode',
        '-crf',
        '20',
        '-keyint_min',
        '8',
        '-sc_threshold',
        '0',
        ...group
      ]
    ],
    ['libopenh264', ['-b:v', '6M', ...group]],
    ['h264_videotoolbox', ['-b:v', '6M', ...group]],
    ['h264_mf', ['-b:v', '6M', '-g', '8']],
    ['h264_nvenc', ['-cq', '21', ...group]],
    ['h264_qsv', ['-global_quality', '21', ...group]],
    ['libvpx-vp9', ['-deadline', 'realtime', '-cpu-used', '7', '-crf', '28', '-b:v', '0', '-g', '8']],
    ['libvpx', ['-deadline', 'realtime', '-cpu-used', '7', '-b:v', '4M', '-g', '8']]
  ]
  return known.filter(([name]) => encoders.has(name)).map(([name, options]) => ['-c:v', name, ...options])
}

/** At most 1280 wide, even sizes, square pixels. */
const SCALE = "scale='2*trunc(min(1280,ih*dar)/2)':'2*trunc(ow/dar/2)',setsar=1"

function proxyArguments(
  spec: ProxySpec,
  target: string,
  encoder: readonly string[],
  { fpsMode, encoders }: FfmpegAbilities
): readonly string[] {
  const whole = [
    '-hide_banner',
    '-nostdin',
    '-loglevel',
    'error',
    '-progress',
    'pipe:1',
    '-y',
    '-protocol_whitelist',
    'file',
    '-i',
    fileUrl(spec.path)
  ]
  const aac = encoders.has('aac') ? ['-c:a', 'aac', '-b:a', '192k'] : ['-c:a', 'flac', '-strict', '-2']
  const pictures = [
    '-map',
    '0:V',
    '-vf',
    SCALE,
    '-pix_fmt',
    'yuv420p',
    ...encoder,
    ...(fpsMode ? ['-fps_mode', 'passthrough'] : ['-vsync', 'passthrough']),
    '-enc_time_base',
    '-1',
    '-video_track_timescale',
    '90000'
  ]
  const sound = spec.hasVideo ? aac : ['-vn', '-c:a', 'flac', '-strict', '-2']
  const container = encoder.includes('libvpx') ? 'webm' : 'mp4'
  const webmSound = ['-c:a', encoders.has('libopus') ? 'libopus' : 'libvorbis']
  return [
    ...whole,
    ...(spec.hasVideo ? pictures : []),
    '-map',
    '0:a?',
    ...(container === 'webm' ? webmSound : sound),
    '-sn',
    '-dn',
    '-map_metadata',
    '0',
    '-f',
    container,
    fileUrl(target)
  ]
}

/** The window plays the copy, so its picture times are the ones that count. */
async function tellFrameTimes(spec: ProxySpec, context: JobContext): Promise<void> {
  const wanted = (spec.streams ?? []).filter(({ kind }) => kind === 'video')
  if (wanted.length === 0) return
  const cache = cachePlace(dirname(spec.target), spec.file.contentHash)
  const input = new Input({
    source: new FilePathSource(spec.target, { handleUnhandledError: () => undefined }),
    formats: ALL_FORMATS
  })
  try {
    const videos = await input.getVideoTracks()
    for (const stream of wanted) {
      const track = videos[stream.index]
      if (!track) continue
      const table = await readFrameTable(track, 0, context.signal)
      await context.batch({
        kind: 'cache',
        streamId: stream.id,
        cache: await writeFrameTable(table, stream.index, cache)
      })
    }
  } finally {
    input.dispose()
  }
}
