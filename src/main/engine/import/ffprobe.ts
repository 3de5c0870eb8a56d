import { execFile } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

const Text = z.string().optional()

const Probe = z.object({
  streams: z
    .array(
      z.object({
        codec_type: Text,
        codec_name: Text,
        width: z.number().optional(),
        height: z.number().optional(),
        avg_frame_rate: Text,
        sample_rate: Text,
        channels: z.number().optional(),
        duration: Text,
        disposition: z.object({ attached_pic: z.number().optional() }).optional(),
        tags: z.record(z.string(), z.string()).optional()
      })
    )
    .default([]),
  format: z.object({ duration: Text, format_name: Text }).default({})
})
export type Probe = z.infer<typeof Probe>

/** Longest wait for ffprobe, in ms; a file whose index it must search for takes some seconds. */
const PATIENCE_MS = 60_000

/** Facts of a media file from the ffprobe that lies beside the user's ffmpeg; undefined when it cannot be called or cannot read the file. */
export function ffprobe(ffmpegPath: string, path: string, signal: AbortSignal): Promise<Probe | undefined> {
  const args = [
    '-v',
    'error',
    '-protocol_whitelist',
    'file',
    '-show_streams',
    '-show_format',
    '-of',
    'json',
    '-i',
    fileUrl(path)
  ]
  return new Promise((resolve) => {
    execFile(
      ffprobePath(ffmpegPath),
      args,
      { timeout: PATIENCE_MS, maxBuffer: 16 * 1024 * 1024, signal, windowsHide: true },
      (error, stdout) => {
        resolve(error ? undefined : parse(stdout))
      }
    )
  })
}

/** `ffprobe` in the folder of `ffmpeg`, keeping a suffix such as `.exe`. */
export const ffprobePath = (ffmpegPath: string): string => {
  const name = basename(ffmpegPath).replace(/ffmpeg/i, 'ffprobe')
  return dirname(ffmpegPath) === '.' ? name : join(dirname(ffmpegPath), name)
}

/** A path as ffmpeg takes it whatever characters it begins with or contains: no option, no protocol, no pattern. */
export const fileUrl = (path: string): string => `file:${path}`

function parse(text: string): Probe | undefined {
  try {
    const result = Probe.safeParse(JSON.parse(text))
    return result.success ? result.data : undefined
  } catch {
    return undefined
  }
}
