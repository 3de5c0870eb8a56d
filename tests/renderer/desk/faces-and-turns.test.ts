import { describe, expect, it } from 'vitest'
import { faceRows, facesAt } from '../../../src/renderer/panels/video/face-rows'
import { labelOver, turnAt } from '../../../src/shared/conversation/turn-labels'
import { followRate } from '../../../src/renderer/session/playback-element'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

/** time, person, x, y, w, h, score, two probabilities */
const rows = faceRows(
  new Float32Array([
    ...[0, 1, 0.1, 0.1, 0.2, 0.2, 0.9, 0.3, 0.7],
    ...[0, 2, 0.5, 0.1, 0.2, 0.2, 0.8, 0.6, 0.4],
    ...[0.2, 1, 0.1, 0.1, 0.2, 0.2, 0.9, 0.8, 0.2],
    ...[3, 1, 0.1, 0.1, 0.2, 0.2, 0.9, 0.8, 0.2]
  ]),
  2
)

describe('faces over the picture', () => {
  it('are those of the last picture the model looked at', () => {
    expect(facesAt(rows, 100_000).map((face) => [face.person, face.label])).toEqual([
      [1, 1],
      [2, 0]
    ])
    expect(facesAt(rows, 250_000).map((face) => face.person)).toEqual([1])
    expect(facesAt(rows, 100_000)[0]?.probability).toBeCloseTo(0.7, 5)
  })

  it('leave a gap where no face was found instead of repeating the last one', () => {
    expect(facesAt(rows, 1_500_000)).toEqual([])
  })

  it('leave out rows without a place, which belong to sound', () => {
    expect(faceRows(new Float32Array([0, 1, NaN, NaN, NaN, NaN, 1, 0.3, 0.7]), 2)).toEqual([])
  })
})

const segment = (id: string, start: number, end: number, label?: string): Segment => ({
  id,
  trackId: 't',
  start: micros(start),
  end: micros(end),
  flagged: false,
  label
})

describe('turns of a conversation', () => {
  const turns = [segment('a', 0, 1000), segment('b', 1500, 3000)]

  it('are active while they are being said and not in the silence between', () => {
    expect(turnAt(turns, 999)).toBe(0)
    expect(turnAt(turns, 1200)).toBeUndefined()
    expect(turnAt(turns, 1500)).toBe(1)
  })

  it('carry the label that covers most of them', () => {
    const labels = [segment('x', 0, 300, 'neutral'), segment('y', 300, 1400, 'anger')]
    expect(labelOver(labels, segment('a', 0, 1000))?.label).toBe('anger')
    expect(labelOver(labels, segment('b', 1500, 3000))).toBeUndefined()
  })
})

describe('a second camera', () => {
  it('is pulled back gently when it drifts and jumps when it is far off', () => {
    expect(followRate(0.005, 1)).toBe(1)
    expect(followRate(0.04, 1)).toBeLessThan(1)
    expect(followRate(-0.04, 2)).toBeGreaterThan(2)
    expect(followRate(0.5, 1)).toBeUndefined()
  })
})
