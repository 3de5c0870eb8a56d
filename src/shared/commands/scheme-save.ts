import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { Id } from '../domain/rows'
import type { SchemeRow } from '../domain/rows'
import { SchemeDocument } from '../domain/scheme'
import { nextVersion } from '../scheme/next-version'
import type { Command, RowReader } from './command'
import { lostUses } from './rules/lost-uses'
import { created, updated } from './rules/row-change'
import { questionnaireOf } from '../questionnaires/find-questionnaire'
import { wrongAnswer } from '../questionnaires/wrong-answer'

const Input = z.object({
  document: SchemeDocument.refine(
    (document) => Id.safeParse(document.id).success,
    'the id is too long or has signs that are not allowed'
  )
})

/**
 * Add a label scheme, or save a changed one as its next version. Saving what is there already changes nothing.
 * Ids of attributes and labels must be unique. A label, dimension or
 * attribute in use cannot be taken away.
 */
export const schemeSave: Command<z.infer<typeof Input>> = {
  id: 'scheme-save',
  input: Input,
  title: ({ document }) => `Save the scheme "${document.name}"`,
  apply(rows, { document }) {
    const twice = duplicateId(document)
    if (twice !== undefined)
      return fail(
        'scheme.duplicate',
        `The scheme "${document.name}" uses the id "${twice}" twice.`,
        'Give each label an id of its own.'
      )
    const before = rows.get('scheme', document.id)
    if (!before) {
      const version = document.version ?? '1'
      return ok([
        created('scheme', {
          id: document.id,
          name: document.name,
          version,
          document: { ...document, version }
        })
      ])
    }
    if (sameContent(before, document)) return ok([])
    const lost = lostUses(rows, before, document)
    if (lost) return lost
    const unanswerable = answersLost(rows, document)
    if (unanswerable) return unanswerable
    const version = nextVersion(before.version)
    return ok([
      updated('scheme', before, { name: document.name, version, document: { ...document, version } })
    ])
  }
}

function duplicateId({ attributes }: SchemeDocument): string | undefined {
  const repeated = (ids: readonly string[]): string | undefined =>
    ids.find((id, index) => ids.indexOf(id) !== index)
  const lists = [
    attributes.map((attribute) => attribute.id),
    ...attributes.map((attribute) => (attribute.labels ?? []).map((label) => label.id))
  ]
  return lists.map(repeated).find((id) => id !== undefined)
}

function sameContent(before: SchemeRow, document: SchemeDocument): boolean {
  const content = (value: unknown): string => JSON.stringify({ ...(value as object), version: undefined })
  return content(before.document) === content(document)
}

/** Refuses a questionnaire that loses an item or answer that somebody gave. */
function answersLost(rows: RowReader, document: SchemeDocument): Result<never> | undefined {
  const answered = rows.all('response').filter((row) => row.questionnaireId === document.id)
  if (answered.length === 0) return undefined
  const next = questionnaireOf(document.id, [{ id: document.id, name: document.name, version: '', document }])
  for (const { answers } of answered)
    for (const [item, answer] of Object.entries(answers)) {
      const wrong = next ? wrongAnswer(next, item, answer) : undefined
      if (wrong || !next)
        return fail(
          'scheme.answer-in-use',
          `The questionnaire "${document.name}" has ${answered.length} given answers, and "${item}" would be lost.`,
          'Delete those answers first, or save it under another id.'
        )
    }
  return undefined
}
