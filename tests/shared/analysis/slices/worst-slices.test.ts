import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { binNumbers } from '../../../../src/shared/analysis/facets/bin-numbers'
import type { FacetColumn } from '../../../../src/shared/analysis/facets/facet-column'
import { worstSlices } from '../../../../src/shared/analysis/slices/worst-slices'
import { seededRandom } from '../../../../src/shared/metrics/base/seeded-random'

/**
 * SLI-3: 4,000 items of 80 speakers aged 20 to 99 with signal-to-noise ratios of -5 to 30 dB, two facets of no influence;
 * 90 % are right, but 50 % of speakers aged 59 and more below 5 dB.
 */
function synthetic(seed: number, low = 0.5) {
  const draw = seededRandom(seed)
  const uniform = (): number => draw() / 4294967296
  const n = 4000
  const cluster = Int32Array.from({ length: n }, (_, i) => i % 80)
  const age = Float64Array.from(cluster, (speaker) => 20 + speaker)
  const snr = Float64Array.from({ length: n }, () => -5 + 35 * uniform())
  const right = Uint8Array.from({ length: n }, (_, i) =>
    uniform() < ((age[i] ?? 0) >= 59 && (snr[i] ?? 0) < 5 ? low : 0.9) ? 1 : 0
  )
  const sex = {
    id: 'sex',
    name: 'Sex',
    groups: ['female', 'male'],
    codes: cluster.map((s) => s % 2),
    gaps: []
  }
  const room = {
    id: 'room',
    name: 'Room',
    groups: ['a', 'b', 'c'],
    codes: Int32Array.from({ length: n }, () => Math.floor(3 * uniform())),
    gaps: []
  }
  const columns: FacetColumn[] = [
    sex,
    binNumbers({ id: 'age', name: 'Age' }, age, { edges: [30, 45, 59, 75] }),
    binNumbers({ id: 'snr', name: 'SNR', unit: 'dB' }, snr, { edges: [0, 5, 10, 20] }),
    room
  ]
  return { right, columns, cluster }
}

const options = { joined: 2, least: 30, correction: 'bh', limit: 20 } as const

describe('the search for the worst slices', () => {
  test.each([1, 2, 3, 4, 5])('speakers of 59 and more below 5 dB come first (SLI-3, draw %i)', (seed) => {
    const found = atOnce(worstSlices(synthetic(seed), options))
    const [first] = found.slices
    expect(first?.parts).toEqual([
      { facet: 'age', from: 59 },
      { facet: 'snr', to: 5 }
    ])
    expect(first?.name).toBe('Age 59 and more · SNR below 5 dB')
    expect(first?.corrected).toBeLessThan(1e-20)
    expect(first?.clusters).toBe(41)
    expect(first?.clusteredP).toBeLessThan(1e-6)
    expect(Math.abs((first?.accuracy ?? 0) - 0.5)).toBeLessThan(0.07)
    expect(Math.abs((first?.rest ?? 0) - 0.9)).toBeLessThan(0.03)
  })

  test('where nothing is worse than anything else hardly any slice survives the correction', () => {
    const survivors = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20].filter((seed) => {
      const found = atOnce(worstSlices(synthetic(seed, 0.9), options))
      expect(found.tests).toBeGreaterThan(100)
      return found.slices.some(({ corrected }) => corrected < 0.05)
    })
    expect(survivors.length).toBeLessThanOrEqual(1)
  })

  test('single facets alone are searched when asked, and slices below the least size never', () => {
    const found = atOnce(worstSlices(synthetic(1), { ...options, joined: 1, least: 900 }))
    expect(found.slices.length).toBeGreaterThan(0)
    for (const slice of found.slices) {
      expect(slice.parts).toHaveLength(1)
      expect(slice.n).toBeGreaterThanOrEqual(900)
    }
  })

  test('counts, accuracy and difference are those of the items the slice names', () => {
    const input = synthetic(2)
    const [first] = atOnce(worstSlices(input, options)).slices
    const [age, snr] = [input.columns[1]?.numbers, input.columns[2]?.numbers]
    const inside = [...input.right.keys()].filter((i) => (age?.[i] ?? 0) >= 59 && (snr?.[i] ?? 0) < 5)
    const right = inside.reduce((sum, i) => sum + (input.right[i] ?? 0), 0)
    expect([first?.n, first?.right]).toEqual([inside.length, right])
    const all = input.right.reduce((sum, one) => sum + one, 0)
    expect(first?.rest).toBeCloseTo((all - right) / (4000 - inside.length), 12)
    expect(first?.difference).toBeCloseTo(right / inside.length - (all - right) / (4000 - inside.length), 12)
  })

  test('nothing is found in nothing', () => {
    const found = atOnce(
      worstSlices({ right: new Uint8Array(0), columns: [], cluster: new Int32Array(0) }, options)
    )
    expect(found).toEqual({ slices: [], tests: 0, n: 0, accuracy: null })
  })
})
