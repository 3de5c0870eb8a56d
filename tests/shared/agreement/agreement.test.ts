import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementCurve } from '../../../src/shared/agreement/agreement-curve'
import type { AgreementInput } from '../../../src/shared/agreement/agreement-input'
import { agreementItems } from '../../../src/shared/agreement/agreement-items'
import { agreementReport, unitsOf } from '../../../src/shared/agreement/agreement-report'
import { boundaryEdits } from '../../../src/shared/agreement/near-misses'
import * as nominal from '../../../src/shared/agreement/nominal'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { addUnits, unitSums } from '../../../src/shared/agreement/unit-sums'
import type { AgreementSegment, AgreementUnits } from '../../../src/shared/agreement/units'
import { boundarySimilarityParts } from '../../../src/shared/metrics/boundary-similarity'
import { cohenKappa } from '../../../src/shared/metrics/cohen-kappa'
import { confusionFromLabels } from '../../../src/shared/metrics/base/confusion'
import { fleissKappa } from '../../../src/shared/metrics/fleiss-kappa'
import { gwetAc1 } from '../../../src/shared/metrics/gwet-ac1'
import { krippendorffNominal } from '../../../src/shared/metrics/krippendorff-alpha'
import { percentAgreement } from '../../../src/shared/metrics/percent-agreement'

const labels = ['anger', 'joy', 'fear']
const [ANGER, JOY, FEAR] = [0, 1, 2]

/** Segments of one annotator as [start, end, label], in seconds. */
type Spans = readonly (readonly [start: number, end: number, code: number, person?: string])[]

function input(annotators: readonly Spans[], more: Partial<AgreementInput> = {}): AgreementInput {
  const segments = annotators.flatMap((spans, author) =>
    spans.map(([start, end, code, personId], i): AgreementSegment => ({
      id: `${'abcdefghij'[author]}${i}`,
      author,
      recordingId: 'r',
      start: Math.round(start * 1e6),
      end: Math.round(end * 1e6),
      code,
      personId
    }))
  )
  return {
    authorIds: annotators.map((_, i) => 'abcdefghij'[i] ?? ''),
    labels,
    segments,
    recordings: [{ id: 'r', duration: 10e6 }],
    tracked: annotators.map(() => new Set(['r'])),
    unit: 'time',
    least: 0.5,
    tolerance: 500_000,
    unmapped: [],
    ...more
  }
}

const reportOf = (given: AgreementInput) => atOnce(agreementReport(given, atOnce(unitsOf(given))))
const itemsOf = (given: AgreementInput, filter: Parameters<typeof agreementItems>[2] = {}) =>
  atOnce(agreementItems(atOnce(unitsOf(given)), given, filter))
const valueOf = (report: ReturnType<typeof reportOf>, id: string) =>
  [...report.cards, ...report.boundaryCards].find((card) => card.id === id)

/** A row for each unit: start and end in seconds, and one letter for each annotator. */
const rows = (units: AgreementUnits): string[] =>
  Array.from({ length: units.count }, (_, unit) => {
    const codes = Array.from(
      units.codes.subarray(unit * units.annotators, (unit + 1) * units.annotators),
      (code) => (code < 0 ? '-' : (labels[code]?.[0] ?? '?'))
    )
    const person = units.persons[units.person[unit] ?? -1]
    return `${(units.start[unit] ?? 0) / 1e6}-${(units.end[unit] ?? 0) / 1e6} ${codes.join('')}${person ? ` ${person}` : ''}`
  })

