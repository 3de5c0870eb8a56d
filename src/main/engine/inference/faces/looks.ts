import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import { fitInside } from '../../../../shared/signal/picture'
import type { Part, PictureScaler } from '../../../../shared/signal/picture-scaler'
import type { ManifestInput } from '../manifest'
import { imageResizeParameters } from '../ops/image-ops'
import { IDENTITY, type Picture } from '../ops/value'
import type { Box } from './box'
import { TILE_OVERLAP, TILE_SHARE, tilesOf } from './tiles'

/** What a detector is shown of a picture: all of it, or a part of it in a finer scale. */
export interface Look {
  readonly picture: Picture
  /** Size of the whole picture in the pixels that `picture` is placed in. */
  readonly wholeWidthPx: number
  readonly wholeHeightPx: number
  /** Whether a face found here, in shares of the whole picture, is for this look to tell. */
  tells(face: Box): boolean
}

/** Sides of the square or box that the net's pictures are made to fit, where its pipeline shrinks them without aliasing and keeps their aspect. */
export interface Frame {
  readonly w: number
  readonly h: number
}

export function frameOf(input: ManifestInput): Frame | undefined {
  const resize = imageResizeParameters.safeParse(input.pipeline.find(({ op }) => op === 'image.resize'))
  if (!resize.success) return undefined
  const { antialias, fit, filter, kernel } = resize.data
  return antialias && fit === 'contain' && filter === 'bilinear' && kernel === 'float'
    ? resize.data
    : undefined
}

/** The whole picture and, for small faces, its tiles. */
export function looksAt(
  scaler: PictureScaler,
  picture: DecodedPicture,
  frame: Frame | undefined,
  smallFaces: boolean
): readonly Look[] {
  const whole = wholeLook(scaler, picture, frame)
  if (!smallFaces) return [whole]
  const least = BARELY_SEEN * Math.max(whole.wholeWidthPx, whole.wholeHeightPx)
  const tells = (face: Box): boolean =>
    Math.max(face.w * whole.wholeWidthPx, face.h * whole.wholeHeightPx) >= least
  return [{ ...whole, tells }, ...tileLooks(scaler, picture, frame)]
}

/** Share of the longer side below which the tiles know better: in the whole picture two small faces side by side may look like one. */
const BARELY_SEEN = 0.05

/** RGB of a picture. One that the net will see at less than half its size is made that small at once: a sixth of the pixels to give colours to. */
function wholeLook(scaler: PictureScaler, picture: DecodedPicture, frame: Frame | undefined): Look {
  const small = frame ? fitInside(picture.widthPx, picture.heightPx, frame.w, frame.h) : picture
  const { widthPx, heightPx } = picture.widthPx > 2 * small.widthPx ? small : picture
  const data = scaler.toRgb(picture, widthPx, heightPx)
  return {
    picture: { kind: 'picture', widthPx, heightPx, channels: 3, data, placement: IDENTITY },
    wholeWidthPx: widthPx,
    wholeHeightPx: heightPx,
    tells: () => true
  }
}

/** Side of a tile where the net does not tell what it takes. */
const USUAL_SIDE_PX = 256

/** The picture in a size of which each tile is as large as the net's input. */
function tileLooks(scaler: PictureScaler, picture: DecodedPicture, frame: Frame | undefined): Look[] {
  const side = frame ? Math.min(frame.w, frame.h) : USUAL_SIDE_PX
  const scale = side / TILE_SHARE / Math.max(picture.widthPx, picture.heightPx)
  const wholeWidthPx = Math.max(1, Math.round(picture.widthPx * scale))
  const wholeHeightPx = Math.max(1, Math.round(picture.heightPx * scale))
  return tilesOf(wholeWidthPx, wholeHeightPx).map((part) => ({
    picture: {
      kind: 'picture',
      widthPx: part.widthPx,
      heightPx: part.heightPx,
      channels: 3,
      data: scaler.toRgb(picture, wholeWidthPx, wholeHeightPx, part),
      placement: { left: part.left, top: part.top, scaleX: 1, scaleY: 1 }
    },
    wholeWidthPx,
    wholeHeightPx,
    tells: (face) => isWholeIn(part, face, wholeWidthPx, wholeHeightPx)
  }))
}

/** Distance to the edge of a tile, as a share of its side, within which a face may have been cut off. */
const EDGE_SHARE = 0.01

/** A tile tells of faces that are sure to lie in one tile as a whole, and only where its own edge does not cut them; larger ones are seen in the whole picture. */
function isWholeIn(part: Part, face: Box, widthPx: number, heightPx: number): boolean {
  const most = TILE_OVERLAP * Math.max(widthPx, heightPx)
  if (Math.max(face.w * widthPx, face.h * heightPx) > most) return false
  const edge = EDGE_SHARE * part.widthPx
  const right = part.left + part.widthPx
  const bottom = part.top + part.heightPx
  return (
    (part.left === 0 || face.x * widthPx > part.left + edge) &&
    (part.top === 0 || face.y * heightPx > part.top + edge) &&
    (right >= widthPx || (face.x + face.w) * widthPx < right - edge) &&
    (bottom >= heightPx || (face.y + face.h) * heightPx < bottom - edge)
  )
}
