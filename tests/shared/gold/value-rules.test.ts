import { describe, expect, it } from 'vitest'
import { CANNOT_RATE } from '../../../src/shared/domain/rows'
import type { SegmentValue } from '../../../src/shared/domain/segment-value'
import { micros } from '../../../src/shared/domain/time'
import type { AnnotatorTrack } from '../../../src/shared/gold/annotator-track'
import { goldRows } from '../../../src/shared/gold/gold-rows'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { VoteRule } from '../../../src/shared/gold/recipe'
import { timelineGold } from '../../../src/shared/gold/timeline-gold'
import { unitGold } from '../../../src/shared/gold/unit-gold'
import { inGroups } from '../../../src/shared/gold/word-rule'

type Row = readonly [start: number, end: number, value: SegmentValue | string]
const track = (annotator: string, rows: readonly Row[]): AnnotatorTrack => ({
  annotator,
  segments: rows.map(([start, end, said], i) => ({
    id: `${annotator}${i}`,
    start: micros(start),
    end: micros(end),
    ...(typeof said === 'string' ? { label: said } : { value: said })
  }))
})
const rated = (ratings: Readonly<Record<string, number>>): SegmentValue => ({ kind: 'ratings', ratings })
const words = (...terms: string[]): SegmentValue => ({ kind: 'terms', terms })
const shares = (given: Readonly<Record<string, number>>): SegmentValue => ({ kind: 'shares', shares: given })
const whole = { start: micros(0), end: micros(10) }
const rule = (name: string, more: object = {}) => VoteRule.parse({ rule: name, ...more })

describe('ratings, by dimension', () => {
  // Means, medians and standard deviations computed with numpy 2.4: np.mean, np.median, np.std(ddof=1) of
  // valence [2, 3, 7, 4] and arousal [5, 8, 1].
  const four = [
    track('A', [[0, 10, rated({ valence: 2, arousal: 5 })]]),
    track('B', [[0, 10, rated({ valence: 3, arousal: 8 })]]),
    track('C', [[0, 10, rated({ valence: 7 })]]),
    track('D', [[0, 10, rated({ valence: 4, arousal: 1 })]])
  ]

  it('mean, number and spread are those of numpy, and who left a dimension out does not count there', () => {
    const [span] = timelineGold(four, whole, rule('rating_mean')).spans
    expect(span?.ratings).toEqual({
      arousal: { value: expect.closeTo(14 / 3, 12), n: 3, spread: expect.closeTo(3.511884584284246, 12) },
      valence: { value: 4, n: 4, spread: expect.closeTo(2.160246899469287, 12) }
    })
  })

  it('the median of four is the mean of the two in the middle', () => {
    const [span] = timelineGold(four, whole, rule('rating_median')).spans
    expect(span?.ratings?.['valence']?.value).toBe(3.5)
    expect(span?.ratings?.['arousal']?.value).toBe(5)
  })

  it('time without a rating is no vote, and the number of annotators follows it', () => {
    const two = [track('A', [[0, 6, rated({ joy: 1 })]]), track('B', [[4, 10, rated({ joy: 2 })]])]
    const gold = timelineGold(two, { start: micros(0), end: micros(12) }, rule('rating_mean'))
    expect(gold.spans.map(({ start, end, state, ratings }) => [start, end, state, ratings?.['joy']])).toEqual(
      [
        [0, 4, 'decided', { value: 1, n: 1, spread: null }],
        [4, 6, 'decided', { value: 1.5, n: 2, spread: expect.closeTo(Math.SQRT1_2, 12) }],
        [6, 10, 'decided', { value: 2, n: 1, spread: null }],
        [10, 12, 'unrated', undefined]
      ]
    )
  })

  it('a declined rating is left out', () => {
    const [span] = timelineGold(
      [...four.slice(0, 1), track('B', [[0, 10, CANNOT_RATE]])],
      whole,
      rule('rating_mean')
    ).spans
    expect(span?.ratings?.['valence']).toEqual({ value: 2, n: 1, spread: null })
  })

  it('of a given unit each annotator has the mean over the time that he rated', () => {
    // A: 2 for 4 µs and 5 for 6 µs: (8 + 30) / 10 = 3.8; B: 4 all the time.
    const gold = unitGold(
      [whole],
      [
        track('A', [
          [0, 4, rated({ v: 2 })],
          [4, 10, rated({ v: 5 })]
        ]),
        track('B', [[0, 10, rated({ v: 4 })]])
      ],
      rule('rating_mean')
    )
    expect(gold.spans[0]?.ratings?.['v']?.value).toBeCloseTo(3.9, 12)
  })

  it('is written as ratings, with number and spread beside them', () => {
    const { spans } = timelineGold(four, whole, rule('rating_median'))
    const [row] = atOnce(goldRows(spans, rule('rating_median')))
    expect(row).toMatchObject({
      value: { kind: 'ratings', ratings: { valence: 3.5, arousal: 5 } },
      extra: {
        gold: { n: { valence: 4, arousal: 3 }, spread: { valence: expect.closeTo(2.16024689947, 9) } }
      }
    })
    expect(row?.votes).toContainEqual({ authorId: 'C', labels: ['valence: 7'] })
    expect(row?.label).toBeUndefined()
  })
})

