import { describe, expect, it } from 'vitest'
import { plannedSpan } from '../../../src/renderer/session/rating/take-flow'
import { micros } from '../../../src/shared/domain/time'

const SECOND = 1_000_000

describe('what K would rate', () => {
  it('is the stretch that is selected, within the recording', () => {
    const stretch = { start: micros(2 * SECOND), end: micros(5 * SECOND) }
    expect(plannedSpan(stretch, 8 * SECOND, 10 * SECOND)).toEqual(stretch)
    expect(plannedSpan(stretch, 0, 4 * SECOND)).toEqual({ start: 2 * SECOND, end: 4 * SECOND })
  })

  it('goes from the playhead to the end where nothing is selected, and from the start when the playhead is at the end', () => {
    expect(plannedSpan(undefined, 3 * SECOND, 10 * SECOND)).toEqual({ start: 3 * SECOND, end: 10 * SECOND })
    expect(plannedSpan(undefined, 10 * SECOND, 10 * SECOND)).toEqual({ start: 0, end: 10 * SECOND })
  })

  it('is nothing where the recording has no length', () => {
    expect(plannedSpan(undefined, 0, 0)).toBeUndefined()
  })
})
