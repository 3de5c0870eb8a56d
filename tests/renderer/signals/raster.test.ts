import { describe, expect, it } from 'vitest'
import { raster } from '../../../src/renderer/panels/signals/raster'

/** Draw one row of [min, max] pairs into a picture; answers it as text, one character a pixel. */
function drawn(
  pairs: readonly (readonly [number, number])[],
  width: number,
  height: number,
  columnOf: (x: number) => number
) {
  const pixels = new Uint32Array(width * height)
  const values = Float32Array.from(pairs.flat())
  raster(
    pixels,
    width,
    height,
    { columns: pairs.length, values },
    [{ page: 0, y: (height - 1) / 2, middle: 0, gain: 1, color: 0xff00ff00 }],
    columnOf
  )
  return Array.from({ length: height }, (_, y) =>
    Array.from(pixels.subarray(y * width, (y + 1) * width), (pixel) => (pixel === 0 ? '.' : '#')).join('')
  )
}

describe('a column raster', () => {
  it('draws each column from its minimum to its maximum, positive up', () => {
    const lines = drawn(
      [
        [-1, 1],
        [2, 2],
        [0, 0]
      ],
      3,
      5,
      (x) => x
    )
    expect(lines).toEqual(['.##', '###', '#.#', '#..', '...'])
  })

  it('keeps every extreme when several columns share a pixel', () => {
    const flat: (readonly [number, number])[] = Array.from({ length: 100 }, () => [0, 0])
    for (const at of [0, 37, 99]) {
      const pairs = flat.map((pair, i) => (i === at ? ([0, 4] as const) : pair))
      const lines = drawn(pairs, 10, 11, (x) => x * 10)
      expect(lines[1]?.indexOf('#'), `spike in column ${at}`).toBe(Math.floor(at / 10))
    }
  })

  it('leaves gaps empty, and does not join what lies beside them', () => {
    const lines = drawn(
      [
        [3, 3],
        [NaN, NaN],
        [-3, -3]
      ],
      3,
      9,
      (x) => x
    )
    expect(lines.map((line) => line[1]).join('')).toBe('.........')
    expect(lines.join('').replaceAll('.', '')).toBe('##')
  })

  it('of stored numbers, upside down or not, is that of the values they stand for', () => {
    const [width, height, columns] = [40, 31, 100]
    const stored = Int16Array.from({ length: columns * 2 }, (_, i) => {
      const low = ((Math.floor(i / 2) * 7919) % 41) - 20
      return i >= 80 && i < 96 ? (i % 2 === 0 ? 32_767 : -32_768) : i % 2 === 0 ? low : low + 7
    })
    for (const scale of [0.5, -0.5]) {
      const values = Float32Array.from(stored, (_, i) => {
        const [low = 0, high = 0] = [stored[i - (i % 2)], stored[i - (i % 2) + 1]]
        if (low > high) return NaN
        return (i % 2 === 0 ? Math.min : Math.max)(low * scale + 3, high * scale + 3)
      })
      const [one, other] = [0, 1].map(() => new Uint32Array(width * height))
      const place = { page: 0, y: 15.01, color: 0xff00ff00 }
      const columnOf = (x: number): number => x * 2.5
      raster(
        one ?? new Uint32Array(),
        width,
        height,
        { columns, values },
        [{ ...place, middle: 3, gain: 0.9 }],
        columnOf
      )
      const numbers = { ...place, middle: (3 - 3) / scale, gain: 0.9 * scale }
      raster(other ?? new Uint32Array(), width, height, { columns, values: stored }, [numbers], columnOf)
      expect([...(other ?? [])]).toEqual([...(one ?? [])])
      expect(one?.some((pixel) => pixel !== 0)).toBe(true)
    }
  })

  it('draws nothing outside the picture', () =>
    expect(
      drawn(
        [
          [-1e9, 1e9],
          [50, 60]
        ],
        2,
        3,
        (x) => x
      )
    ).toEqual(['#.', '#.', '#.']))
})
