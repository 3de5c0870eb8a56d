import { describe, expect, test } from 'vitest'
import { colorRule, fitInside, planesOf, rgbPicture, turnPicture } from '../../../src/shared/signal/picture'
import { PictureScaler } from '../../../src/shared/signal/picture-scaler'
import type { ColorRule, Picture } from '../../../src/shared/signal/picture'

/** An I420 picture filled by functions of place. */
function i420(
  widthPx: number,
  heightPx: number,
  color: ColorRule,
  value: (plane: number, x: number, y: number) => number
): Picture {
  const chroma = Math.ceil(widthPx / 2)
  const layout = [
    { offset: 0, stride: widthPx },
    { offset: widthPx * heightPx, stride: chroma },
    { offset: widthPx * heightPx + chroma * Math.ceil(heightPx / 2), stride: chroma }
  ]
  const planes = planesOf('I420', widthPx, heightPx, layout)
  if (!planes) throw new Error('I420 must be known')
  const data = new Uint8Array((layout[2]?.offset ?? 0) + chroma * Math.ceil(heightPx / 2))
  for (const [index, plane] of planes.entries())
    for (let y = 0; y < plane.heightPx; y++)
      for (let x = 0; x < plane.widthPx; x++) data[plane.offset + y * plane.stride + x] = value(index, x, y)
  return { data, planes, color }
}

/** Value of a plane at a place. */
const valueAt = ({ data, planes }: Picture, plane: 0 | 1 | 2, x: number, y: number): number =>
  data[planes[plane].offset + y * planes[plane].stride + x * planes[plane].step] ?? NaN

const limited709: ColorRule = { matrix: 'bt709', fullRange: false }

