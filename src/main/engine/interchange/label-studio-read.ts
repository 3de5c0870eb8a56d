import { micros } from '../../../shared/domain/time'
import type {
  AnnotationDocument,
  DocumentLink,
  DocumentRecording,
  Json,
  JsonObject,
  Span,
  SpanTier
} from './document'
import { asArray, asNumber, asObject, asText, others, parseJson } from './json'
import {
  DEFAULT_FRAME_RATE,
  isValueItem,
  numberOf,
  ratingSpan,
  regionIn,
  regionSpan,
  valueOfItems
} from './label-studio-values'
import { wordsInMeta } from './link-words'
import { given, textOf, timeOf, uniqueNames } from './tools'
import { Unreadable, type Repairs } from './unreadable'

/** Types whose value has a time, and the key that holds their labels. */
const timed = [
  'labels',
  'timeserieslabels',
  'timelinelabels',
  'audio',
  'timeline',
  'timeseries',
  'hypertextlabels'
] as const

const LISTS = ['annotations', 'predictions'] as const
export type ListName = (typeof LISTS)[number]

/** Read tasks as Label Studio exports them in its format "JSON". */
export function readLabelStudio(bytes: Uint8Array, repairs: Repairs): AnnotationDocument {
  const json = parseJson(textOf(bytes))
  const tasks = Array.isArray(json) ? asArray(json) : [json]
  const recordings: DocumentRecording[] = []
  const names = uniqueNames()
  for (const [i, one] of tasks.entries()) {
    const task = asObject(one)
    const data = asObject(task?.['data'])
    if (!task || !data)
      throw new Unreadable(
        `has no "data" in task ${i + 1}; it is not the JSON export of Label Studio.`,
        'In Label Studio, export as "JSON" (not "JSON-MIN" or "CSV").',
        'not-this-format'
      )
    recordings.push(readTask(task, data, names, i, repairs))
  }
  if (recordings.length === 0)
    throw new Unreadable('holds no task.', 'Export the project again from Label Studio.', 'no-rows')
  return { format: 'label-studio', schemes: [], recordings }
}

function readTask(
  task: JsonObject,
  data: JsonObject,
  names: (wanted: string) => string,
  index: number,
  repairs: Repairs
): DocumentRecording {
  const media = Object.values(data).flatMap((value) =>
    typeof value === 'string' && /\.[a-z\d]{2,5}(?:\?.*)?$/i.test(value) && !/\s/.test(value) ? [value] : []
  )
  const file = media[0]?.replace(/\?.*$/, '').split(/[\\/]/).at(-1)
  const tierNames = uniqueNames()
  const tiers: SpanTier[] = []
  const links: DocumentLink[] = []
  const kept: JsonObject[] = []
  const taken = uniqueNames()
  let duration = 0
  for (const list of LISTS) {
    const entries = asArray(task[list] ?? (list === 'annotations' ? task['completions'] : undefined))
    for (const [at, one] of entries.entries()) {
      const annotation = asObject(one)
      if (!annotation) continue
      const where = `task ${index + 1}, ${list === 'annotations' ? 'annotation' : 'prediction'} ${at + 1}`
      const found = readResults(asArray(annotation['result']), frameRateOf(data), taken, where, repairs)
      duration = Math.max(duration, found.duration)
      kept.push({
        list,
        at,
        annotation: others(annotation, ['result']) ?? {},
        rest: found.rest.map(([place, item]) => ({ at: place, item }))
      })
      for (const [control, spans] of found.tiers) {
        const name = tierNames(control)
        tiers.push({
          id: name,
          name,
          kind: 'spans',
          ...given(
            'annotator',
            list === 'annotations'
              ? annotatorOf(annotation['completed_by'])
              : asText(annotation['model_version'])
          ),
          ...(list === 'predictions' ? { predicted: true } : {}),
          spans,
          extra: { list, at, control }
        })
      }
      for (const link of found.links) links.push({ ...link, extra: { ...link.extra, list, annotation: at } })
    }
  }
  return {
    name: names(file?.replace(/\.[^.]*$/, '') || `task ${asText(task['id']) ?? index + 1}`),
    ...(duration > 0 ? { duration: micros(duration) } : {}),
    media: media.map((path) => ({ path })),
    tiers,
    links,
    extra: { task: others(task, ['annotations', 'completions', 'predictions']) ?? {}, lists: kept }
  }
}

