import type { ElectronApplication } from 'playwright'
import { readBarcode } from '../../../scripts/media.mjs'

/** A rectangle of the window in CSS pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Pixels as they stand on the screen: four bytes each, blue first. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Look at a part of the first window as the compositor shows it. */
export async function shownPixels(app: ElectronApplication, area: Rectangle): Promise<Picture> {
  const answer = await app.evaluate(async ({ BrowserWindow }, rect) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.isVisible())
    if (!window) throw new Error('the app has no window on screen')
    const image = await window.webContents.capturePage(rect)
    return { ...image.getSize(), base64: image.toBitmap().toString('base64') }
  }, roundRectangle(area))
  return { width: answer.width, height: answer.height, pixels: Buffer.from(answer.base64, 'base64') }
}

const roundRectangle = ({ x, y, width, height }: Rectangle): Rectangle => {
  const left = Math.round(x)
  const top = Math.round(y)
  return { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top }
}

/** The part of a box that a picture of this shape fills when it keeps its shape (`object-fit: contain`). */
export function pictureInside(box: Rectangle, widthPx: number, heightPx: number): Rectangle {
  const scale = Math.min(box.width / widthPx, box.height / heightPx)
  const [width, height] = [widthPx * scale, heightPx * scale]
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height }
}

/** Frame number burnt into the shown picture; undefined when its two rows contradict each other. */
export const barcodeOf = ({ pixels, width, height }: Picture): number | undefined =>
  readBarcode(pixels, width, height, 4)
