import { describe, expect, test } from 'vitest'
import { overlap, type Face } from '../../../../../src/main/engine/inference/faces/box'
import { createFaceTracker } from '../../../../../src/main/engine/inference/faces/face-tracker'
import { mergeFaces } from '../../../../../src/main/engine/inference/faces/merge-faces'
import { createPersonNumbers } from '../../../../../src/main/engine/inference/faces/person-numbers'

const face = (x: number, y = 0.3, w = 0.2, score = 0.9): Face => ({ x, y, w, h: w, score })
const rules = { overlapMin: 0.3, gapMax: 1e6, startScore: 0.5, returnSeen: 3 }
const persons = (tracked: readonly { readonly person: number }[]): number[] =>
  tracked.map(({ person }) => person)

describe('overlap of two boxes', () => {
  test('equal boxes overlap by 1, apart by 0, half shifted by a third', () => {
    expect(overlap(face(0), face(0))).toBe(1)
    expect(overlap(face(0), face(0.5))).toBe(0)
    expect(overlap(face(0), face(0.1))).toBeCloseTo(1 / 3, 12)
  })
})

describe('merging the boxes of one face', () => {
  test('overlapping boxes become their mean weighted by score, with the best score', () => {
    const [only, ...more] = mergeFaces(
      [face(0.1, 0.3, 0.2, 0.9), face(0.13, 0.3, 0.2, 0.6), face(0.7, 0.3, 0.2, 0.8)],
      0.3
    ).toSorted((a, b) => a.x - b.x)
    expect(only?.x).toBeCloseTo((0.9 * 0.1 + 0.6 * 0.13) / 1.5, 12)
    expect(only?.score).toBe(0.9)
    expect(more.length).toBe(1)
  })
})

describe('following faces', () => {
  test('people in the first picture are numbered from left to right', () => {
    const tracker = createFaceTracker(rules)
    expect(persons(tracker.step(0, [face(0.7), face(0.1), face(0.4)]))).toEqual([2, 0, 1])
  })

  test('a face keeps its person while it moves, in whatever order faces are given', () => {
    const tracker = createFaceTracker(rules)
    tracker.step(0, [face(0.1), face(0.6)])
    expect(persons(tracker.step(200_000, [face(0.55), face(0.15)]))).toEqual([1, 0])
    expect(persons(tracker.step(400_000, [face(0.2), face(0.5)]))).toEqual([0, 1])
  })

  test('a face that jumps by less than its size without overlap is still the same person', () => {
    const tracker = createFaceTracker(rules)
    tracker.step(0, [face(0.1, 0.3, 0.1)])
    expect(persons(tracker.step(200_000, [face(0.165, 0.3, 0.1)]))).toEqual([0])
  })

  test('a face far away or of another size is another person', () => {
    const tracker = createFaceTracker(rules)
    tracker.step(0, [face(0.1, 0.3, 0.1)])
    expect(persons(tracker.step(200_000, [face(0.6, 0.3, 0.1)]))).toEqual([1])
    expect(persons(tracker.step(400_000, [face(0.55, 0.25, 0.3)]))).toEqual([2])
  })

  test('somebody away for less than the gap comes back as the same person, for longer as a new one', () => {
    const short = createFaceTracker(rules)
    short.step(0, [face(0.1)])
    expect(persons(short.step(900_000, [face(0.1)]))).toEqual([0])
    const long = createFaceTracker(rules)
    long.step(0, [face(0.1)])
    expect(persons(long.step(1_100_000, [face(0.1)]))).toEqual([1])
  })

  test('somebody seen for a while who comes back to the same place within ten seconds is the same person', () => {
    const seat = (): ReturnType<typeof createFaceTracker> => {
      const tracker = createFaceTracker(rules)
      for (const time of [0, 200_000, 400_000]) tracker.step(time, [face(0.1)])
      return tracker
    }
    expect(persons(seat().step(9_000_000, [face(0.12)]))).toEqual([0])
    expect(persons(seat().step(9_000_000, [face(0.6)]))).toEqual([1])
    expect(persons(seat().step(9_000_000, [face(0.12, 0.3, 0.2, 0.4)]))).toEqual([])
    expect(persons(seat().step(11_000_000, [face(0.12)]))).toEqual([1])
  })

  test('a doubtful face continues a person but never begins one', () => {
    const tracker = createFaceTracker(rules)
    expect(tracker.step(0, [face(0.1, 0.3, 0.2, 0.4)])).toEqual([])
    tracker.step(200_000, [face(0.1)])
    expect(persons(tracker.step(400_000, [face(0.1, 0.3, 0.2, 0.4)]))).toEqual([0])
  })

  test('a tracker that is given where people were last seen goes on with them', () => {
    const tracker = createFaceTracker(rules, [
      { person: 0, box: face(0.1), time: 0, seen: 5 },
      { person: 1, box: face(0.6), time: 0, seen: 5 }
    ])
    expect(persons(tracker.step(200_000, [face(0.6), face(0.1), face(0.85, 0.3, 0.1)]))).toEqual([1, 0, 2])
  })
})

describe('who is a person', () => {
  const seen = (person: number) => ({ person, face: face(0.1) })

  test('a face seen twice and lost is a false alarm; one seen three times is person 1', () => {
    const numbers = createPersonNumbers(3, 1e6, 0)
    numbers.saw(0, 0, [seen(0), seen(1)])
    numbers.saw(1, 200_000, [seen(0), seen(1)])
    expect(numbers.decided([0, 1])).toBe(false)
    numbers.saw(2, 400_000, [seen(1)])
    expect(numbers.decided([1])).toBe(true)
    expect(numbers.decided([0])).toBe(false)
    numbers.saw(8, 1_600_000, [])
    expect(numbers.decided([0])).toBe(true)
    expect(numbers.numberOf(0)).toBeUndefined()
    expect(numbers.numberOf(1)).toBe(1)
  })

  test('after a resume numbers go on behind those already given', () => {
    const numbers = createPersonNumbers(1, 1e6, 2)
    numbers.saw(0, 0, [seen(1), seen(2)])
    expect([numbers.numberOf(1), numbers.numberOf(2)]).toEqual([2, 3])
  })
})
