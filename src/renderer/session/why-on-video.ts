import type { SeenPicture } from '../../shared/explain/explained'
import { effectCells, weightCells, type PictureCell } from '../../shared/explain/picture-cells'
import type { PictureBox } from '../../shared/explain/picture-box'
import { whyStore, type WhyState } from './why'

/** What is drawn over a video of what a model hangs on. */
export interface WhyOnVideo {
  /** Stretch that it was said of, µs on the recording's clock. */
  readonly start: number
  readonly end: number
  readonly box: PictureBox
  readonly cells: readonly PictureCell[]
  readonly label: string
}

/** Which of what is known is drawn over the video: hidden parts, a heatmap by its output, or nothing. */
export const showOnVideo = (onVideo: WhyState['onVideo']): void => whyStore.setState({ onVideo })

/** What belongs over a stream of the open recording. Nothing while nobody asks why. */
export function whyOnVideo(state: WhyState, recordingId: string, streamId: string): WhyOnVideo | undefined {
  const { explained, onVideo, watched } = state
  const seen = explained?.made.seen
  if (!watched || !seen || explained.query.recordingId !== recordingId || seen.streamId !== streamId)
    return undefined
  const { start, end, parts, maps = [] } = explained.made
  if (onVideo === 'parts') {
    const most = Math.max(...parts.map(({ effect }) => Math.abs(effect ?? 0)), 0)
    return { start, end, box: seen.box, cells: effectCells(parts, most), label: 'What the answer hangs on' }
  }
  const map = maps.find(({ outputId }) => outputId === onVideo?.output)
  return (
    map && { start, end, box: boxOf(map.box, seen), cells: weightCells(map), label: 'Where the model looked' }
  )
}

/** Where a map of the picture lies, as shares of the whole picture. */
export const boxOf = (box: PictureBox | undefined, seen: SeenPicture): PictureBox => box ?? seen.box
