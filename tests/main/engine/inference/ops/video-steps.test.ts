import { describe, expect, test } from 'vitest'
import golden from '../../../../fixtures/golden/flow.json'
import { numbers, runSteps, tensor } from '../../../../fixtures/channels'
import { samplePictures } from '../../../../../src/main/engine/inference/ops/sample-pictures'
import { IDENTITY, type Picture, type Value } from '../../../../../src/main/engine/inference/ops/value'

const grey = (data: Uint8Array, widthPx: number, heightPx: number): Picture => ({
  kind: 'picture',
  widthPx,
  heightPx,
  channels: 1,
  data,
  placement: IDENTITY
})

describe('optical flow', () => {
  // scripts/golden/pictures.py: OpenCV 4.6.0, calcOpticalFlowFarneback with levels 3, window 15, iterations 3, 5, 1.2.
  const [width = 0, height = 0] = golden.size
  const moved = golden.moved.map((text) => grey(new Uint8Array(Buffer.from(text, 'base64')), width, height))
  const flow = (value: Value) => numbers(runSteps([{ op: 'video.opticalFlow' }], value))

  test(
    'is that of OpenCV within a twentieth of a pixel, movements of 2 to 3 pixels',
    { timeout: 30_000 },
    () => {
      const { dims, values } = flow({ kind: 'clip', pictures: moved })
      expect(dims).toEqual([1, 2, height, width])
      const apart = golden.flow.flatMap((row, i) =>
        row.flatMap((pair, j) =>
          pair.map((value, axis) =>
            Math.abs(value - (values[(axis * height + 4 + 9 * i) * width + 3 + 8 * j] ?? NaN))
          )
        )
      )
      expect(apart.length).toBe(216)
      expect(Math.max(...apart)).toBeLessThan(0.05)
    }
  )

  test('of a picture and itself is nothing, but for the very edge', () => {
    const [one] = moved
    const { values } = flow({ kind: 'clip', pictures: one ? [one, one] : [] })
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(0.05)
  })

  test('needs two pictures of one size', () => {
    expect(() => flow({ kind: 'clip', pictures: moved.slice(0, 1) })).toThrow('two pictures are needed')
    const small = grey(new Uint8Array(4), 2, 2)
    expect(() => flow({ kind: 'clip', pictures: [...moved.slice(0, 1), small] })).toThrow('differ in size')
  })
})

describe('pictures of a clip', () => {
  const clip = (count: number): Value => ({
    kind: 'clip',
    pictures: Array.from({ length: count }, (_, i) => grey(Uint8Array.of(i), 1, 1))
  })
  const stacked = (count: number, step: object) => {
    const value = runSteps([{ op: 'video.stack', ...step }], clip(count))
    return value.kind === 'clip' ? value.pictures.map(({ data }) => data[0]) : []
  }

  test('are stacked: the last ones, every second one, and filled up at either end', () => {
    expect(stacked(6, { n: 3 })).toEqual([3, 4, 5])
    expect(stacked(6, { n: 3, stride: 2 })).toEqual([1, 3, 5])
    expect(stacked(2, { n: 4 })).toEqual([0, 0, 0, 1])
    expect(stacked(2, { n: 4, pad: 'repeat-last' })).toEqual([0, 1, 1, 1])
  })

  test('so are rows of features', () => {
    const rows = numbers(runSteps([{ op: 'video.stack', n: 3 }], tensor([1, 2, 3, 4], [2, 2])))
    expect(rows).toEqual({ dims: [3, 2], values: [1, 2, 1, 2, 3, 4] })
  })

  test('are chosen by stride, evenly from end to end, or in the middle of equal parts', () => {
    // numpy.linspace(0, 9, 4).round(); (numpy.arange(4) + 0.5) * 10 / 4
    expect(samplePictures(10, { mode: 'stride', step: 4 })).toEqual([0, 4, 8])
    expect(samplePictures(10, { mode: 'stride', step: 4, frames: 2 })).toEqual([0, 4])
    expect(samplePictures(10, { mode: 'uniform', frames: 4, step: 1 })).toEqual([0, 3, 6, 9])
    expect(samplePictures(10, { mode: 'segment', frames: 4, step: 1 })).toEqual([1, 3, 6, 8])
    expect(samplePictures(2, { mode: 'uniform', frames: 4, step: 1 })).toEqual([0, 0, 1, 1])
    expect(samplePictures(0, { mode: 'uniform', frames: 4, step: 1 })).toEqual([])
  })
})
