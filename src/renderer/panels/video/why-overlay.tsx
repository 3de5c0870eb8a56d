import { useMemo, type ReactNode } from 'react'
import { useClock } from '../../session/clock'
import { whyStore } from '../../session/why'
import { whyOnVideo } from '../../session/why-on-video'
import { PatchCells } from '../../ui/patch-cells'

/** What a model's answer hangs on, over the picture that it was asked about. */
export function WhyOverlay({
  recordingId,
  streamId
}: {
  readonly recordingId: string
  readonly streamId: string
}): ReactNode {
  const state = whyStore()
  const drawn = useMemo(() => whyOnVideo(state, recordingId, streamId), [state, recordingId, streamId])
  const here = useClock(({ time }) => drawn !== undefined && time >= drawn.start && time < drawn.end)
  if (!drawn || !here) return null
  return (
    <div className="vd-why">
      <PatchCells cells={drawn.cells} place={drawn.box} label={drawn.label} />
    </div>
  )
}
