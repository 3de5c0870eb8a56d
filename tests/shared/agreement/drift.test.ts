import { describe, expect, it } from 'vitest'
import { annotatorDrift } from '../../../src/shared/agreement/annotator-drift'
import { matchedUnits } from '../../../src/shared/agreement/matched-units'
import { atOnce } from '../../../src/shared/agreement/sliced'
import type { AgreementSegment } from '../../../src/shared/agreement/units'

/** Anna always says the truth; Ben too, in the order of his work, but from `turns` on he says the first label. */
function drift(count: number, turns: number, at: (author: number, i: number) => number | undefined) {
  const segments = Array.from({ length: count }, (_, i) => i).flatMap((i): AgreementSegment[] =>
    [0, 1].map((author) => ({
      id: `${author}-${i}`,
      author,
      recordingId: 'r',
      start: i * 1000,
      end: (i + 1) * 1000,
      // Ben worked from the end of the recording to its start.
      code: author === 0 || count - 1 - i < turns ? i % 2 : 0
    }))
  )
  const units = atOnce(matchedUnits({ segments, annotators: 2, labels: 2, recordingIds: ['r'], least: 0.5 }))
  const time = (id: string) => {
    const [author = 0, i = 0] = id.split('-').map(Number)
    const order = at(author, i)
    return order === undefined ? undefined : { order, at: new Date(order * 1000).toISOString() }
  }
  return atOnce(annotatorDrift(units, { authorIds: ['anna', 'ben'], labels: ['yes', 'no'] }, time))
}

describe('drift of an annotator', () => {
  it('is seen in the order of work, not of the recording', () => {
    const [anna, ben] = drift(30, 20, (author, i) => (author === 1 ? 100 - i : i))
    // Ben: the first two thirds all agree, in the last every second label does not.
    expect(ben).toMatchObject({ n: 30, third: 10, first: { value: 1 }, last: { value: 0.5 } })
    expect(ben?.change.value).toBeCloseTo(-0.5, 12)
    // Welch: variance 0 and 10/9 * 1/4, so the half width is 1.96 * sqrt(0.2778 / 10).
    expect(ben?.change.interval?.low).toBeCloseTo(-0.5 - 1.959963984540054 * Math.sqrt(10 / 36 / 10), 9)
    expect(ben?.labels[0]).toMatchObject({ first: 0.5, last: 1 })
    expect(ben?.curve).toHaveLength(12)
    // Anna went along the recording: those that Ben gave last come first.
    expect(anna?.change.value).toBeCloseTo(0.5, 12)
  })

  it('has no number but a reason where too little is known of the order', () => {
    expect(drift(9, 9, (_, i) => i)[1]?.change).toMatchObject({ value: null })
    expect(drift(30, 20, () => 7)[1]?.change.reason).toContain('all at once')
    const [, ben] = drift(30, 20, (author, i) => (author === 1 ? undefined : i))
    expect(ben).toMatchObject({ n: 0, leftOut: 30, change: { value: null } })
  })
})
