import { nominalTimes } from '../../../shared/conversation/nominal-times'
import { parseClock } from '../../../shared/domain/time'
import type { FileFormat } from './format'
import { failed, fileProblem } from './format'
import { headText, readText } from './text-file'
import { transcript } from './utterances'
import type { Utterance } from './utterances'

const LARGEST = 64 * 1024 * 1024

/** `Name: words`, in any script; the full-width colon of Chinese and Japanese too. */
const NAMED = /^([\p{L}\p{N}][\p{L}\p{M}\p{N} ._'’()-]{0,40}?)\s*(?::\s+|：\s*)(\S.*)$/u
/** `[00:01:02]`, `(1:02.5)` or `1:02` at the beginning of a line. */
const CLOCKED = /^[[(]?(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)[\])]?\s+(?=\S)/u

/** Share of lines that must begin with a name for a text to be recognised as a conversation. */
const NAMED_SHARE = 0.6

/** Conversations as plain text: `Name: words` on each line, perhaps behind a time. */
export const plainTranscript: FileFormat = {
  id: 'plain-transcript',
  name: 'conversations in plain text ("Name: words")',
  extensions: ['txt'],
  probe: ({ extension, head }) => extension === 'txt' && looksLikeTalk(linesOf(headText(head))),
  async read(file) {
    if (file.sizeBytes > LARGEST)
      return failed(
        file,
        'too-large',
        'is larger than 64 MB, which no transcript is.',
        'Check that it is the right file.'
      )
    const { utterances, nominal } = parsePlain(await readText(file.path))
    if (utterances.length === 0)
      return failed(
        file,
        'no-rows',
        'holds no words.',
        'Write one turn on each line, as "Name: words" or the words alone.'
      )
    const warnings = nominal
      ? [
          fileProblem(
            file,
            'nominal-times',
            'has no times, so its turns were given nominal ones, in proportion to their length.',
            'Set the times in the conversation where they matter.',
            'info'
          )
        ]
      : []
    return { ok: true, value: transcript('text', utterances, warnings, { nominal }) }
  }
}

/** The turns of a text. Where most lines have names, a line without one goes on with the turn before. */
export function parsePlain(text: string): {
  readonly utterances: readonly Utterance[]
  readonly nominal: boolean
} {
  const lines = linesOf(text)
  const named = looksLikeTalk(lines)
  const turns: { at: number | undefined; speaker: string | undefined; text: string }[] = []
  for (const line of lines) {
    const clock = CLOCKED.exec(line)
    const words = clock ? line.slice(clock[0].length) : line
    const spoken = named ? NAMED.exec(words) : null
    const last = turns.at(-1)
    if (named && !spoken && !clock && last) last.text += ` ${words}`
    else
      turns.push({
        at: clock?.[1] === undefined ? undefined : parseClock(clock[1].replace(',', '.')),
        speaker: spoken?.[1]?.trim(),
        text: spoken?.[2] ?? words
      })
  }
  const nominal = nominalTimes(turns.map((turn) => turn.text))
  const starts = turns.map(({ at }) => at)
  const timed = starts.every((at, i) => at !== undefined && at > (i > 0 ? (starts[i - 1] ?? 0) : -1))
  return {
    nominal: !timed,
    utterances: turns.map((turn, i) => {
      const span = nominal[i] ?? { start: 0, end: 1 }
      const start = timed ? (turn.at ?? 0) : span.start
      const end = timed ? (starts[i + 1] ?? start + span.end - span.start) : span.end
      return { start, end, text: turn.text, ...(turn.speaker ? { speaker: turn.speaker } : {}) }
    })
  }
}

const linesOf = (text: string): readonly string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Whether most lines name who speaks, and somebody speaks at least twice or there are several speakers. */
function looksLikeTalk(lines: readonly string[]): boolean {
  const names = lines.flatMap((line) => NAMED.exec(line.replace(CLOCKED, ''))?.[1] ?? [])
  return names.length >= 2 && names.length >= NAMED_SHARE * lines.length
}
