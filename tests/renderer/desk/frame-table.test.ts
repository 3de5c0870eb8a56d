import { describe, expect, it } from 'vitest'
import { frameTable, masterFrames } from '../../../src/renderer/session/frame-table'
import { micros } from '../../../src/shared/domain/time'

/** 30 frames a second with every time rounded as containers do, and one long gap: a variable rate. */
const variable = [0, 33_333, 66_667, 233_333, 266_667, 300_000, 433_333]

describe('a frame table', () => {
  it('names the frame on screen at any time of a variable-rate video', () => {
    const table = frameTable(variable)
    expect(table.frameAt(0)).toBe(0)
    expect(table.frameAt(33_332)).toBe(0)
    expect(table.frameAt(33_333)).toBe(1)
    expect(table.frameAt(150_000)).toBe(2)
    expect(table.frameAt(233_333)).toBe(3)
    expect(table.frameAt(9_999_999)).toBe(6)
    expect(table.frameAt(-5)).toBe(0)
  })

  it('gives back the frame whose rounded time was asked for, when times are not whole microseconds', () => {
    const thirds = Array.from({ length: 1000 }, (_, frame) => (frame * 1e6) / 30)
    const table = frameTable(thirds)
    for (let frame = 0; frame < 1000; frame++) expect(table.frameAt(table.timeOf(frame))).toBe(frame)
  })

  it('seeks to the middle of what a frame lasts, not of an average frame', () => {
    const table = frameTable(variable)
    expect(table.middleOf(2)).toBeCloseTo(150_000, 0)
    expect(table.middleOf(0)).toBeCloseTo(16_666.5, 1)
    expect(table.middleOf(6)).toBeGreaterThan(433_333)
  })

  it('recognises the frame behind a reported media time that was rounded', () => {
    const table = frameTable(variable)
    expect(table.nearest(233_000)).toBe(3)
    expect(table.nearest(66_700)).toBe(2)
  })

  it('finds the group of pictures around a frame', () => {
    const table = frameTable(variable, [0, 3, 5])
    expect(table.keyFrameBefore(4)).toBe(3)
    expect(table.keyFrameBefore(3)).toBe(3)
    expect(table.keyFrameBefore(2)).toBe(0)
    expect(table.keyFrameAfter(3)).toBe(5)
    expect(table.keyFrameAfter(5)).toBe(7)
  })

  it('counts a video with a single frame as one frame that is always shown', () => {
    const table = frameTable([0])
    expect(table.frameAt(5e6)).toBe(0)
    expect(table.middleOf(0)).toBe(0)
  })

  it('places frames on the clock of a recording whose video starts late and drifts', () => {
    const frames = masterFrames(frameTable([0, 100_000, 200_000]), {
      offset: micros(1_000_000),
      driftPpm: 1000
    })
    expect(frames.timeOf(1)).toBe(1_100_100)
    expect(frames.frameAt(frames.timeOf(2))).toBe(2)
    expect(frames.frameAt(0)).toBe(0)
    expect(frames.nearestBoundary(1_160_000)).toBe(frames.timeOf(2))
    expect(frames.nearestBoundary(1_120_000)).toBe(frames.timeOf(1))
  })
})