describe('time as the unit', () => {
  test('the recording is cut wherever a label begins or ends, and equal neighbours are joined', () => {
    const given = input([
      [
        [0, 2, ANGER],
        [2, 4, ANGER],
        [5, 6, JOY]
      ],
      [[1, 6, ANGER]]
    ])
    expect(rows(atOnce(unitsOf(given)))).toEqual(['0-1 a-', '1-4 aa', '4-5 -a', '5-6 ja'])
  })

  test('where segments of one annotator overlap, the one that started last holds until it ends', () => {
    const given = input([
      [
        [0, 10, ANGER],
        [2, 4, JOY]
      ],
      [[0, 10, ANGER]]
    ])
    expect(rows(atOnce(unitsOf(given)))).toEqual(['0-2 aa', '2-4 ja', '4-10 aa'])
  })

  test('labels about different people never meet; a label about nobody stands in for each person named by others', () => {
    const given = input([
      [
        [0, 4, ANGER, 'p'],
        [0, 4, JOY, 'q']
      ],
      [[0, 4, ANGER, 'p']],
      [[1, 3, FEAR]]
    ])
    expect(rows(atOnce(unitsOf(given)))).toEqual([
      '0-1 aa- p',
      '0-1 j-- q',
      '1-3 aaf p',
      '1-3 j-f q',
      '3-4 aa- p',
      '3-4 j-- q'
    ])
  })

  test('two annotators, six seconds agreed and two not: agreement 0.75, kappa and alpha as by hand', () => {
    // Table in seconds: anger/anger 4, joy/joy 2, anger/joy 2.
    const given = input([
      [
        [0, 6, ANGER],
        [6, 8, JOY]
      ],
      [
        [0, 4, ANGER],
        [4, 8, JOY]
      ]
    ])
    const report = reportOf(given)
    expect(report.n).toBeCloseTo(8, 9)
    expect(report.different).toBeCloseTo(2, 9)
    expect(valueOf(report, 'percent_agreement')?.value).toBeCloseTo(0.75, 12)
    // pe = 6/8 * 4/8 + 2/8 * 4/8 = 0.5
    expect(valueOf(report, 'cohen_kappa_mean')?.value).toBeCloseTo(0.5, 12)
    // 10 s anger, 6 s joy: De = 2 * 10 * 6 / 16², up to one microsecond in sixteen million
    expect(valueOf(report, 'krippendorff_alpha_nominal')?.value).toBeCloseTo(1 - 0.25 / 0.46875, 6)
    expect(valueOf(report, 'fleiss_kappa')?.value).toBeCloseTo(1 - 0.25 / 0.46875, 12)
    // pi anger 0.625: pe = 2 * 0.625 * 0.375
    expect(valueOf(report, 'gwet_ac1')?.value).toBeCloseTo((0.75 - 0.46875) / (1 - 0.46875), 12)
    expect(report.labelRows.map((row) => row.agreement.value)).toEqual([8 / 10, 4 / 6, null])
  })

  test('a label that starts later than the other annotator is no disagreement but time left out', () => {
    const given = input([[[0, 4, ANGER]], [[1, 5, ANGER]]])
    const report = reportOf(given)
    expect(valueOf(report, 'percent_agreement')?.value).toBe(1)
    expect(report.leftOut).toEqual([{ reason: 'Only one annotator has a label.', count: 2, unit: 's' }])
    expect(valueOf(report, 'krippendorff_alpha_nominal')).toMatchObject({
      value: null,
      reason: expect.stringMatching(/nothing to disagree/)
    })
  })

  test('declined, unlabelled and unknown labels are counted apart and never take part', () => {
    const given = input([
      [
        [0, 2, ANGER],
        [2, 3, -2],
        [3, 5, -1]
      ],
      [
        [0, 2, JOY],
        [2, 3, JOY],
        [3, 4, -3]
      ]
    ])
    expect(reportOf(given).leftOut.map(({ reason, count }) => [reason, count])).toEqual([
      ['Only one annotator has a label.', 1],
      ['The annotator declined to rate.', 1],
      ['The segment is not labelled yet.', 2],
      ['The label has no counterpart among the labels compared.', 1]
    ])
  })
})

describe('matched segments as the unit', () => {
  test('segments that cover at least half of their common time are one unit, whatever their labels', () => {
    const given = input(
      [
        [
          [0, 4, ANGER],
          [5, 6, JOY]
        ],
        [
          [1, 4, FEAR],
          [5.6, 7, JOY]
        ],
        [[0, 3.5, ANGER]]
      ],
      { unit: 'segments' }
    )
    expect(rows(atOnce(unitsOf(given)))).toEqual(['0-4 afa', '5-6 j--', '5.6-7 -j-'])
    const report = reportOf(given)
    expect(report.n).toBe(1)
    expect(valueOf(report, 'percent_agreement')?.value).toBeCloseTo(1 / 3, 12)
    expect(report.leftOut).toEqual([
      {
        reason: 'No segment of another annotator overlaps by at least 50 % (tIoU).',
        count: 2,
        unit: 'segments'
      }
    ])
  })

  test('a segment joins the one that it overlaps most, and a unit has one segment of each annotator', () => {
    const given = input(
      [
        [[0, 4, ANGER]],
        [
          [0, 2.2, JOY],
          [2.2, 4, FEAR]
        ]
      ],
      { unit: 'segments', least: 0.4 }
    )
    expect(rows(atOnce(unitsOf(given)))).toEqual(['0-4 aj', '2.2-4 -f'])
  })

  test('segments about two different people never become one unit, not even through a third about nobody', () => {
    const given = input([[[0, 4, ANGER, 'p']], [[0, 4, JOY, 'q']], [[0, 4, FEAR]]], { unit: 'segments' })
    expect(rows(atOnce(unitsOf(given)))).toEqual(['0-4 a-f p', '0-4 -j- q'])
  })
})

