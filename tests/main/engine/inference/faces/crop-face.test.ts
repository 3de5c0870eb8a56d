import { describe, expect, test } from 'vitest'
import { cropFace, type CropRule } from '../../../../../src/main/engine/inference/faces/crop-face'
import { createPictureResizer } from '../../../../../src/main/engine/inference/ops/resize-picture'
import type { DecodedPicture } from '../../../../../src/shared/signal/decoder-messages'
import { planesOf, rgbPicture } from '../../../../../src/shared/signal/picture'
import { PictureScaler } from '../../../../../src/shared/signal/picture-scaler'

const rule: CropRule = { expand: 0.2, square: true, fill: 0 }

/** A picture of waves and one sharp edge, in the planes of a video. */
function scene(widthPx: number, heightPx: number, format: 'I420' | 'I422' | 'RGBA'): DecodedPicture {
  const stride = widthPx * (format === 'RGBA' ? 4 : 1)
  const chroma = Math.ceil(widthPx / 2)
  const offsets = [0, widthPx * heightPx, widthPx * heightPx + chroma * heightPx]
  const layout = offsets.map((offset, plane) => ({ offset, stride: plane === 0 ? stride : chroma }))
  const planes = planesOf(format, widthPx, heightPx, layout)
  if (!planes) throw new Error(`${format} must be known`)
  const data = new Uint8Array(widthPx * heightPx * 4)
  for (const [index, plane] of planes.entries())
    for (let y = 0; y < plane.heightPx; y++)
      for (let x = 0; x < plane.widthPx; x++) {
        const [u, v] = [x / plane.widthPx, y / plane.heightPx]
        const wave = 50 * Math.sin(25 * u + index) * Math.cos(19 * v) + 30 * Math.sin(90 * (u + v))
        // Chroma is faint, so that no colour leaves 0 to 255, where the two ways would differ rightly.
        const share = index > 0 && format !== 'RGBA' ? 0.25 : 1
        data[plane.offset + y * plane.stride + x * plane.step] = 128 + (u > 0.52 ? -share : share) * wave
      }
  const color =
    format === 'RGBA' ? rgbPicture(data, 1, 1).color : ({ matrix: 'bt601', fullRange: false } as const)
  return { time: 0, widthPx, heightPx, data, planes, color }
}

describe('cutting faces out', () => {
  // The reference: RGB of the part at its own size, resized in floats by code that is held against values by hand and Pillow.
  test.each([
    ['a large face made smaller', 'I420', { x: 0.3, y: 0.15, w: 0.31, h: 0.55 }],
    ['a face of odd place and size', 'I420', { x: 0.473, y: 0.331, w: 0.123, h: 0.211 }],
    ['a face of about the size', 'I420', { x: 0.4, y: 0.3, w: 0.146, h: 0.26 }],
    ['a small face made larger', 'I420', { x: 0.5, y: 0.5, w: 0.05, h: 0.09 }],
    ['a face with chroma in every row', 'I422', { x: 0.41, y: 0.22, w: 0.2, h: 0.4 }],
    ['a face in a picture without planes of chroma', 'RGBA', { x: 0.41, y: 0.22, w: 0.2, h: 0.4 }]
  ] as const)('%s is, cut at once, what cutting and then resizing gives', (_, format, box) => {
    const picture = scene(640, 360, format)
    const scaler = new PictureScaler()
    const fast = cropFace(scaler, picture, box, rule, { w: 112, h: 112 })
    const slow = createPictureResizer({ widthPx: 112, heightPx: 112, antialias: true })(
      cropFace(scaler, picture, box, rule)
    )
    expect([fast.widthPx, fast.heightPx]).toEqual([112, 112])
    expect(fast.placement.left).toBe(slow.placement.left)
    expect(fast.placement.scaleX).toBeCloseTo(slow.placement.scaleX, 12)
    expect(fast.placement.scaleY).toBeCloseTo(slow.placement.scaleY, 12)
    const apart = Array.from(slow.data, (value, i) => Math.abs(value - (fast.data[i] ?? NaN)))
    expect(apart.reduce((sum, each) => sum + each, 0) / apart.length).toBeLessThan(0.6)
    expect(Math.max(...apart)).toBeLessThan(3.5)
  })

  test('a face that reaches beyond the picture is filled up there and keeps its own size', () => {
    const picture = scene(640, 360, 'I420')
    const box = { x: -0.05, y: 0.2, w: 0.2, h: 0.3 }
    const face = cropFace(new PictureScaler(), picture, box, rule, { w: 112, h: 112 })
    expect([face.widthPx, face.heightPx]).toEqual([154, 154])
    expect([...face.data.subarray(0, 3)]).toEqual([0, 0, 0])
  })

  test('an even picture stays even however it is cut', () => {
    const even = scene(640, 360, 'I420')
    even.data.fill(128)
    for (const w of [0.02, 0.1, 0.17, 0.4]) {
      const face = cropFace(
        new PictureScaler(),
        even,
        { x: 0.3, y: 0.3, w, h: w },
        { ...rule, square: false },
        { w: 48, h: 64 }
      )
      expect(new Set(face.data)).toEqual(new Set([130]))
    }
  })
})
