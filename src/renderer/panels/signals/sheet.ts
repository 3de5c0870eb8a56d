/** Where a picture lies: device pixels, the time at its left edge and per pixel. */
export interface SheetView {
  readonly width: number
  readonly height: number
  readonly start: number
  readonly perPixel: number
}

/** What is to be drawn on a sheet: columns [from, to) of its pixels, whatever is in them. */
export interface SheetPart {
  readonly image: ImageData
  readonly pixels: Uint32Array
  readonly range: { readonly from: number; readonly to: number }
  /** Time at the left edge of what is drawn: that of the pixels that are there already, less than a pixel beside the view's. */
  readonly start: number
}

/** A picture whose pixels lie further beside the view than this is drawn anew. */
const MOST_BESIDE_PX = 0.3

/**
 * The picture of a panel in memory, kept from frame to frame. When the view moves by whole pixels and nothing else changed, what
 * is there is moved, and only the columns that came into view are to be drawn: a tenth of the work, or less.
 */
export class Sheet {
  private kept:
    | { readonly image: ImageData; readonly pixels: Uint32Array; view: SheetView; of: readonly unknown[] }
    | undefined

  /** @param of what the picture is made of besides its view; any change draws it anew */
  next(
    context: Pick<CanvasRenderingContext2D, 'createImageData'>,
    view: SheetView,
    of: readonly unknown[]
  ): SheetPart {
    const { width, height } = view
    const { kept } = this
    const moved = kept && same(kept.of, of) ? movedBy(kept.view, view) : undefined
    if (kept && moved !== undefined) {
      const start = kept.view.start + moved * view.perPixel
      kept.view = { ...view, start }
      const range = move(kept.pixels, view, moved)
      return { ...kept, range, start }
    }
    const range = { from: 0, to: width }
    if (kept?.view.width === width && kept.view.height === height) {
      kept.view = view
      kept.of = of
      return { ...kept, range, start: view.start }
    }
    const image = context.createImageData(width, height)
    const made = { image, pixels: new Uint32Array(image.data.buffer), view, of }
    this.kept = made
    return { ...made, range, start: view.start }
  }
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i])

/** Whole pixels from one view to another, to the right; undefined where that is no move of less than half a picture. */
function movedBy(from: SheetView, to: SheetView): number | undefined {
  if (from.width !== to.width || from.height !== to.height) return undefined
  // A zoom of less than a tenth of a pixel over the picture is none.
  if (Math.abs(from.perPixel / to.perPixel - 1) * to.width > 0.1) return undefined
  const pixels = (to.start - from.start) / to.perPixel
  const whole = Math.round(pixels)
  return Math.abs(pixels - whole) <= MOST_BESIDE_PX && Math.abs(whole) < to.width / 2 ? whole : undefined
}

/** Move pixels to the left (`by` above 0) or right; answers the columns to be drawn: those that came in, and one at the seam. */
function move(pixels: Uint32Array, { width }: SheetView, by: number): SheetPart['range'] {
  if (by === 0) return { from: 0, to: 0 }
  // Rows lie behind each other: what runs over the end of one lands in columns that are drawn.
  if (by > 0) pixels.copyWithin(0, by)
  else pixels.copyWithin(-by, 0)
  return by > 0 ? { from: Math.max(0, width - by - 1), to: width } : { from: 0, to: 1 - by }
}
