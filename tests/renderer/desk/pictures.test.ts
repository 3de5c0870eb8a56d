import { beforeEach, describe, expect, it } from 'vitest'
import type { Recording } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { cellsInFrame } from '../../../src/renderer/session/pages/frame-cells'
import {
  markAll,
  markMode,
  markPicture,
  selectedPictures,
  setMarks,
  unmark
} from '../../../src/renderer/session/pages/picture-marks'
import { clearSelection, openRecording, selection } from '../../../src/renderer/session/selection'

const shown: readonly Recording[] = ['a', 'b', 'c', 'd', 'e'].map((id, position) => ({
  id,
  name: id,
  duration: micros(1_000_000),
  position,
  medium: 'image'
}))
const chosen = (): string =>
  selectedPictures(shown)
    .map(({ id }) => id)
    .join('')

describe('pictures selected together', () => {
  beforeEach(() => {
    clearSelection()
    unmark()
    markPicture(shown, 'b', 'only')
  })
  it('are the current one alone until more are chosen', () => {
    expect(chosen()).toBe('b')
    markPicture(shown, 'd', 'only')
    expect(chosen()).toBe('d')
  })
  it('reach from where the range began to the click, both ways, and Shift again moves only the far end', () => {
    markPicture(shown, 'd', 'range')
    expect(chosen()).toBe('bcd')
    markPicture(shown, 'a', 'range')
    expect(chosen()).toBe('ab')
    expect(selection().recordingId).toBe('a')
  })
  it('take one more or one less with Ctrl, and a further range with Ctrl and Shift', () => {
    markPicture(shown, 'd', 'toggle')
    expect(chosen()).toBe('bd')
    markPicture(shown, 'e', 'add-range')
    expect(chosen()).toBe('bde')
    markPicture(shown, 'b', 'toggle')
    expect(chosen()).toBe('de')
    expect(selection().recordingId, 'the arrows go on from the one clicked').toBe('b')
  })
  it('are let go when another recording is opened from elsewhere', () => {
    markAll(shown)
    expect(chosen()).toBe('abcde')
    openRecording('c')
    expect(chosen()).toBe('c')
  })
  it('never count what a filter hides', () => {
    setMarks(new Set(['b', 'x', 'y']))
    expect(chosen()).toBe('b')
  })
  it('read the keys held with a click, the Mac’s command key as Ctrl', () => {
    const keys = (shiftKey: boolean, ctrlKey: boolean, metaKey = false) =>
      markMode({ shiftKey, ctrlKey, metaKey })
    expect([keys(false, false), keys(true, false), keys(false, true), keys(true, true)]).toEqual([
      'only',
      'range',
      'toggle',
      'add-range'
    ])
    expect(keys(false, false, true)).toBe('toggle')
  })
})

describe('a frame dragged over a grid', () => {
  // Three columns of 100 x 60 pixels, 10 pixels around and between: cell 4 lies at 120-220 x 80-140.
  const grid = { count: 7, columns: 3, widthPx: 100, heightPx: 60, gapPx: 10 }
  const cells = (fromX: number, fromY: number, toX: number, toY: number) =>
    cellsInFrame({ fromX, fromY, toX, toY }, grid)
  it('takes the cells it touches, whichever corner it began at', () => {
    expect(cells(130, 90, 140, 100)).toEqual([4])
    expect(cells(50, 30, 130, 90)).toEqual([0, 1, 3, 4])
    expect(cells(130, 90, 50, 30)).toEqual([0, 1, 3, 4])
  })
  it('takes nothing between the cells and nothing behind the last one', () => {
    expect(cells(111, 20, 119, 50)).toEqual([])
    expect(cells(10, 71, 300, 79)).toEqual([])
    expect(cells(150, 160, 400, 400)).toEqual([])
    expect(cells(20, 160, 400, 400)).toEqual([6])
  })
  it('takes all when it is larger than the grid', () => {
    expect(cells(-50, -50, 5000, 5000)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })
})
