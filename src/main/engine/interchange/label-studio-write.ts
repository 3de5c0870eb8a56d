import type {
  AnnotationDocument,
  DocumentLink,
  DocumentRecording,
  Json,
  JsonObject,
  Span,
  SpanTier
} from './document'
import { asArray, asNumber, asObject, asText } from './json'
import { frameRateOf, labelsIn, timesOf, type ListName } from './label-studio-read'
import {
  DEFAULT_FRAME_RATE,
  isValueItem,
  ratingItems,
  regionIn,
  regionValue,
  valueItems,
  valueOfItems
} from './label-studio-values'
import { metaWithWords } from './link-words'
import { labelText, schemeOf, spanTiersOf } from './tools'

/** Tasks for Label Studio. Results that it made itself come back as they were, but for what was changed here. */
export function writeLabelStudio(document: AnnotationDocument): string {
  return `${JSON.stringify(
    document.recordings.map((recording) => taskOf(document, recording)),
    undefined,
    2
  )}\n`
}

interface Group {
  readonly list: ListName
  readonly annotation: JsonObject
  /** Results with the place they had; new ones come last. */
  readonly results: [number, Json][]
}

function taskOf(document: AnnotationDocument, recording: DocumentRecording): JsonObject {
  const own = document.format === 'label-studio'
  const kept = own ? asObject(recording.extra?.['task']) : undefined
  const groups = new Map<string, Group>()
  for (const one of own ? asArray(recording.extra?.['lists']) : []) {
    const entry = asObject(one)
    const list = entry?.['list'] === 'predictions' ? 'predictions' : 'annotations'
    const rest = asArray(entry?.['rest']).map((item): [number, Json] => [
      placeOf(asObject(item)),
      asObject(item)?.['item'] ?? null
    ])
    groups.set(`${list} ${asText(entry?.['at'])}`, {
      list,
      annotation: asObject(entry?.['annotation']) ?? {},
      results: rest
    })
  }
  const groupOf = new Map<string, Group>()
  const data = asObject(kept?.['data']) ?? dataOf(recording)
  for (const tier of spanTiersOf(recording)) {
    const list = tier.predicted ? 'predictions' : 'annotations'
    const known = own
      ? groups.get(`${asText(tier.extra?.['list'])} ${asText(tier.extra?.['at'])}`)
      : undefined
    const key = `new ${list} ${tier.annotator ?? ''}`
    const group = known ?? groups.get(key) ?? { list, annotation: newAnnotation(tier), results: [] }
    if (!known) groups.set(key, group)
    for (const span of tier.spans) {
      groupOf.set(span.id, group)
      group.results.push(...resultsOf(document, tier, span, data))
    }
  }
  const regionOf = new Map(
    spanTiersOf(recording).flatMap(({ spans }) => spans.map((span) => [span.id, regionId(span)] as const))
  )
  for (const link of recording.links) {
    const [from, to] = [regionOf.get(link.from), regionOf.get(link.to)]
    if (from !== undefined && to !== undefined)
      groupOf.get(link.from)?.results.push([placeOf(link.extra), relation(link, from, to)])
  }
  const entries = (list: ListName): JsonObject[] =>
    [...groups.values()]
      .filter((group) => group.list === list)
      .map(({ annotation, results }) => ({
        ...annotation,
        result: results.sort(([a], [b]) => a - b).map(([, item]) => item)
      }))
  return { ...kept, data, annotations: entries('annotations'), predictions: entries('predictions') }
}

const placeOf = (extra: JsonObject | undefined): number => asNumber(extra?.['at']) ?? Number.MAX_SAFE_INTEGER

const regionId = (span: Span): string =>
  asText(asObject(span.extra?.['item'])?.['id']) ??
  asText(asObject(asObject(asArray(span.extra?.['items'])[0])?.['item'])?.['id']) ??
  span.id

function dataOf({ media, name }: DocumentRecording): JsonObject {
  const path = media[0]?.path ?? name
  return { [/\.(wav|mp3|flac|m4a|ogg|aac)$/i.test(path) ? 'audio' : 'video']: path }
}

const newAnnotation = (tier: SpanTier): JsonObject =>
  tier.predicted
    ? { model_version: tier.annotator ?? 'unknown' }
    : tier.annotator === undefined
      ? {}
      : { completed_by: { email: tier.annotator } }

function relation(link: DocumentLink, from: string, to: string): JsonObject {
  const kept = asObject(link.extra?.['item'])
  const left = kept?.['direction'] === 'left' && link.direction === 'forward'
  const meta = metaWithWords(asObject(kept?.['meta']), link)
  return {
    ...kept,
    from_id: left ? to : from,
    to_id: left ? from : to,
    type: 'relation',
    direction: left ? 'left' : link.direction === 'both' ? 'bi' : 'right',
    ...(meta ? { meta } : {}),
    ...(link.type === undefined ? {} : { labels: [link.type, ...asArray(kept?.['labels']).slice(1)] })
  }
}

