import { SegmentValue } from '../../../shared/domain/segment-value'
import type { DocumentScheme, Span } from './document'

/**
 * What labels alone do not say, as one JSON text with labels by name; undefined where they say all. Formats that have
 * one text for each annotation keep it beside the label.
 */
export function valueJson(span: Span, scheme: DocumentScheme | undefined): string | undefined {
  const value: SegmentValue | undefined =
    span.value ??
    (span.labels.length > 1
      ? { kind: 'labels', labels: Object.fromEntries(span.labels.map((label) => [label, null])) }
      : undefined)
  const nameOf = (id: string): string => scheme?.labels.find((label) => label.id === id)?.name ?? id
  return value && JSON.stringify(keyed(value, nameOf))
}

/** A value from its JSON text, with labels by their id in the scheme where they have one; undefined for anything else. */
export function valueIn(text: string, scheme: DocumentScheme | undefined): SegmentValue | undefined {
  if (!text.startsWith('{"kind":')) return undefined
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // Somebody's words that begin like ours.
    return undefined
  }
  const parsed = SegmentValue.safeParse(json).data
  const idOf = (name: string): string => scheme?.labels.find((label) => label.name === name)?.id ?? name
  return parsed && keyed(parsed, idOf)
}

/** A span with its value: labels come from it, and the text that stood for them goes. */
export function withValue(span: Span, value: SegmentValue, scheme: DocumentScheme | undefined): Span {
  const nameOf = (id: string): string => scheme?.labels.find((label) => label.id === id)?.name ?? id
  const { text, ...rest } = span
  const words = text === undefined ? {} : { text }
  if (value.kind === 'labels') {
    const labels = Object.keys(value.labels)
    const joined = labels.map(nameOf).join('; ')
    const plain = Object.values(value.labels).every((level) => level === null)
    // The product of axes is one label; the value tells them apart.
    if (labels.some((label) => label.includes(':'))) return { ...span, value }
    const standsFor = text === joined || span.labels.join('; ') === joined || span.labels.length === 0
    return {
      ...rest,
      ...(text === joined ? {} : words),
      labels: standsFor ? labels : span.labels,
      ...(plain ? {} : { value })
    }
  }
  if (value.kind === 'shares' && text !== undefined && span.labels.length === 0) {
    const label = Object.keys(value.shares).find((id) => nameOf(id) === text)
    if (label !== undefined) return { ...rest, labels: [label], value }
  }
  return { ...span, value }
}

function keyed(value: SegmentValue, rename: (label: string) => string): SegmentValue {
  const all = <V>(entries: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(entries).map(([key, entry]) => [rename(key), entry]))
  if (value.kind === 'labels') return { kind: 'labels', labels: all(value.labels) }
  return value.kind === 'shares' ? { kind: 'shares', shares: all(value.shares) } : value
}
