import { describe, expect, test } from 'vitest'
import { viewGain } from '../../../src/shared/signal/filter-sections'
import { Montage, resolveMontage } from '../../../src/shared/signal/montage'
import { montageText, readMontageText } from '../../../src/shared/signal/montage-text'
import { linkedEars, localLaplacian } from '../../../src/shared/signal/usual-montages'

const montage = (rows: Montage['rows']): Montage => ({ format: 'affectory.montage/1', name: 'Mine', rows })

describe('a montage', () => {
  test('is read from typed lines and written as it is read', () => {
    const text = [
      'C3 ears = C3 - 0.5 A1 - 0.5 A2',
      '"EEG Fp1-LE" - F7',
      'mean = 0.5 F3 + 0.5*F4',
      '# a note',
      ''
    ].join('\n')
    const rows = readMontageText(text)
    expect(rows).toEqual([
      {
        label: 'C3 ears',
        weights: [
          { channel: 'C3', weight: 1 },
          { channel: 'A1', weight: -0.5 },
          { channel: 'A2', weight: -0.5 }
        ]
      },
      {
        label: '"EEG Fp1-LE" - F7',
        weights: [
          { channel: 'EEG Fp1-LE', weight: 1 },
          { channel: 'F7', weight: -1 }
        ]
      },
      {
        label: 'mean',
        weights: [
          { channel: 'F3', weight: 0.5 },
          { channel: 'F4', weight: 0.5 }
        ]
      }
    ])
    if ('problem' in rows) throw new Error(rows.problem)
    expect(readMontageText(montageText(rows))).toEqual(rows)
  })

  test('that cannot be read names the line', () => {
    for (const line of ['C3 =', 'x = C3 C4', 'y = C3 - 0.5', '= C3'])
      expect(readMontageText(`a = C3\n${line}`)).toEqual({ problem: expect.stringMatching(/^Line 2 /) })
    expect(readMontageText(' ')).toEqual({ problem: 'There is no row yet.' })
  })

  test('finds channels by label and by place, and tells which are missing', () => {
    const rows = readMontageText('a = Fp1 - T3\nb = Fp1 - M9\nc = Resp')
    if ('problem' in rows) throw new Error(rows.problem)
    const found = resolveMontage(montage([...rows]), ['Resp', 'EEG Fp1-LE', 'T7..'])
    expect(found.missing).toEqual(['M9'])
    expect(found.rows).toEqual([
      {
        label: 'a',
        weights: [
          { channel: 1, weight: 1 },
          { channel: 2, weight: -1 }
        ]
      },
      { label: 'c', weights: [{ channel: 0, weight: 1 }] }
    ])
  })

  test('of linked ears takes half of either ear off each electrode, and is none without both', () => {
    expect(linkedEars(['EEG C3', 'ECG', 'A1', 'A2']).map(({ weights }) => weights)).toEqual([
      [
        { channel: 'EEG C3', weight: 1 },
        { channel: 'A1', weight: -0.5 },
        { channel: 'A2', weight: -0.5 }
      ]
    ])
    expect(linkedEars(['C3', 'A1'])).toEqual([])
  })

  test('of the Laplacian takes the mean of the four nearest off each electrode', () => {
    // The neighbours of Cz in the 10-20 system are known to everyone.
    const labels = 'Fp1 Fp2 F7 F3 Fz F4 F8 T7 C3 Cz C4 T8 P7 P3 Pz P4 P8 O1 O2 A1 A2'.split(' ')
    const rows = localLaplacian(labels)
    expect(rows).toHaveLength(19)
    const cz = rows.find(({ label }) => label.startsWith('Cz'))
    expect(
      cz?.weights
        .slice(1)
        .map(({ channel }) => channel)
        .sort()
    ).toEqual(['C3', 'C4', 'Fz', 'Pz'])
    for (const { weights } of rows)
      expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(0, 12)
  })

  test('file of another form is refused', () => {
    expect(Montage.safeParse({ format: 'affectory.montage/2', name: 'x', rows: [] }).success).toBe(false)
  })
})

test('the response of a view is 0.707 at the cut-off of a causal Butterworth, a half forward and backward, and nothing at a notch', () => {
  const at = (filter: object, hz: number) => viewGain([filter as never], [hz], 500)[0]
  expect(at({ kind: 'lowpass', hz: 40, order: 4, phase: 'causal' }, 40)).toBeCloseTo(Math.SQRT1_2, 6)
  expect(at({ kind: 'highpass', hz: 1, order: 3, phase: 'zero-phase' }, 1)).toBeCloseTo(0.5, 6)
  expect(at({ kind: 'notch', hz: 50, quality: 30, harmonics: 2, phase: 'causal' }, 100)).toBeCloseTo(0, 6)
  expect(viewGain([], [1, 10], 500)).toEqual([1, 1])
})
