import { micros } from '../../../shared/domain/time'
import { CLOCK, clockText, clockTime, cueTimes, withoutBlankLines, withoutMarkup } from './clock-text'
import type { AnnotationDocument, DocumentRecording, JsonObject, Span, SpanTier } from './document'
import type { InterchangeFormat } from './format'
import { lossesOf, oneLoss, plain } from './losses'
import {
  filePerRecording,
  given,
  inOrder,
  labelText,
  linesOf,
  schemeOf,
  spanTiersOf,
  text as textOfJson,
  textOf
} from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'
import { blankLineLoss } from './webvtt'

/** SubRip subtitles, as tolerant as players are. A speaker is written as `Name: ` in front of the words, labels as `[label] `. */
export const srt: InterchangeFormat = {
  id: 'srt',
  name: 'SubRip (srt)',
  extensions: ['srt'],
  probe: ({ extension, head }) =>
    extension === 'srt' || /^\uFEFF?\s*(?:-?\d+\s*[\r\n]+)?\d{1,3}:\d{1,2}:\d{1,2}[.,，]\d+\s*-->/.test(head),
  read: (source) => attempt(source, (repairs) => readSrt(source.bytes, source.name, repairs)),
  write: (document, name) =>
    filePerRecording(document, name, 'srt', (recording) => writeSrt(document, recording)),
  losses: (document) => [
    ...lossesOf(document, {
      ...plain,
      id: 'srt',
      name: 'an SRT file',
      resolution: 1000,
      labelAndText: true,
      persons: true,
      tierNames: false
    }),
    ...blankLineLoss(document),
    ...arrowLoss(document)
  ]
}

function arrowLoss(document: AnnotationDocument) {
  const count = document.recordings
    .flatMap(spanTiersOf)
    .flatMap(({ spans }) => spans)
    .filter(({ text }) => text?.includes('-->')).length
  return count === 0
    ? []
    : [
        oneLoss(
          'arrows',
          `"-->" would become "→" in ${count} text${count === 1 ? '' : 's'}, because it marks times in an SRT file.`
        )
      ]
}

const TIME_LINE = new RegExp(`^\\s*(-?)${CLOCK}\\s*-{1,2}>\\s*(-?)${CLOCK}(?:\\s+(.*))?$`)
const INDEX = /^\s*-?\d+(?:[.,]\d+)?\s*$/

function readSrt(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const lines = linesOf(textOf(bytes))
  const found = lines.flatMap((line, at) => {
    const match = line.includes('>') ? TIME_LINE.exec(line) : null
    return match ? [{ at, match }] : []
  })
  if (found.length === 0)
    throw new Unreadable(
      'holds no line of the form "00:00:01,000 --> 00:00:02,500".',
      'Check that it is a subtitle file; save it as SRT again.',
      'not-this-format'
    )
  const tiers = new Map<string, Span[]>()
  for (const [i, { at, match }] of found.entries()) {
    // Blank lines inside a text are kept: a cue ends where the next one begins.
    const until = found[i + 1]?.at ?? lines.length
    const said = lines.slice(at + 1, until)
    if (i + 1 < found.length && INDEX.test(said.at(-1) ?? '')) said.pop()
    while (said.at(-1)?.trim() === '') said.pop()
    if (said.length > 0 && said[0]?.trim() === '') said.shift()
    if (!INDEX.test(lines[at - 1] ?? ''))
      repairs.add(
        'no-number',
        'cues without a number',
        'They were read; numbers are made anew when it is written.',
        `line ${at + 1}`
      )
    if (match[1] === '-' || match[6] === '-')
      repairs.add('negative', 'negative times', 'They were read as 0.', `line ${at + 1}`)
    const start = match[1] === '-' ? 0 : clockTime(match.slice(2, 6))
    let end = match[6] === '-' ? 0 : clockTime(match.slice(7, 11))
    if (end < start) {
      repairs.add(
        'reversed',
        'cues that end before they start',
        'They were read as moments.',
        `line ${at + 1}`
      )
      end = start
    }
    const payload = said.join('\n')
    const { speaker, text } = spoken(withoutMarkup(payload))
    const extra: JsonObject = {
      ...given('settings', match[11]?.trim() || undefined),
      ...(spokenText(text, speaker) === payload ? {} : { payload })
    }
    const span: Span = {
      id: `c${i + 1}`,
      start: micros(start),
      end: micros(end),
      labels: [],
      text,
      ...(Object.keys(extra).length > 0 ? { extra } : {})
    }
    const tier = tiers.get(speaker ?? '')
    if (tier) tier.push(span)
    else tiers.set(speaker ?? '', [span])
  }
  return {
    format: 'srt',
    schemes: [],
    recordings: [
      {
        name: name.replace(/\.[^.]*$/, ''),
        media: [],
        links: [],
        tiers: [...tiers].map(([speaker, spans]): SpanTier => ({
          id: speaker || 'Transcript',
          name: speaker || 'Transcript',
          kind: 'spans',
          ...(speaker ? { person: speaker } : {}),
          spans
        }))
      }
    ]
  }
}

/** `Anna: words`, where the name begins with a capital letter. */
function spoken(text: string): { readonly speaker?: string; readonly text: string } {
  const named = /^(\p{Lu}[\p{L}\p{N} ._-]{0,30}):[ \t]+(\S[\s\S]*)$/u.exec(text)
  return named?.[1] && named[2] ? { speaker: named[1], text: named[2] } : { text }
}

const spokenText = (text: string, speaker: string | undefined): string =>
  `${speaker === undefined ? '' : `${speaker}: `}${withoutBlankLines(text).replaceAll('-->', '→')}`

function writeSrt(document: AnnotationDocument, recording: DocumentRecording): string {
  const tiers = spanTiersOf(recording)
  const tierOf = new Map(tiers.flatMap((tier) => tier.spans.map((span) => [span, tier] as const)))
  const cues = inOrder([...tierOf.keys()]).map((span, i) => {
    const [start, end] = cueTimes(span)
    const tier = tierOf.get(span)
    const settings = document.format === 'srt' ? textOfJson(span.extra?.['settings']) : undefined
    return `${i + 1}\n${clockText(start, ',')} --> ${clockText(end, ',')}${settings === undefined ? '' : ` ${settings}`}\n${tier ? body(document, tier, span) : ''}\n`
  })
  return cues.join('\n')
}

function body(document: AnnotationDocument, tier: SpanTier, span: Span): string {
  const payload = document.format === 'srt' ? textOfJson(span.extra?.['payload']) : undefined
  if (payload !== undefined && spoken(withoutMarkup(payload)).text === span.text && span.labels.length === 0)
    return payload
  const label = span.labels.length > 0 ? `[${labelText(span, schemeOf(document, tier))}]` : ''
  return spokenText([label, span.text].filter(Boolean).join(' '), tier.person)
}
