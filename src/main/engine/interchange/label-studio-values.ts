import type { SegmentValue } from '../../../shared/domain/segment-value'
import { micros } from '../../../shared/domain/time'
import type { Json, JsonObject, Span } from './document'
import { asArray, asNumber, asObject, asText } from './json'
import { timeOf } from './tools'

/** Frame rate that Label Studio takes where the labelling configuration names none; it is not in the file. */
export const DEFAULT_FRAME_RATE = 24

/** Controls beside a region that hold what labels do not; Affectory writes them under these names. */
const TERMS = 'terms'
const EXPLANATION = 'explanation'
const CLUES = 'clues'
const RATING = 'ratings:'

type Region = Extract<SegmentValue, { kind: 'region' }>
type Placed = readonly [number, JsonObject]

/** Whether an answer beside a region is part of its value. */
export function isValueItem(item: JsonObject): boolean {
  const name = asText(item['from_name']) ?? ''
  if (item['type'] === 'textarea') return name === TERMS || name === EXPLANATION
  if (item['type'] === 'choices') return name === CLUES
  return item['type'] === 'number' && name.startsWith(RATING)
}

/** The value that answers beside a region make together. */
export function valueOfItems(items: readonly JsonObject[]): SegmentValue | undefined {
  const named = (name: string): JsonObject | undefined => items.find((item) => item['from_name'] === name)
  const texts = (name: string, key: string): string[] =>
    asArray(asObject(named(name)?.['value'])?.[key]).flatMap((one) => asText(one) ?? [])
  const ratings = items.flatMap((item) => {
    const name = asText(item['from_name']) ?? ''
    const number = numberOf(item)
    return name.startsWith(RATING) && number !== undefined
      ? [[name.slice(RATING.length), number] as const]
      : []
  })
  if (ratings.length > 0) return { kind: 'ratings', ratings: Object.fromEntries(ratings) }
  const terms = texts(TERMS, 'text').filter((term) => term !== '')
  if (terms.length > 0) return { kind: 'terms', terms }
  if (!named(EXPLANATION) && !named(CLUES)) return undefined
  return { kind: 'explanation', text: texts(EXPLANATION, 'text').join('\n'), clues: texts(CLUES, 'choices') }
}

/** Results beside a region that say its value. */
export function valueItems(span: Span, base: JsonObject, time: JsonObject): JsonObject[] {
  const { value } = span
  const textarea = (from_name: string, text: readonly string[]): JsonObject => ({
    ...base,
    from_name,
    type: 'textarea',
    value: { ...time, text }
  })
  switch (value?.kind) {
    case 'ratings':
      return Object.entries(value.ratings).map(([dim, number]) => ({
        ...base,
        from_name: `${RATING}${dim}`,
        type: 'number',
        value: { ...time, number }
      }))
    case 'terms':
      return [textarea(TERMS, value.terms)]
    case 'explanation':
      return [
        textarea(EXPLANATION, [value.text]),
        ...(value.clues.length > 0
          ? [{ ...base, from_name: CLUES, type: 'choices', value: { ...time, choices: value.clues } }]
          : [])
      ]
    default:
      return []
  }
}

export const numberOf = (item: JsonObject): number | undefined => {
  const value = asObject(item['value'])
  return asNumber(value?.['rating']) ?? asNumber(value?.['number'])
}

/** Several numbers about one region are ratings on scales, a span of their own. */
export function ratingSpan(region: Span, items: readonly Placed[], id: string): Span {
  return {
    id,
    start: region.start,
    end: region.end,
    labels: [],
    value: {
      kind: 'ratings',
      ratings: Object.fromEntries(
        items.map(([, item], i) => [asText(item['from_name']) ?? `rating ${i + 1}`, numberOf(item) ?? 0])
      )
    },
    extra: { items: items.map(([at, item]) => ({ at, item })) }
  }
}

