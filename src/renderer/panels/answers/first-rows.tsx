import type { ReactNode } from 'react'
import type { AnswerSample } from '../../../shared/contract/answers'
import type { AnswerMapping } from '../../../shared/external/answer-mapping'

const SHOWN_ROWS = 6

/** The first rows of the file, with what each column is taken for. */
export function FirstRows({ sample, mapping }: { sample: AnswerSample; mapping: AnswerMapping }): ReactNode {
  const uses = usesOf(mapping)
  return (
    <div className="answers-rows" tabIndex={0} role="region" aria-label="First rows of the file">
      <table>
        <thead>
          <tr>
            {sample.columns.map((column) => (
              <th key={column} scope="col" data-used={uses.has(column) ? '' : undefined}>
                {column}
                <small>{uses.get(column) ?? '\u00a0'}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.rows.slice(0, SHOWN_ROWS).map((row, i) => (
            <tr key={i}>
              {sample.columns.map((column) => (
                <td key={column} title={row[column]}>
                  {(row[column] ?? '').slice(0, 200)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function usesOf(mapping: AnswerMapping): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (column: string | undefined, use: string): void => {
    if (column !== undefined) found.set(column, use)
  }
  for (const [label, column] of Object.entries(mapping.scoreColumns)) add(column, `score of ${label}`)
  add(mapping.recordingColumn, 'recording')
  if (mapping.unit === 'segment') add(mapping.segmentColumn, 'segment')
  if (mapping.unit === 'times') {
    add(mapping.startColumn, 'start')
    add(mapping.endColumn, 'end')
  }
  add(mapping.personColumn, 'person')
  add(mapping.confidenceColumn, 'confidence')
  add(mapping.reasonColumn, 'comment')
  add(mapping.answerColumn, 'answer')
  return found
}
