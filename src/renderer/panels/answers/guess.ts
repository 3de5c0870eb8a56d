import type { AnswerSample } from '../../../shared/contract/answers'
import type { Label } from '../../../shared/domain/scheme'
import type { AnswerMapping } from '../../../shared/external/answer-mapping'
import { answerPatterns, THINK_PATTERN } from '../../../shared/external/answer-mapping'

/** What the dialogue begins with: columns by their names, the pattern by the first answers. */
export function guessMapping(
  { columns, rows }: Pick<AnswerSample, 'columns' | 'rows'>,
  target: AnswerMapping['target'],
  labels: readonly Label[],
  segmentsOf: AnswerMapping['segmentsOf']
): AnswerMapping {
  const named = (pattern: RegExp): string | undefined => columns.find((name) => pattern.test(name))
  const recordingColumn =
    named(/^(?:file(?:name|path)?|path|recording|clip|video|audio|image|name|sample|id)$/i) ??
    named(/file|path|recording|clip|video/i) ??
    columns[0]
  const segmentColumn = named(/^(?:utterance(?:_?id)?|turn|segment(?:_?id)?|utt)$/i)
  const startColumn = named(/^(?:start|begin|onset|from)(?:_?(?:s|sec|seconds|ms|time))?$/i)
  const endColumn = named(/^(?:end|stop|offset|to)(?:_?(?:s|sec|seconds|ms|time))?$/i)
  const scoreColumns = scoresOf(columns, labels)
  const answerColumn =
    named(/^(?:response|answer|output|prediction|predicted|pred|completion|label|emotion|text)$/i) ??
    (Object.keys(scoreColumns).length > 0
      ? undefined
      : columns.find((name) => ![recordingColumn, segmentColumn, startColumn, endColumn].includes(name)))
  const answers = rows.map((row) => (answerColumn === undefined ? '' : (row[answerColumn] ?? '')))
  const pattern = answerPatterns.find(
    (choice) =>
      choice.pattern !== undefined && choice.name !== 'The last line' && mostMatch(answers, choice.pattern)
  )?.pattern
  const unit: AnswerMapping['unit'] =
    startColumn !== undefined && endColumn !== undefined
      ? 'times'
      : segmentColumn !== undefined && segmentsOf
        ? 'segment'
        : 'recording'
  return {
    unit,
    recordingColumn,
    segmentColumn,
    segmentsOf,
    firstIs: 0,
    startColumn,
    endColumn,
    timeUnit: /ms/i.test(startColumn ?? '') ? 'ms' : 's',
    personColumn: named(/^(?:speaker|person|participant)$/i),
    answerColumn,
    pattern,
    anywhere: false,
    scoreColumns,
    confidenceColumn: named(/^(?:confidence|probability|score)$/i),
    reasonColumn: named(/^(?:reason(?:ing)?|rationale|explanation)$/i),
    reasonPattern: answers.some((answer) => answer.includes('<think>')) ? THINK_PATTERN : undefined,
    target,
    invalid: 'keep-text'
  }
}

/** Columns called like labels. */
export function scoresOf(
  columns: readonly string[],
  labels: readonly Pick<Label, 'id' | 'name' | 'aliases'>[]
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { id, name, aliases } of labels) {
    const wanted = new Set([id, name, ...aliases].map(plain))
    const column = columns.find((each) => wanted.has(plain(each)))
    if (column !== undefined) found[id] = column
  }
  // One column that happens to be called like a label is no table of scores.
  return Object.keys(found).length > 1 ? found : {}
}

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?:p|prob|score)[_ ]/, '')

function mostMatch(answers: readonly string[], pattern: string): boolean {
  const expression = new RegExp(pattern, 'i')
  const count = answers.filter((answer) => expression.test(answer)).length
  return answers.length > 0 && count > answers.length / 2
}
