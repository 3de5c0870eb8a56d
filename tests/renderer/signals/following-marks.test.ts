import { describe, expect, test } from 'vitest'
import { interpolated, interpolationOf } from '../../../src/renderer/session/signals/interpolate'
import { followingMarks, referenceOf } from '../../../src/renderer/session/signals/reference-choice'
import type { Stream } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const stream = (labels: readonly string[], bad: readonly string[]): Stream => ({
  id: 'signal',
  recordingId: 'recording',
  fileId: 'file',
  kind: 'signal',
  name: 'eeg.edf',
  index: 0,
  offset: micros(0),
  driftPpm: 0,
  duration: micros(1e6),
  cache: {},
  info: {
    channels: labels.map((label) => ({
      label,
      unit: 'uV',
      rateHz: 256,
      ...(bad.includes(label) ? { bad: true } : {})
    }))
  }
})
const labels = ['Fz', 'C3', 'Cz', 'C4', 'Pz', 'ECG', 'EEG 77']

describe('a bad electrode', () => {
  test('is made of the good EEG channels with a place, with weights that sum to one', () => {
    const made = interpolated(stream(labels, ['Cz']))
    expect(made?.map(({ channel }) => channel)).toEqual([2])
    const weights = made?.[0]?.weights ?? []
    expect(weights.map(({ channel }) => channel)).toEqual([0, 1, 3, 4])
    expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
    // Cz lies in the middle of the four: by symmetry left and right weigh the same, and so do front and back.
    const [fz, c3, c4, pz] = weights.map(({ weight }) => weight)
    expect(c3).toBeCloseTo(c4 ?? Number.NaN, 9)
    expect(fz).toBeCloseTo(pz ?? Number.NaN, 9)
  })

  test('cannot be made where its place is unknown or too few are good, and that is said', () => {
    expect(interpolationOf(stream(labels, ['Cz', 'EEG 77'])).text).toBe('1; of 1 the place is unknown')
    expect(interpolationOf(stream(labels, ['Cz', 'C3'])).text).toBe('too few places are known')
    expect(interpolationOf(stream(labels, [])).text).toBe('none is marked')
    expect(interpolated(stream(labels, ['Cz', 'C3']))).toBeUndefined()
  })
})

describe('a view', () => {
  test('with the average reference follows the marks of bad channels', () => {
    const before = stream(labels, [])
    const view = { filters: [], reference: referenceOf('average', before, []) }
    expect(followingMarks(view, before)).toBe(view)
    const after = followingMarks(view, stream(labels, ['Cz', 'EEG 77']))
    expect(after.reference).toEqual({ kind: 'average', channels: [0, 1, 3, 4], follows: 'good-eeg' })
  })

  test('shows a channel as it was recorded once it is good again', () => {
    const view = { filters: [], made: interpolated(stream(labels, ['Cz'])) }
    expect(followingMarks(view, stream(labels, [])).made).toBeUndefined()
  })

  test('with a reference of chosen channels stays as it was chosen', () => {
    const view = { filters: [], reference: { kind: 'average' as const, channels: [2] } }
    expect(followingMarks(view, stream(labels, ['Cz']))).toBe(view)
  })
})