function annotatorOf(completedBy: Json | undefined): string | undefined {
  const person = asObject(completedBy)
  return person ? (asText(person['email']) ?? asText(person['id'])) : asText(completedBy)
}

export function frameRateOf(data: JsonObject): number | undefined {
  for (const key of ['frameRate', 'frame_rate', 'framerate', 'fps']) {
    const rate = asNumber(data[key])
    if (rate !== undefined && rate > 0 && rate <= 10_000) return rate
  }
  return undefined
}

interface Results {
  readonly tiers: ReadonlyMap<string, Span[]>
  readonly links: readonly DocumentLink[]
  /** Results that are not understood, at their place. */
  readonly rest: readonly (readonly [number, Json])[]
  readonly duration: number
}

function readResults(
  result: readonly Json[],
  frameRate: number | undefined,
  taken: (id: string) => string,
  where: string,
  repairs: Repairs
): Results {
  const tiers = new Map<string, Span[]>()
  const rest: [number, Json][] = []
  const spanOf = new Map<string, Span>()
  const beside = new Map<string, [number, JsonObject][]>()
  const relations: [number, JsonObject][] = []
  let duration = 0
  const add = (control: string, span: Span): void => {
    const spans = tiers.get(control)
    if (spans) spans.push(span)
    else tiers.set(control, [span])
  }
  for (const [at, one] of result.entries()) {
    const item = asObject(one)
    const type = asText(item?.['type']) ?? ''
    const id = asText(item?.['id'])
    duration = Math.max(duration, timeOf(asNumber(item?.['original_length']) ?? 0) ?? 0)
    const box = item && type === 'videorectangle' && id !== undefined ? regionIn(item, frameRate) : undefined
    const times = item && !box ? timesOf(item, frameRate, where, repairs) : []
    if (item && type === 'relation') relations.push([at, item])
    else if (item && id !== undefined && box) {
      const span = regionSpan(box, {
        id: taken(id),
        labels: labelsIn(item, 'labels'),
        extra: { at, item }
      })
      add(asText(item['from_name']) ?? 'boxes', span)
      if (!spanOf.has(id)) spanOf.set(id, span)
    } else if (item && id !== undefined && timed.some((known) => known === type) && times.length > 0) {
      for (const [i, [start, end]] of times.entries()) {
        const confidence = asNumber(item['score'])
        const note = asArray(asObject(item['meta'])?.['text'])
          .flatMap((line) => asText(line) ?? [])
          .join('\n')
        const span: Span = {
          id: taken(id),
          start: micros(start),
          end: micros(end),
          labels: labelsIn(item, type),
          ...given(
            'confidence',
            confidence !== undefined && confidence >= 0 && confidence <= 1 ? confidence : undefined
          ),
          ...given('comment', note || undefined),
          extra: { at, ...(i === 0 ? { item } : { range: i }) }
        }
        add(asText(item['from_name']) ?? 'labels', span)
        if (i === 0 && !spanOf.has(id)) spanOf.set(id, span)
      }
    } else if (item && id !== undefined && ['choices', 'textarea', 'rating', 'number'].includes(type)) {
      const list = beside.get(id)
      if (list) list.push([at, item])
      else beside.set(id, [[at, item]])
    } else rest.push([at, one])
  }
  const added = new Map<Span, Partial<Span>>()
  for (const [id, items] of beside) {
    const span = spanOf.get(id)
    if (!span) {
      rest.push(...items)
      repairs.add(
        'untimed',
        'answers about a whole task',
        'They are kept for Label Studio, but have no time to be shown at.',
        where
      )
      continue
    }
    added.set(span, attach(span, items, add, taken))
  }
  if (rest.length > beside.size)
    repairs.add(
      'kept',
      'results that are no stretch of time, such as boxes or text spans',
      'They are kept for Label Studio, but not shown.',
      where
    )
  const links = relations.flatMap(([at, item], i): DocumentLink[] => {
    const left = item['direction'] === 'left'
    const from = spanOf.get(asText(item[left ? 'to_id' : 'from_id']) ?? '')
    const to = spanOf.get(asText(item[left ? 'from_id' : 'to_id']) ?? '')
    if (!from || !to) {
      rest.push([at, item])
      return []
    }
    const type = asText(asArray(item['labels'])[0])
    return [
      {
        id: taken(`relation ${i + 1}`),
        from: from.id,
        to: to.id,
        direction: item['direction'] === 'bi' ? 'both' : 'forward',
        ...given('type', type),
        ...wordsInMeta(item),
        extra: { at, item }
      }
    ]
  })
  const complete = new Map(
    [...tiers].map(([control, spans]) => [control, spans.map((span) => ({ ...span, ...added.get(span) }))])
  )
  return { tiers: complete, links, rest, duration }
}

