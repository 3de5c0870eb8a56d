import { ETHOGRAM, isState, NOBODY } from './boris-read'
import type {
  AnnotationDocument,
  DocumentRecording,
  DocumentScheme,
  Json,
  JsonObject,
  Span,
  SpanTier
} from './document'
import { asArray, asObject, asText } from './json'
import { oneText, schemeOf, spanTiersOf, text, withoutOverlap } from './tools'

/** A project of BORIS. Events that came from BORIS keep modifiers, comments and frames. */
export function writeBoris(document: AnnotationDocument, name: string): JsonObject {
  const own = document.format === 'boris'
  const project = own ? asObject(document.extra?.['project']) : undefined
  const codes = codesOf(document, own)
  return {
    ...(project ?? newProject(document, name)),
    subjects_conf: subjectsOf(document, asObject(project?.['subjects_conf'])),
    behaviors_conf: Object.fromEntries([...codes.values()].map(({ key, conf }) => [key, conf])),
    observations: Object.fromEntries(
      document.recordings.map((recording) => [recording.name, observationOf(document, recording, codes, own)])
    )
  }
}

const newProject = (document: AnnotationDocument, name: string): JsonObject => ({
  time_format: 'hh:mm:ss',
  project_date: document.createdAt ?? '1970-01-01T00:00:00',
  project_name: name,
  project_description: '',
  project_format_version: '7.0',
  independent_variables: {},
  coding_map: {},
  behaviors_coding_map: [],
  converters: {},
  behavioral_categories: []
})

interface Code {
  readonly key: string
  readonly conf: JsonObject
}

/** Name of a span's behaviour. */
const codeOf = (span: Span, scheme: DocumentScheme | undefined): string =>
  oneText(span, scheme) || 'unlabelled'

function codesOf(document: AnnotationDocument, own: boolean): ReadonlyMap<string, Code> {
  const codes = new Map<string, Code>()
  const used = new Map<string, boolean>()
  for (const recording of document.recordings)
    for (const tier of spanTiersOf(recording))
      for (const span of tier.spans) {
        const code = codeOf(span, schemeOf(document, tier))
        used.set(code, used.get(code) === true || span.end > span.start)
      }
  const taken = new Set<string>()
  const add = (
    code: string,
    color?: string,
    description?: string,
    kept?: JsonObject,
    keptKey?: string
  ): void => {
    if (codes.has(code)) return
    let key = keptKey ?? String(codes.size)
    while (taken.has(key)) key = String(Number(key) + 1 || codes.size)
    taken.add(key)
    // A behaviour with a length anywhere must be a state, or its end would be lost.
    const keptColor = asText(kept?.['color'])
    const state = used.get(code) ?? isState(kept)
    const type = kept && (isState(kept) || !state) ? kept['type'] : state ? 'State event' : 'Point event'
    codes.set(code, {
      key,
      conf: {
        key: '',
        category: '',
        modifiers: {},
        excluded: '',
        'coding map': '',
        ...kept,
        code,
        type: type ?? 'State event',
        color: keptColor?.toLowerCase() === color ? (keptColor ?? '') : (color ?? keptColor ?? ''),
        description: description ?? ''
      }
    })
  }
  for (const scheme of document.schemes) {
    if (own && scheme.id !== ETHOGRAM) continue
    const inUse = document.recordings.flatMap(spanTiersOf).some((tier) => tier.schemeId === scheme.id)
    if (!own && !inUse) continue
    for (const label of scheme.labels)
      add(
        label.name,
        label.color,
        label.definition,
        own ? asObject(label.extra?.['conf']) : undefined,
        own ? text(label.extra?.['key']) : undefined
      )
  }
  for (const code of used.keys()) add(code)
  return codes
}

const subjectOf = (tier: SpanTier): string => tier.person ?? (tier.name === NOBODY ? '' : tier.name)

