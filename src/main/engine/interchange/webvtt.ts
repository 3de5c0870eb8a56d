import { micros } from '../../../shared/domain/time'
import {
  CLOCK,
  clockText,
  clockTime,
  cueTimes,
  unescapeCue,
  withoutBlankLines,
  withoutMarkup
} from './clock-text'
import type {
  AnnotationDocument,
  DocumentRecording,
  DocumentScheme,
  JsonObject,
  Span,
  SpanTier
} from './document'
import type { InterchangeFormat } from './format'
import { asArray, asNumber, asObject, asText } from './json'
import { allValues, lossesOf, oneLoss, plain } from './losses'
import {
  filePerRecording,
  given,
  labelText,
  linesOf,
  schemeOf,
  spanTiersOf,
  text as textOfJson,
  textOf
} from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'
import { valueIn, valueJson } from './value-json'

/** WebVTT. Words are cues with `<v Speaker>`; labels, confidence, intensity and comments are metadata cues in JSON. */
export const webvtt: InterchangeFormat = {
  id: 'webvtt',
  name: 'WebVTT',
  extensions: ['vtt'],
  probe: ({ extension, head }) => extension === 'vtt' || /^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(head),
  read: (source) => attempt(source, (repairs) => readWebVtt(source.bytes, source.name, repairs)),
  write: (document, name) =>
    filePerRecording(document, name, 'vtt', (recording) => writeWebVtt(document, recording)),
  losses: (document) => [
    ...lossesOf(document, {
      ...plain,
      id: 'webvtt',
      name: 'a WebVTT file',
      resolution: 1000,
      severalLabels: true,
      labelAndText: true,
      confidence: true,
      intensity: true,
      comments: true,
      persons: true,
      values: allValues
    }),
    ...blankLineLoss(document)
  ]
}

/** Told by all formats whose cues end at a blank line. */
export function blankLineLoss(document: AnnotationDocument) {
  const count = document.recordings
    .flatMap(spanTiersOf)
    .flatMap(({ spans }) => spans)
    .filter(({ text = '' }) => withoutBlankLines(text) !== text).length
  if (count === 0) return []
  return [
    oneLoss(
      'blank-lines',
      `${count} text${count === 1 ? '' : 's'} would lose blank lines, because a blank line ends a cue.`
    )
  ]
}

const TIME_LINE = new RegExp(`^\\s*${CLOCK}\\s*-->\\s*${CLOCK}(?:\\s+(.*))?$`)

function readWebVtt(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const lines = linesOf(textOf(bytes))
  const header: string[] = []
  let at = 0
  if (/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) {
    while (at < lines.length && lines[at] !== '' && !(lines[at] ?? '').includes('-->'))
      header.push(lines[at++] ?? '')
  } else repairs.add('no-header', 'no WEBVTT in its first line', 'It was read as if it were there.', 'line 1')
  const cues: { readonly tier: string; readonly person?: string; readonly span: Span }[] = []
  let before: string[] = []
  while (at < lines.length) {
    if ((lines[at] ?? '').trim() === '') {
      at++
      continue
    }
    const first = at
    while (at < lines.length && (lines[at] ?? '').trim() !== '') at++
    const block = lines.slice(first, at)
    const timeAt = block.findIndex((line) => line.includes('-->'))
    const match = timeAt < 0 || timeAt > 1 ? null : TIME_LINE.exec(block[timeAt] ?? '')
    if (!match) {
      const known = /^(NOTE|STYLE|REGION)(?:\s|$)/.test(block[0] ?? '')
      if (!known)
        repairs.add(
          'block',
          'blocks that are neither cue nor note',
          'They were kept, but nothing was read from them.',
          `line ${first + 1}`
        )
      before.push(block.join('\n'))
      continue
    }
    const start = clockTime(match.slice(1, 5))
    let end = clockTime(match.slice(5, 9))
    if (/[,，．]/.test(block[timeAt] ?? ''))
      repairs.add('comma', 'times with a comma', 'They were read as in SRT.', `line ${first + timeAt + 1}`)
    if (end < start) {
      repairs.add(
        'reversed',
        'cues that end before they start',
        'They were read as moments.',
        `line ${first + timeAt + 1}`
      )
      end = start
    }
    const cue = readCue(block.slice(timeAt + 1).join('\n'))
    const extra: JsonObject = {
      order: cues.length,
      ...given('id', timeAt === 1 ? block[0] : undefined),
      ...given('settings', match[9]?.trim() || undefined),
      ...given('payload', cue.payload),
      ...(before.length > 0 ? { before } : {})
    }
    before = []
    cues.push({
      tier: cue.tier ?? 'Transcript',
      ...given('person', cue.person),
      span: {
        id: `c${cues.length + 1}`,
        start: micros(start),
        end: micros(end),
        labels: [],
        ...cue.facts,
        extra
      }
    })
  }
  if (cues.length === 0 && header.length === 0)
    throw new Unreadable(
      'holds no line of the form "00:01.000 --> 00:02.500".',
      'Check that it is a WebVTT file.',
      'not-this-format'
    )
  const tiers = [...Map.groupBy(cues, (cue) => cue.tier)].map(([tier, own]): SpanTier => ({
    id: tier,
    name: tier,
    kind: 'spans',
    ...given('person', own.find(({ person }) => person !== undefined)?.person),
    spans: own.map(({ span }) => span)
  }))
  const extra = {
    ...(header.length > 1 || (header[0] ?? 'WEBVTT') !== 'WEBVTT' ? { header } : {}),
    ...(before.length > 0 ? { after: before } : {})
  }
  return {
    format: 'webvtt',
    schemes: [],
    recordings: [
      {
        name: name.replace(/\.[^.]*$/, ''),
        media: [],
        tiers,
        links: [],
        ...(Object.keys(extra).length > 0 ? { extra } : {})
      }
    ]
  }
}

