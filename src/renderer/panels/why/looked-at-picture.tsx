import type { ReactNode } from 'react'
import { micros } from '../../../shared/domain/time'
import type { Explained } from '../../../shared/explain/explained'
import { openRecording, requestSeek } from '../../session/selection'
import { whyStore, type WhyState } from '../../session/why'
import { showOnVideo } from '../../session/why-on-video'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { RgbPicture } from '../../ui/rgb-picture'

/** The picture that was looked at with something drawn over it, and whether that is drawn over the video too. */
export function LookedAtPicture({
  recordingId,
  made: { seen, start, end },
  onVideo,
  children
}: {
  readonly recordingId: string
  readonly made: Explained
  readonly onVideo: NonNullable<WhyState['onVideo']>
  readonly children: ReactNode
}): ReactNode {
  const chosen = whyStore((state) => state.onVideo)
  const same = keyOf(chosen) === keyOf(onVideo)
  const ratio = seen ? seen.widthPx / seen.heightPx : 1
  const goThere = (): void => {
    openRecording(recordingId)
    requestSeek(micros(Math.round((start + end) / 2)))
  }
  return (
    <div className="why-picture">
      <div
        className="why-picture-fit"
        style={{ aspectRatio: ratio, width: `${Math.round(SIDE_PX * Math.min(1, ratio))}px` }}
      >
        {seen && <RgbPicture widthPx={seen.widthPx} heightPx={seen.heightPx} data={seen.data} />}
        {children}
      </div>
      {seen && (
        <div className="why-picture-tools">
          <Checkbox checked={same} onChange={(on) => showOnVideo(on ? onVideo : undefined)}>
            Draw it over the video
          </Checkbox>
          <Button size="small" onClick={goThere}>
            Go to this picture
          </Button>
        </div>
      )}
    </div>
  )
}

/** Longer side on the screen. */
const SIDE_PX = 240

const keyOf = (what: WhyState['onVideo']): string | undefined =>
  typeof what === 'object' ? `output ${what.output}` : what
