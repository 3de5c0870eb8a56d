import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { ShownBox, ShownPixels } from '../../../shared/model-look/shown-value'

interface PixelPictureProps {
  readonly pixels: ShownPixels
  readonly label: string
  readonly boxes?: readonly ShownBox[]
  readonly chosen?: number
}

/** A small picture pixel by pixel, with the places that were found in it. */
export function PixelPicture({ pixels, label, boxes = [], chosen }: PixelPictureProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { widthPx, heightPx, channels, data } = pixels
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(widthPx, heightPx)
    for (let i = 0; i < widthPx * heightPx; i++) {
      for (let c = 0; c < 3; c++) image.data[i * 4 + c] = data[i * channels + (channels === 3 ? c : 0)] ?? 0
      image.data[i * 4 + 3] = 255
    }
    context.putImageData(image, 0, 0)
  }, [widthPx, heightPx, channels, data])
  return (
    <span className="look-pixels">
      <canvas ref={canvas} width={widthPx} height={heightPx} role="img" aria-label={label} />
      {boxes.map(({ x, y, w, h }, i) => (
        <i
          key={i}
          data-chosen={i === chosen ? '' : undefined}
          style={{ left: `${100 * x}%`, top: `${100 * y}%`, width: `${100 * w}%`, height: `${100 * h}%` }}
        />
      ))}
    </span>
  )
}
