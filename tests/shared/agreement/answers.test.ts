import { describe, expect, it } from 'vitest'
import {
  answerMoments,
  answerReport,
  type AnswerInput
} from '../../../src/shared/agreement/answers/answer-agreement'
import { answerCode, answerKind, answerMeasures } from '../../../src/shared/agreement/answers/answer-columns'
import { masi } from '../../../src/shared/agreement/answers/answer-sets'
import { matchedUnits } from '../../../src/shared/agreement/matched-units'
import { atOnce } from '../../../src/shared/agreement/sliced'
import type { Segment } from '../../../src/shared/domain/rows'
import type { SegmentValue } from '../../../src/shared/domain/segment-value'
import { micros } from '../../../src/shared/domain/time'
import { confusionFromLabels } from '../../../src/shared/metrics/base/confusion'
import { cohenKappaParts } from '../../../src/shared/metrics/cohen-kappa'
import { iccParts } from '../../../src/shared/metrics/intraclass-correlation'
import { krippendorffAlphaParts, type Level } from '../../../src/shared/metrics/krippendorff-alpha'
import { traceAgreement } from '../../../src/shared/metrics/trace-agreement'
import { attributeTask } from '../../../src/shared/values/attribute'
import { schemes } from '../../main/store/project-fixture'
import { seeded } from '../trace/synthetic'

type Answer = SegmentValue | undefined

const second = 1_000_000
const names = ['anna', 'ben', 'cleo', 'dora']

/** One row for each second of one recording or of several, one answer for each annotator. */
function input(
  schemeId: string,
  attributeId: string,
  rows: readonly (readonly Answer[])[],
  more: { readonly measureId?: string; readonly recordings?: number } = {}
): AnswerInput {
  const task = attributeTask(
    schemes.find(({ id }) => id === schemeId),
    attributeId
  )
  const kind = task && answerKind(task)
  if (!task || !kind) throw new Error(`there is no ${schemeId}/${attributeId} to answer`)
  const recordingIds = Array.from({ length: more.recordings ?? 1 }, (_, r) => `r${r}`)
  const segments: Segment[] = []
  const placed = rows.flatMap((row, i) =>
    row.flatMap((value, author) => {
      if (value === undefined) return []
      const [start, end] = [micros(i * second), micros((i + 1) * second)]
      const segment: Segment = { id: `${i}-${author}`, trackId: 't', start, end, flagged: false, value }
      segments.push(segment)
      const recordingId = recordingIds[i % recordingIds.length] ?? ''
      return [{ id: segment.id, author, recordingId, start, end, code: answerCode(segment, kind) }]
    })
  )
  const annotators = rows[0]?.length ?? 0
  return {
    authorIds: names.slice(0, annotators),
    kind,
    measures: answerMeasures(task),
    units: atOnce(matchedUnits({ segments: placed, annotators, labels: 1, recordingIds, least: 0.5 })),
    segments,
    least: 0.5,
    measureId: more.measureId
  }
}

const rating = (valence: number | null): Answer =>
  valence === null ? undefined : { kind: 'ratings', ratings: { valence } }
const labels = (levels: Record<string, number | null>): Answer => ({ kind: 'labels', labels: levels })
const report = (...args: Parameters<typeof input>) => atOnce(answerReport(input(...args)))
function cardOf(made: ReturnType<typeof report>, id: string) {
  const all = [...made.detail.cards, ...made.setCards]
  const found = all.find((card) => card.id === id)
  if (!found) throw new Error(`there is no card ${id}; there are ${all.map((card) => card.id).join(', ')}`)
  return found
}

/** Ratings 1 to 9 (or with decimals) of four people around a shared feeling, about one in eight missing. */
function ratings(count: number, decimals: boolean): readonly (readonly (number | null)[])[] {
  const random = seeded(7)
  return Array.from({ length: count }, () => {
    const felt = 1 + 8 * random()
    return names.map((_, a) => {
      const value = Math.min(9, Math.max(1, felt + 3 * (random() - 0.5) + 0.3 * a))
      return random() < 0.12 ? null : decimals ? Number(value.toFixed(4)) : Math.round(value)
    })
  })
}

