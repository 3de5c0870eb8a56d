import { LAB_SCHEME } from '../../shared/contract'
import type { DecodeRequest, DecodedPicture } from '../../shared/signal/decoder-messages'
import { rgbPicture } from '../../shared/signal/picture'
import { ProblemError } from './problem-error'

type StillRequest = Extract<DecodeRequest, { kind: 'still' }>

/** Larger pictures are made smaller: no model looks at more, and the memory of a window ends. */
const MOST_PX = 8192

/** A picture file, upright by its EXIF orientation, in its own pixels. */
export async function* still(
  { fileId }: StillRequest,
  signal: AbortSignal
): AsyncGenerator<readonly DecodedPicture[]> {
  const bitmap = await openBitmap(fileId, signal)
  try {
    const scale = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height))
    const widthPx = Math.max(1, Math.round(bitmap.width * scale))
    const heightPx = Math.max(1, Math.round(bitmap.height * scale))
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('this window cannot draw')
    // What is transparent is seen on white, as on a page.
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, widthPx, heightPx)
    context.drawImage(bitmap, 0, 0, widthPx, heightPx)
    const { data } = context.getImageData(0, 0, widthPx, heightPx)
    const rgb = new Uint8Array(widthPx * heightPx * 3)
    for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
      rgb[pixel * 3] = data[pixel * 4] ?? 0
      rgb[pixel * 3 + 1] = data[pixel * 4 + 1] ?? 0
      rgb[pixel * 3 + 2] = data[pixel * 4 + 2] ?? 0
    }
    yield [{ time: 0, widthPx, heightPx, ...rgbPicture(rgb, widthPx, heightPx) }]
  } finally {
    bitmap.close()
  }
}

async function openBitmap(fileId: string, signal: AbortSignal): Promise<ImageBitmap> {
  try {
    const answer = await fetch(`${LAB_SCHEME}://media/${encodeURIComponent(fileId)}?original=1`, { signal })
    if (!answer.ok) throw new Error(`the file cannot be read (${answer.status})`)
    return await createImageBitmap(await answer.blob(), {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'none'
    })
  } catch (error) {
    throw new ProblemError({
      code: 'not-decodable',
      message: `The picture cannot be decoded: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Save it as PNG or JPEG and import that.',
      severity: 'error'
    })
  }
}
