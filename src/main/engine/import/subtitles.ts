import { readFile } from 'node:fs/promises'
import type { Problem } from '../../../shared/domain/problem'
import type { FileFormat } from './format'
import { failed, fileProblem } from './format'
import { withCueFacts } from './subtitle-extras'
import { headText, readText } from './text-file'
import { transcript } from './utterances'
import type { Utterance } from './utterances'

/** Largest subtitle file that is read, in bytes; a feature film has about 0.1 MB. */
const LARGEST = 64 * 1024 * 1024

/** SubRip and WebVTT. Speakers: `<v Name>` or a leading `NAME:`. */
export const subtitles: FileFormat = {
  id: 'subtitles',
  name: 'transcripts (srt, vtt, or a table with start, end, speaker, text)',
  extensions: ['srt', 'vtt'],
  probe: ({ extension, head }) =>
    extension === 'srt' || extension === 'vtt' || headText(head).startsWith('WEBVTT'),
  async read(file) {
    if (file.sizeBytes > LARGEST)
      return failed(
        file,
        'too-large',
        'is larger than 64 MB, which no transcript is.',
        'Check that it is the right file.'
      )
    const { cues, skipped } = parseCues(await readText(file.path))
    if (cues.length === 0)
      return failed(
        file,
        'no-cues',
        'holds no line of the form "00:00:01,000 --> 00:00:02,500".',
        'Check that it is a subtitle file; save it as SRT or WebVTT again.'
      )
    const warnings: Problem[] = []
    if (skipped.length > 0) {
      const where = `line${skipped.length === 1 ? '' : 's'} ${skipped.slice(0, 5).join(', ')}${skipped.length > 5 ? ' and others' : ''}`
      warnings.push(
        fileProblem(
          file,
          'cue-left-out',
          `has ${skipped.length} time line${skipped.length === 1 ? '' : 's'} that end${skipped.length === 1 ? 's' : ''} before or at the start (${where}); left out.`,
          'Correct those times and import the file again if they matter.',
          'warning'
        )
      )
    }
    const found = transcript(file.extension === 'vtt' ? 'webvtt' : 'subrip', cues, warnings)
    const format = file.extension === 'vtt' ? 'webvtt' : 'srt'
    return { ok: true, value: withCueFacts(found, format, file.name, await readFile(file.path)) }
  }
}

const clock = '(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{1,2})[.,](\\d{1,3})'
const timeLine = new RegExp(`^\\s*${clock}\\s*-->\\s*${clock}`)

/** All cues, and the lines (1-based) of cues that last no time. */
export function parseCues(text: string): {
  readonly cues: readonly Utterance[]
  readonly skipped: readonly number[]
} {
  const lines = text.split(/\r\n|\r|\n/)
  const cues: Utterance[] = []
  const skipped: number[] = []
  for (let i = 0; i < lines.length; i++) {
    const match = timeLine.exec(lines[i] ?? '')
    if (!match) continue
    const start = timeOf(match.slice(1, 5))
    const end = timeOf(match.slice(5, 9))
    const said: string[] = []
    while (i + 1 < lines.length && (lines[i + 1] ?? '').trim() !== '' && !timeLine.test(lines[i + 1] ?? ''))
      said.push(lines[++i] ?? '')
    if (timeLine.test(lines[i + 1] ?? '') && /^\d+$/.test(said.at(-1)?.trim() ?? '')) said.pop()
    if (end > start) cues.push({ start, end, ...spoken(said.join('\n')) })
    else skipped.push(i + 1 - said.length)
  }
  return { cues, skipped }
}

function timeOf([hours, minutes, seconds, fraction]: readonly (string | undefined)[]): number {
  return (
    ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6 +
    Number((fraction ?? '').padEnd(3, '0')) * 1000
  )
}

/** Words without mark-up, and who says them. */
function spoken(raw: string): { readonly text: string; readonly speaker?: string } {
  const voice = /<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(raw)?.[1]?.trim()
  const plain = raw
    .replace(/<[^>]*>|\{\\[^}]*\}/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .trim()
  if (voice) return { text: plain, speaker: voice }
  // Hebrew, Arabic or Chinese letters have no capitals: there any letter may begin a name.
  const named = /^([\p{Lu}\p{Lo}][\p{L}\p{M}\p{N} ._-]{0,30})(?::\s+|：\s*)(.+)$/su.exec(plain)
  return named?.[1] && named[2] ? { speaker: named[1], text: named[2] } : { text: plain }
}
