import { z } from 'zod'
import { decodeOp } from './decode-op'
import type { Decoded, DecodeFacts } from './decoded'

const Pattern = z.string().refine((text) => {
  try {
    return Boolean(new RegExp(text))
  } catch {
    return false
  }
}, 'is no regular expression')

/** The first group of a pattern in an answer, or all of the match; nothing where it does not match. */
const regexAnswer = decodeOp(
  'regexAnswer',
  z.looseObject({
    pattern: Pattern,
    flags: z
      .string()
      .regex(/^[ims]*$/)
      .default(''),
    field: z.string().optional()
  }),
  ({ pattern, flags, field }) => {
    const expression = new RegExp(pattern, flags)
    return (decoded, facts) => {
      const match = expression.exec(answerOf(decoded, facts, field))
      const text = (match?.[1] ?? match?.[0])?.trim()
      const { text: _, chosen: __, ...rest } = decoded
      return text === undefined ? rest : { ...rest, text, chosen: [text] }
    }
  }
)

/** Words between separators, empty ones left out. */
const listAnswer = decodeOp(
  'listAnswer',
  z.looseObject({
    separator: z.string().min(1).default(','),
    normalise: z.array(z.enum(['lower', 'trim'])).default(['trim']),
    field: z.string().optional()
  }),
  ({ separator, normalise, field }) =>
    (decoded, facts) => ({
      ...decoded,
      terms: answerOf(decoded, facts, field)
        .split(separator)
        .map((word) => (normalise.includes('trim') ? word.trim() : word))
        .map((word) => (normalise.includes('lower') ? word.toLowerCase() : word))
        .filter((word) => word !== '')
    })
)

export const answerOps = [regexAnswer, listAnswer]

/** The field that is named, what an earlier step found, or the only field there is. */
function answerOf(decoded: Decoded, { fields = {} }: DecodeFacts, field: string | undefined): string {
  if (field !== undefined) return fields[field] ?? ''
  return decoded.text ?? Object.values(fields)[0] ?? ''
}
