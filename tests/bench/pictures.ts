import { execFileSync } from 'node:child_process'

/** The first pictures of a video as RGB, squeezed into a square. */
export function ffmpegPictures(path: string, sidePx: number, count: number): Uint8Array {
  const bytes = execFileSync(
    'ffmpeg',
    [
      '-loglevel',
      'error',
      '-i',
      path,
      '-frames:v',
      String(count),
      '-vf',
      `scale=${sidePx}:${sidePx}`,
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-'
    ],
    { maxBuffer: 1 << 28 }
  )
  return new Uint8Array(bytes)
}
