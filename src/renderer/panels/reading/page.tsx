import type { ReactNode } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import { markLanes } from '../../../shared/documents/mark-lanes'
import { pageStore } from '../../session/pages/page-choice'
import {
  chooseMark,
  reading,
  readingStore,
  selectText,
  sentenceAt,
  type ReadDocument
} from '../../session/pages/reading'
import { sameSpan } from '../../../shared/commands/rules/spans-in-scheme'
import { select } from '../../session/selection'
import { lineIndex, pointOfUnits, unitsOfPoint } from './dom-positions'
import { Line } from './line'
import type { DrawnMark } from './use-marks'

const none: readonly DrawnMark[] = []

/** The text. Words are selected by mouse or keys; what is selected is kept by the session, in the text's own positions. */
export function Page({
  document: read,
  marks
}: {
  readonly document: ReadDocument
  readonly marks: readonly DrawnMark[]
}): ReactNode {
  const page = useRef<HTMLDivElement>(null)
  const lanes = useMemo(() => markLanes(marks), [marks])
  const deepest = marks.reduce((most, { key }) => Math.max(most, (lanes.get(key) ?? 0) + 1), 1)
  const byLine = useMemo(() => marksByLine(read, marks), [read, marks])
  const ref = readingStore((state) => state.mark)
  const chosen = marks.find(
    (mark) => mark.ref && ref && mark.ref.segmentId === ref.segmentId && sameSpan(mark.ref.span, ref.span)
  )?.key
  useShownSelection(page, read, marks)

  const take = (): void => {
    const selected = getSelection()
    const anchor = selected && unitsOfPoint(selected.anchorNode, selected.anchorOffset)
    const focus = selected && unitsOfPoint(selected.focusNode, selected.focusOffset)
    if (typeof anchor !== 'number' || typeof focus !== 'number') return
    const sentence = sentenceAt(read, Math.min(anchor, focus))
    if (sentence) select({ trackId: sentence.segment.trackId, segmentIds: [], range: undefined })
    if (anchor !== focus) return selectText(anchor, focus, false)
    const under = marks
      .filter((mark) => mark.ref && mark.from <= focus && focus < mark.to)
      .toSorted((a, b) => a.to - a.from - (b.to - b.from))[0]
    selectText(focus, focus, false)
    if (under) chooseMark(under.ref)
  }
  return (
    <div
      ref={page}
      className="rd-page selectable"
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label="Text of the document"
      tabIndex={0}
      style={{ lineHeight: `calc(1.55em + ${deepest * 5}px)` }}
      onPointerUp={take}
    >
      {read.lines.map(({ from, to }, index) => (
        <Line
          key={from}
          from={from}
          words={read.text.slice(from, to)}
          marks={byLine.get(index) ?? none}
          lanes={lanes}
          chosen={chosen}
        />
      ))}
    </div>
  )
}

/** Marks by the number of each line that they meet. */
function marksByLine(
  { lines }: ReadDocument,
  marks: readonly DrawnMark[]
): ReadonlyMap<number, readonly DrawnMark[]> {
  const byLine = new Map<number, DrawnMark[]>()
  for (const mark of marks)
    for (let at = lineIndex(lines, mark.from); (lines[at]?.from ?? Infinity) < mark.to; at++)
      byLine.set(at, [...(byLine.get(at) ?? []), mark])
  return byLine
}

/** What is selected stands in the page as the system draws selections, also after marks were drawn anew. */
function useShownSelection(
  page: React.RefObject<HTMLDivElement | null>,
  read: ReadDocument,
  marks: readonly DrawnMark[]
): void {
  const { anchor, focus, reveals, mark } = readingStore((state) => state)
  const seen = useRef(reveals)
  useEffect(() => {
    const element = page.current
    if (!element || reading().recordingId !== read.recordingId) return
    const at = mark ? read.positions.toUnits(mark.span.from) : focus
    if (pageStore.getState().keys === 'reading') {
      const [start, end] = [anchor, focus].map((units) => pointOfUnits(element, read.lines, units))
      if (start && end) getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
    }
    if (seen.current === reveals) return
    seen.current = reveals
    const point = pointOfUnits(element, read.lines, at)
    const shown = point?.node instanceof Element ? point.node : point?.node.parentElement
    shown?.scrollIntoView({ block: 'nearest' })
  }, [page, read, marks, anchor, focus, reveals, mark])
}
