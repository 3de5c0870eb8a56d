import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import type { PictureScaler } from '../../../../shared/signal/picture-scaler'
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

/** Size that the net resizes its faces to, where it takes whole numbers and they are resized without aliasing. */
export interface CropSize {
  readonly w: number
  readonly h: number
}

/**
 * Cut a face out as RGB: the box grown about its centre, to whole pixels. Only the part that is cut gets its colours. One
 * that lies inside the picture is given the net's size at once, if told, so that only the net's pixels get theirs.
 */
export function cropFace(
  scaler: PictureScaler,
  picture: DecodedPicture,
  box: Box,
  rule: CropRule,
  size?: CropSize
): Picture {
  const width = box.w * picture.widthPx * (1 + rule.expand)
  const height = box.h * picture.heightPx * (1 + rule.expand)
  const widthPx = Math.max(1, Math.round(rule.square ? Math.max(width, height) : width))
  const heightPx = Math.max(1, Math.round(rule.square ? Math.max(width, height) : height))
  const left = Math.round((box.x + box.w / 2) * picture.widthPx - widthPx / 2)
  const top = Math.round((box.y + box.h / 2) * picture.heightPx - heightPx / 2)
  const part = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    widthPx: Math.min(picture.widthPx, left + widthPx) - Math.max(0, left),
    heightPx: Math.min(picture.heightPx, top + heightPx) - Math.max(0, top)
  }
  const whole = part.widthPx === widthPx && part.heightPx === heightPx
  const empty = part.widthPx <= 0 || part.heightPx <= 0
  if (size && whole && !empty)
    return {
      kind: 'picture',
      widthPx: size.w,
      heightPx: size.h,
      channels: 3,
      data: scaler.cutRgb(picture, part, size.w, size.h),
      placement: { left, top, scaleX: widthPx / size.w, scaleY: heightPx / size.h }
    }
  const seen = empty ? new Uint8Array() : scaler.toRgb(picture, picture.widthPx, picture.heightPx, part)
  const data = whole ? seen : new Uint8Array(widthPx * heightPx * 3).fill(rule.fill)
  if (!whole && !empty)
    for (let y = 0; y < part.heightPx; y++)
      data.set(
        seen.subarray(y * part.widthPx * 3, (y + 1) * part.widthPx * 3),
        ((part.top - top + y) * widthPx + part.left - left) * 3
      )
  return {
    kind: 'picture',
    widthPx,
    heightPx,
    channels: 3,
    data,
    placement: { left, top, scaleX: 1, scaleY: 1 }
  }
}
