import type { Segment } from '../../../shared/domain/rows'
import type { Painting } from './lane-canvas'

/** A model less sure than this is unsure: it gives its own label less than an even chance. */
const UNSURE_BELOW = 0.5

/** Whether a prediction is too unsure to be taken at its word. */
export const isUnsure = ({ confidence }: Segment): boolean =>
  confidence !== undefined && confidence < UNSURE_BELOW

/** Fill the current path with dots in a colour, where sure predictions have stripes: a pattern, because colour alone says too little. */
export function paintUnsure({ context, pixelRatio }: Painting, color: string, from: number): void {
  const key = `${color}@${pixelRatio}`
  const pattern = patterns.get(key) ?? dots(context, color, pixelRatio)
  if (!pattern) return
  patterns.set(key, pattern)
  pattern.setTransform(new DOMMatrix().translate(from, 0).scale(1 / pixelRatio))
  context.fillStyle = pattern
  context.fill()
}

const patterns = new Map<string, CanvasPattern>()
const [STEP_PX, RADIUS_PX] = [6, 1.1]

/** A tile of two dots, drawn at the screen's own resolution. */
function dots(context: CanvasRenderingContext2D, color: string, ratio: number): CanvasPattern | undefined {
  const size = Math.max(1, Math.round(STEP_PX * ratio))
  const tile = new OffscreenCanvas(size, size)
  const paint = tile.getContext('2d')
  if (!paint) return undefined
  paint.fillStyle = color
  for (const [x, y] of [
    [size / 4, size / 4],
    [(size * 3) / 4, (size * 3) / 4]
  ] as const) {
    paint.beginPath()
    paint.arc(x, y, RADIUS_PX * ratio, 0, 2 * Math.PI)
    paint.fill()
  }
  return context.createPattern(tile, 'repeat') ?? undefined
}