describe('numbers from sums', () => {
  const rating = fc.option(fc.constantFrom(...labels), { nil: null, freq: 4 })
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((raters) =>
      fc.array(fc.array(rating, { minLength: raters, maxLength: raters }), { minLength: 1, maxLength: 30 })
    )

  test('equal those computed from the list of ratings, for any table with missing ratings', () => {
    fc.assert(
      fc.property(table, (units) => {
        const { sums, total } = summed(units)
        const near = (mine: number | null, theirs: number | null) =>
          theirs === null || mine === null ? expect(mine).toBe(theirs) : expect(mine).toBeCloseTo(theirs, 9)
        near(nominal.alphaOf(total, sums).value, krippendorffNominal.compute(units).value)
        near(nominal.agreementOf(total, sums).value, percentAgreement.compute(units).value)
        near(nominal.ac1Of(total, sums).value, gwetAc1.compute(units).value)
        const complete = units.filter((unit) => unit.every((one) => one !== null))
        near(nominal.fleissOf(total, sums).value, fleissKappa.compute(complete).value)
        sums.pairs.forEach(([a, b], pair) => {
          const of = (rater: number) => units.map((unit) => unit[rater] ?? null)
          near(
            nominal.pairKappa(total, sums, pair).value,
            cohenKappa.compute(confusionFromLabels(labels, of(a), of(b))).value
          )
        })
        labels.forEach((label, k) => {
          const binary = units.map((unit) => unit.map((one) => (one === null ? null : one === label ? 1 : 0)))
          near(nominal.labelAlpha(total, sums, k).value, krippendorffNominal.compute(binary).value)
        })
      })
    )
  })

  test('boundary edits equal the reference algorithm for any two divisions and any reach', () => {
    const masses = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(masses, masses, fc.integer({ min: 2, max: 8 }), (one, other, reach) => {
        const whole = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0)
        const end = Math.max(whole(one), whole(other)) + 1
        const first = [...one, end - whole(one)]
        const second = [...other, end - whole(other)]
        const edges = (list: readonly number[]) => {
          let at = 0
          return list.slice(0, -1).map((mass) => (at += mass))
        }
        const expected = boundarySimilarityParts(first, second, reach)
        const found = boundaryEdits(edges(first), edges(second), reach)
        expect(found.matches).toBe(expected.matches)
        expect(found.moves).toBe(expected.transpositions)
        expect(found.additions).toBe(expected.additions)
        const edits = found.matches + found.moves + found.additions
        expect(edits === 0 ? 1 : 1 - (found.additions + found.moved) / edits).toBeCloseTo(
          expected.similarity,
          12
        )
      })
    )
  })

  test.each(vectors())('$name is the known answer', ({ units, expected, tolerance, metric }) => {
    const { sums, total } = summed(units)
    const of = {
      fleiss_kappa: nominal.fleissOf,
      krippendorff_alpha: nominal.alphaOf,
      gwet_ac1: nominal.ac1Of,
      percent_agreement: nominal.agreementOf
    }[metric]
    const found = of?.(total, sums).value ?? null
    if (expected === null) expect(found).toBeNull()
    else expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance)
  })
})

