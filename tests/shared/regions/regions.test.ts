import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  hiddenFrom,
  joinedRegions,
  keyAt,
  retimed,
  shownFrom,
  withKey,
  withoutKey
} from '../../../src/shared/regions/edit-region'
import { placeInside } from '../../../src/shared/regions/region'
import type { Region } from '../../../src/shared/regions/region'
import { regionAt } from '../../../src/shared/regions/region-at'
import { regionFromSamples } from '../../../src/shared/regions/region-from-samples'

const second = 1_000_000
const box: Region = {
  kind: 'region',
  shape: 'box',
  keys: [
    { at: 1 * second, x: 0.1, y: 0.2, width: 0.2, height: 0.4 },
    { at: 3 * second, x: 0.5, y: 0.2, width: 0.1, height: 0.4 },
    { at: 4 * second, x: 0.5, y: 0.2, width: 0.1, height: 0.4, hidden: true },
    { at: 6 * second, x: 0, y: 0, width: 0.3, height: 0.3 }
  ]
}

describe('a region through time', () => {
  it('is straight between two keys, and stays at the first before and the last after', () => {
    expect(regionAt(box, 2 * second)).toEqual({
      x: expect.closeTo(0.3, 12),
      y: 0.2,
      width: expect.closeTo(0.15, 12),
      height: 0.4
    })
    expect(regionAt(box, 0)).toEqual({ x: 0.1, y: 0.2, width: 0.2, height: 0.4 })
    expect(regionAt(box, 9 * second)).toEqual({ x: 0, y: 0, width: 0.3, height: 0.3 })
  })
  it('stays where it is until it is hidden, and is nowhere until the next key', () => {
    expect(regionAt(box, 3.9 * second)).toEqual({ x: 0.5, y: 0.2, width: 0.1, height: 0.4 })
    expect(regionAt(box, 4 * second)).toBeUndefined()
    expect(regionAt(box, 5.9 * second)).toBeUndefined()
    expect(regionAt(box, 6 * second)?.x).toBe(0)
  })
  it('has exactly the place that was put there, whatever the order of edits', () => {
    const place = fc.record({
      at: fc.integer({ min: 0, max: 60 }).map((each) => each * 100_000),
      x: fc.double({ min: 0, max: 0.5, noNaN: true }),
      y: fc.double({ min: 0, max: 0.5, noNaN: true })
    })
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
        const last = new Map(places.map((each) => [each.at, each]))
        const region = places.reduce<Region>((now, { at, x, y }) => withKey(now, at, { x, y }), {
          kind: 'region',
          shape: 'point',
          keys: [{ at: 99 * second, x: 0, y: 0 }]
        })
        for (const [at, { x, y }] of last) expect(regionAt(region, at)).toEqual({ x, y })
        expect(region.keys).toHaveLength(last.size + 1)
        expect(region.keys.map((key) => key.at)).toEqual(
          region.keys.map((key) => key.at).toSorted((a, b) => a - b)
        )
      })
    )
  })
  it('changes the key of the same picture instead of adding one, and keeps its last key', () => {
    const moved = withKey(box, 1 * second + 10_000, { x: 0.9, y: 0, width: 0.1, height: 0.1 })
    expect(moved.keys).toHaveLength(4)
    expect(keyAt(moved, 1 * second)?.x).toBe(0.9)
    const one = withoutKey({ ...box, keys: box.keys.slice(0, 1) }, 1 * second)
    expect(one.keys).toHaveLength(1)
    expect(withoutKey(box, 3 * second).keys.map((key) => key.at / second)).toEqual([1, 4, 6])
  })
  it('can be hidden at any time and shown again where it was', () => {
    const hidden = hiddenFrom(box, 2 * second)
    expect(regionAt(hidden, 2.5 * second)).toBeUndefined()
    expect(regionAt(hidden, 3 * second)?.x).toBe(0.5)
    const shown = shownFrom(hidden, 2.5 * second)
    expect(regionAt(shown, 2.4 * second)).toBeUndefined()
    expect(regionAt(shown, 2.5 * second)?.x).toBeCloseTo(0.3, 12)
  })
  it('moves and stretches in time with its segment', () => {
    expect(retimed(box, 500_000).keys.map((key) => key.at / second)).toEqual([1.5, 3.5, 4.5, 6.5])
    expect(retimed(box, 0, 2, 1 * second).keys.map((key) => key.at / second)).toEqual([1, 5, 7, 11])
  })
  it('takes the keys of another one of the same thing', () => {
    const other = withKey({ ...box, keys: [{ at: 8 * second, x: 1, y: 1 }] }, 1 * second, { x: 1, y: 1 })
    const joined = joinedRegions(box, other)
    expect(joined.keys.map((key) => key.at / second)).toEqual([1, 3, 4, 6, 8])
    expect(joined.keys[0]?.x).toBe(0.1)
  })
  it('stays inside the picture', () => {
    expect(placeInside({ x: -0.2, y: 0.9, width: 0.3, height: 0.2 })).toEqual({
      x: 0,
      y: 0.8,
      width: 0.3,
      height: 0.2
    })
    expect(placeInside({ x: 1.4, y: -1 })).toEqual({ x: 1, y: 0 })
  })
})

describe('a region from what was seen', () => {
  const sample = (at: number, x: number, width = 0.2) => ({ at, x, y: 0.5, width, height: 0.25 })
  it('needs two keys for a straight way', () => {
    const region = regionFromSamples(Array.from({ length: 100 }, (_, n) => sample(n * 40_000, n / 200)))
    expect(region?.keys).toHaveLength(2)
  })
  it('is hidden where nothing was seen for long', () => {
    const region = regionFromSamples([sample(0, 0.1), sample(second, 0.1), sample(4 * second, 0.6)])
    expect(region && regionAt(region, 2 * second)).toBeUndefined()
    expect(region && regionAt(region, second)?.x).toBe(0.1)
    expect(region && regionAt(region, 4 * second)?.x).toBe(0.6)
    expect(regionFromSamples([])).toBeUndefined()
  })
  it('passes every sample within the tolerance', () => {
    const way = fc.array(
      fc.tuple(
        fc.double({ min: -0.02, max: 0.02, noNaN: true }),
        fc.double({ min: 0.1, max: 0.4, noNaN: true })
      ),
      {
        minLength: 1,
        maxLength: 200
      }
    )
    fc.assert(
      fc.property(way, fc.constantFrom(0.001, 0.004, 0.02), (steps, tolerance) => {
        let x = 0.5
        const samples = steps.map(([by, width], n) => sample(n * 200_000, (x += by), width))
        const region = regionFromSamples(samples, { tolerance })
        for (const each of samples) {
          const place = region && regionAt(region, each.at)
          expect(Math.abs((place?.x ?? 9) - each.x)).toBeLessThanOrEqual(tolerance + 1e-12)
          expect(Math.abs((place?.width ?? 9) - each.width)).toBeLessThanOrEqual(tolerance + 1e-12)
        }
      })
    )
  })
})
