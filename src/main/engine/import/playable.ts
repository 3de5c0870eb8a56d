/** Picture codecs that Chromium decodes on every system. */
const videoCodecs: ReadonlySet<string> = new Set(['avc', 'vp8', 'vp9', 'av1'])

/** Sound codecs that Chromium decodes on every system. */
const audioCodecs: ReadonlySet<string> = new Set(['aac', 'mp3', 'opus', 'vorbis', 'flac', 'ulaw', 'alaw'])

/** Whether the window plays this stream as it is (measured, see the format table of the tests). */
export const isPlayable = (kind: 'video' | 'audio', codec: string | null): boolean =>
  codec !== null &&
  (kind === 'video' ? videoCodecs.has(codec) : audioCodecs.has(codec) || codec.startsWith('pcm-'))

/** How to get ffmpeg, for the hint of a problem. */
export function ffmpegHint(platform: NodeJS.Platform): string {
  const install: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'run "sudo apt install ffmpeg" (or your distribution\'s equivalent)',
    darwin: 'run "brew install ffmpeg"',
    win32: 'run "winget install Gyan.FFmpeg"'
  }
  return `Install ffmpeg: ${install[platform] ?? 'see ffmpeg.org'}, or choose its program file in Settings. Then import the file again. Your file stays as it is.`
}