describe('decoded pictures as RGB', () => {
  // Code values of 100 % bars in ITU-R BT.601-7 and BT.709-6, limited range, 8 bit.
  test.each([
    ['white', 'bt709', [235, 128, 128], [255, 255, 255]],
    ['black', 'bt601', [16, 128, 128], [0, 0, 0]],
    ['red', 'bt709', [63, 102, 240], [255, 0, 0]],
    ['green', 'bt709', [173, 42, 26], [0, 255, 0]],
    ['blue', 'bt709', [32, 240, 118], [0, 0, 255]],
    ['red', 'bt601', [81, 90, 240], [255, 0, 0]],
    ['green', 'bt601', [145, 54, 34], [0, 255, 0]],
    ['blue', 'bt601', [41, 240, 110], [0, 0, 255]]
  ] as const)('%s in %s', (_, matrix, code, rgb) => {
    const picture = i420(8, 8, { matrix, fullRange: false }, (plane) => code[plane] ?? 0)
    const out = new PictureScaler().toRgb(picture, 8, 8)
    for (const [i, value] of rgb.entries()) expect(Math.abs((out[i] ?? 0) - value)).toBeLessThanOrEqual(2)
  })

  test('full range leaves greys as they are', () => {
    const picture = i420(4, 4, { matrix: 'bt601', fullRange: true }, (plane) => (plane === 0 ? 77 : 128))
    expect([...new PictureScaler().toRgb(picture, 2, 2)]).toEqual(Array.from({ length: 12 }, () => 77))
  })

  test('a stream that declares nothing is BT.709 from 720 lines on, BT.601 below, limited', () => {
    expect(colorRule({}, 720)).toEqual({ matrix: 'bt709', fullRange: false })
    expect(colorRule({ matrix: null, fullRange: null }, 576)).toEqual({ matrix: 'bt601', fullRange: false })
    expect(colorRule({ matrix: 'smpte170m', fullRange: true }, 1080)).toEqual({
      matrix: 'bt601',
      fullRange: true
    })
  })

  test('shrinking to less than half is the mean over the exact area', () => {
    const [width, height, outWidth, outHeight] = [61, 47, 13, 9]
    const luma = (x: number, y: number) => 16 + ((x * 37 + y * 101 + x * y) % 220)
    const picture = i420(width, height, { matrix: 'bt601', fullRange: true }, (plane, x, y) =>
      plane === 0 ? luma(x, y) : 128
    )
    const out = new PictureScaler().toRgb(picture, outWidth, outHeight)
    const overlap = (from: number, to: number, at: number) =>
      Math.max(0, Math.min(to, at + 1) - Math.max(from, at))
    for (let y = 0; y < outHeight; y++)
      for (let x = 0; x < outWidth; x++) {
        let sum = 0
        for (let sy = 0; sy < height; sy++)
          for (let sx = 0; sx < width; sx++)
            sum +=
              luma(sx, sy) *
              overlap((x * width) / outWidth, ((x + 1) * width) / outWidth, sx) *
              overlap((y * height) / outHeight, ((y + 1) * height) / outHeight, sy)
        const mean = sum / ((width / outWidth) * (height / outHeight))
        expect(Math.abs((out[(y * outWidth + x) * 3] ?? 0) - mean)).toBeLessThan(1.2)
      }
  })

  test('less shrinking is bilinear: a ramp stays a ramp', () => {
    const picture = i420(64, 32, { matrix: 'bt601', fullRange: true }, (plane, x) =>
      plane === 0 ? x * 3 : 128
    )
    const out = new PictureScaler().toRgb(picture, 40, 20)
    for (let x = 1; x < 39; x++)
      expect(Math.abs((out[(10 * 40 + x) * 3] ?? 0) - ((x + 0.5) * 1.6 - 0.5) * 3)).toBeLessThan(1)
  })

  // The definition, pixel by pixel: two neighbours each way, pixel centres aligned.
  test.each([
    [96, 54, 64, 36],
    [128, 72, 64, 36],
    [97, 54, 64, 36],
    [90, 50, 75, 41]
  ])(
    '%i x %i made %i x %i is between the nearest pixels, also where their weights repeat',
    (w, h, toW, toH) => {
      const luma = (x: number, y: number) => (x * 37 + y * 101 + x * y) % 256
      const picture = i420(w, h, { matrix: 'bt601', fullRange: true }, (plane, x, y) =>
        plane === 0 ? luma(x, y) : 128
      )
      const small = new PictureScaler().shrink(picture, toW, toH)
      for (let y = 0; y < toH; y++)
        for (let x = 0; x < toW; x++) {
          const [u, v] = [((x + 0.5) * w) / toW - 0.5, ((y + 0.5) * h) / toH - 0.5]
          const [left, top] = [Math.floor(u), Math.floor(v)]
          const row = (at: number) => luma(left, at) * (1 - u + left) + luma(left + 1, at) * (u - left)
          const exact = row(top) * (1 - v + top) + row(top + 1) * (v - top)
          expect(Math.abs(valueAt(small, 0, x, y) - exact)).toBeLessThan(1.6)
        }
    }
  )

  test('NV12, as hardware decoders give it, reads as I420 does', () => {
    const plain = i420(32, 18, limited709, (plane, x, y) => (plane * 50 + x * 5 + y * 3) % 256)
    const data = new Uint8Array(32 * 18 * 1.5)
    data.set(plain.data.subarray(0, 32 * 18))
    for (let i = 0; i < 16 * 9; i++) {
      data[32 * 18 + 2 * i] = plain.data[plain.planes[1].offset + i] ?? 0
      data[32 * 18 + 2 * i + 1] = plain.data[plain.planes[2].offset + i] ?? 0
    }
    const planes = planesOf('NV12', 32, 18, [
      { offset: 0, stride: 32 },
      { offset: 32 * 18, stride: 32 }
    ])
    if (!planes) throw new Error('NV12 must be known')
    for (const [w, h] of [
      [32, 18],
      [20, 11],
      [8, 4]
    ] as const)
      expect(new PictureScaler().toRgb({ data, planes, color: limited709 }, w, h)).toEqual(
        new PictureScaler().toRgb(plain, w, h)
      )
  })

  test('a picture fits its box with its aspect kept and is never enlarged', () => {
    expect(fitInside(1280, 720, 320, 320)).toEqual({ widthPx: 320, heightPx: 180 })
    expect(fitInside(720, 1280, 320, 320)).toEqual({ widthPx: 180, heightPx: 320 })
    expect(fitInside(100, 50, 320, 320)).toEqual({ widthPx: 100, heightPx: 50 })
    expect(fitInside(4000, 2, 100, 100)).toEqual({ widthPx: 100, heightPx: 1 })
  })

  test('a phone held upright: pictures are turned as they are shown', () => {
    // 3 x 2 pixels, red channel 1..6 in reading order.
    const rgb = Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((value) => [value, 0, 0]))
    const reds = (rotationDeg: number, flip: boolean): number[] => {
      const turned = turnPicture(rgbPicture(rgb, 3, 2), rotationDeg, flip)
      const [{ widthPx, heightPx }] = turned.planes
      return [...new PictureScaler().toRgb(turned, widthPx, heightPx)].filter((_, i) => i % 3 === 0)
    }
    expect(reds(90, false)).toEqual([4, 1, 5, 2, 6, 3])
    expect(reds(180, false)).toEqual([6, 5, 4, 3, 2, 1])
    expect(reds(270, false)).toEqual([3, 6, 2, 5, 1, 4])
    expect(reds(0, true)).toEqual([3, 2, 1, 6, 5, 4])
  })

  test('a part that is cut out is the same as that part of the whole', () => {
    const picture = i420(61, 47, limited709, (plane, x, y) => (plane * 61 + x * 7 + y * 13 + x * y) % 256)
    const scaler = new PictureScaler()
    for (const [width, height] of [
      [61, 47],
      [50, 39],
      [20, 15],
      [80, 60]
    ] as const) {
      const whole = scaler.toRgb(picture, width, height)
      const part = { left: 5, top: 4, widthPx: width - 9, heightPx: height - 7 }
      const expected = Array.from({ length: part.heightPx }, (_, y) => [
        ...whole.subarray(((y + 4) * width + 5) * 3, ((y + 4) * width + width - 4) * 3)
      ]).flat()
      expect([...scaler.toRgb(picture, width, height, part)]).toEqual(expected)
    }
  })

  test('a picture made smaller in its planes keeps each plane within rounding of its bilinear or area mean', () => {
    const scaler = new PictureScaler()
    const picture = i420(60, 48, { matrix: 'bt601', fullRange: true }, (plane, x, y) =>
      plane === 0 ? x + 2 * y : 100 + plane * 20
    )
    // A plane that rises evenly has, at the middle of each target pixel, the value of that place.
    for (const [width, height] of [
      [40, 32],
      [15, 12]
    ] as const) {
      const small = scaler.shrink(picture, width, height)
      expect(small.planes.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([
        [width, height],
        [Math.ceil(width / 2), Math.ceil(height / 2)],
        [Math.ceil(width / 2), Math.ceil(height / 2)]
      ])
      const at = (value: number, to: number, from: number) => ((value + 0.5) * from) / to - 0.5
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          expect(
            Math.abs(valueAt(small, 0, x, y) - (at(x, width, 60) + 2 * at(y, height, 48)))
          ).toBeLessThanOrEqual(0.6)
      expect([valueAt(small, 1, 2, 3), valueAt(small, 2, 3, 2)]).toEqual([120, 140])
    }
  })

  test('a picture that fits already is copied plane by plane, whatever its rows are padded to', () => {
    const plain = i420(12, 8, limited709, (plane, x, y) => (plane * 90 + x * 11 + y * 3) % 256)
    const padded = new Uint8Array(16 * 8 + 2 * 8 * 4)
    const planes = planesOf('I420', 12, 8, [
      { offset: 0, stride: 16 },
      { offset: 128, stride: 8 },
      { offset: 160, stride: 8 }
    ])
    if (!planes) throw new Error('I420 must be known')
    for (const [index, plane] of planes.entries())
      for (let y = 0; y < plane.heightPx; y++)
        for (let x = 0; x < plane.widthPx; x++) {
          const from = plain.planes[index as 0]
          padded[plane.offset + y * plane.stride + x] = plain.data[from.offset + y * from.stride + x] ?? 0
        }
    const small = new PictureScaler().shrink({ data: padded, planes, color: limited709 }, 12, 8)
    for (const plane of [0, 1, 2] as const)
      for (let y = 0; y < plain.planes[plane].heightPx; y++)
        for (let x = 0; x < plain.planes[plane].widthPx; x++)
          expect(valueAt(small, plane, x, y)).toBe(valueAt(plain, plane, x, y))
  })
})
