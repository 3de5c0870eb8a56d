import type { AnnotationDocument, Span } from '../../../../src/main/engine/interchange/document'
import type {
  InterchangeFormat,
  Reading,
  Source,
  WrittenFile
} from '../../../../src/main/engine/interchange/format'
import type { Problem } from '../../../../src/shared/domain/problem'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** UTF-16 with its mark. */
export function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = new Uint8Array(text.length * 2 + 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, order === 'le')
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), order === 'le')
  return bytes
}

export function sourceOf(
  name: string,
  content: string | Uint8Array,
  others: Readonly<Record<string, Uint8Array>> = {}
): Source {
  return {
    name,
    bytes: typeof content === 'string' ? utf8(content) : content,
    sibling: (wanted) => others[wanted]
  }
}

/** What a file holds; fails the test where it cannot be read. */
export function read(
  format: InterchangeFormat,
  name: string,
  content: string | Uint8Array,
  others: Readonly<Record<string, Uint8Array>> = {}
): Reading {
  const result = format.read(sourceOf(name, content, others))
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.hint}`)
  return result.value
}

/** Why a file is refused; fails the test where it is read. */
export function refused(format: InterchangeFormat, name: string, content: string | Uint8Array): Problem {
  const result = format.read(sourceOf(name, content))
  if (result.ok) throw new Error(`${name} was read`)
  return result.error
}

export function write(
  format: InterchangeFormat,
  document: AnnotationDocument,
  name = 'out'
): readonly WrittenFile[] {
  if (!format.write) throw new Error(`${format.id} is not written`)
  return format.write(document, name)
}

export const textOf = (file: WrittenFile | undefined): string => new TextDecoder().decode(file?.bytes)

/** Write and read again: the first file that is not data of another, the others beside it. */
export function again(format: InterchangeFormat, document: AnnotationDocument): AnnotationDocument {
  const files = write(format, document, document.recordings[0]?.name)
  const beside = Object.fromEntries(files.map((file) => [file.name, file.bytes]))
  const first = files.find(({ name }) => !name.endsWith('~'))
  if (!first) throw new Error(`${format.id} wrote nothing`)
  return read(format, first.name, first.bytes, beside).document
}

/** Every span as one line: tier, times in µs, labels, text and what else it says. */
export function story(document: AnnotationDocument): readonly string[] {
  return document.recordings.flatMap((recording) =>
    recording.tiers.flatMap((tier) =>
      tier.kind === 'spans'
        ? tier.spans.map((span) => `${tier.name} ${line(span, document, tier.schemeId)}`)
        : []
    )
  )
}

function line(span: Span, document: AnnotationDocument, schemeId: string | undefined): string {
  const labels = document.schemes.find(({ id }) => id === schemeId)?.labels
  const names = span.labels.map((id) => labels?.find((label) => label.id === id)?.name ?? id)
  return [
    `${span.start}-${span.end}`,
    ...(names.length > 0 ? [`[${names.join('|')}]`] : []),
    ...(span.text ? [span.text] : []),
    ...(span.confidence === undefined ? [] : [`c${span.confidence}`]),
    ...(span.intensity === undefined ? [] : [`i${span.intensity}`]),
    ...(span.comment === undefined ? [] : [`(${span.comment})`])
  ].join(' ')
}

/** What a refusal must have: the file's name in front, and a next step. */
export const isSentence = (problem: Problem, name: string): boolean =>
  problem.message.startsWith(name) && /[.]$/.test(problem.message) && (problem.hint ?? '').length > 10
