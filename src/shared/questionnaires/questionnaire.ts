import { z } from 'zod'

const Answer = z.object({ value: z.number(), name: z.string().optional() })

/** One question: a scale of numbered answers, one choice, or words. */
export const QuestionnaireItem = z.object({
  id: z.string().min(1),
  text: z.string().min(1),
  /** `scale`: the answers of the questionnaire or its own; `pictures`: manikins of a dimension; `text`: free words. */
  kind: z.enum(['scale', 'choice', 'pictures', 'text']).default('scale'),
  answers: z.array(Answer).optional(),
  choices: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  /** Counts from the other end of its scale in every score. */
  reversed: z.boolean().optional()
})
export type QuestionnaireItem = z.infer<typeof QuestionnaireItem>

/** A number made of several items. */
export const QuestionnaireScore = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  method: z.enum(['sum', 'mean']),
  items: z.array(z.string()).min(1)
})
export type QuestionnaireScore = z.infer<typeof QuestionnaireScore>

/** A questionnaire document `affectory.questionnaire/1`: items, the answers they share, and scores. */
export const Questionnaire = z
  .object({
    schema: z.literal('affectory.questionnaire/1'),
    id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'an id has lower-case letters, digits, dots and dashes'),
    name: z.string().min(1),
    /** What is asked before the items. */
    instruction: z.string().optional(),
    /** Answers of every item that has none of its own, in ascending order of value. */
    answers: z.array(Answer).default([]),
    items: z.array(QuestionnaireItem).min(1),
    scores: z.array(QuestionnaireScore).default([]),
    source: z.string().optional()
  })
  .superRefine((document, context) => {
    const ids = new Set<string>()
    for (const item of document.items) {
      if (ids.has(item.id)) context.addIssue({ code: 'custom', message: `two items are called "${item.id}"` })
      ids.add(item.id)
      const answers = item.answers ?? document.answers
      if ((item.kind === 'scale' || item.kind === 'pictures') && answers.length < 2)
        context.addIssue({ code: 'custom', message: `item "${item.id}" needs at least two answers` })
      if (item.kind === 'choice' && (item.choices?.length ?? 0) < 2)
        context.addIssue({ code: 'custom', message: `item "${item.id}" needs at least two choices` })
    }
    for (const score of document.scores)
      for (const id of score.items)
        if (!ids.has(id))
          context.addIssue({ code: 'custom', message: `score "${score.id}" counts an unknown item "${id}"` })
  })
export type Questionnaire = z.infer<typeof Questionnaire>

/** The numbered answers of an item, in ascending order; empty for choices and words. */
export const answersOfItem = (
  questionnaire: Questionnaire,
  item: QuestionnaireItem
): readonly { readonly value: number; readonly name?: string }[] =>
  item.kind === 'scale' || item.kind === 'pictures' ? (item.answers ?? questionnaire.answers) : []
