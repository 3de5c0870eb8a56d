import { describe, expect, test } from 'vitest'
import { predictJob } from '../../../../../src/main/engine/inference/predict-job'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { Committed, contextFor, fakeDecoder, hasModel, itemFor, photograph, runOf } from '../fixtures'

const built = hasModel('face-detection')
if (!built) console.log('skipped: the face detector is not built (npm run models)')

const [WIDTH, HEIGHT, SIDE, SECONDS, RATE_HZ] = [640, 360, 150, 24, 5]

/** Square regions around two women of a photograph, as small pictures. */
const faces = built ? [cut(1443, 186, 224), cut(345, 179, 224)] : []

function cut(x: number, y: number, side: number): Uint8Array {
  const { data, widthPx } = photograph(2)
  const margin = Math.round(side * 0.15)
  const step = (side + 2 * margin) / SIDE
  const out = new Uint8Array(SIDE * SIDE * 3)
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [row, column] = [
      y - margin + Math.floor(Math.floor(i / SIDE) * step),
      x - margin + Math.floor((i % SIDE) * step)
    ]
    for (let c = 0; c < 3; c++) out[i * 3 + c] = data[(row * widthPx + column) * 3 + c] ?? 0
  }
  return out
}

/** One goes from left to right above, the other from right to left below, and they pass each other once. */
const leftOf = (face: number, seconds: number): number => {
  const share = seconds / SECONDS
  return Math.round(20 + (face === 0 ? share : 1 - share) * (WIDTH - SIDE - 40))
}

function scene(time: number): Picture {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(90)
  for (const [face, pixels] of faces.entries()) {
    const [left, top] = [leftOf(face, time / 1e6), face === 0 ? 40 : 150]
    for (let y = 0; y < SIDE; y++)
      data.set(pixels.subarray(y * SIDE * 3, (y + 1) * SIDE * 3), ((top + y) * WIDTH + left) * 3)
  }
  return { kind: 'picture', widthPx: WIDTH, heightPx: HEIGHT, channels: 3, data, placement: IDENTITY }
}

describe.skipIf(!built)('VIS-3: two faces that pass each other once', () => {
  test(
    'are both seen in 95 of 100 pictures, and no more than once is one taken for the other',
    { timeout: 120_000 },
    async () => {
      const committed = new Committed()
      const result = await predictJob(
        {
          kind: 'predict',
          run: runOf('face-detection'),
          items: [itemFor('video', SECONDS)],
          options: { rateHz: RATE_HZ },
          provider: 'cpu'
        },
        contextFor(fakeDecoder({ picture: scene }), committed)
      )
      expect(result).toMatchObject({ ok: true })
      const rows = committed.rows()
      const byTime = Map.groupBy(rows, (row) => row['pts'] ?? 0)
      const both = [...byTime.values()].filter(({ length }) => length === 2)
      expect(both.length / (SECONDS * RATE_HZ)).toBeGreaterThanOrEqual(0.95)
      // Which of the two each numbered person is, by the place of its box.
      const changes = [1, 2].map((person) => {
        const own = rows
          .filter((row) => row['person'] === person)
          .toSorted((a, b) => (a['pts'] ?? 0) - (b['pts'] ?? 0))
        const who = own.map((row) => {
          const middle = ((row['y'] ?? 0) + (row['h'] ?? 0) / 2) * HEIGHT
          return middle < (40 + 150 + SIDE) / 2 ? 'above' : 'below'
        })
        return who.filter((one, i) => i > 0 && one !== who[i - 1]).length
      })
      expect(Math.max(...changes)).toBeLessThanOrEqual(1)
      expect(new Set(rows.map((row) => row['person'])).size).toBe(2)
    }
  )
})