describe('open words', () => {
  const vocabulary = {
    seed: [],
    normalise: ['lower', 'trim'],
    synonymTable: { glad: 'happy', joyful: 'happy', gloomy: 'sad' },
    wheelTable: {}
  }
  const grouped = (tracks: readonly AnnotatorTrack[]): AnnotatorTrack[] =>
    tracks.map(({ annotator, segments }) => ({
      annotator,
      segments: segments.map((segment) => inGroups(vocabulary, segment))
    }))
  const decided = (tracks: readonly AnnotatorTrack[], more: object = {}) =>
    timelineGold(grouped(tracks), whole, rule('words', more)).spans[0]

  it('spellings and synonyms are votes for one word; a rater who says it twice has one vote', () => {
    const span = decided([
      track('A', [[0, 10, words('Glad', 'joyful', 'calm')]]),
      track('B', [[0, 10, words(' happy ')]]),
      track('C', [[0, 10, words('gloomy')]])
    ])
    // happy: A and B; calm: A; sad: C. Four votes of three raters.
    expect(span).toMatchObject({ state: 'decided', labels: ['happy'] })
    expect(span?.agreement).toBeCloseTo(2 / 3, 12)
    expect(span?.shares).toEqual({ happy: 0.5, calm: 0.25, sad: 0.25 })
  })

  it('a tie stays open, and so does a word of too few', () => {
    const two = [track('A', [[0, 10, words('glad')]]), track('B', [[0, 10, words('gloomy')]])]
    expect(decided(two)).toMatchObject({ state: 'open', open: ['happy', 'sad'], labels: [] })
    const one = [track('A', [[0, 10, words('glad')]]), track('B', [[0, 10, CANNOT_RATE]])]
    expect(decided(one)).toMatchObject({ state: 'decided', labels: ['happy'] })
    expect(decided(one, { raters: 2 })).toMatchObject({ state: 'open', open: ['happy'] })
  })

  it('is written as a word, not as a label', () => {
    const { spans } = timelineGold(grouped([track('A', [[0, 10, words('glad')]])]), whole, rule('words'))
    const [row] = atOnce(goldRows(spans, rule('words')))
    expect(row).toMatchObject({ value: { kind: 'terms', terms: ['happy'] }, confidence: 1 })
    expect(row?.label).toBeUndefined()
  })
})

describe('distributions', () => {
  const three = [
    track('A', [[0, 10, shares({ joy: 0.6, fear: 0.4 })]]),
    track('B', [[0, 10, shares({ joy: 0.1, fear: 0.7, anger: 0.2 })]]),
    track('C', [[0, 10, shares({ fear: 1 })]])
  ]
  // np.mean of the rows [.6 .4 0], [.1 .7 .2], [0 1 0]: joy 0.2333, fear 0.7, anger 0.0667.
  const mean = {
    joy: expect.closeTo(0.7 / 3, 12),
    fear: expect.closeTo(0.7, 12),
    anger: expect.closeTo(0.2 / 3, 12)
  }

  it('a vote is divided as its distribution says: the shares are the mean distribution', () => {
    const [soft] = timelineGold(three, whole, rule('soft')).spans
    expect(soft).toMatchObject({ state: 'decided', labels: ['fear'], shares: mean })
  })

  it('the strongest labels alone would have been another result', () => {
    const [first, second] = three
    const two = [first, second].flatMap((each) => each ?? [])
    // Strongest labels: joy and fear, a tie; as distributions fear has 1.1 of 2 votes.
    expect(timelineGold(two, whole, rule('majority')).spans[0]).toMatchObject({
      state: 'decided',
      labels: ['fear'],
      agreement: expect.closeTo(0.55, 12)
    })
  })

  it('whose largest share is the verdict was followed', () => {
    const [span] = timelineGold(three, whole, rule('plurality')).spans
    expect(span?.provenance.map(({ followed }) => followed)).toEqual([false, true, true])
  })

  it('a label and a distribution of different annotators vote together', () => {
    const mixed = [track('A', [[0, 10, shares({ joy: 0.5, fear: 0.5 })]]), track('B', [[0, 10, 'joy']])]
    expect(timelineGold(mixed, whole, rule('soft')).spans[0]?.shares).toEqual({ joy: 0.75, fear: 0.25 })
  })

  it('Dawid-Skene tells units with different distributions over the same labels apart', () => {
    const cut = timelineGold(
      [
        track('A', [
          [0, 5, shares({ joy: 0.9, fear: 0.1 })],
          [5, 10, shares({ joy: 0.1, fear: 0.9 })]
        ]),
        track('B', [
          [0, 5, shares({ joy: 0.8, fear: 0.2 })],
          [5, 10, shares({ joy: 0.2, fear: 0.8 })]
        ])
      ],
      whole,
      rule('dawid_skene')
    )
    expect(cut.spans.map(({ labels }) => labels)).toEqual([['joy'], ['fear']])
  })
})