describe('the report', () => {
  const three = (shift: number): readonly Spans[] => [
    [
      [0, 2, ANGER],
      [2, 4, JOY],
      [4, 6, FEAR]
    ],
    [
      [0, 2 + shift, ANGER],
      [2 + shift, 4, JOY],
      [4, 6, FEAR]
    ],
    [
      [0, 2, ANGER],
      [2, 4, ANGER],
      [4, 6, ANGER]
    ]
  ]

  test('tells who lowers the agreement: without the third annotator alpha is one', () => {
    const report = reportOf(input(three(0)))
    const [first, , third] = report.annotators
    expect(third?.alphaWithout.value).toBeCloseTo(1, 9)
    expect(first?.alphaWithout.value).toBeLessThan(0.3)
    expect(third?.bias).toEqual([
      { label: 'anger', own: 1, others: 1 / 3 },
      { label: 'joy', own: 0, others: 1 / 3 },
      { label: 'fear', own: 0, others: 1 / 3 }
    ])
    expect(third?.distance.value).toBeCloseTo(2 / 3, 12)
    expect(first?.meanSeconds.value).toBe(2)
    expect(first?.labelledShare.value).toBeCloseTo(0.6, 12)
  })

  test('boundaries moved by less than the tolerance hit, and cost part of an edit in boundary similarity', () => {
    const given = input(three(0.3).slice(0, 2))
    const report = reportOf(given)
    // Boundaries at 2, 4, 6 and 2.3, 4, 6: the start at 0 belongs to the recording.
    expect(valueOf(report, 'boundary_f1')?.value).toBe(1)
    expect(valueOf(report, 'boundary_similarity')?.value).toBeCloseTo(1 - 3 / 6 / 3, 12)
    // 2/2.3 and 1.7/2 and 1, each in both directions.
    expect(valueOf(report, 'tiou_mean_best')?.value).toBeCloseTo((2 / 2.3 + 1.7 / 2 + 1) / 3, 12)
    const strict = reportOf({ ...given, tolerance: 200_000 })
    expect(valueOf(strict, 'boundary_f1')?.value).toBeCloseTo(4 / 6, 12)
  })

  test('with one recording there is no interval and the reason says so; with several there is one', () => {
    const one = reportOf(input(three(0)))
    expect(valueOf(one, 'krippendorff_alpha_nominal')?.interval).toBeUndefined()
    expect(valueOf(one, 'krippendorff_alpha_nominal')?.intervalReason).toMatch(/at least two/)
    const base = input(three(0))
    const other = input([[[0, 2, JOY]], [[0, 2, JOY]], [[0, 2, JOY]]]).segments.map((segment) => ({
      ...segment,
      recordingId: 's',
      id: `s${segment.id}`
    }))
    const two = reportOf({
      ...base,
      segments: [...base.segments, ...other],
      recordings: [...base.recordings, { id: 's', duration: 10e6 }]
    })
    const interval = valueOf(two, 'krippendorff_alpha_nominal')?.interval
    expect(interval?.method).toMatch(/2 recordings, 1000 resamples.*too narrow/)
    expect(two.recordings.map((row) => row.id)).toEqual(['r', 's'])
    expect(two.recordings[1]?.alpha).toMatchObject({ value: null })
    expect(two.recordings[1]?.agreement.value).toBe(1)
  })

  test('annotators who never meet give no number but a reason', () => {
    const report = reportOf(input([[[0, 1, ANGER]], [[2, 3, ANGER]]]))
    for (const card of report.cards) {
      expect(card.value).toBeNull()
      expect(card.reason).toMatch(/\w/)
    }
    expect(report.pairs[0]?.kappa.reason).toBe('The two never labelled the same.')
  })
})

describe('moments of disagreement', () => {
  const given = input([
    [
      [0, 2, ANGER],
      [2, 6, JOY]
    ],
    [
      [0, 3, ANGER],
      [3, 6, JOY]
    ],
    [
      [0, 2.5, ANGER],
      [2.5, 4, FEAR]
    ]
  ])

  test('list what everybody says, in order of time', () => {
    const { items, total } = itemsOf(given)
    expect(total).toBe(3)
    expect(
      items.map(({ start, end, said }) => [start / 1e6, end / 1e6, said.map((one) => one.label).join(' ')])
    ).toEqual([
      [2, 2.5, 'joy anger anger'],
      [2.5, 3, 'joy anger fear'],
      [3, 4, 'joy joy fear']
    ])
    expect(items[1]?.split).toBe(1)
  })

  test('of two annotators ignore where the third begins and ends', () => {
    const { items } = itemsOf(given, { annotators: [0, 1] })
    expect(
      items.map(({ start, end, said }) => [start / 1e6, end / 1e6, said.map((one) => one.segmentId)])
    ).toEqual([[2, 3, ['a1', 'b0']]])
  })

  test('of a label are those where somebody says it and somebody does not', () => {
    expect(itemsOf(given, { label: FEAR }).items.map(({ start }) => start / 1e6)).toEqual([2.5, 3])
  })

  test('shorter than asked for are left out and counted; the most divided can come first', () => {
    const { items, shorter } = itemsOf(given, { shortest: 600_000 })
    expect([items.length, shorter]).toEqual([1, 2])
    expect(itemsOf(given, { order: 'split' }).items[0]?.start).toBe(2.5e6)
  })

  test('the curve is the share of agreeing pairs along the recording, nothing where nobody meets', () => {
    const { step, agreement } = agreementCurve(atOnce(unitsOf(given)), 8e6, 8)
    expect(step).toBe(1e6)
    expect(agreement.map((value) => (value === null ? null : Math.round(value * 1000) / 1000))).toEqual([
      1,
      1,
      // Half a second at 1/3, half at 0.
      0.167,
      0.333,
      1,
      1,
      null,
      null
    ])
  })
})

