import type { Picture } from '../ops/value'
import type { Box } from './box'

export interface CropRule {
  /** Growth of the box: 0.2 makes it 1.2 times as wide and high. */
  readonly expand: number
  /** Take the longer side for both. */
  readonly square: boolean
  /** Value of pixels beyond the picture. */
  readonly fill: number
}

/** Cut a face out: the box grown about its centre, to whole pixels. */
export function cropFace(picture: Picture, box: Box, rule: CropRule): Picture {
  const width = box.w * picture.widthPx * (1 + rule.expand)
  const height = box.h * picture.heightPx * (1 + rule.expand)
  const widthPx = Math.max(1, Math.round(rule.square ? Math.max(width, height) : width))
  const heightPx = Math.max(1, Math.round(rule.square ? Math.max(width, height) : height))
  const left = Math.round((box.x + box.w / 2) * picture.widthPx - widthPx / 2)
  const top = Math.round((box.y + box.h / 2) * picture.heightPx - heightPx / 2)
  const { channels } = picture
  const data = new Uint8Array(widthPx * heightPx * channels).fill(rule.fill)
  const from = Math.max(0, left)
  const to = Math.min(picture.widthPx, left + widthPx)
  for (let y = Math.max(0, -top); y < Math.min(heightPx, picture.heightPx - top); y++) {
    if (to <= from) break
    const row = (top + y) * picture.widthPx
    data.set(
      picture.data.subarray((row + from) * channels, (row + to) * channels),
      (y * widthPx + from - left) * channels
    )
  }
  return { ...picture, widthPx, heightPx, data, placement: { left, top, scaleX: 1, scaleY: 1 } }
}
