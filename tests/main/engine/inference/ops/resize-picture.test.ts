import { describe, expect, test } from 'vitest'
import { compilePipeline } from '../../../../../src/main/engine/inference/ops/pipeline'
import { createPictureResizer } from '../../../../../src/main/engine/inference/ops/resize-picture'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'

const grey = (widthPx: number, heightPx: number, values: readonly number[]): Picture => ({
  kind: 'picture',
  widthPx,
  heightPx,
  channels: 1,
  data: Float32Array.from(values),
  placement: IDENTITY
})
const colour = (
  widthPx: number,
  heightPx: number,
  at: (x: number, y: number, channel: number) => number
): Picture => ({
  kind: 'picture',
  widthPx,
  heightPx,
  channels: 3,
  data: Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, i) =>
    at(Math.floor(i / 3) % widthPx, Math.floor(i / 3 / widthPx), i % 3)
  ),
  placement: IDENTITY
})
const rounded = (picture: Picture): number[] =>
  Array.from(picture.data, (value) => Math.round(value * 1000) / 1000)

describe('resizing pictures', () => {
  test('two pixels made four: weights 1, 3/4 and 1/4 by hand', () => {
    const resize = createPictureResizer({ widthPx: 4, heightPx: 1, antialias: true })
    expect(rounded(resize(grey(2, 1, [0, 100])))).toEqual([0, 25, 75, 100])
  })

  test('four pixels made two with antialias: triangle of radius 2, weights 3 3 1 and 1 3 3 of 7, by hand', () => {
    const resize = createPictureResizer({ widthPx: 2, heightPx: 1, antialias: true })
    // Centre 0.5: distances 0.5, 0.5, 1.5 give 0.75, 0.75, 0.25.
    expect(rounded(resize(grey(4, 1, [0, 70, 140, 210])))).toEqual([50, 160])
  })

  test('whole numbers that a resize gives itself are those that its values round to', () => {
    const picture = colour(61, 47, (x, y, channel) => (x * 37 + y * 101 + channel * 53 + x * y) % 256)
    const target = { widthPx: 25, heightPx: 30, antialias: true }
    const values = createPictureResizer(target)(picture).data
    const whole = createPictureResizer({ ...target, rounded: true })(picture).data
    expect(whole).toBeInstanceOf(Uint8Array)
    // Values are kept as float32 on the way to one of the two: right in the middle they may round apart.
    const differ = whole.filter((value, i) => Math.abs(value - (values[i] ?? NaN)) > 0.501)
    expect(differ.length).toBe(0)
  })

  test('four pixels made two without antialias: the two nearest, by hand', () => {
    const resize = createPictureResizer({ widthPx: 2, heightPx: 1, antialias: false })
    expect(rounded(resize(grey(4, 1, [0, 70, 140, 210])))).toEqual([35, 175])
  })

  test('an even picture stays even at every size, in every channel', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 7],
      [64, 48],
      [640, 360]
    ] as const) {
      for (const antialias of [true, false]) {
        const resized = createPictureResizer({ widthPx: 25, heightPx: 16, antialias })(
          colour(width, height, (_x, _y, channel) => [10, 128, 250][channel] ?? 0)
        )
        expect(new Set(Array.from(resized.data, (value, i) => `${i % 3}:${value.toFixed(2)}`))).toEqual(
          new Set(['0:10.00', '1:128.00', '2:250.00'])
        )
      }
    }
  })

  test('a ramp keeps its slope away from the edges', () => {
    const resized = createPictureResizer({ widthPx: 50, heightPx: 1, antialias: true })(
      grey(100, 1, [...Array(100).keys()])
    )
    for (let x = 3; x < 47; x++) expect(resized.data[x]).toBeCloseTo(2 * x + 0.5, 3)
  })

  test('a wide picture is set into the middle of a square, and says where it lies', () => {
    const pipeline = compilePipeline(
      {
        name: 'image',
        dtype: 'uint8',
        shape: ['N', 8, 8, 3],
        pipeline: [
          { op: 'image.color', space: 'rgb' },
          {
            op: 'image.resize',
            w: 8,
            h: 8,
            filter: 'bilinear',
            antialias: true,
            fit: 'contain',
            place: 'center',
            fill: 7
          },
          { op: 'image.layout', to: 'NHWC' },
          { op: 'tensor.cast', dtype: 'uint8' }
        ]
      },
      'manifest.json'
    )
    if (!pipeline.ok) throw new Error(pipeline.error.message)
    const input = pipeline.value(colour(16, 8, () => 200))
    expect(input.dims).toEqual([8, 8, 3])
    const rows = Array.from({ length: 8 }, (_, y) => input.data[y * 8 * 3])
    expect(rows).toEqual([7, 7, 200, 200, 200, 200, 7, 7])
    expect(input.picture).toMatchObject({
      widthPx: 8,
      heightPx: 8,
      placement: { left: 0, top: -4, scaleX: 2, scaleY: 2 }
    })
  })

  test('a step that is not built is refused with the list of those that are', () => {
    const result = compilePipeline(
      { name: 'mel', dtype: 'float32', shape: [1], pipeline: [{ op: 'audio.magic' }] },
      '/models/x/manifest.json'
    )
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/audio\.magic.*built: audio\.load/) }
    })
  })

  test('a parameter that is not built is refused, rather than ignored', () => {
    const result = compilePipeline(
      {
        name: 'image',
        dtype: 'uint8',
        shape: [1],
        pipeline: [{ op: 'image.resize', w: 8, h: 8, filter: 'lanczos' }]
      },
      '/models/x/manifest.json'
    )
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining('filter') } })
  })
})
