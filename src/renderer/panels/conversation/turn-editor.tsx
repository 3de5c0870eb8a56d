import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Segment } from '../../../shared/domain/rows'
import { formatClock, parseClock } from '../../../shared/domain/time'
import { setConversation } from '../../session/conversation'
import { saveTurn, splitTurn } from '../../session/turn-edits'
import { toast } from '../../session/toasts'
import { TextInput } from '../../ui/text-field'
import { pointsAt } from './text-pieces'

/** Words and times of a turn, changed in their place: Enter saves, Ctrl+Enter splits at the caret, Escape leaves. */
export function TurnEditor({
  turn,
  onClose
}: {
  readonly turn: Segment
  readonly onClose: () => void
}): ReactNode {
  const [text, setText] = useState(turn.text ?? '')
  const [start, setStart] = useState(formatClock(turn.start))
  const [end, setEnd] = useState(formatClock(turn.end))
  const root = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const field = words.current
    if (!field) return
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }, [])
  const close = (): void => {
    setConversation({ editing: undefined })
    onClose()
  }
  const save = (): void => {
    const [from, to] = [timeOf(start, turn.start), timeOf(end, turn.end)]
    if (from === undefined || to === undefined)
      return toast(`“${from === undefined ? start : end}” is not a time.`, {
        tone: 'bad',
        hint: 'Write it as 00:03:08.720, 3:08.72 or seconds.'
      })
    close()
    void saveTurn(turn, { text, start: from, end: to })
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target === words.current) {
      close()
      void splitTurn(turn, text, pointsAt(text, words.current?.selectionStart ?? 0))
    } else if (event.key === 'Enter' && !event.shiftKey) save()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={root}
      className="cv-editor"
      role="group"
      aria-label="Edit the turn"
      onKeyDown={keys}
      onBlur={(event) => {
        if (!root.current?.contains(event.relatedTarget) && document.hasFocus()) save()
      }}
    >
      <textarea
        ref={words}
        className="input"
        aria-label="Words"
        dir="auto"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="cv-times">
        <TextInput
          aria-label="Start"
          className="mono"
          data-size="small"
          value={start}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        <TextInput
          aria-label="End"
          className="mono"
          data-size="small"
          value={end}
          onChange={(event) => setEnd(event.currentTarget.value)}
        />
        <span className="faint">Enter saves, Ctrl+Enter splits at the caret</span>
      </div>
    </div>
  )
}

/** The time a field says; what was not touched keeps its microseconds, which the clock text does not show. */
const timeOf = (text: string, before: number): number | undefined =>
  text === formatClock(before) ? before : parseClock(text)
