import { useEffect, useRef, type ReactNode } from 'react'

/** A picture whose pixels are at hand: RGB, row by row. */
export function RgbPicture({
  widthPx,
  heightPx,
  data
}: {
  readonly widthPx: number
  readonly heightPx: number
  readonly data: Uint8Array
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(widthPx, heightPx)
    for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
      image.data.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
      image.data[pixel * 4 + 3] = 255
    }
    context.putImageData(image, 0, 0)
  }, [widthPx, heightPx, data])
  return <canvas ref={canvas} width={widthPx} height={heightPx} aria-hidden="true" />
}
