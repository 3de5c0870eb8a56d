import { describe, expect, test } from 'vitest'
import { tilesOf } from '../../../../../src/main/engine/inference/faces/tiles'

describe('tiles of a picture', () => {
  test('a wide picture has six, a 4:3 picture nine, and they reach to its edges', () => {
    expect(tilesOf(640, 360).map(({ left, top }) => [left, top])).toEqual([
      [0, 0],
      [192, 0],
      [384, 0],
      [0, 104],
      [192, 104],
      [384, 104]
    ])
    expect(tilesOf(640, 480)).toHaveLength(9)
    expect(tilesOf(360, 640)).toHaveLength(6)
  })

  test('every square up to a tenth of the longer side lies in one tile as a whole', () => {
    for (const [width, height] of [
      [640, 360],
      [640, 480],
      [640, 640],
      [640, 200],
      [270, 640]
    ] as const)
      for (let x = 0; x + 64 <= width; x += 7)
        for (let y = 0; y + 64 <= height; y += 7) {
          const holds = tilesOf(width, height).some(
            (tile) =>
              tile.left <= x &&
              tile.top <= y &&
              x + 64 <= tile.left + tile.widthPx &&
              y + 64 <= tile.top + tile.heightPx
          )
          expect(holds, `${x} ${y} of ${width} x ${height}`).toBe(true)
        }
  })

  test('a strip lower than a tile has one row of its own height', () => {
    expect(new Set(tilesOf(1000, 90).map(({ top, heightPx }) => `${top} ${heightPx}`))).toEqual(
      new Set(['0 90'])
    )
  })
})
