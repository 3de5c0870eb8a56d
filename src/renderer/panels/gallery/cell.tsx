import type { MouseEvent, ReactNode } from 'react'
import { memo, useEffect, useRef, useState } from 'react'
import type { PageLabel } from '../../../shared/contract'
import { labelOf } from '../../../shared/domain/labels'
import type { Recording } from '../../../shared/domain/rows'
import { valueParts } from '../../../shared/values/value-text'
import type { ChosenAttribute } from '../../session/pages/page-choice'
import type { thumbnails } from '../../session/pages/thumbnails'
import { filesOf, schemeOf } from '../../session/project'
import { AnswerChip } from '../../ui/answer-chip'

/** One picture with its name and what I say of it. */
export const Cell = memo(
  function Cell({
    recording,
    said,
    attribute,
    small,
    index,
    count,
    current,
    chosen,
    onChoose,
    onOpen
  }: {
    readonly recording: Recording
    readonly said: PageLabel | undefined
    readonly attribute: ChosenAttribute | undefined
    readonly small: ReturnType<typeof thumbnails>
    readonly index: number
    readonly count: number
    readonly current: boolean
    /** Labelled by the next key. */
    readonly chosen: boolean
    readonly onChoose: (event: MouseEvent) => void
    readonly onOpen: () => void
  }): ReactNode {
    return (
      <div
        id={`picture-${recording.id}`}
        className="gl-cell"
        role="option"
        aria-label={recording.name}
        aria-selected={chosen}
        data-current={current || undefined}
        aria-posinset={index + 1}
        aria-setsize={count}
        onClick={onChoose}
        onDoubleClick={onOpen}
      >
        <Thumbnail recordingId={recording.id} small={small} />
        <span className="gl-name truncate" title={recording.name}>
          {recording.name}
        </span>
        <span className="gl-label">
          <Said said={said} attribute={attribute} />
        </span>
      </div>
    )
  },
  (before, after) =>
    before.recording === after.recording &&
    before.said?.label === after.said?.label &&
    before.said?.value === after.said?.value &&
    before.attribute === after.attribute &&
    before.small === after.small &&
    before.index === after.index &&
    before.count === after.count &&
    before.current === after.current &&
    before.chosen === after.chosen
)

/** My answer about a picture as a chip. */
export function Said({
  said,
  attribute
}: {
  readonly said: PageLabel | undefined
  readonly attribute: ChosenAttribute | undefined
}): ReactNode {
  if (!said || !attribute || (said.label === undefined && said.value === undefined))
    return <span className="faint">–</span>
  const parts = said.value ? valueParts(attribute.task, said.value) : []
  const label = labelOf(schemeOf(attribute.schemeId), said.label, attribute.attributeId)
  return <AnswerChip label={label} parts={parts} />
}

/** The picture made small, drawn when it is ready. */
function Thumbnail({
  recordingId,
  small
}: {
  readonly recordingId: string
  readonly small: ReturnType<typeof thumbnails>
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [state, setState] = useState<'loading' | 'ready' | 'missing'>('loading')
  const fileId = filesOf(recordingId)[0]?.id
  useEffect(() => {
    const draw = (picture: ImageBitmap | undefined): void => {
      const target = canvas.current
      if (!target) return
      if (!picture) return setState('missing')
      target.width = picture.width
      target.height = picture.height
      target.getContext('2d')?.drawImage(picture, 0, 0)
      setState('ready')
    }
    if (fileId === undefined) return draw(undefined)
    const ready = small.get(fileId)
    if (ready) return draw(ready)
    return small.ask(fileId, draw)
  }, [fileId, small])
  return (
    <span className="gl-thumb" data-state={state}>
      <canvas ref={canvas} aria-hidden="true" />
      {state === 'missing' && <span className="faint">cannot be shown</span>}
    </span>
  )
}
