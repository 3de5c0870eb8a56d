/**
 * Kernel `decode/2`: from a decoded picture to a smaller one that still has the stream's planes, and from that to RGB of any
 * size or part, 8 bit, interleaved.
 * - planes that shrink to less than half: mean over the exact area; others: bilinear, pixel centres aligned; weights are whole
 *   numbers, 256 in all from row to row and 1024 along a row
 * - planes are scaled first, then converted with the matrix and range the stream declares; where it declares none, BT.709 from 720 lines on and BT.601 below, limited range
 * - chroma is taken as centred on its luma block, and keeps its share of the size when a picture is made smaller
 * - rounding to the nearest of 0..255, of the planes when they are made smaller and of RGB
 * Anything that changes these numbers needs a new version, because a model's scores depend on them.
 */
export const DECODE_KERNEL = 'decode/2'

/** One plane of a picture: `data[offset + y * stride + x * step]`. */
export interface Plane {
  readonly offset: number
  readonly stride: number
  readonly step: number
  readonly widthPx: number
  readonly heightPx: number
}

/** Planes in the order Y, U, V or R, G, B; the first one has the size of the picture. */
export interface Picture {
  readonly data: Uint8Array<ArrayBuffer>
  readonly planes: readonly [Plane, Plane, Plane]
  readonly color: ColorRule
}

/** How stored numbers become RGB; `rgb`: they are. */
export interface ColorRule {
  readonly matrix: 'rgb' | 'bt601' | 'bt709' | 'bt2020'
  readonly fullRange: boolean
}

/** Colour rule from a stream's declaration (names of WebCodecs), with the kernel's defaults for what is not declared. */
export function colorRule(
  declared: { readonly matrix?: string | null; readonly fullRange?: boolean | null },
  heightPx: number
): ColorRule {
  const matrices: Readonly<Record<string, ColorRule['matrix']>> = {
    rgb: 'rgb',
    bt709: 'bt709',
    smpte170m: 'bt601',
    bt470bg: 'bt601',
    'bt2020-ncl': 'bt2020'
  }
  const matrix = matrices[declared.matrix ?? ''] ?? (heightPx >= 720 ? 'bt709' : 'bt601')
  return { matrix, fullRange: declared.fullRange ?? matrix === 'rgb' }
}

/** Planes of the pixel formats that are read directly, by WebCodecs name; undefined for others. */
export function planesOf(
  format: string,
  widthPx: number,
  heightPx: number,
  layout: readonly { readonly offset: number; readonly stride: number }[]
): readonly [Plane, Plane, Plane] | undefined {
  const plane = (index: number, divideX: number, divideY: number, step = 1, shift = 0): Plane => ({
    offset: (layout[index]?.offset ?? 0) + shift,
    stride: layout[index]?.stride ?? 0,
    step,
    widthPx: Math.ceil(widthPx / divideX),
    heightPx: Math.ceil(heightPx / divideY)
  })
  switch (format) {
    case 'I420':
      return [plane(0, 1, 1), plane(1, 2, 2), plane(2, 2, 2)]
    case 'I422':
      return [plane(0, 1, 1), plane(1, 2, 1), plane(2, 2, 1)]
    case 'I444':
      return [plane(0, 1, 1), plane(1, 1, 1), plane(2, 1, 1)]
    case 'NV12':
      return [plane(0, 1, 1), plane(1, 2, 2, 2, 0), plane(1, 2, 2, 2, 1)]
    case 'RGBA':
    case 'RGBX':
      return [plane(0, 1, 1, 4, 0), plane(0, 1, 1, 4, 1), plane(0, 1, 1, 4, 2)]
    case 'BGRA':
    case 'BGRX':
      return [plane(0, 1, 1, 4, 2), plane(0, 1, 1, 4, 1), plane(0, 1, 1, 4, 0)]
    default:
      return undefined
  }
}

/** Largest size inside a box that keeps the aspect and enlarges nothing; at least one pixel each way. */
export function fitInside(
  widthPx: number,
  heightPx: number,
  boxWidthPx: number,
  boxHeightPx: number
): { readonly widthPx: number; readonly heightPx: number } {
  const scale = Math.min(1, boxWidthPx / widthPx, boxHeightPx / heightPx)
  return {
    widthPx: Math.max(1, Math.round(widthPx * scale)),
    heightPx: Math.max(1, Math.round(heightPx * scale))
  }
}

/** Planes of interleaved RGB. */
export function rgbPicture(rgb: Uint8Array<ArrayBuffer>, widthPx: number, heightPx: number): Picture {
  const plane = (offset: number): Plane => ({ offset, stride: widthPx * 3, step: 3, widthPx, heightPx })
  return {
    data: rgb,
    planes: [plane(0), plane(1), plane(2)],
    color: { matrix: 'rgb', fullRange: true }
  }
}

/** Turn a picture clockwise by a multiple of 90 degrees, then mirror it left to right if asked. */
export function turnPicture(picture: Picture, rotationDeg: number, flip: boolean): Picture {
  if (rotationDeg === 0 && !flip) return picture
  const swapped = rotationDeg === 90 || rotationDeg === 270
  const size = picture.planes.reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0)
  const data = new Uint8Array(size)
  let offset = 0
  const turned = picture.planes.map((plane) => {
    const widthPx = swapped ? plane.heightPx : plane.widthPx
    const heightPx = swapped ? plane.widthPx : plane.heightPx
    const place = { offset, stride: widthPx, step: 1, widthPx, heightPx }
    turnPlane(picture.data, plane, data, place, rotationDeg, flip)
    offset += widthPx * heightPx
    return place
  })
  const [first, second, third] = turned as [Plane, Plane, Plane]
  return { data, planes: [first, second, third], color: picture.color }
}

function turnPlane(
  from: Uint8Array,
  source: Plane,
  to: Uint8Array,
  { offset, widthPx, heightPx }: Plane,
  rotationDeg: number,
  flip: boolean
): void {
  const lastX = source.widthPx - 1
  const lastY = source.heightPx - 1
  for (let y = 0, at = offset; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at++) {
      const column = flip ? widthPx - 1 - x : x
      const [fromX, fromY] =
        rotationDeg === 90
          ? [y, lastY - column]
          : rotationDeg === 180
            ? [lastX - column, lastY - y]
            : rotationDeg === 270
              ? [lastX - y, column]
              : [column, y]
      to[at] = from[source.offset + fromY * source.stride + fromX * source.step] as number
    }
  }
}
