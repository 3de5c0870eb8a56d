import { describe, expect, test } from 'vitest'
import { electrodePlaces } from '../../../src/shared/topomap/electrode-places'

describe('places of electrodes', () => {
  test('come from names: Cz lies on the top, Fpz in front, T8 at the right ear', () => {
    const { places, without } = electrodePlaces(['EEG Cz-REF', 'Fpz', 'T8', 'ECG'])
    const [cz, fpz, t8] = places.map(({ point }) => point)
    expect(Math.hypot(cz?.x ?? 1, cz?.y ?? 1)).toBeCloseTo(0, 6)
    // Fpz and T8 lie a tenth of the half circle above the equator: at 0.8 of its distance on the map.
    expect(fpz?.x).toBeCloseTo(0, 6)
    expect(fpz?.y).toBeCloseTo(0.8, 6)
    expect(t8?.x).toBeCloseTo(0.8, 6)
    expect(without).toEqual([{ at: 3, reason: 'no-place' }])
  })

  test('measured in the file go before names, whatever their unit', () => {
    const measured = [
      { label: 'cz ', x: 0, y: 85, z: 0 },
      { label: 'Left', x: -42.5, y: 0, z: 0 }
    ]
    const { places } = electrodePlaces(['Cz', 'Left', 'Pz'], measured)
    expect(places.map(({ from }) => from)).toEqual(['file', 'file', 'name'])
    expect(places[0]?.point.y).toBeCloseTo(1, 6)
    expect(places[1]?.point.x).toBeCloseTo(-1, 6)
  })

  test('of two at one place the first is kept, and the other told', () => {
    const { places, without } = electrodePlaces(['T3', 'T7', 'F3-C3'])
    expect(places.map(({ at }) => at)).toEqual([0])
    expect(without).toEqual([
      { at: 1, reason: 'same-place' },
      { at: 2, reason: 'no-place' }
    ])
  })
})
