import type { Part } from '../../../../shared/signal/picture-scaler'

/** Length of a tile's side, as a share of the longer side of the picture: what a face takes up of it grows by the inverse. */
export const TILE_SHARE = 0.4
/** Least overlap of two tiles, likewise: every face up to this size lies in one of them as a whole. */
export const TILE_OVERLAP = 0.1

/** Parts of a picture, in pixels of it, that cover it with overlap: from left to right, then downwards. Six at 16:9, nine at 4:3. */
export function tilesOf(widthPx: number, heightPx: number): readonly Part[] {
  const longer = Math.max(widthPx, heightPx)
  const side = Math.round(longer * TILE_SHARE)
  const overlap = Math.round(longer * TILE_OVERLAP)
  const columns = placesOf(widthPx, side, overlap)
  return placesOf(heightPx, side, overlap).flatMap((top) =>
    columns.map((left) => ({
      left,
      top,
      widthPx: Math.min(side, widthPx),
      heightPx: Math.min(side, heightPx)
    }))
  )
}

/** Where tiles begin along one side: the fewest that overlap enough, evenly spaced. */
function placesOf(lengthPx: number, side: number, overlap: number): readonly number[] {
  const rest = lengthPx - side
  if (rest <= 0) return [0]
  const steps = Math.ceil(rest / (side - overlap))
  return Array.from({ length: steps + 1 }, (_, step) => Math.round((step * rest) / steps))
}
