import { useVirtualizer } from '@tanstack/react-virtual'
import type { ReactNode } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PageLabel } from '../../../shared/contract'
import type { Recording } from '../../../shared/domain/rows'
import type { ChosenAttribute } from '../../session/pages/page-choice'
import { pageChoice, pageStore, setPage } from '../../session/pages/page-choice'
import type { thumbnails } from '../../session/pages/thumbnails'
import { markMode, markPicture } from '../../session/pages/picture-marks'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Cell } from './cell'
import { useFrame } from './use-frame'

const GAP_PX = 8
/** Name and label under a picture. */
const CAPTION_PX = 46

/** Cells of all pictures; only the rows in view exist. The focus stays on the grid, arrows move the current picture. */
export function Grid({
  shown,
  by,
  attribute,
  small,
  currentId,
  chosenIds,
  sizePx
}: {
  readonly shown: readonly Recording[]
  readonly by: ReadonlyMap<string, PageLabel>
  readonly attribute: ChosenAttribute | undefined
  readonly small: ReturnType<typeof thumbnails>
  readonly currentId: string | undefined
  readonly chosenIds: ReadonlySet<string>
  readonly sizePx: number
}): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState(600)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth))
    observer.observe(element)
    setWidthPx(element.clientWidth)
    // Back from the large picture: its element, which had the focus, is gone.
    if (pageStore.getState().keys === 'gallery') element.focus({ preventScroll: true })
    return () => observer.disconnect()
  }, [])
  const columns = Math.max(1, Math.floor((widthPx - GAP_PX) / (sizePx + GAP_PX)))
  useEffect(() => setPage({ columns }), [columns])
  const rowPx = Math.round(sizePx * 0.75) + CAPTION_PX + GAP_PX
  const rows = useVirtualizer({
    count: Math.ceil(shown.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 2,
    paddingStart: GAP_PX
  })
  useEffect(() => rows.measure(), [rows, rowPx])
  const current = shown.findIndex(({ id }) => id === currentId)
  const reveals = pageStore((state) => state.reveals)
  useEffect(() => {
    if (current >= 0) rows.scrollToIndex(Math.floor(current / columns), { align: 'auto' })
  }, [current, columns, rows, reveals])
  const cells = { count: shown.length, columns, widthPx: sizePx, heightPx: rowPx - GAP_PX, gapPx: GAP_PX }
  const { frame, handlers } = useFrame(scroller, shown, cells)
  return (
    <div
      ref={scroller}
      className="gl-grid"
      role="listbox"
      aria-label="Pictures"
      aria-multiselectable="true"
      {...handlers}
      aria-activedescendant={current >= 0 ? `picture-${shown[current]?.id ?? ''}` : undefined}
      tabIndex={0}
    >
      {shown.length === 0 && (
        <Empty
          size="small"
          title="No picture is left under this filter"
          action={
            <Button size="small" onClick={() => pageChoice.choose({ filter: 'all' })}>
              Show all pictures
            </Button>
          }
        />
      )}
      <div className="gl-rows" role="presentation" style={{ height: rows.getTotalSize() }}>
        {frame && <div className="gl-frame" aria-hidden="true" style={frame} />}
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            className="gl-row"
            role="presentation"
            style={{ top: row.start, height: rowPx, gridTemplateColumns: `repeat(${columns}, ${sizePx}px)` }}
          >
            {shown.slice(row.index * columns, (row.index + 1) * columns).map((recording, column) => {
              const index = row.index * columns + column
              return (
                <Cell
                  key={recording.id}
                  recording={recording}
                  said={by.get(recording.id)}
                  attribute={attribute}
                  small={small}
                  index={index}
                  count={shown.length}
                  current={recording.id === currentId}
                  chosen={chosenIds.has(recording.id)}
                  onChoose={(event) => markPicture(shown, recording.id, markMode(event))}
                  onOpen={() => setPage({ large: true, zoom: 1 })}
                />
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