/** Answers about a region: words, a number, and choices, which are labels of a track of their own. */
function attach(
  span: Span,
  items: readonly (readonly [number, JsonObject])[],
  add: (control: string, span: Span) => void,
  taken: (id: string) => string
): Partial<Span> {
  const facts: { text?: string; intensity?: number } = {}
  const used: JsonObject[] = []
  const values = items.filter(([, item]) => isValueItem(item))
  for (const [at, item] of values) used.push({ at, item })
  const answered = valueOfItems(values.map(([, item]) => item))
  const numbers = items.filter(([, item]) => !isValueItem(item) && numberOf(item) !== undefined)
  if (numbers.length > 1) add('Ratings', ratingSpan(span, numbers, taken(`${span.id} ratings`)))
  for (const [at, item] of items) {
    if (isValueItem(item) || (numbers.length > 1 && numberOf(item) !== undefined)) continue
    const value = asObject(item['value']) ?? {}
    if (item['type'] === 'choices') {
      const labels = asArray(value['choices']).flatMap((one) => asText(one) ?? [])
      add(asText(item['from_name']) ?? 'choices', {
        id: taken(`${span.id} ${asText(item['from_name']) ?? 'choices'}`),
        start: span.start,
        end: span.end,
        labels,
        extra: { at, item }
      })
      continue
    }
    const words =
      asArray(value['text'])
        .flatMap((one) => asText(one) ?? [])
        .join('\n') || asText(value['text'])
    const number = numberOf(item)
    if (item['type'] === 'textarea' && words !== undefined && facts.text === undefined) facts.text = words
    else if (number !== undefined && facts.intensity === undefined) facts.intensity = number
    used.push({ at, item })
  }
  return {
    ...facts,
    ...given('value', answered),
    ...(used.length > 0 ? { extra: { ...span.extra, beside: used } } : {})
  }
}

export function labelsIn(item: JsonObject, type: string): string[] {
  return asArray(asObject(item['value'])?.[type]).flatMap((one) => asText(one) ?? [])
}

/** Start and end of a result, µs; several for several ranges of frames, none where it has no time. */
export function timesOf(
  item: JsonObject,
  frameRate: number | undefined,
  where: string,
  repairs?: Repairs
): (readonly [number, number])[] {
  const value = asObject(item['value']) ?? {}
  const ranges = asArray(value['ranges'])
  if (ranges.length > 0) {
    if (frameRate === undefined)
      repairs?.add(
        'frame-rate',
        'times in frames without a frame rate',
        `They were read at ${DEFAULT_FRAME_RATE} frames a second, as Label Studio does; put "fps" into the task's data if that is wrong.`,
        where
      )
    const rate = frameRate ?? DEFAULT_FRAME_RATE
    return ranges.flatMap((one) => {
      const start = asNumber(asObject(one)?.['start'])
      const end = asNumber(asObject(one)?.['end'])
      // Frames count from 1, and the last one is part of the range.
      return start === undefined || end === undefined || end < start || Math.abs(end) > 1e12
        ? []
        : [[Math.round(((start - 1) / rate) * 1e6), Math.round((end / rate) * 1e6)] as const]
    })
  }
  const start = timeOf(asNumber(value['start']) ?? NaN)
  const end = value['instant'] === true ? start : timeOf(asNumber(value['end']) ?? NaN)
  if (start === undefined || end === undefined || 'startOffset' in value) return []
  return [[Math.min(start, end), Math.max(start, end)]]
}
