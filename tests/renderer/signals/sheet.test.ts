import { expect, test } from 'vitest'
import { raster } from '../../../src/renderer/panels/signals/raster'
import { Sheet } from '../../../src/renderer/panels/signals/sheet'

const [WIDTH, HEIGHT, COLUMNS] = [120, 60, 400]
/** Two rows of jagged waves with a gap; small whole numbers of a fixed rule. */
const values = new Float32Array(2 * COLUMNS * 2)
for (let row = 0; row < 2; row++)
  for (let column = 0; column < COLUMNS; column++) {
    const low = ((column * 7919 + row * 31) % 41) - 20
    const gap = column > 180 && column < 190
    values[(row * COLUMNS + column) * 2] = gap ? Number.NaN : low
    values[(row * COLUMNS + column) * 2 + 1] = gap ? Number.NaN : low + (column % 5)
  }
const page = { columns: COLUMNS, values }
const rows = [
  { page: 0, y: 20, middle: 0, gain: 1, color: 0xff0000ff },
  { page: 1, y: 40, middle: 0, gain: 1, color: 0xff00ff00 }
]
const context = {
  createImageData: ((width: number, height: number) => ({
    width,
    height,
    data: new Uint8ClampedArray(width * height * 4)
  })) as CanvasRenderingContext2D['createImageData']
}
/** One column of the page a pixel. */
const view = (start: number) => ({ width: WIDTH, height: HEIGHT, start, perPixel: 1 })

const drawn = (sheet: Sheet, start: number, of: readonly unknown[] = [page]) => {
  const part = sheet.next(context, view(start), of)
  for (let y = 0; y < HEIGHT; y++) part.pixels.fill(0, y * WIDTH + part.range.from, y * WIDTH + part.range.to)
  raster(part.pixels, WIDTH, HEIGHT, page, rows, (x) => part.start + x, part.range)
  return part
}

test('a picture that is moved is the picture that is drawn anew, to the pixel', () => {
  const sheet = new Sheet()
  drawn(sheet, 100)
  for (const start of [101, 140, 133, 90, 90, 149, 92]) {
    const moved = drawn(sheet, start)
    const whole = drawn(new Sheet(), start)
    expect(moved.range.to - moved.range.from).toBeLessThan(WIDTH)
    expect([...moved.pixels]).toEqual([...whole.pixels])
  }
})

test('a picture of something else, or further away, is drawn anew', () => {
  const sheet = new Sheet()
  drawn(sheet, 100)
  expect(drawn(sheet, 170).range).toEqual({ from: 0, to: WIDTH })
  expect(drawn(sheet, 171, ['other']).range).toEqual({ from: 0, to: WIDTH })
  expect(drawn(sheet, 171.5, ['other']).range).toEqual({ from: 0, to: WIDTH })
})

test('moves of parts of a pixel do not add up: a picture stays within a third of one of where it should be', () => {
  const sheet = new Sheet()
  let start = 100
  drawn(sheet, start)
  for (let i = 0; i < 50; i++) {
    start += 1.07
    expect(Math.abs(drawn(sheet, start).start - start)).toBeLessThanOrEqual(0.3 + 1e-9)
  }
})