/** Ratings as units of weight one, summed. */
function summed(units: readonly (readonly (string | number | null)[])[]) {
  const used = [...new Set(units.flat())].filter((one) => one !== null)
  const names = used.every((one) => typeof one === 'string' && labels.includes(one)) ? labels : used
  const annotators = Math.max(...units.map((unit) => unit.length))
  const codes = Int16Array.from(
    units.flatMap((unit) =>
      Array.from({ length: annotators }, (_, a) => {
        const one = unit[a] ?? null
        return one === null ? -1 : (names as readonly unknown[]).indexOf(one)
      })
    )
  )
  const sums = unitSums(names.length, annotators)
  const total = new Float64Array(sums.length)
  const list: AgreementUnits = {
    kind: 'segments',
    annotators,
    labels: names.length,
    count: units.length,
    codes,
    at: new Int32Array(codes.length).fill(-1),
    start: new Float64Array(units.length),
    end: new Float64Array(units.length).fill(1),
    recording: new Int32Array(units.length),
    recordings: ['r'],
    person: new Int32Array(units.length).fill(-1),
    persons: [],
    segments: []
  }
  atOnce(addUnits(list, sums, [total], () => 0))
  return { sums, total }
}

interface Vector {
  readonly name: string
  readonly metric: string
  readonly units: readonly (readonly (string | number | null)[])[]
  readonly expected: number | null
  readonly tolerance: number
}

interface Stored {
  readonly name: string
  readonly metric: string
  readonly inputs: {
    readonly level?: string
    readonly ratings?: readonly (readonly (string | number | null)[])[]
    readonly counts?: readonly (readonly number[])[]
  }
  readonly expected: Readonly<Record<string, number | null>>
  readonly tolerance: number
}

/** Known answers for nominal agreement, from the folder of vectors where there is one. */
function vectors(): Vector[] {
  const folder =
    process.env['AFFECTORY_VECTORS'] ?? resolve(import.meta.dirname, '../../../../shared/vectors')
  return ['krippendorff_alpha', 'fleiss_kappa', 'agreement_misc'].flatMap((name) => {
    const path = join(folder, `${name}.json`)
    const stored: readonly Stored[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
    return stored.flatMap(fromStored)
  })
}

function fromStored({ name, metric, inputs, expected, tolerance }: Stored): Vector[] {
  const { ratings, counts, level } = inputs
  if (metric === 'fleiss_kappa' && counts)
    return [
      {
        name,
        metric,
        tolerance,
        expected: expected['kappa'] ?? null,
        units: counts.map((row) =>
          row.flatMap((count, k) => Array.from({ length: count }, () => `label ${k}`))
        )
      }
    ]
  if ((metric === 'gwet_ac1' || metric === 'percent_agreement') && ratings)
    return [
      {
        name,
        metric,
        tolerance,
        units: ratings,
        expected: expected['ac1'] ?? expected['pairwise_agreement'] ?? null
      }
    ]
  if (metric === 'krippendorff_alpha' && ratings && level === 'nominal')
    return [
      {
        name,
        metric,
        tolerance,
        expected: expected['alpha'] ?? null,
        // Raters stand in rows.
        units: (ratings[0] ?? []).map((_, unit) => ratings.map((row) => row[unit] ?? null))
      }
    ]
  return []
}