// The functions compared with are held against vectors computed by R and Python (tests/shared/metrics).
describe.each([
  ['on nine steps, from tables of values', false, 60],
  ['with decimals, from moments', true, 700]
])('ratings %s', (_, decimals, count) => {
  const rows = ratings(count, decimals)
  const made = report(
    'vad-sam9',
    'vad',
    rows.map((row) => row.map(rating)),
    { recordings: 6 }
  )

  it.each(['ordinal', 'interval'] as const satisfies readonly Level[])(
    'have alpha %s with missing data',
    (level) => {
      expect(cardOf(made, `krippendorff_alpha_${level}`).value).toBeCloseTo(
        krippendorffAlphaParts(rows, level).alpha ?? NaN,
        9
      )
    }
  )

  it('have CCC, Pearson and Spearman of each pair', () => {
    for (const pair of made.detail.pairs) {
      const column = (id: string) => rows.map((row) => row[names.indexOf(id)] ?? null)
      const known = traceAgreement(column(pair.first), column(pair.second))
      expect(pair.ccc.value).toBeCloseTo(known.ccc ?? NaN, 9)
      expect(pair.pearson.value).toBeCloseTo(known.pearson ?? NaN, 9)
      expect(pair.spearman.value).toBeCloseTo(known.spearman ?? NaN, 9)
      expect(pair.apart).toBeCloseTo(known.mae ?? NaN, 9)
    }
  })

  it('have the six intraclass correlations over units that everybody rated, with intervals', () => {
    const complete = rows.filter((row) => row.every((value) => value !== null))
    const { forms } = iccParts(complete)
    for (const [id, form] of [
      ['icc_1_1', 'ICC1'],
      ['icc_2_1', 'ICC2'],
      ['icc_3_1', 'ICC3'],
      ['icc_1_k', 'ICC1k'],
      ['icc_2_k', 'ICC2k'],
      ['icc_3_k', 'ICC3k'],
      ['cronbach_alpha', 'ICC3k']
    ] as const) {
      const card = cardOf(made, id)
      expect(card.value).toBeCloseTo(forms[form].value ?? NaN, 9)
      expect(card.interval?.low).toBeCloseTo(forms[form].ci95?.[0] ?? NaN, 7)
      expect(card.n).toBe(complete.length)
    }
  })

  it('have intervals from drawing recordings, around the value', () => {
    const { value, interval } = cardOf(made, 'krippendorff_alpha_interval')
    expect(interval?.method).toContain('bootstrap of 6 recordings')
    expect(interval?.low ?? 1).toBeLessThan(value ?? -1)
    expect(interval?.high ?? -1).toBeGreaterThan(value ?? 1)
  })

  it('refuse a ratio, and kappa without steps, with the reason', () => {
    expect(cardOf(made, 'krippendorff_alpha_ratio')).toMatchObject({ value: null })
    expect(cardOf(made, 'krippendorff_alpha_ratio').reason).toContain('no true zero')
    const kappa = cardOf(made, 'cohen_kappa_quadratic_mean')
    if (decimals) expect(kappa.reason).toContain('no fixed steps')
    else expect(kappa.value).not.toBeNull()
  })
})

describe('ratings', () => {
  it('have weighted kappas over the steps that the scheme lists, used or not', () => {
    const rows = ratings(60, false)
    const made = report(
      'vad-sam9',
      'vad',
      rows.map((row) => row.map(rating))
    )
    const steps = Array.from({ length: 9 }, (_, i) => String(i + 1))
    const both = rows.filter((row) => row[0] !== null && row[1] !== null)
    const table = confusionFromLabels(
      steps,
      both.map((row) => String(row[0])),
      both.map((row) => String(row[1]))
    )
    expect(made.detail.pairs[0]?.quadratic.value).toBeCloseTo(
      cohenKappaParts(table, 'quadratic').kappa ?? NaN,
      9
    )
    expect(made.detail.pairs[0]?.linear.value).toBeCloseTo(cohenKappaParts(table, 'linear').kappa ?? NaN, 9)
  })

  it('say how each annotator uses the scale: higher or lower, and how much of it', () => {
    // Ben rates everything 1 higher than Anna and Cleo, who are equal; Dora uses half of their range around 5.
    const felt = [1, 3, 5, 7, 8]
    const made = report(
      'vad-sam9',
      'vad',
      felt.map((v) => [rating(v), rating(v + 1), rating(v)])
    )
    const [anna, ben] = made.detail.annotators
    expect(ben?.bias).toBeCloseTo(1, 12)
    expect(anna?.bias).toBeCloseTo(-0.5, 12)
    const narrow = report(
      'vad-sam9',
      'vad',
      felt.map((v) => [rating(v), rating(5 + (v - 5) / 2)])
    )
    expect(narrow.detail.annotators[1]?.spread.value).toBeCloseTo(0.5, 12)
  })

  it('tell when an annotator rates higher and higher in the order of work', () => {
    // Ben, who works backwards, rates 2 above Anna in his last eight answers.
    const rows = Array.from({ length: 24 }, (_, i) => [
      rating(3 + (i % 3)),
      rating(3 + (i % 3) + (i < 8 ? 2 : 0))
    ])
    const made = atOnce(
      answerReport({
        ...input('vad-sam9', 'vad', rows),
        orderOf: (id) => (id.endsWith('-1') ? 1000 - Number.parseInt(id) : Number.parseInt(id))
      })
    )
    const [anna, ben] = made.detail.annotators
    expect(ben?.drift.value).toBeCloseTo(2, 12)
    expect(ben?.drift.interval?.low).toBeCloseTo(2, 12)
    expect(anna?.drift.value).toBeCloseTo(2, 12)
    const unknown = report('vad-sam9', 'vad', rows).detail.annotators[1]
    expect(unknown?.drift).toMatchObject({ value: null })
  })

  it('of one annotator alone, or without variation, have no number but a reason and a count', () => {
    const alone = report('vad-sam9', 'vad', [
      [rating(3), rating(null)],
      [rating(4), rating(null)]
    ])
    expect(alone.detail.cards.every(({ value, reason }) => value === null && (reason ?? '') !== '')).toBe(
      true
    )
    expect(alone.leftOut[0]).toMatchObject({ count: 2, unit: 'units' })
    const same = report('vad-sam9', 'vad', [
      [rating(4), rating(4)],
      [rating(4), rating(4)]
    ])
    expect(cardOf(same, 'krippendorff_alpha_interval').reason).toBe('The answers do not vary.')
  })

  it('lead to the units where two are farthest apart', () => {
    const made = atOnce(
      answerMoments(
        input('vad-sam9', 'vad', [
          [rating(5), rating(6), rating(5)],
          [rating(1), rating(9), rating(1)],
          [rating(3), rating(3), rating(9)]
        ]),
        { who: [0, 1], limit: 10 }
      )
    )
    expect(made.items.map(({ start, distance }) => [start / second, distance])).toEqual([
      [1, 8],
      [0, 1]
    ])
  })
})

