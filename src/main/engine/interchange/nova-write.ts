import { CANNOT_RATE } from '../../../shared/domain/rows'
import type {
  AnnotationDocument,
  DocumentLabel,
  LandmarkTier,
  Span,
  SpanTier,
  Tier,
  TraceTier
} from './document'
import type { WrittenFile } from './format'
import { asObject } from './json'
import { GARBAGE } from './nova-read'
import { gridOf, rangeOf } from './traces'
import { bytesOf, fileSafe, freeName, inOrder, labelText, oneText, schemeOf, secondsOf, text } from './tools'
import { jsonToNode, writeXml, type XmlOut } from './xml'

/** A header and a data file for each track (each dimension of a trace), the data first. */
export function writeNova(document: AnnotationDocument, name: string): readonly WrittenFile[] {
  const own = document.format === 'nova'
  const parts = document.recordings.flatMap((recording) =>
    recording.tiers.flatMap((tier) =>
      annotationsOf(document, tier, own).map((annotation) => ({ recording, tier, annotation }))
    )
  )
  const taken = new Set<string>()
  return parts.flatMap(({ recording, tier, annotation }) => {
    const base = [
      name,
      ...(document.recordings.length > 1 ? [recording.name] : []),
      ...(parts.length > 1 ? [tier.person ?? '', annotation.name, tier.annotator ?? ''] : [])
    ]
    const file = freeName(base.filter(Boolean).map(fileSafe).join('.'), 'annotation', taken)
    const meta = own ? jsonToNode(tier.extra?.['meta']) : undefined
    const header: XmlOut = {
      name: 'annotation',
      attributes: { 'ssi-v': 3 },
      children: [
        {
          name: 'info',
          attributes: { ftype: annotation.binary ? 'BINARY' : 'ASCII', size: annotation.rows }
        },
        {
          name: 'meta',
          attributes: { ...meta?.attributes, role: tier.person ?? '', annotator: tier.annotator ?? '' },
          children: meta?.children
        },
        annotation.scheme,
        ...(own && Array.isArray(tier.extra?.['others'])
          ? tier.extra['others'].map(jsonToNode).filter((one) => one !== undefined)
          : [])
      ]
    }
    return [
      { name: `${file}~`, bytes: annotation.data },
      { name: file, bytes: bytesOf(writeXml(header)) }
    ]
  })
}

interface Annotation {
  readonly name: string
  readonly scheme: XmlOut
  readonly rows: number
  readonly binary: boolean
  readonly data: Uint8Array
}

function annotationsOf(document: AnnotationDocument, tier: Tier, own: boolean): Annotation[] {
  const kept = own ? jsonToNode(tier.extra?.['scheme']) : undefined
  const binary = own && tier.extra?.['ftype'] === 'BINARY'
  switch (tier.kind) {
    case 'trace':
      return continuous(tier, kept, binary)
    case 'landmarks':
      return [points(tier, kept)]
    case 'spans':
      return [isDiscrete(tier) ? discrete(document, tier, kept, binary) : free(tier, kept, binary)]
  }
}

/** Whether the spans have labels rather than words. */
export const isDiscrete = (tier: SpanTier): boolean =>
  tier.schemeId !== undefined || tier.spans.some(({ labels }) => labels.length > 0)

const DEFAULT_COLOR = '#FFFFFFFF'

function discrete(
  document: AnnotationDocument,
  tier: SpanTier,
  kept: XmlOut | undefined,
  binary: boolean
): Annotation {
  const scheme = schemeOf(document, tier)
  const items = itemsOf(tier, scheme?.labels ?? [], (span) => labelText(span, scheme))
  const rows = inOrder(tier.spans).flatMap((span) => {
    const id =
      span.labels.length === 0
        ? undefined
        : span.labels.length === 1 && span.labels[0] === CANNOT_RATE
          ? GARBAGE
          : items.idOf(span)
    return id === undefined ? [] : [{ span, id }]
  })
  const lines = rows.map(({ span, id }) => {
    const meta = text(span.extra?.['meta']) ?? span.comment
    return `${secondsOf(span.start)};${secondsOf(span.end)};${id};${span.confidence ?? 1}${meta ? `;${oneLine(meta)}` : ''}\n`
  })
  return {
    name: tier.name,
    scheme: {
      name: 'scheme',
      attributes: { color: DEFAULT_COLOR, ...kept?.attributes, name: tier.name, type: 'DISCRETE' },
      children: [...items.nodes, ...(kept?.children ?? [])]
    },
    rows: rows.length,
    binary,
    data: binary
      ? packed(rows, 24, (view, { span, id }) => {
          view.setFloat64(0, span.start / 1e6, true)
          view.setFloat64(8, span.end / 1e6, true)
          view.setInt32(16, id, true)
          view.setFloat32(20, span.confidence ?? 1, true)
        })
      : bytesOf(lines.join(''))
  }
}

