import type { Measure } from './fit-text'

const widths = new Map<string, number>()
/** Labels repeat all over a track, so their widths are kept. */
export const measureIn =
  (context: CanvasRenderingContext2D): Measure =>
  (words) => {
    const key = `${context.font}|${words}`
    const known = widths.get(key)
    if (known !== undefined) return known
    if (widths.size > 5000) widths.clear()
    const { width } = context.measureText(words)
    widths.set(key, width)
    return width
  }
