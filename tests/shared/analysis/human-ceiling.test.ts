import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { humanCeiling } from '../../../src/shared/analysis/overview/human-ceiling'
import { krippendorffAlphaParts } from '../../../src/shared/metrics/krippendorff-alpha'

const labels = ['anger', 'joy', 'fear']
const everywhere = (n: number) => Int32Array.from({ length: n }, (_, i) => i)

describe('the human ceiling of some items', () => {
  test('scores each person against the majority of the others, by hand', () => {
    // Items:            1  2  3  4   5
    const a = Int32Array.of(0, 1, 2, 0, -1)
    const b = Int32Array.of(0, 1, 1, 1, 2)
    const c = Int32Array.of(0, 1, 1, 2, 2)
    const ceiling = atOnce(humanCeiling(labels, [a, b, c], everywhere(5), ['accuracy']))
    // A: the others agree on items 1 to 3 and are tied on 4; A says the same twice of three times.
    // B: the others are tied on 3 and 4; of 1, 2 and 5 all are hit. C: tied on 3 and 4; of 1, 2 and 5 all are hit.
    expect(ceiling.items).toBe(5)
    expect(ceiling.scores['accuracy']?.value).toBeCloseTo((2 / 3 + 1 + 1) / 3, 12)
    expect(ceiling.scores['accuracy']).toMatchObject({ high: 1 })
    expect(ceiling.scores['accuracy']?.low).toBeCloseTo(2 / 3, 12)
  })

  test('gives the same alpha as the function that is held against known answers', () => {
    const draw = (seed: number) =>
      Int32Array.from({ length: 200 }, (_, i) => ((i * 7919 + seed * 104_729) % 11) % 4) // 3 is no label here
    const raters = [draw(1), draw(2), draw(5)]
    const units = Array.from({ length: 200 }, (_, i) =>
      raters.map((rater) => ((rater[i] ?? 3) < 3 ? String(rater[i]) : null))
    )
    const ceiling = atOnce(humanCeiling(labels, raters, everywhere(200), []))
    expect(ceiling.alpha.value).toBeCloseTo(krippendorffAlphaParts(units, 'nominal').alpha ?? NaN, 12)
  })

  test('looks only at the rows asked for, and says why there is none', () => {
    const a = Int32Array.of(0, 1, 0)
    const b = Int32Array.of(0, 0, -1)
    const first = atOnce(humanCeiling(labels, [a, b], Int32Array.of(0), ['accuracy']))
    expect(first.scores['accuracy']?.value).toBe(1)
    const alone = atOnce(humanCeiling(labels, [a, b], Int32Array.of(2), ['accuracy']))
    expect(alone).toMatchObject({
      items: 0,
      alpha: { value: null, reason: 'Fewer than two persons labelled any of these items.' }
    })
    expect(alone.scores['accuracy']).toMatchObject({ value: null })
  })
})
