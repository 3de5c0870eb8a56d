import { micros } from '../../../shared/domain/time'
import type { AnnotationDocument, DocumentRecording, Span, SpanTier } from './document'
import type { InterchangeFormat } from './format'
import { asArray, asText } from './json'
import { lossesOf, oneLoss, plain } from './losses'
import {
  bytesOf,
  fileSafe,
  given,
  inOrder,
  linesOf,
  secondsIn,
  secondsOf,
  spanTiersOf,
  textOf
} from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

/** RTTM: who speaks when, one line for each turn. Names hold no spaces: they become `_`. */
export const rttm: InterchangeFormat = {
  id: 'rttm',
  name: 'RTTM',
  extensions: ['rttm'],
  probe: ({ extension, head }) =>
    extension === 'rttm' || /^\uFEFF?(?:;;.*[\r\n]+)*SPEAKER(?:\s+\S+){8,9}\s*$/m.test(head.slice(0, 2000)),
  read: (source) => attempt(source, (repairs) => readRttm(source.bytes, repairs)),
  write: (document, name) => [
    {
      name: `${fileSafe(name)}.rttm`,
      bytes: bytesOf(document.recordings.map((one) => turns(document, one)).join(''))
    }
  ],
  losses: (document) => {
    const names = document.recordings.flatMap((recording) => [
      recording.name,
      ...spanTiersOf(recording).map(nameOf)
    ])
    const spaced = names.filter((name) => /\s/.test(name))
    const found = lossesOf(document, {
      ...plain,
      id: 'rttm',
      name: 'an RTTM file',
      resolution: 1,
      moments: true,
      confidence: true,
      persons: true,
      severalRecordings: true,
      content: false
    })
    const shown = [...new Set(spaced)].slice(0, 5).map((name) => `"${name}"`)
    return shown.length === 0
      ? found
      : [
          ...found,
          oneLoss(
            'spaces',
            `Spaces would become "_" in names (${shown.join(', ')}), because fields of an RTTM file are parted by spaces.`
          )
        ]
  }
}

const nameOf = (tier: SpanTier): string => tier.person ?? tier.name

/** No white space, never empty; different names stay different. */
function fieldNames(): (name: string) => string {
  const known = new Map<string, string>()
  const taken = new Set<string>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const base = name.replace(/\s/g, '_') || '_'
    let field = base
    for (let copy = 2; taken.has(field); copy++) field = `${base}_${copy}`
    taken.add(field)
    known.set(name, field)
    return field
  }
}

function readRttm(bytes: Uint8Array, repairs: Repairs): AnnotationDocument {
  const files = new Map<string, { readonly speakers: Map<string, Span[]>; readonly others: string[] }>()
  let turn = 0
  let lines = 0
  for (const [i, line] of linesOf(textOf(bytes)).entries()) {
    const fields = line.trim().split(/\s+/)
    if (line.trim() === '' || line.startsWith(';')) continue
    lines++
    const [
      type = '',
      file = '',
      channel = '',
      onset,
      duration,
      orthography,
      subtype,
      speaker = '',
      confidence
    ] = fields
    const entry = files.get(file) ?? { speakers: new Map<string, Span[]>(), others: [] }
    files.set(file, entry)
    if (type !== 'SPEAKER') {
      entry.others.push(line.trim())
      continue
    }
    const start = secondsIn(onset)
    const length = secondsIn(duration)
    if (start === undefined || length === undefined || length < 0 || fields.length < 8) {
      repairs.add(
        'turn',
        'SPEAKER lines without a usable onset and duration',
        'They were left out.',
        `line ${i + 1}`
      )
      continue
    }
    const sure = confidence === undefined || confidence === '<NA>' ? undefined : Number(confidence)
    const extra = {
      ...(channel === '1' ? {} : { channel }),
      ...(orthography === '<NA>' ? {} : given('orthography', orthography)),
      ...(subtype === '<NA>' ? {} : given('subtype', subtype)),
      ...(fields[9] === '<NA>' ? {} : given('lookahead', fields[9])),
      ...(sure !== undefined && !(sure >= 0 && sure <= 1) ? given('confidence', confidence) : {})
    }
    const span: Span = {
      id: `s${++turn}`,
      start,
      end: micros(start + length),
      labels: [],
      ...(sure !== undefined && sure >= 0 && sure <= 1 ? { confidence: sure } : {}),
      ...(Object.keys(extra).length > 0 ? { extra } : {})
    }
    const spans = entry.speakers.get(speaker)
    if (spans) spans.push(span)
    else entry.speakers.set(speaker, [span])
  }
  if (lines === 0 || [...files.values()].every(({ speakers }) => speakers.size === 0))
    throw new Unreadable(
      'holds no line of the form "SPEAKER file 1 1.50 2.25 <NA> <NA> name <NA> <NA>".',
      'Check that it is an RTTM file.',
      'not-this-format'
    )
  return {
    format: 'rttm',
    schemes: [],
    recordings: [...files].map(([name, { speakers, others }]) => ({
      name,
      media: [],
      links: [],
      tiers: [...speakers].map(([person, spans]): SpanTier => ({
        id: person,
        name: person,
        kind: 'spans',
        person,
        spans
      })),
      ...(others.length > 0 ? { extra: { others } } : {})
    }))
  }
}

function turns(document: AnnotationDocument, recording: DocumentRecording): string {
  const own = document.format === 'rttm'
  const field = fieldNames()
  const file = recording.name.replace(/\s/g, '_') || '_'
  const tierOf = new Map(
    spanTiersOf(recording).flatMap((tier) => tier.spans.map((span) => [span, field(nameOf(tier))] as const))
  )
  const kept = own
    ? asArray(recording.extra?.['others']).flatMap((line) => (typeof line === 'string' ? [`${line}\n`] : []))
    : []
  const lines = inOrder([...tierOf.keys()]).map((span) => {
    const more = own ? span.extra : undefined
    const or = (key: string, other: string): string => asText(more?.[key]) ?? other
    const sure = span.confidence === undefined ? or('confidence', '<NA>') : String(span.confidence)
    return `SPEAKER ${file} ${or('channel', '1')} ${secondsOf(span.start)} ${secondsOf(span.end - span.start)} ${or('orthography', '<NA>')} ${or('subtype', '<NA>')} ${tierOf.get(span)} ${sure} ${or('lookahead', '<NA>')}\n`
  })
  return [...kept, ...lines].join('')
}
