import { z } from 'zod'
import { Id } from '../domain/id'

const column = z.string().min(1)

/** How a file of answers (of a language or vision model, run elsewhere) is read and where its rows belong. */
export const AnswerMapping = z.object({
  /** What one answer is about. */
  unit: z.enum(['recording', 'segment', 'times']),
  /** Column that names the recording: its name, or the name or path of one of its files, with or without ending. */
  recordingColumn: column.optional(),
  /** Segments: column with the id of a segment, or its place among them; whose segments they are. */
  segmentColumn: column.optional(),
  segmentsOf: z.object({ authorId: Id, kind: z.enum(['segments', 'utterances']) }).optional(),
  /** The place of the first segment of a recording, where the column counts. */
  firstIs: z.union([z.literal(0), z.literal(1)]).default(0),
  /** Times: columns and their unit. */
  startColumn: column.optional(),
  endColumn: column.optional(),
  timeUnit: z.enum(['s', 'ms']).default('s'),
  personColumn: column.optional(),
  /** Column with the answer as the model gave it. */
  answerColumn: column.optional(),
  /** Regular expression whose first group (else the match) is the answer; absent: the whole cell. */
  pattern: z.string().max(1000).optional(),
  /** Several answers in one: what stands between them. Brackets and quotes of a list are left out. */
  separator: z.string().max(10).optional(),
  /** A label may stand anywhere in the answer, as long as it is the only one. */
  anywhere: z.boolean().default(false),
  /** Columns with a score for each label: label id -> column. */
  scoreColumns: z.record(z.string(), column).default({}),
  confidenceColumn: column.optional(),
  /** Reasons: another column, or a pattern on the answer. Kept as the comment of the segment. */
  reasonColumn: column.optional(),
  reasonPattern: z.string().max(1000).optional(),
  /** Labels that answers are held against. */
  target: z.object({ schemeId: Id, attributeId: z.string() }),
  /** Answers that are no label: left out, kept under the label `other`, or kept as words without a label. */
  invalid: z.enum(['reject', 'other', 'keep-text']).default('keep-text')
})
export type AnswerMapping = z.infer<typeof AnswerMapping>

/** Patterns that are offered by name. */
export const answerPatterns: readonly { readonly name: string; readonly pattern: string | undefined }[] = [
  { name: 'The whole cell', pattern: undefined },
  { name: 'Inside <answer> … </answer>', pattern: '<answer>\\s*([\\s\\S]*?)\\s*</answer>' },
  { name: 'After “Answer:”', pattern: '(?:^|\\n)\\s*(?:final\\s+)?answer\\s*[:=]\\s*(.+)' },
  { name: 'JSON field "label" or "emotion"', pattern: '"(?:label|emotion|answer)"\\s*:\\s*"([^"]*)"' },
  { name: 'The last line', pattern: '([^\\n]+)\\s*$' }
]

/** The usual place of a model's reasoning. */
export const THINK_PATTERN = '<think>\\s*([\\s\\S]*?)\\s*</think>'