describe('sets of labels', () => {
  // By hand. Sets: {joy fear}/{joy}; {anger}/{anger disgust}; {sadness fear} both; {}/{}.
  // Jaccard 1/2, 1/2, 1, 1. MASI distance 1 - 1/2*2/3 = 2/3 twice, then 0, 0.
  // Given sets: jf 1, j 1, a 1, ad 1, sf 2, {} 2 of 8. Observed sum (ordered pairs) 2*(2/3)*2 = 8/3.
  // Pairs at distance below 1: jf-j 2/3, a-ad 2/3, jf-sf: J 1/3, overlap only: 1 - 1/9 = 8/9.
  // All ordered pairs of different sets: 64 - (1+1+1+1+4+4) = 52; less 2*(1/3)*2 = 4/3, less 2*2*(1/9) = 4/9.
  const made = report('wrime8', 'intensity', [
    [labels({ joy: 3, fear: 1 }), labels({ joy: 1 })],
    [labels({ anger: 2 }), labels({ anger: 3, disgust: 2 })],
    [labels({ sadness: 1, fear: 2 }), labels({ sadness: 3, fear: 1 })],
    [labels({}), labels({})]
  ])

  it('agree by Jaccard, equality and alpha with the MASI distance', () => {
    expect(cardOf(made, 'jaccard_samples_mean').value).toBeCloseTo(3 / 4, 12)
    expect(cardOf(made, 'subset_accuracy_mean').value).toBeCloseTo(1 / 2, 12)
    const expected = 52 - 4 / 3 - 4 / 9
    expect(cardOf(made, 'krippendorff_alpha_masi').value).toBeCloseTo(1 - (7 * (8 / 3)) / expected, 12)
    expect(made.detail.pairs[0]?.jaccard?.value).toBeCloseTo(3 / 4, 12)
    expect(made.n).toBe(4)
  })

  it('agree label by label on given or not, and on levels with 0 for not given', () => {
    const line = (id: string) => made.measures.find((measure) => measure.id === id)
    const given = (rows: readonly (readonly [number, number])[]) =>
      krippendorffAlphaParts(rows, 'nominal').alpha ?? NaN
    expect(line('fear')?.given?.value).toBeCloseTo(
      given([
        [1, 0],
        [0, 0],
        [1, 1],
        [0, 0]
      ]),
      12
    )
    expect(line('fear')?.alpha.value).toBeCloseTo(
      krippendorffAlphaParts(
        [
          [1, 0],
          [0, 0],
          [2, 1],
          [0, 0]
        ],
        'ordinal'
      ).alpha ?? NaN,
      12
    )
    expect(line('trust')?.given).toMatchObject({ value: null })
  })

  it('the MASI distance is 0 for equal sets, 1 for sets that share nothing, and between for others', () => {
    const of = (a: string, b: string) => masi(new Set(a), new Set(b))
    expect([of('ab', 'ab'), of('', ''), of('a', 'b'), of('', 'a')]).toEqual([0, 0, 1, 1])
    expect(of('a', 'ab')).toBeCloseTo(1 - (1 / 2) * (2 / 3), 12)
    expect(of('ab', 'bc')).toBeCloseTo(1 - (1 / 3) * (1 / 3), 12)
  })
})
