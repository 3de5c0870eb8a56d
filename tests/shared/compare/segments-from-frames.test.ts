import { describe, expect, it } from 'vitest'
import { segmentsFromFrames } from '../../../src/shared/compare/segments-from-frames'

const frames = (times: number[], labels: (string | undefined)[], confidences?: number[]) =>
  segmentsFromFrames({ recordingId: 'r', idPrefix: 'f', times, labels, confidences, longestHold: 150 }).map(
    ({ start, end, label, confidence }) => [start, end, label, confidence]
  )

describe('segments from per-frame labels', () => {
  it('merges runs of one label and averages their confidence', () =>
    expect(frames([0, 100, 200], ['joy', 'joy', 'fear'], [0.5, 1, 0.25])).toEqual([
      [0, 200, 'joy', 0.75],
      [200, 350, 'fear', 0.25]
    ]))

  it('no face is a gap, and the emotion before it is not repeated over it', () =>
    expect(frames([0, 100, 200, 300], ['joy', undefined, undefined, 'joy'])).toEqual([
      [0, 100, 'joy', undefined],
      [300, 450, 'joy', undefined]
    ]))

  it('a missing stretch of frames is a gap after the longest hold', () =>
    expect(frames([0, 100, 900], ['joy', 'joy', 'joy'])).toEqual([
      [0, 250, 'joy', undefined],
      [900, 1050, 'joy', undefined]
    ]))

  it('no frames make no segments', () => expect(frames([], [])).toEqual([]))
})
