import { ChevronLeft, ChevronRight, LayoutGrid } from 'lucide-react'
import type { ReactNode, WheelEvent } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { PageLabel } from '../../../shared/contract'
import type { Recording } from '../../../shared/domain/rows'
import { runAction } from '../../session/actions'
import { mediaUrl } from '../../session/pages/media-url'
import type { ChosenAttribute } from '../../session/pages/page-choice'
import { pageStore, setPage } from '../../session/pages/page-choice'
import { filesOf, recordingOf } from '../../session/project'
import { IconButton } from '../../ui/button'
import { Said } from './cell'

/** One picture as large as the panel, larger by Ctrl and wheel, moved by dragging. */
export function Large({
  recordingId,
  shown,
  by,
  attribute
}: {
  readonly recordingId: string | undefined
  readonly shown: readonly Recording[]
  readonly by: ReadonlyMap<string, PageLabel>
  readonly attribute: ChosenAttribute | undefined
}): ReactNode {
  const recording = recordingOf(recordingId)
  const at = shown.findIndex(({ id }) => id === recordingId)
  const zoom = pageStore((state) => state.zoom)
  return (
    <div className="gl-large" tabIndex={0} role="group" aria-label="Picture">
      <div className="gl-bar">
        <IconButton
          label="Back to the gallery"
          keys="Esc"
          size="small"
          onClick={() => runAction('gallery.close')}
        >
          <LayoutGrid size={14} />
        </IconButton>
        <span className="truncate">{recording?.name}</span>
        <Said said={recordingId === undefined ? undefined : by.get(recordingId)} attribute={attribute} />
        <span className="grow" />
        <span className="faint mono">{Math.round(zoom * 100)} %</span>
        <span className="faint mono">
          {at < 0 ? '' : `${at + 1} of `}
          {shown.length}
        </span>
        <IconButton
          label="Previous picture"
          keys="Left"
          size="small"
          onClick={() => runAction('gallery.previous')}
        >
          <ChevronLeft size={14} />
        </IconButton>
        <IconButton label="Next picture" keys="Right" size="small" onClick={() => runAction('gallery.next')}>
          <ChevronRight size={14} />
        </IconButton>
      </div>
      {recording?.medium === 'image' && <Zoomed key={recording.id} recording={recording} zoom={zoom} />}
    </div>
  )
}

function Zoomed({ recording, zoom }: { readonly recording: Recording; readonly zoom: number }): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const drag = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined)
  const [moved, setShift] = useState({ x: 0, y: 0 })
  // The whole picture stands in the middle.
  const shift = zoom === 1 ? { x: 0, y: 0 } : moved
  const [failed, setFailed] = useState(false)
  const fileId = filesOf(recording.id)[0]?.id ?? ''
  useLayoutEffect(() => {
    if (pageStore.getState().keys === 'gallery')
      frame.current?.closest<HTMLElement>('.gl-large')?.focus({ preventScroll: true })
  }, [])
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return
    const box = frame.current?.getBoundingClientRect()
    if (!box) return
    const next = Math.min(16, Math.max(1, zoom * Math.exp(-event.deltaY / 400)))
    // What is under the pointer stays there.
    const [x, y] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2]
    setShift({ x: x - ((x - shift.x) * next) / zoom, y: y - ((y - shift.y) * next) / zoom })
    setPage({ zoom: next })
  }
  if (failed)
    return (
      <p className="gl-note">
        This picture cannot be shown. Look for its file with “Look for missing files”, or see Problems.
      </p>
    )
  return (
    <div
      ref={frame}
      className="gl-zoomed"
      onWheel={wheel}
      onDoubleClick={() => setPage({ zoom: zoom === 1 ? 2 : 1 })}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX - shift.x, y: event.clientY - shift.y }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) =>
        drag.current &&
        zoom > 1 &&
        setShift({ x: event.clientX - drag.current.x, y: event.clientY - drag.current.y })
      }
      onPointerUp={() => (drag.current = undefined)}
    >
      <img
        src={mediaUrl(fileId)}
        alt={recording.name}
        draggable={false}
        style={{ transform: `translate(${shift.x}px, ${shift.y}px) scale(${zoom})` }}
        onError={() => setFailed(true)}
      />
    </div>
  )
}
