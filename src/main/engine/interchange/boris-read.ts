import { micros } from '../../../shared/domain/time'
import type {
  AnnotationDocument,
  DocumentLabel,
  DocumentRecording,
  Json,
  JsonObject,
  Span,
  SpanTier
} from './document'
import { gunzip, isGzip } from './inflate'
import { asArray, asNumber, asObject, asText, others, parseJson } from './json'
import { given, textOf, timeOf } from './tools'
import { Unreadable, type Repairs } from './unreadable'

/** Id of the one vocabulary of a project. */
export const ETHOGRAM = 'ethogram'
/** What BORIS calls events about nobody. */
export const NOBODY = 'No focal subject'

export function readBoris(bytes: Uint8Array, repairs: Repairs): AnnotationDocument {
  const root = asObject(parseJson(textOf(isGzip(bytes) ? gunzip(bytes) : bytes)))
  const observations = asObject(root?.['observations'])
  const behaviors = asObject(root?.['behaviors_conf'])
  if (!root || !observations || !behaviors)
    throw new Unreadable(
      'lacks "observations" or "behaviors_conf", which BORIS projects have.',
      'Open it in BORIS and save it again.',
      'not-this-format'
    )
  const labels = Object.entries(behaviors).flatMap(([key, json]): DocumentLabel[] => {
    const conf = asObject(json)
    const code = asText(conf?.['code'])
    if (!conf || code === undefined) return []
    const color = asText(conf['color'])
    return [
      {
        id: code,
        name: code,
        ...given('color', /^#[\da-f]{6}$/i.test(color ?? '') ? color?.toLowerCase() : undefined),
        ...given('definition', asText(conf['description']) || undefined),
        extra: { key, conf }
      }
    ]
  })
  const states = new Set(labels.filter(({ extra }) => isState(asObject(extra?.['conf']))).map(({ id }) => id))
  return {
    format: 'boris',
    ...given('createdAt', asText(root['project_date'])),
    schemes: [{ id: ETHOGRAM, name: asText(root['project_name']) || 'Ethogram', labels }],
    recordings: Object.entries(observations).map(([name, json]) =>
      readObservation(name, asObject(json) ?? {}, states, repairs)
    ),
    extra: { project: others(root, ['observations', 'behaviors_conf']) ?? {} }
  }
}

/** Whether a behaviour has a length; "Point event with coding map" has none. */
export const isState = (conf: JsonObject | undefined): boolean =>
  (asText(conf?.['type']) ?? '').toLowerCase().startsWith('state')

function readObservation(
  name: string,
  observation: JsonObject,
  states: ReadonlySet<string>,
  repairs: Repairs
): DocumentRecording {
  const info = asObject(observation['media_info'])
  const media = Object.values(asObject(observation['file']) ?? {}).flatMap((paths) =>
    asArray(paths).flatMap((path) => asText(path) ?? [])
  )
  const lengths = Object.values(asObject(info?.['length']) ?? {}).map((one) => asNumber(one) ?? 0)
  const rows = asArray(observation['events'])
  const unread: Json[] = []
  const tiers = new Map<string, Span[]>()
  const open = new Map<
    string,
    { readonly start: number; readonly at: number; readonly row: readonly Json[] }
  >()
  let last = 0
  const where = (at: number): string => `observation "${name.slice(0, 40)}", event ${at + 1}`
  const add = (
    subject: string,
    code: string,
    start: number,
    end: number,
    at: number,
    first: readonly Json[],
    second?: readonly Json[]
  ): void => {
    const comment = asText(first[4])
    const span: Span = {
      id: `e${at + 1}`,
      start: micros(start),
      end: micros(end),
      labels: [code],
      ...given('comment', comment || undefined),
      extra: {
        at,
        modifiers: asText(first[3]) ?? '',
        rows: second ? [first, second] : [first],
        ...(second || end === start ? {} : { open: end })
      }
    }
    const spans = tiers.get(subject)
    if (spans) spans.push(span)
    else tiers.set(subject, [span])
  }
  const events = rows.flatMap((json, at) => {
    const row = asArray(json)
    const time = timeOf(asNumber(row[0]) ?? NaN)
    const code = asText(row[2])
    if (time === undefined || code === undefined) {
      unread.push(json)
      repairs.add(
        'event',
        'events without a usable time or behaviour',
        'They were kept, but not shown.',
        where(at)
      )
      return []
    }
    last = Math.max(last, time)
    return [{ row, time, code, at }]
  })
  // The rows of a state toggle start and stop, so they are read in the order of time.
  for (const { row, time, code, at } of events.sort((a, b) => a.time - b.time)) {
    const subject = asText(row[1]) ?? ''
    if (!states.has(code)) {
      add(subject, code, time, time, at, row)
      continue
    }
    const key = JSON.stringify([subject, code, asText(row[3]) ?? ''])
    const started = open.get(key)
    if (!started) open.set(key, { start: time, at, row })
    else {
      open.delete(key)
      add(subject, code, started.start, time, started.at, started.row, row)
    }
  }
  const duration = timeOf(lengths.reduce((sum, length) => sum + length, 0)) ?? 0
  for (const { start, at, row } of open.values()) {
    repairs.add(
      'open',
      'states that are started and never stopped',
      'They were read up to the end of the media, or of the last event.',
      where(at)
    )
    add(
      asText(row[1]) ?? '',
      asText(row[2]) ?? '',
      start,
      Math.max(start, duration, duration > 0 ? 0 : last),
      at,
      row
    )
  }
  return {
    name,
    ...(duration > 0 ? { duration: micros(duration) } : {}),
    media: media.map((path) => ({ path })),
    links: [],
    tiers: [...tiers].map(([subject, spans]): SpanTier => ({
      id: subject || NOBODY,
      name: subject || NOBODY,
      kind: 'spans',
      ...(subject === '' ? {} : { person: subject }),
      schemeId: ETHOGRAM,
      spans: spans.sort((a, b) => a.start - b.start || a.end - b.end)
    })),
    extra: { observation: others(observation, ['events']) ?? {}, ...(unread.length > 0 ? { unread } : {}) }
  }
}