/** Numbers of labels: as in the scheme where all are numbers, else in order from 0; labels in no scheme and combinations follow. */
function itemsOf(tier: SpanTier, labels: readonly DocumentLabel[], textOf: (span: Span) => string) {
  const numbered =
    labels.every(({ id }) => /^\d{1,9}$/.test(id)) &&
    new Set(labels.map(({ id }) => Number(id))).size === labels.length
  const ids = new Map<string, number>()
  const nodes: XmlOut[] = labels.map((label, i) => {
    const id = numbered ? Number(label.id) : i
    ids.set(label.id, id)
    const kept = asObject(label.extra?.['attributes'])
    const color = label.color === undefined ? undefined : `#FF${label.color.slice(1).toUpperCase()}`
    const before = text(kept?.['color'])
    return {
      name: 'item',
      attributes: {
        ...Object.fromEntries(
          Object.entries(kept ?? {}).filter(
            (entry): entry is [string, string] => typeof entry[1] === 'string'
          )
        ),
        name: label.name,
        id,
        color:
          before !== undefined && before.slice(3).toLowerCase() === label.color?.slice(1)
            ? before
            : (color ?? before ?? DEFAULT_COLOR)
      }
    }
  })
  let next = Math.max(-1, ...ids.values()) + 1
  const keyOf = (span: Span): string =>
    span.labels.length === 1 ? (span.labels[0] ?? '') : `\u0000${textOf(span)}`
  for (const span of tier.spans) {
    const key = keyOf(span)
    if (span.labels.length === 0 || ids.has(key) || key === CANNOT_RATE) continue
    ids.set(key, next)
    nodes.push({ name: 'item', attributes: { name: textOf(span), id: next, color: DEFAULT_COLOR } })
    next++
  }
  return { nodes, idOf: (span: Span): number | undefined => ids.get(keyOf(span)) }
}

function free(tier: SpanTier, kept: XmlOut | undefined, binary: boolean): Annotation {
  const spans = inOrder(tier.spans)
  const lines = spans.map((span) => {
    const color = text(span.extra?.['color'])
    return `${secondsOf(span.start)};${secondsOf(span.end)};${freeLabel(oneText(span, undefined))};${span.confidence ?? 1}${color === undefined ? '' : `;color=${color}`}\n`
  })
  return {
    name: tier.name,
    scheme: {
      name: 'scheme',
      attributes: { color: DEFAULT_COLOR, ...kept?.attributes, name: tier.name, type: 'FREE' },
      children: kept?.children
    },
    rows: spans.length,
    binary,
    data: binary ? joined(spans.map(freeRow)) : bytesOf(lines.join(''))
  }
}

/** A semicolon would part the columns: it becomes U+FF1B, which looks the same. */
const freeLabel = (label: string): string => oneLine(label).replaceAll(';', '；')
const oneLine = (label: string): string => label.replace(/[\r\n]+/g, ' ')

/** Whether a free label is written as it is. */
export const isFreeLabel = (label: string): boolean => freeLabel(label) === label

function freeRow(span: Span): Uint8Array {
  const label = bytesOf(oneText(span, undefined))
  const row = new Uint8Array(24 + label.length)
  const view = new DataView(row.buffer)
  view.setFloat64(0, span.start / 1e6, true)
  view.setFloat64(8, span.end / 1e6, true)
  view.setUint32(16, label.length, true)
  row.set(label, 20)
  view.setFloat32(20 + label.length, span.confidence ?? 1, true)
  return row
}

function continuous(tier: TraceTier, kept: XmlOut | undefined, binary: boolean): Annotation[] {
  const { rateHz, dimensions, confidence } = gridOf(tier)
  return dimensions.map((dimension) => {
    const [min, max] = rangeOf(dimension)
    const name = dimensions.length === 1 ? tier.name : `${tier.name} ${dimension.name}`
    const number = (value: number | null | undefined): string =>
      value === null || value === undefined ? 'NaN' : String(value)
    const lines = dimension.values.map(
      (value, i) => `${number(value)};${number(sureAt(confidence, i, value))}\n`
    )
    return {
      name,
      scheme: {
        name: 'scheme',
        attributes: {
          mincolor: '#FF0000FF',
          maxcolor: '#FFFF0000',
          ...kept?.attributes,
          name,
          type: 'CONTINUOUS',
          sr: rateHz,
          min,
          max
        },
        children: kept?.children
      },
      rows: dimension.values.length,
      binary,
      data: binary
        ? packed(dimension.values, 8, (view, value, i) => {
            view.setFloat32(0, value ?? NaN, true)
            view.setFloat32(4, sureAt(confidence, i, value) ?? NaN, true)
          })
        : bytesOf(lines.join(''))
    }
  })
}

/** NOVA's own confidence for a value without one is 1, for a missing value 0. */
const sureAt = (confidence: readonly (number | null)[], at: number, value: number | null): number =>
  confidence[at] ?? (value === null ? 0 : 1)

function points(tier: LandmarkTier, kept: XmlOut | undefined): Annotation {
  const lines = tier.frames.map(({ label, confidence, points }) => {
    const number = (value: number | null): string => (value === null ? 'NaN' : String(value))
    const cells = points.map(
      (point) =>
        `(${point.name.replace(/[;\r\n]/g, ' ')}:${number(point.x)}:${number(point.y)}:${number(point.confidence)})`
    )
    return `${[label.replace(/[;\r\n]/g, ' '), ...cells, number(confidence)].join(';')}\n`
  })
  return {
    name: tier.name,
    scheme: {
      name: 'scheme',
      attributes: {
        color: DEFAULT_COLOR,
        num: tier.frames[0]?.points.length ?? 0,
        ...kept?.attributes,
        name: tier.name,
        type: 'POINT',
        sr: tier.rateHz
      },
      children: kept?.children
    },
    rows: tier.frames.length,
    binary: false,
    data: bytesOf(lines.join(''))
  }
}

function packed<T>(
  rows: readonly T[],
  width: number,
  fill: (view: DataView, row: T, index: number) => void
): Uint8Array {
  const bytes = new Uint8Array(rows.length * width)
  for (const [i, row] of rows.entries()) fill(new DataView(bytes.buffer, i * width, width), row, i)
  return bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
