import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { EditableScheme } from './editable-scheme'

/** The scheme in a JSON text, or a sentence that says what is wrong and where. `file`: how it is called there. */
export function readScheme(text: string, file: string): Result<EditableScheme> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    return fail(
      'scheme.not-json',
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`
    )
  }
  const parsed = EditableScheme.safeParse(document)
  if (parsed.success) return ok(parsed.data)
  const sentences = parsed.error.issues.slice(0, 3).map(({ path, message }) => {
    const place = placeOf(path)
    return `${place === '' ? 'The document' : place}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`
  })
  const more = parsed.error.issues.length - sentences.length
  return fail(
    'scheme.not-a-scheme',
    `${file} is not a label scheme. ${sentences.join('. ')}${more > 0 ? `. ${more} more` : ''}.`,
    'The handbook describes every field under “Label schemes”.'
  )
}

/** A path in a document as it is written in JSON: `attributes[0].labels[2].key`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    ''
  )