/** The results that ratings came from, with the numbers as they are now. */
export function ratingItems(span: Span): [number, Json][] | undefined {
  const kept = asArray(span.extra?.['items']).map(asObject)
  if (kept.length === 0) return undefined
  const ratings = span.value?.kind === 'ratings' ? span.value.ratings : {}
  return kept.flatMap((one): [number, Json][] => {
    const item = asObject(one?.['item']) ?? {}
    const now = ratings[asText(item['from_name']) ?? '']
    const value = asObject(item['value']) ?? {}
    if (now === undefined) return []
    const at = asNumber(one?.['at']) ?? Number.MAX_SAFE_INTEGER
    return [
      [
        at,
        now === numberOf(item)
          ? item
          : { ...item, value: { ...value, ['rating' in value ? 'rating' : 'number']: now } }
      ]
    ]
  })
}

/** A box through time with its start and end; undefined where it has no place. */
export function regionIn(
  item: JsonObject,
  frameRate: number | undefined
): { readonly start: number; readonly end: number; readonly region: Region } | undefined {
  const value = asObject(item['value']) ?? {}
  const keys = asArray(value['sequence']).flatMap((one) => {
    const key = asObject(one)
    const share = (name: string): number => (asNumber(key?.[name]) ?? 0) / 100
    const frame = asNumber(key?.['frame'])
    // Frames count from 1.
    const byFrame = frame === undefined ? undefined : (frame - 1) / (frameRate ?? DEFAULT_FRAME_RATE)
    const at = timeOf(asNumber(key?.['time']) ?? byFrame ?? NaN)
    if (at === undefined) return []
    return [
      {
        at,
        x: share('x'),
        y: share('y'),
        width: Math.max(0, share('width')),
        height: Math.max(0, share('height')),
        ...(key?.['enabled'] === false ? { hidden: true } : {})
      }
    ]
  })
  keys.sort((a, b) => a.at - b.at)
  const [first, last]: readonly (Region['keys'][number] | undefined)[] = [keys[0], keys.at(-1)]
  if (!first || !last) return undefined
  const point = keys.every(({ width, height }) => width === 0 && height === 0)
  const region: Region = point
    ? { kind: 'region', shape: 'point', keys: keys.map(({ width: _w, height: _h, ...key }) => key) }
    : { kind: 'region', shape: 'box', keys }
  const start = timeOf(asNumber(value['start']) ?? NaN) ?? first.at
  // A box that does not go away is there until the film ends.
  const rate = frameRate ?? DEFAULT_FRAME_RATE
  const film = asNumber(value['duration']) ?? (asNumber(value['framesCount']) ?? 0) / rate
  const stays = Math.max(timeOf(film) ?? 0, last.at + Math.round(1e6 / rate))
  const end = timeOf(asNumber(value['end']) ?? NaN) ?? (last.hidden ? last.at : stays)
  return { start: Math.min(start, first.at), end: Math.max(end, start), region }
}

/** `value` of a result for a box; keys of `before` at the same frame keep what else they said, such as a rotation. */
export function regionValue(
  span: Span,
  region: Region,
  labels: readonly string[],
  frameRate: number | undefined,
  before: JsonObject = {}
): JsonObject {
  const rate = frameRate ?? DEFAULT_FRAME_RATE
  const percent = (share: number | undefined): number => Number(((share ?? 0) * 100).toFixed(10))
  const known = new Map(
    asArray(before['sequence']).map((one) => [asNumber(asObject(one)?.['frame']), asObject(one)])
  )
  const last = Math.round((span.end / 1e6) * rate)
  return {
    framesCount: last,
    duration: span.end / 1e6,
    ...before,
    start: span.start / 1e6,
    end: span.end / 1e6,
    sequence: region.keys.map(({ at, x, y, width, height, hidden }) => {
      const frame = Math.round((at / 1e6) * rate) + 1
      return {
        rotation: 0,
        ...known.get(frame),
        frame,
        time: at / 1e6,
        enabled: hidden !== true,
        x: percent(x),
        y: percent(y),
        width: percent(width),
        height: percent(height)
      }
    }),
    labels: [...labels]
  }
}

/** A span for a box through time. */
export function regionSpan(
  found: NonNullable<ReturnType<typeof regionIn>>,
  rest: Omit<Span, 'start' | 'end' | 'value'>
): Span {
  return { ...rest, start: micros(found.start), end: micros(found.end), value: found.region }
}
