import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { setLinkWords, stopPicking } from '../../session/links'
import type { LinkEnd, WordsSpan } from '../../session/links'
import { unitsAt, wordSpans } from './text-pieces'
import { TurnText } from './turn-text'

/** The words of a link's end, picked with the arrow keys: Shift adds words, Enter takes them, Delete means all of them. */
export function WordPicker({
  linkId,
  end,
  segmentId,
  text,
  span,
  onClose
}: {
  readonly linkId: string
  readonly end: LinkEnd
  readonly segmentId: string
  readonly text: string
  readonly span: WordsSpan | undefined
  readonly onClose: () => void
}): ReactNode {
  const root = useRef<HTMLDivElement>(null)
  const words = wordSpans(text)
  const [picked, setPicked] = useState(() => ({
    anchor: Math.max(
      0,
      words.findIndex(({ from }) => span !== undefined && from >= span.from)
    ),
    focus: Math.max(
      0,
      words.findLastIndex(({ to }) => span !== undefined && to <= span.to)
    )
  }))
  useEffect(() => root.current?.focus(), [])
  const first = words[Math.min(picked.anchor, picked.focus)]
  const last = words[Math.max(picked.anchor, picked.focus)]
  const close = (): void => {
    stopPicking()
    onClose()
  }
  const move = (step: number, extend: boolean): void => {
    const focus = Math.max(0, Math.min(words.length - 1, picked.focus + step))
    setPicked({ anchor: extend ? picked.anchor : focus, focus })
  }
  const keys = (event: KeyboardEvent<HTMLDivElement>): void => {
    const towards = getComputedStyle(event.currentTarget.firstElementChild ?? event.currentTarget).direction
    const step = towards === 'rtl' ? -1 : 1
    if (event.key === 'ArrowRight') move(step, event.shiftKey)
    else if (event.key === 'ArrowLeft') move(-step, event.shiftKey)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && first && last) {
      close()
      void setLinkWords(linkId, end, { from: first.from, to: last.to })
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      close()
      void setLinkWords(linkId, end, undefined)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={root}
      className="cv-picker"
      role="group"
      tabIndex={-1}
      aria-label={`Words of the ${end === 'to' ? 'cause' : 'emotion'}: ${first && last ? [...text].slice(first.from, last.to).join('') : ''}. Arrow keys move, Shift adds, Enter takes them.`}
      onKeyDown={keys}
    >
      <TurnText
        id={segmentId}
        text={text}
        marks={
          first && last
            ? [{ from: unitsAt(text, first.from), to: unitsAt(text, last.to), kind: 'picked' }]
            : []
        }
      />
    </div>
  )
}
