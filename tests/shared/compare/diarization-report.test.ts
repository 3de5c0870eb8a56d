import { describe, expect, test } from 'vitest'
import { diarizationReport } from '../../../src/shared/compare/diarization-report'
import { segmentsOfWindows } from '../../../src/shared/metrics/emotion-diarization'

const axes = [{ id: 'n', aliases: ['neutral'] }, { id: 'a' }, { id: 'h' }]

/** Segments by seconds: label, start, end. */
const said = (
  list: readonly (readonly [label: string, start: number, end: number])[],
  more: { recordingId?: string; personId?: string } = {}
) =>
  list.map(([label, start, end], i) => ({
    id: `s${i}`,
    recordingId: 'r',
    ...more,
    label,
    start: Math.round(start * 1e6),
    end: Math.round(end * 1e6)
  }))

const report = (
  reference: ReturnType<typeof said>,
  candidate: ReturnType<typeof said>,
  seconds: number,
  more: readonly { id: string; duration: number }[] = []
) =>
  diarizationReport({
    ...{ reference, candidate, axes, neutral: 'n' },
    recordings: [{ id: 'r', duration: seconds * 1e6 }, ...more]
  })

const windows = (labels: readonly string[], seconds: number, duration: number) =>
  said(
    segmentsOfWindows(labels, seconds, seconds, duration).map(({ label, start, end }) => [label, start, end])
  )

// The expected values are those of the published doctest and of the table (SED-1, SED-2).
describe('emotion diarization error of one utterance of 1.22 s that is angry from 0.39 to 1.10 s', () => {
  const angry = said([['a', 0.39, 1.1]])

  test('is 0.2705 for frames n n n a a a of 0.2 s, with its parts', () => {
    const { total, rows } = report(angry, windows(['n', 'n', 'n', 'a', 'a', 'a'], 0.2, 1.22), 1.22)
    expect(total.error).toBeCloseTo(0.2704918032786885, 9)
    expect(rows).toHaveLength(1)
    expect(total.missed).toBeCloseTo(0.21, 9)
    expect(total.falseAlarm).toBeCloseTo(0.1, 9)
    expect(total.confusion).toBe(0)
    expect(total.uncovered).toBeCloseTo(0.02, 9)
  })

  test('is 0.5984 when only neutral is said, and a boundary that moves by 100 ms moves it by 0.082', () => {
    const neutral = windows(['n', 'n', 'n', 'n', 'n', 'n'], 0.2, 1.22)
    const before = report(angry, neutral, 1.22).total.error ?? 0
    expect(before).toBeCloseTo(0.598360655737705, 9)
    const after = report(said([['a', 0.39, 1.2]]), neutral, 1.22).total.error ?? 0
    expect(after - before).toBeCloseTo(0.1 / 1.22, 9)
  })

  test('is 0.0082 for 61 frames of 20 ms that carry the label at their middle', () => {
    const frames = Array.from({ length: 61 }, (_, i) => {
      const middle = (i + 0.5) * 0.02
      return middle >= 0.39 && middle < 1.1 ? 'a' : 'n'
    })
    expect(report(angry, windows(frames, 0.02, 1.22), 1.22).total.error).toBeCloseTo(0.008196721311475, 9)
  })
})

describe('emotion diarization of more', () => {
  test('two emotional segments in one recording are scored', () => {
    const two = said([
      ['a', 1, 2],
      ['h', 4, 5]
    ])
    const { total } = report(
      two,
      said([
        ['n', 0, 3],
        ['h', 3, 5],
        ['n', 5, 10]
      ]),
      10
    )
    expect(total).toMatchObject({ missed: 1, falseAlarm: 1, confusion: 0, error: 0.2 })
  })

  test('recordings are weighed by their length, and one where nobody says anything is left out', () => {
    const { total, rows } = report(
      [...said([['a', 0, 1]]), ...said([['a', 0, 3]], { recordingId: 'q' })],
      [...said([['a', 0, 1]]), ...said([['n', 0, 3]], { recordingId: 'q' })],
      1,
      [
        { id: 'q', duration: 3e6 },
        { id: 'empty', duration: 9e6 }
      ]
    )
    expect(rows.map(({ error }) => error)).toEqual([0, 1])
    expect(total.error).toBe(0.75)
    expect(total.seconds).toBe(4)
  })

  test('people whom the reference tells apart have rows of their own', () => {
    const { rows } = report(
      [...said([['a', 0, 2]], { personId: 'p' }), ...said([['h', 0, 2]], { personId: 'q' })],
      [...said([['a', 0, 2]], { personId: 'p' }), ...said([['a', 0, 2]], { personId: 'q' })],
      2
    )
    expect(rows.map(({ personId, confusion }) => [personId, confusion])).toEqual([
      ['p', 0],
      ['q', 2]
    ])
  })

  test('changes are matched to the nearest within a second; late is positive, and aliases are no change', () => {
    const { boundaryErrorsMs, boundariesMissed } = report(
      said([
        ['n', 0, 2],
        ['neutral', 2, 4],
        ['a', 4, 6],
        ['h', 6, 10]
      ]),
      said([
        ['n', 0, 4.25],
        ['a', 4.25, 8.5],
        ['h', 8.5, 10]
      ]),
      10
    )
    expect(boundaryErrorsMs).toEqual([250])
    expect(boundariesMissed).toBe(1)
  })
})