function resultsOf(
  document: AnnotationDocument,
  tier: SpanTier,
  span: Span,
  data: JsonObject
): [number, Json][] {
  const scheme = schemeOf(document, tier)
  const labels = span.labels.map((label) => labelText({ ...span, labels: [label] }, scheme))
  const kept = document.format === 'label-studio' ? asObject(span.extra?.['item']) : undefined
  const at = placeOf(span.extra)
  // Further ranges of a result are inside its first one.
  if (document.format === 'label-studio' && span.extra?.['range'] !== undefined) return []
  if (kept) return [[at, patched(kept, span, labels, data)], ...besides(span, kept)]
  const ratings = document.format === 'label-studio' ? ratingItems(span) : undefined
  if (ratings) return ratings
  const time: JsonObject = { start: span.start / 1e6, end: span.end / 1e6 }
  const region: JsonObject = {
    id: span.id,
    from_name: tier.name,
    to_name: 'video' in data ? 'video' : 'audio',
    type: span.value?.kind === 'region' ? 'videorectangle' : 'labels',
    origin: tier.predicted ? 'prediction' : 'manual',
    value:
      span.value?.kind === 'region'
        ? regionValue(span, span.value, labels, frameRateOf(data))
        : { ...time, ...('video' in data ? {} : { channel: 0 }), labels },
    ...(span.confidence === undefined ? {} : { score: span.confidence }),
    ...(span.comment === undefined ? {} : { meta: { text: [span.comment] } })
  }
  return [[at, region], ...besides(span, region)]
}

/** The result as it was, but for times, labels, note and score that are different now. */
function patched(kept: JsonObject, span: Span, labels: readonly string[], data: JsonObject): JsonObject {
  const rate = frameRateOf(data)
  const value = asObject(kept['value']) ?? {}
  if (kept['type'] === 'videorectangle' && span.value?.kind === 'region') {
    const was = regionIn(kept, rate)
    const same =
      was?.start === span.start &&
      was.end === span.end &&
      JSON.stringify(was.region) === JSON.stringify(span.value) &&
      labels.join('\n') === labelsIn(kept, 'labels').join('\n')
    return same ? kept : { ...kept, value: regionValue(span, span.value, labels, rate, value) }
  }
  const type = asText(kept['type']) ?? 'labels'
  const before = timesOf(kept, rate, '')[0]
  const moved = before !== undefined && (before[0] !== span.start || before[1] !== span.end)
  const frames = asArray(value['ranges'])
  const perFrame = (rate ?? DEFAULT_FRAME_RATE) / 1e6
  const times: JsonObject = !moved
    ? {}
    : frames.length > 0
      ? {
          ranges: [
            {
              ...asObject(frames[0]),
              start: Math.round(span.start * perFrame) + 1,
              end: Math.max(Math.round(span.start * perFrame) + 1, Math.round(span.end * perFrame))
            },
            ...frames.slice(1)
          ]
        }
      : { start: span.start / 1e6, end: span.end / 1e6 }
  const renamed = labels.join('\n') !== labelsIn(kept, type).join('\n')
  const note =
    asArray(asObject(kept['meta'])?.['text'])
      .flatMap((line) => asText(line) ?? [])
      .join('\n') || undefined
  return {
    ...kept,
    value: { ...value, ...times, ...(renamed ? { [type]: labels } : {}) },
    ...(note === span.comment
      ? {}
      : { meta: { ...asObject(kept['meta']), text: span.comment === undefined ? [] : [span.comment] } }),
    ...(span.confidence === undefined || asNumber(kept['score']) === span.confidence
      ? {}
      : { score: span.confidence })
  }
}

/** Answers beside the region, with words and number as they are now; new ones where there were none. */
function besides(span: Span, region: JsonObject): [number, Json][] {
  const results: [number, Json][] = []
  let { text, intensity }: { text?: string; intensity?: number } = span
  const base = { id: region['id'] ?? span.id, to_name: region['to_name'] ?? 'video' }
  const time = { start: span.start / 1e6, end: span.end / 1e6 }
  const beside = asArray(span.extra?.['beside']).map(asObject)
  const values = beside.flatMap((one) => {
    const item = asObject(one?.['item'])
    return item && isValueItem(item) ? [[placeOf(one), item] as [number, JsonObject]] : []
  })
  const was = valueOfItems(values.map(([, item]) => item))
  if (JSON.stringify(was) === JSON.stringify(span.value)) results.push(...values)
  else
    for (const item of valueItems(span, base, time))
      results.push([values[0]?.[0] ?? Number.MAX_SAFE_INTEGER, item])
  for (const one of beside) {
    const item = asObject(one?.['item']) ?? {}
    if (isValueItem(item)) continue
    const value = asObject(item['value']) ?? {}
    const words =
      asArray(value['text'])
        .flatMap((line) => asText(line) ?? [])
        .join('\n') || asText(value['text'])
    const number = asNumber(value['rating']) ?? asNumber(value['number'])
    let now: JsonObject = item
    if (item['type'] === 'textarea' && text !== undefined) {
      if (words !== text) now = { ...item, value: { ...value, text: [text] } }
      text = undefined
    } else if (number !== undefined && intensity !== undefined) {
      if (number !== intensity)
        now = { ...item, value: { ...value, ['rating' in value ? 'rating' : 'number']: intensity } }
      intensity = undefined
    }
    results.push([placeOf(one), now])
  }
  if (text)
    results.push([
      Number.MAX_SAFE_INTEGER,
      { ...base, from_name: 'transcription', type: 'textarea', value: { ...time, text: [text] } }
    ])
  if (intensity !== undefined)
    results.push([
      Number.MAX_SAFE_INTEGER,
      { ...base, from_name: 'intensity', type: 'number', value: { ...time, number: intensity } }
    ])
  return results
}
