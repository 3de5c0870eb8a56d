import type { ReactNode } from 'react'
import type { AnswerSample } from '../../../shared/contract/answers'
import { answerPatterns, THINK_PATTERN } from '../../../shared/external/answer-mapping'
import type { AnswerMapping } from '../../../shared/external/answer-mapping'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { CommitInput, Field } from '../../ui/text-field'
import { ColumnSelect } from './column-select'

interface ParsingProps {
  readonly mapping: AnswerMapping
  readonly sample: AnswerSample
  readonly onChange: (change: Partial<AnswerMapping>) => void
}

const OWN = 'own'

/** How an answer becomes a label. */
export function Parsing({ mapping, sample, onChange }: ParsingProps): ReactNode {
  const { columns } = sample
  const scored = Object.entries(mapping.scoreColumns)
  const known = answerPatterns.find(({ pattern }) => pattern === mapping.pattern)
  return (
    <section className="answers-part" aria-label="How answers are read">
      <h3 className="section-head">How answers are read</h3>
      <div className="answers-two">
        <ColumnSelect
          label="Answer"
          value={mapping.answerColumn}
          columns={columns}
          none={scored.length > 0 ? 'the highest score' : 'none'}
          onChange={(answerColumn) => onChange({ answerColumn })}
        />
        <ColumnSelect
          label="Confidence"
          value={mapping.confidenceColumn}
          columns={columns}
          none="not told"
          onChange={(confidenceColumn) => onChange({ confidenceColumn })}
        />
      </div>
      {scored.length > 0 && (
        <p className="faint">
          Scores of {scored.map(([label]) => label).join(', ')} are read from the columns of these names.
        </p>
      )}
      {mapping.answerColumn !== undefined && (
        <>
          <div className="answers-two">
            <Field label="The answer stands">
              {(id) => (
                <Select
                  id={id}
                  label="The answer stands"
                  value={known ? known.name : OWN}
                  options={[
                    ...answerPatterns.map(({ name }) => ({ id: name, title: name })),
                    { id: OWN, title: 'Where a pattern finds it' }
                  ]}
                  onChange={(name) => {
                    const chosen = answerPatterns.find((each) => each.name === name)
                    onChange({ pattern: chosen ? chosen.pattern : (mapping.pattern ?? '(.+)') })
                  }}
                />
              )}
            </Field>
            <Field label="Pattern" hint="A regular expression; its first group is the answer.">
              {() => (
                <CommitInput
                  label="Pattern"
                  mono
                  value={mapping.pattern ?? ''}
                  onCommit={(pattern) => onChange({ pattern: pattern === '' ? undefined : pattern })}
                />
              )}
            </Field>
          </div>
          <Checkbox
            checked={mapping.separator !== undefined}
            onChange={(on) => onChange({ separator: on ? ',' : undefined })}
          >
            Several answers in one, with commas between them
          </Checkbox>
          <Checkbox checked={mapping.anywhere} onChange={(anywhere) => onChange({ anywhere })}>
            A label may stand anywhere in the answer, if it is the only one
          </Checkbox>
          <Checkbox
            checked={mapping.reasonPattern !== undefined}
            onChange={(on) => onChange({ reasonPattern: on ? THINK_PATTERN : undefined })}
          >
            Keep what stands inside {'<think> … </think>'} as the comment
          </Checkbox>
          <Field label="Answers outside the labels">
            {() => (
              <Tabs
                label="Answers outside the labels"
                value={mapping.invalid}
                options={[
                  {
                    id: 'keep-text',
                    title: 'Keep their words',
                    hint: 'A segment without a label, with the answer as its comment'
                  },
                  {
                    id: 'other',
                    title: 'Call them “other”',
                    hint: 'A label without a counterpart, which Compare leaves out and counts'
                  },
                  { id: 'reject', title: 'Leave out', hint: 'No segment; they are counted all the same' }
                ]}
                onChange={(invalid) => onChange({ invalid })}
              />
            )}
          </Field>
        </>
      )}
    </section>
  )
}
