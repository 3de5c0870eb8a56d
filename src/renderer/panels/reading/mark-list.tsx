import { Check, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { sameSpan } from '../../../shared/commands/rules/spans-in-scheme'
import type { Label } from '../../../shared/domain/scheme'
import { deleteMark } from '../../session/pages/mark-edits'
import { chooseMark, readingStore, selectText, type ReadDocument } from '../../session/pages/reading'
import { IconButton } from '../../ui/button'
import { LabelChip } from '../../ui/chip'
import { Empty } from '../../ui/empty'
import { VirtualList } from '../../ui/virtual-list'
import type { DrawnMark } from './use-marks'

const ROW_PX = 46

/** Everything that is marked, in order of the text; above it which parts there are already. */
export function MarkList({
  document,
  marks,
  parts
}: {
  readonly document: ReadDocument
  readonly marks: readonly DrawnMark[]
  /** Parts that a text is to be divided into; empty where marks are free. */
  readonly parts: readonly Label[]
}): ReactNode {
  const ref = readingStore((state) => state.mark)
  const current = marks.findIndex(
    (mark) => mark.ref && ref && mark.ref.segmentId === ref.segmentId && sameSpan(mark.ref.span, ref.span)
  )
  const choose = (mark: DrawnMark | undefined): void => {
    if (mark?.ref) chooseMark(mark.ref)
    else if (mark) selectText(mark.from, mark.to)
  }
  const done = parts.filter(({ id }) => marks.some(({ label, mine }) => mine && label.id === id))
  return (
    <aside className="rd-list" aria-label="Marks">
      {parts.length > 0 && (
        <p className="rd-parts" title="Parts of this text that are marked">
          {parts.map((part) => (
            <span key={part.id} data-done={done.includes(part) ? '' : undefined}>
              {done.includes(part) ? <Check size={11} aria-label="marked" /> : <i aria-label="missing">–</i>}
              {part.name}
            </span>
          ))}
        </p>
      )}
      {marks.length === 0 ? (
        <Empty size="small" title="Nothing is marked yet">
          Select words and press the digit of a label.
        </Empty>
      ) : (
        <div className="rd-rows">
          <VirtualList
            label="Marks in the text"
            items={marks}
            rowPx={ROW_PX}
            keyOf={({ key }) => key}
            current={current}
            onMove={(index) => choose(marks[index])}
          >
            {(mark, _index, option) => (
              <div {...option} className="rd-row" onClick={() => choose(mark)}>
                <LabelChip label={mark.label} note={mark.mine ? undefined : mark.authorName} />
                {mark.mine && mark.ref && (
                  <IconButton
                    label="Delete the mark"
                    size="small"
                    onClick={(event) => {
                      event.stopPropagation()
                      void deleteMark(mark.ref)
                    }}
                  >
                    <Trash2 size={13} />
                  </IconButton>
                )}
                <span className="rd-words truncate" dir="auto">
                  {document.text.slice(mark.from, Math.min(mark.to, mark.from + 200))}
                </span>
              </div>
            )}
          </VirtualList>
        </div>
      )}
    </aside>
  )
}
