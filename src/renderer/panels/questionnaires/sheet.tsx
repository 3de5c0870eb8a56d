import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import type { QuestionnaireResponse } from '../../../shared/domain/study'
import { answersOfItem, type Questionnaire } from '../../../shared/questionnaires/questionnaire'
import { readResponses, responses, saveResponse } from '../../session/responses'
import { Item } from './item'
import { Scores } from './scores'

type Answers = QuestionnaireResponse['answers']

interface SheetProps {
  readonly questionnaire: Questionnaire
  readonly recordingId: string | undefined
  readonly personId: string | undefined
  /** What is saved so far. */
  readonly response: QuestionnaireResponse | undefined
  /** Answers have been read, so that nothing saved can be written over. */
  readonly ready: boolean
  readonly answeredBy: string
}

/**
 * One sheet to be filled in. Arrows go from item to item, a digit answers the marked item and goes on, 0 or Backspace
 * takes its answer away. Every answer is saved at once.
 */
export function Sheet({
  questionnaire,
  recordingId,
  personId,
  response,
  ready,
  answeredBy
}: SheetProps): ReactNode {
  const list = useRef<HTMLOListElement>(null)
  const [current, setCurrent] = useState(0)
  // Answers on their way: the next one is added to them, until what is saved has been read again.
  const waiting = useRef<{ readonly answers: Answers; readonly count: number }>({ answers: {}, count: 0 })
  const [sent, setSent] = useState<Answers>()
  const saved = response?.answers ?? {}
  const answers = sent ?? saved
  const { items } = questionnaire

  const set = (id: string, answer: number | string | undefined): void => {
    if (!ready) return
    const stored = responses().find(({ id: row }) => row === response?.id)?.answers ?? saved
    const base = waiting.current.count > 0 ? waiting.current.answers : stored
    const others = Object.fromEntries(Object.entries(base).filter(([other]) => other !== id))
    const next = answer === undefined ? others : { ...others, [id]: answer }
    waiting.current = { answers: next, count: waiting.current.count + 1 }
    setSent(next)
    void save(next).finally(() => {
      waiting.current = { ...waiting.current, count: waiting.current.count - 1 }
      if (waiting.current.count === 0) setSent(undefined)
    })
  }
  const save = async (next: Answers): Promise<void> => {
    await saveResponse({
      questionnaireId: questionnaire.id,
      recordingId,
      personId,
      answers: next,
      note: response?.note
    })
    await readResponses()
  }
  const go = (to: number): void => {
    const index = Math.max(0, Math.min(items.length - 1, to))
    setCurrent(index)
    const row = list.current?.children[index]
    if (row instanceof HTMLElement) {
      row.focus()
      row.scrollIntoView({ block: 'nearest' })
    }
  }
  const keyDown = (event: React.KeyboardEvent): void => {
    const typing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const item = items[current]
    const digit = /^Digit(\d)$/.exec(event.code)?.[1] ?? /^Numpad(\d)$/.exec(event.code)?.[1]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      return go(current + (event.key === 'ArrowDown' ? 1 : -1))
    }
    if (!item || (digit === undefined && event.key !== 'Backspace')) return
    event.preventDefault()
    if (digit === '0' || event.key === 'Backspace') return set(item.id, undefined)
    const number = Number(digit)
    const answer =
      item.kind === 'choice'
        ? item.choices?.[number - 1]?.id
        : nthAnswer(
            answersOfItem(questionnaire, item).map(({ value }) => value),
            number
          )
    if (answer === undefined) return
    set(item.id, answer)
    go(current + 1)
  }
  const open = items.filter(({ id }) => answers[id] === undefined).length
  return (
    <div className="sheet" data-keys="desk">
      <div className="sheet-intro">
        {questionnaire.instruction && <p>{questionnaire.instruction}</p>}
        <p className="faint">
          {answeredBy} answers · {open === 0 ? 'all answered' : `${open} of ${items.length} open`}
        </p>
      </div>
      <ol ref={list} aria-label={questionnaire.name} onKeyDown={keyDown}>
        {items.map((item, index) => (
          <Item
            key={item.id}
            questionnaire={questionnaire}
            item={item}
            number={index + 1}
            answer={answers[item.id]}
            current={index === current}
            onFocus={() => setCurrent(index)}
            onAnswer={(answer) => set(item.id, answer)}
          />
        ))}
      </ol>
      <Scores questionnaire={questionnaire} answers={answers} />
    </div>
  )
}

/** The answer with this number as its value, else the nth: 1 to 5 press their own values, -2 to 2 their place. */
const nthAnswer = (values: readonly number[], number: number): number | undefined =>
  values.includes(number) && !values.some((value) => value < 0 || !Number.isInteger(value))
    ? number
    : values[number - 1]
