import { expect, test } from 'vitest'
import { paintBackdrop, writeValues } from '../../../src/renderer/panels/signals/backdrop'
import type { Backdrop } from '../../../src/renderer/panels/signals/backdrop'

const [WIDTH, HEIGHT] = [700, 120]
const colors = { ground: 1, grid: 2, zero: 3 }
/** One row of 120 px: 0 in the middle, 54 px for 100 µV. */
const backdrop: Backdrop = {
  look: { grid: true, mode: 'stacked' },
  scales: [{ middle: 0, half: 100, unit: 'uV', up: 1 }],
  firstRow: 0,
  rowPx: 120,
  heightPx: HEIGHT,
  pixelRatio: 1,
  fill: 0.9
}
const PER_PIXEL = 10_000

const painted = (start: number, range = { from: 0, to: WIDTH }, look = backdrop.look): Uint32Array => {
  const pixels = new Uint32Array(WIDTH * HEIGHT)
  const place = { pixels, width: WIDTH, height: HEIGHT, range, start, perPixel: PER_PIXEL }
  paintBackdrop(place, { ...backdrop, look }, colors)
  return pixels
}
const column = (pixels: Uint32Array, x: number): readonly number[] =>
  Array.from({ length: HEIGHT }, (_, y) => pixels[y * WIDTH + x] ?? -1)

test('lines lie at round values of the row, zero in a colour of its own', () => {
  // 100 µV are 54 px: 18 px apart or more are 50 µV, 27 px.
  const lines = column(painted(50_000), 0).flatMap((color, y) => (color === 1 ? [] : [[y, color]]))
  expect(lines).toEqual([
    [6, 2],
    [33, 2],
    [60, 3],
    [87, 2],
    [114, 2]
  ])
})

test('lines lie at the times of the ruler, wherever the view begins', () => {
  for (const start of [0, 50_000, 330_000]) {
    const pixels = painted(start)
    const lines = Array.from({ length: WIDTH }, (_, x) => x).filter((x) => pixels[10 * WIDTH + x] === 2)
    expect(lines.length).toBeGreaterThan(1)
    for (const x of lines) expect((start + x * PER_PIXEL) % 1_000_000).toBe(0)
  }
})

test('a part is painted as it is where all is painted, and nothing beside it', () => {
  const range = { from: 130, to: 317 }
  const [part, whole] = [painted(330_000, range), painted(330_000)]
  for (let x = 0; x < WIDTH; x++)
    expect(column(part, x)).toEqual(
      x >= range.from && x < range.to ? column(whole, x) : new Array<number>(HEIGHT).fill(0)
    )
})

test('without a grid there is ground alone, and no value is written', () => {
  const look = { grid: false, mode: 'stacked' } as const
  expect(painted(0, { from: 0, to: WIDTH }, look).every((color) => color === 1)).toBe(true)
  const written: string[] = []
  const context = {
    font: '',
    textBaseline: 'top',
    fillStyle: '',
    fillText: (text: string) => written.push(text)
  }
  const write = (patch: Partial<Backdrop>): readonly string[] => {
    written.length = 0
    writeValues(
      context as unknown as CanvasRenderingContext2D,
      { ...backdrop, ...patch },
      { mono: '', muted: '' }
    )
    return [...written]
  }
  expect(write({ look })).toEqual([])
  expect(write({ rowPx: 90 })).toEqual([])
  expect(write({})).toHaveLength(4)
})