function subjectsOf(document: AnnotationDocument, kept: JsonObject | undefined): JsonObject {
  const subjects: Record<string, Json> = { ...kept }
  const known = new Set(Object.values(subjects).map((one) => asText(asObject(one)?.['name'])))
  for (const name of new Set(document.recordings.flatMap(spanTiersOf).map(subjectOf))) {
    if (name === '' || known.has(name)) continue
    let key = Object.keys(subjects).length
    while (Object.hasOwn(subjects, String(key))) key++
    subjects[String(key)] = { key: '', name, description: '' }
  }
  return subjects
}

function observationOf(
  document: AnnotationDocument,
  recording: DocumentRecording,
  codes: ReadonlyMap<string, Code>,
  own: boolean
): JsonObject {
  const kept = own ? asObject(recording.extra?.['observation']) : undefined
  const events = spanTiersOf(recording).flatMap((tier) =>
    lanesOf(document, tier, own).flatMap((lane, i) =>
      lane.flatMap((span) => rowsOf(document, tier, span, codes, own, i === 0 ? '' : ` (${i + 1})`))
    )
  )
  const unread = own ? asArray(recording.extra?.['unread']) : []
  return {
    ...(kept ?? newObservation(document, recording)),
    events: [...events.sort((a, b) => Number(a[0]) - Number(b[0])), ...unread]
  }
}

function newObservation(document: AnnotationDocument, recording: DocumentRecording): JsonObject {
  const paths = recording.media.map(({ path }) => path)
  const length = (recording.duration ?? 0) / 1e6
  return {
    file: { '1': paths },
    type: 'MEDIA',
    date: document.createdAt ?? '1970-01-01T00:00:00',
    description: '',
    'time offset': 0,
    independent_variables: {},
    media_info: {
      length: Object.fromEntries(paths.map((path, i) => [path, i === 0 ? length : 0])),
      offset: { '1': 0 }
    },
    close_behaviors_between_videos: false
  }
}

/**
 * Spans of one behaviour (and its modifiers) that overlap cannot be told apart by rows that toggle: those beyond the first
 * go to another subject.
 */
export function lanesOf(
  document: AnnotationDocument,
  tier: SpanTier,
  own: boolean
): readonly (readonly Span[])[] {
  const scheme = schemeOf(document, tier)
  const byCode = Map.groupBy(
    tier.spans,
    (span) => `${codeOf(span, scheme)}\n${own ? (text(span.extra?.['modifiers']) ?? '') : ''}`
  )
  const lanes: Span[][] = [[]]
  for (const spans of byCode.values())
    for (const [i, row] of withoutOverlap(spans).entries()) {
      const lane = lanes[i] ?? []
      lanes[i] = lane
      lane.push(...row)
    }
  return lanes
}

/** One row for a point, two for a state: subject, behaviour, modifiers, comment and whatever the file had beyond. */
function rowsOf(
  document: AnnotationDocument,
  tier: SpanTier,
  span: Span,
  codes: ReadonlyMap<string, Code>,
  own: boolean,
  lane: string
): Json[][] {
  const code = codeOf(span, schemeOf(document, tier))
  const kept = own ? asArray(span.extra?.['rows']).map(asArray) : []
  const modifiers = own ? (text(span.extra?.['modifiers']) ?? '') : ''
  const row = (time: number, before: readonly Json[] | undefined, comment: string): Json[] => {
    const more = before?.slice(5) ?? ['NA']
    // The frame number belongs to the time it was made at.
    const moved = before !== undefined && before[0] !== time / 1e6
    return [
      time / 1e6,
      `${subjectOf(tier)}${lane}`,
      code,
      modifiers,
      comment,
      ...(moved ? ['NA', ...more.slice(1)] : more)
    ]
  }
  const first = row(span.start, kept[0], span.comment ?? '')
  if (!isState(codes.get(code)?.conf)) return [first]
  // A state that was never stopped stays open, unless its end was set here.
  if (kept.length === 1 && (span.extra?.['open'] === span.end || span.end === span.start)) return [first]
  return [first, row(span.end, kept[1], asText(kept[1]?.[4]) ?? '')]
}
