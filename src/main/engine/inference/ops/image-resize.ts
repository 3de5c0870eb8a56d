import { z } from 'zod'
import { valueOp } from './op'
import { pictureStep } from './picture-step'
import type { ResizeFilter } from './resize-kernels'
import { resizeOpencv } from './resize-opencv'
import { createPictureResizer } from './resize-picture'
import { resizePillow } from './resize-pillow'
import type { Picture } from './value'

const size = z.number().int().min(1).max(4096)

export const imageResizeParameters = z.looseObject({
  w: size,
  h: size,
  filter: z.enum(['nearest', 'bilinear', 'bicubic', 'area']).default('bilinear'),
  /** Whose arithmetic: `float` does not round in between, `pillow` and `opencv` give the bytes of those libraries. */
  kernel: z.enum(['float', 'pillow', 'opencv']).default('float'),
  /** Of `float`: widen the filter where the picture becomes smaller. Pillow always does, OpenCV never. */
  antialias: z.boolean().default(false),
  fit: z.enum(['stretch', 'contain', 'cover']).default('stretch'),
  place: z.enum(['center', 'topleft']).default('center'),
  fill: z.number().min(0).max(255).default(0),
  /** Set where the pipeline rounds to whole numbers straight after, see `compilePipeline`. */
  rounded: z.boolean().default(false)
})

type Wanted = ReturnType<typeof imageResizeParameters.parse>

/**
 * To `w` by `h` pixels. `stretch` gives up the aspect; `contain` keeps it inside a frame of `fill`; `cover` keeps it and cuts off what is too much.
 */
export const imageResize = valueOp('image.resize', imageResizeParameters, (wanted) => {
  const { w, h, fit, place, fill } = wanted
  const resizeTo = resizer(wanted)
  return pictureStep('image.resize', (picture) => {
    if (fit === 'stretch') return resizeTo(picture, w, h)
    const ratios = [w / picture.widthPx, h / picture.heightPx]
    const scale = fit === 'contain' ? Math.min(...ratios) : Math.max(...ratios)
    const whole = (length: number, limit: number): number => {
      const scaled = Math.max(1, Math.round(length * scale))
      return fit === 'contain' ? Math.min(limit, scaled) : Math.max(limit, scaled)
    }
    const scaled = resizeTo(picture, whole(picture.widthPx, w), whole(picture.heightPx, h))
    const middle = (room: number): number => (place === 'center' ? Math.floor(room / 2) : 0)
    return framed(scaled, { w, h, left: middle(w - scaled.widthPx), top: middle(h - scaled.heightPx), fill })
  })
})

/** One resizer for all sizes that come, which remembers their weights. */
function resizer({ kernel, filter, antialias, rounded }: Wanted) {
  if (kernel !== 'float')
    return (picture: Picture, widthPx: number, heightPx: number): Picture =>
      asLibrary(picture, { widthPx, heightPx }, kernel, filter)
  const resizers = new Map<string, (picture: Picture) => Picture>()
  return (picture: Picture, widthPx: number, heightPx: number): Picture => {
    const key = `${widthPx}x${heightPx}`
    const resize =
      resizers.get(key) ?? createPictureResizer({ widthPx, heightPx, antialias, rounded, filter })
    if (resizers.size > 64) resizers.clear()
    resizers.set(key, resize)
    return resize(picture)
  }
}

function asLibrary(
  picture: Picture,
  target: { readonly widthPx: number; readonly heightPx: number },
  kernel: 'pillow' | 'opencv',
  filter: ResizeFilter
): Picture {
  const { data, placement, widthPx, heightPx } = picture
  if (!(data instanceof Uint8Array))
    throw new Error(`image.resize: the kernel "${kernel}" takes bytes; scale and normalise behind it`)
  if (widthPx === target.widthPx && heightPx === target.heightPx) return picture
  return {
    ...picture,
    ...target,
    data: (kernel === 'pillow' ? resizePillow : resizeOpencv)(data, picture, target, filter),
    placement: {
      ...placement,
      scaleX: (placement.scaleX * widthPx) / target.widthPx,
      scaleY: (placement.scaleY * heightPx) / target.heightPx
    }
  }
}

/** A picture in a frame of `w` x `h` filled with one value, its corner at `left` and `top`; what lies outside is cut off. */
function framed(
  picture: Picture,
  { w, h, left, top, fill }: { w: number; h: number; left: number; top: number; fill: number }
): Picture {
  const { channels, widthPx, heightPx, placement } = picture
  if (widthPx === w && heightPx === h) return picture
  const count = w * h * channels
  const data =
    picture.data instanceof Uint8Array && Number.isInteger(fill)
      ? new Uint8Array(count)
      : new Float32Array(count)
  if (fill !== 0) data.fill(fill)
  const [firstX, firstY] = [Math.max(0, -left), Math.max(0, -top)]
  const shown = Math.min(widthPx - firstX, w - Math.max(0, left))
  for (let y = firstY; y < heightPx && y + top < h; y++) {
    const from = (y * widthPx + firstX) * channels
    data.set(
      picture.data.subarray(from, from + shown * channels),
      ((y + top) * w + Math.max(0, left)) * channels
    )
  }
  return {
    ...picture,
    widthPx: w,
    heightPx: h,
    data,
    placement: {
      ...placement,
      left: placement.left - left * placement.scaleX,
      top: placement.top - top * placement.scaleY
    }
  }
}
