import { z } from 'zod'
import { Id } from '../domain/rows'
import { AnswerMapping } from '../external/answer-mapping'
import type { AnswerSummary } from '../external/answer-summary'
import { PromptTemplate } from '../external/prompt-template'
import { path } from './path'

/** The first rows of a file of answers. */
export interface AnswerSample {
  readonly path: string
  readonly format: 'csv' | 'tsv' | 'jsonl' | 'json'
  readonly sizeBytes: number
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** There are more rows than these. */
  readonly more: boolean
}

/** A file and how it is read. */
export const AnswersQuery = z.object({ path, mapping: AnswerMapping })
export type AnswersQuery = z.infer<typeof AnswersQuery>

/** What reading it would give. */
export interface AnswersPreview extends AnswerSummary {
  /** Only so many rows were looked at. */
  readonly partly: boolean
}

/** About what prompts are written, and in which words. */
export const PromptsQuery = z.object({
  template: PromptTemplate,
  /** `recording`: one prompt for each recording; else one for each segment of an author. */
  units: z.union([
    z.literal('recording'),
    z.object({ authorId: Id, kind: z.enum(['segments', 'utterances']) })
  ]),
  /** Empty: all. */
  recordingIds: z.array(Id).default([])
})
export type PromptsQuery = z.infer<typeof PromptsQuery>

/** The first prompt as it would be written, and how many there are. */
export interface PromptsPreview {
  readonly count: number
  readonly first: readonly string[]
}
