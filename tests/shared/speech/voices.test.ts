import { describe, expect, test } from 'vitest'
import { agglomerate, cutAtHeight, cutIntoGroups } from '../../../src/shared/speech/agglomerate'
import { groupVoices, voicesHeard } from '../../../src/shared/speech/group-voices'
import { nearestVoice, voiceCentres } from '../../../src/shared/speech/nearest-voice'

/** Twelve points of three clouds, with SciPy 1.17's `linkage(pdist(points), method)` and `fcluster(..., 3, 'maxclust')`. */
const scipy = {
  points: [
    [-0.8, -1.32, -0.25],
    [0.42, 1.14, 0.11],
    [-0.55, -0.78, 0.75],
    [1.63, 0.27, -1.23],
    [2.04, 2.6, 0.2],
    [1.27, 0.92, -1.16],
    [2.37, 0.51, -0.71],
    [3.55, 0.94, -0.59],
    [0.41, 4.83, 0.36],
    [-0.26, 3.02, 1.83],
    [-1.29, 4.02, 1.96],
    [-0.3, 2.95, 1.6]
  ],
  average: [
    0.243721, 0.746324, 1.096477, 1.163658, 1.471495, 1.914586, 2.182682, 2.338764, 2.419506, 3.619881,
    4.447999
  ],
  ward: [
    0.243721, 0.746324, 1.163658, 1.204907, 1.693655, 2.182682, 2.308235, 2.837619, 3.087925, 5.913302,
    9.192434
  ],
  groups: [2, 3, 2, 3, 3, 3, 3, 3, 1, 1, 1, 1]
}
const n = scipy.points.length
const distances = Float64Array.from({ length: n * n }, (_, at) => {
  const a = scipy.points[Math.floor(at / n)] ?? []
  const b = scipy.points[at % n] ?? []
  return Math.hypot(...a.map((value, k) => value - (b[k] ?? 0)))
})

/** The same partition, whatever the numbers. */
const partition = (groups: readonly number[]): string => {
  const seen = new Map<number, number>()
  return groups.map((group) => seen.set(group, seen.get(group) ?? seen.size).get(group)).join(' ')
}

describe('agglomerative clustering', () => {
  test.each(['average', 'ward'] as const)(
    'heights and groups of %s linkage are those of SciPy',
    (linkage) => {
      const steps = agglomerate(distances, n, linkage)
      steps.forEach(({ height }, i) => expect(height).toBeCloseTo(scipy[linkage][i] ?? NaN, 5))
      expect(partition(cutIntoGroups(steps, n, 3))).toBe(partition(scipy.groups))
      expect(partition(cutAtHeight(steps, n, (scipy[linkage][8] ?? 0) + 0.01))).toBe(partition(scipy.groups))
    }
  )

  test('no height leaves everything apart, any height joins everything', () => {
    const steps = agglomerate(distances, n, 'average')
    expect(new Set(cutAtHeight(steps, n, -1)).size).toBe(n)
    expect(new Set(cutAtHeight(steps, n, Infinity)).size).toBe(1)
    expect(new Set(cutIntoGroups(steps, n, 99)).size).toBe(n)
    expect(new Set(cutIntoGroups(steps, n, 0)).size).toBe(1)
  })

  test('one item and none have no steps; a table of another size is refused', () => {
    expect(agglomerate(new Float64Array(1), 1, 'ward')).toEqual([])
    expect(agglomerate(new Float64Array(0), 0, 'average')).toEqual([])
    expect(() => agglomerate(new Float64Array(3), 2, 'ward')).toThrow('2 items have 4 distances, got 3')
  })

  test('equal distances end, too', () => {
    expect(agglomerate(new Float64Array(36).fill(1), 6, 'average').length).toBe(5)
  })
})

describe('voices', () => {
  /** Embeddings of width 50 around two voices that differ by `apart` in each number, in a room that adds the same to all. */
  const voices = (apart: number, room: number): Float64Array[] =>
    Array.from({ length: 12 }, (_, i) =>
      Float64Array.from(
        { length: 50 },
        (__, k) => room + (i % 3 === 0 ? apart * (k % 2 === 0 ? 1 : -1) : 0) + 0.2 * Math.sin(7 * i + 3 * k)
      )
    )
  const truth = Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 0 : 1))

  test.each([0, 5])('two voices are told apart in whatever room (%d)', (room) => {
    expect(groupVoices(voices(1, room), 2)).toEqual(truth)
    expect(voicesHeard(voices(1, room))).toBe(2)
    expect(groupVoices(voices(1, room), 'auto')).toEqual(truth)
  })

  test('one voice stays one', () => {
    expect(voicesHeard(voices(0, 1))).toBe(1)
    expect(groupVoices(voices(0, 1), 'auto')).toEqual(new Array(12).fill(0))
    expect(groupVoices([], 'auto')).toEqual([])
    expect(groupVoices([[1, 2]], 3)).toEqual([0])
  })

  test('the threshold decides how different voices must be', () => {
    expect(voicesHeard(voices(1, 0), 100)).toBe(1)
    expect(voicesHeard(voices(1, 0), 0.01)).toBe(12)
  })

  test('what is not grouped goes to the nearest centre', () => {
    const all = voices(1, 0)
    const centres = voiceCentres(all, truth)
    expect(all.map((one) => nearestVoice(one, centres))).toEqual(truth)
    expect(nearestVoice([1], [])).toBe(0)
  })
})
