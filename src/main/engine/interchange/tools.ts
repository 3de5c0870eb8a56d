import { decodeText } from '../import/text-file'
import type { Micros } from '../../../shared/domain/time'
import { micros } from '../../../shared/domain/time'
import type { AnnotationDocument, DocumentRecording, DocumentScheme, Json, Span, SpanTier } from './document'
import type { WrittenFile } from './format'

/** Text of a file in UTF-8, UTF-16 (with a mark, or without one where every other byte is 0) or Windows Latin. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length >= 4 && bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0)
    return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.length >= 4 && bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0)
    return new TextDecoder('utf-16le').decode(bytes)
  return decodeText(bytes).replace(/^\uFEFF/, '')
}

/** UTF-8 without mark. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text.toWellFormed())

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/)

/** Seconds in a cell, as µs; a decimal comma is understood. Undefined for anything else, or outside what a clock can show. */
export function secondsIn(cell: string | undefined): Micros | undefined {
  const text = (cell ?? '').trim()
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(text)) return undefined
  return timeOf(Number(text.replace(',', '.')))
}

/** Seconds as µs; undefined beyond ±100 years, where µs are no longer exact and no recording is. */
export const timeOf = (seconds: number): Micros | undefined =>
  Number.isFinite(seconds) && Math.abs(seconds) < 3.2e9 ? micros(seconds * 1e6) : undefined

/** µs as seconds with as many decimals as needed. */
export function secondsOf(time: number): string {
  const whole = Math.abs(time)
  const fraction = String(whole % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${time < 0 ? '-' : ''}${Math.floor(whole / 1e6)}${fraction === '' ? '' : `.${fraction}`}`
}

/** A number, or null for "NaN", an empty cell and anything else that is none. */
export function valueIn(cell: string | undefined): number | null {
  const text = (cell ?? '').trim().replace(',', '.')
  if (text === '') return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** By time, then by end; equal ones keep their order. */
export const inOrder = (spans: readonly Span[]): readonly Span[] =>
  [...spans].sort((a, b) => a.start - b.start || a.end - b.end)

export const spanTiersOf = (recording: DocumentRecording): readonly SpanTier[] =>
  recording.tiers.filter((tier) => tier.kind === 'spans')

/** Labels as people read them, joined by "; ". */
export function labelText(span: Span, scheme: DocumentScheme | undefined): string {
  return span.labels.map((id) => scheme?.labels.find((label) => label.id === id)?.name ?? id).join('; ')
}

/** The one text of a span where a format has room for one: its labels, else its words. */
export const oneText = (span: Span, scheme: DocumentScheme | undefined): string =>
  span.labels.length > 0 ? labelText(span, scheme) : (span.text ?? '')

export const schemeOf = (document: AnnotationDocument, tier: SpanTier): DocumentScheme | undefined =>
  tier.schemeId === undefined ? undefined : document.schemes.find(({ id }) => id === tier.schemeId)

/** One file for each recording: `name.ext`, or `name.recording.ext` where there are several. */
export function filePerRecording(
  document: AnnotationDocument,
  name: string,
  extension: string,
  content: (recording: DocumentRecording) => string
): readonly WrittenFile[] {
  const taken = new Set<string>()
  return document.recordings.map((recording) => ({
    name: freeName(
      document.recordings.length === 1 ? fileSafe(name) : `${fileSafe(name)}.${fileSafe(recording.name)}`,
      extension,
      taken
    ),
    bytes: bytesOf(content(recording))
  }))
}

/** A file name that is not among `taken`, to which it is added. */
export function freeName(base: string, extension: string, taken: Set<string>): string {
  let name = `${base}.${extension}`
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${base}-${copy}.${extension}`
  taken.add(name.toLowerCase())
  return name
}

/** Part of a file name that every system takes: no separators, no dots in front. */
export const fileSafe = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+|_+$/g, '')
    .slice(0, 80) || 'annotations'

/** Names made unique by a number in brackets. */
export function uniqueNames(): (wanted: string) => string {
  const taken = new Set<string>()
  return (wanted) => {
    let name = wanted
    for (let copy = 2; taken.has(name); copy++) name = `${wanted} (${copy})`
    taken.add(name)
    return name
  }
}

/** Ids `a1`, `a2` ... that avoid those already taken. */
export function freshIds(prefix: string, taken: Iterable<string> = []): () => string {
  const used = new Set(taken)
  let next = 1
  return () => {
    while (used.has(`${prefix}${next}`)) next++
    const id = `${prefix}${next}`
    used.add(id)
    return id
  }
}

/** Spread over as few rows as needed so that no two spans of a row overlap; order within a row is by time. */
export function withoutOverlap(spans: readonly Span[]): readonly (readonly Span[])[] {
  const rows: Span[][] = []
  for (const span of inOrder(spans)) {
    const row = rows.find((candidate) => (candidate.at(-1)?.end ?? -Infinity) <= span.start)
    if (row) row.push(span)
    else rows.push([span])
  }
  return rows
}

/** `{ key: value }`, or nothing where the value is absent: for optional fields. */
export const given = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>)

/** The document's own unknown fields, where it was read from this format. */
export const ownExtra = (document: AnnotationDocument, formatId: string): boolean =>
  document.format === formatId

/** A string inside an `extra`. */
export const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
