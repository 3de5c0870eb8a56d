import { describe, expect, test } from 'vitest'
import { suggestionFor } from '../../../src/renderer/session/unsure-order'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const predicted = (from: number, to: number, more: Partial<Segment>): Segment => ({
  id: `${from}`,
  trackId: 'm',
  start: micros(from),
  end: micros(to),
  label: 'joy',
  flagged: false,
  ...more
})
const here = { start: micros(0), end: micros(100) }

describe('what models suggest for a stretch that nobody labelled', () => {
  test('is the prediction that covers most of it, as unsure as its first two labels are close', () => {
    const found = suggestionFor(here, [
      predicted(0, 30, { scores: { joy: 1, anger: 0 } }),
      predicted(30, 100, { label: 'anger', scores: { joy: 0.4, anger: 0.45, fear: 0.15 } })
    ])
    expect(found?.prediction.label).toBe('anger')
    expect(found?.unsure).toBeCloseTo(0.95)
  })
  test('is the surest of several that cover as much, and one without scores is as unsure as it says', () => {
    const found = suggestionFor(here, [
      predicted(0, 100, { confidence: 0.4 }),
      predicted(-5, 120, { confidence: 0.9 })
    ])
    expect(found?.unsure).toBeCloseTo(0.1)
  })
  test('is nothing where predictions are rejected, without a label, or elsewhere', () => {
    expect(
      suggestionFor(here, [
        predicted(0, 100, { review: 'rejected' }),
        predicted(0, 100, { label: undefined }),
        predicted(100, 200, {})
      ])
    ).toBeUndefined()
  })
})
