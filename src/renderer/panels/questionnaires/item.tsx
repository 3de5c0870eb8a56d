import type { ReactNode } from 'react'
import {
  answersOfItem,
  type Questionnaire,
  type QuestionnaireItem
} from '../../../shared/questionnaires/questionnaire'
import { isManikinDimension } from '../../ui/manikin'
import { ManikinScale } from '../../ui/manikin-scale'
import { CommitInput } from '../../ui/text-field'

interface ItemProps {
  readonly questionnaire: Questionnaire
  readonly item: QuestionnaireItem
  readonly number: number
  readonly answer: number | string | undefined
  /** The one that digits answer. */
  readonly current: boolean
  readonly onFocus: () => void
  /** undefined: taken away. */
  readonly onAnswer: (answer: number | string | undefined) => void
}

/** One question with its answers side by side. */
export function Item(props: ItemProps): ReactNode {
  const { item, number, answer, current, onFocus } = props
  return (
    <li
      className="sheet-item"
      tabIndex={current ? 0 : -1}
      aria-current={current}
      data-kind={item.kind}
      data-open={answer === undefined ? '' : undefined}
      onFocus={onFocus}
      onPointerDown={onFocus}
    >
      <span className="sheet-number mono">{number}</span>
      <span className="sheet-text">
        {item.text}
        {item.reversed && (
          <span className="faint" title="Counts from the other end of its scale in every score">
            {' '}
            (reversed)
          </span>
        )}
      </span>
      <Answers {...props} />
    </li>
  )
}

function Answers({ questionnaire, item, answer, onAnswer }: ItemProps): ReactNode {
  if (item.kind === 'text')
    return (
      <CommitInput
        label={item.text}
        value={typeof answer === 'string' ? answer : ''}
        multiline
        onCommit={(text) => onAnswer(text.trim() === '' ? undefined : text)}
      />
    )
  const answers = answersOfItem(questionnaire, item)
  const dimension = item.id.split('.').at(-1) ?? item.id
  if (item.kind === 'pictures' && isManikinDimension(dimension))
    return (
      <ManikinScale
        label={item.text}
        dimension={dimension}
        answers={answers.map(({ value }) => value)}
        value={typeof answer === 'number' ? answer : undefined}
        onChange={onAnswer}
      />
    )
  const options =
    item.kind === 'choice'
      ? (item.choices ?? []).map(({ id, name }) => ({ id, name, mark: undefined }))
      : answers.map(({ value, name }) => ({ id: value, name: name ?? '', mark: String(value) }))
  return (
    <div className="sheet-answers" role="radiogroup" aria-label={item.text}>
      {options.map(({ id, name, mark }) => (
        <button
          key={id}
          type="button"
          role="radio"
          aria-checked={answer === id}
          tabIndex={-1}
          aria-label={[item.text, mark, name].filter(Boolean).join(' ')}
          onClick={() => onAnswer(answer === id ? undefined : id)}
        >
          {mark !== undefined && <b className="mono">{mark}</b>}
          {name}
        </button>
      ))}
    </div>
  )
}