interface Cue {
  readonly tier?: string
  readonly person?: string
  readonly facts: Partial<Span>
  /** As it stands in the file, where it holds more than what was read. */
  readonly payload?: string
}

function readCue(payload: string): Cue {
  const label = readLabelCue(payload)
  if (label) return label
  const voice = /^<v(?:\.[^\s<>]*)?[ \t]+([^<>]+)>/.exec(payload)
  const person = voice?.[1] === undefined ? undefined : unescapeCue(voice[1]).trim()
  const text = withoutMarkup(payload)
  return {
    ...(person ? { tier: person, person } : {}),
    facts: { text },
    ...(plainCue(text, person) === payload ? {} : { payload })
  }
}

const escapeCue = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const plainCue = (text: string, voice: string | undefined): string =>
  `${voice === undefined ? '' : `<v ${escapeCue(voice)}>`}${escapeCue(withoutBlankLines(text))}`

/** A label as JSON. The arrow of time lines may not occur in a cue. */
function labelCue(
  span: Span,
  tier: SpanTier,
  names: readonly string[],
  scheme: DocumentScheme | undefined
): string {
  const { text, confidence, intensity, comment } = span
  const content = {
    tier: tier.name,
    person: tier.person,
    labels: names,
    text,
    confidence,
    intensity,
    comment,
    ...(span.value ? { value: valueJson(span, scheme) } : {})
  }
  return JSON.stringify({ affectory: content }).replaceAll('-->', '--\\u003e')
}

function readLabelCue(payload: string): Cue | undefined {
  if (!payload.startsWith('{"affectory":')) return undefined
  let json
  try {
    json = asObject(asObject(JSON.parse(payload))?.['affectory'])
  } catch {
    // Somebody's words that begin like ours: they are read as words.
    return undefined
  }
  if (!json) return undefined
  const confidence = asNumber(json['confidence'])
  return {
    ...given('tier', asText(json['tier'])),
    ...given('person', asText(json['person'])),
    facts: {
      labels: asArray(json['labels']).flatMap((label) => asText(label) ?? []),
      ...given('text', asText(json['text'])),
      ...given(
        'confidence',
        confidence !== undefined && confidence >= 0 && confidence <= 1 ? confidence : undefined
      ),
      ...given('intensity', asNumber(json['intensity'])),
      ...given('comment', asText(json['comment'])),
      ...given('value', valueIn(asText(json['value']) ?? '', undefined))
    }
  }
}

function writeWebVtt(document: AnnotationDocument, recording: DocumentRecording): string {
  const own = document.format === 'webvtt'
  const tiers = spanTiersOf(recording)
  const persons = Map.groupBy(tiers, (tier) => tier.person)
  const cues = tiers.flatMap((tier) => {
    const alone = tiers.length === 1 || (own && tier.name === 'Transcript')
    const voice =
      tier.person !== undefined && persons.get(tier.person)?.length === 1
        ? tier.person
        : alone
          ? tier.person
          : tier.name
    return tier.spans.map((span) => ({ span, body: body(document, tier, span, voice) }))
  })
  cues.sort(
    (a, b) => a.span.start - b.span.start || orderOf(a.span) - orderOf(b.span) || a.span.end - b.span.end
  )
  const header = own ? asArray(recording.extra?.['header']).map(asText) : []
  const blocks: string[] = [header.length > 0 ? header.join('\n') : 'WEBVTT']
  for (const { span, body } of cues) {
    const [start, end] = cueTimes(span)
    const extra = own ? span.extra : undefined
    for (const block of asArray(extra?.['before'])) if (typeof block === 'string') blocks.push(block)
    const id = textOfJson(extra?.['id'])
    const settings = textOfJson(extra?.['settings'])
    blocks.push(
      `${id === undefined ? '' : `${id}\n`}${clockText(start, '.')} --> ${clockText(end, '.')}${settings === undefined ? '' : ` ${settings}`}\n${body}`
    )
  }
  if (own)
    for (const block of asArray(recording.extra?.['after'])) if (typeof block === 'string') blocks.push(block)
  return `${blocks.map((block) => block.replace(/\n+$/, '')).join('\n\n')}\n`
}

const orderOf = (span: Span): number => asNumber(span.extra?.['order']) ?? Number.MAX_SAFE_INTEGER

function body(document: AnnotationDocument, tier: SpanTier, span: Span, voice: string | undefined): string {
  const says =
    span.labels.length > 0 ||
    span.confidence !== undefined ||
    span.intensity !== undefined ||
    span.comment !== undefined ||
    span.value !== undefined
  if (says) {
    const scheme = schemeOf(document, tier)
    return labelCue(
      span,
      tier,
      span.labels.map((label) => labelText({ ...span, labels: [label] }, scheme)),
      scheme
    )
  }
  const text = span.text ?? ''
  const payload = document.format === 'webvtt' ? textOfJson(span.extra?.['payload']) : undefined
  return payload !== undefined && withoutMarkup(payload) === text ? payload : plainCue(text, voice)
}
