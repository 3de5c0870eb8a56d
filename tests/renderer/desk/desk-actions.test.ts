import { describe, expect, it } from 'vitest'
import { deskActions } from '../../../src/renderer/session/desk-actions'
import { clashes } from '../../../src/renderer/session/actions'
import { normalChord } from '../../../src/renderer/session/chord'

/** The default shortcuts of the desk, as people are told them. */
const told: readonly (readonly [string, string])[] = [
  ['playback.toggle', 'Space'],
  ['playback.playSelection', 'Shift+Space'],
  ['playback.loop', 'KeyL'],
  ['playback.frameBack', 'ArrowLeft'],
  ['playback.tenFramesForward', 'Ctrl+ArrowRight'],
  ['playback.secondBack', 'Shift+ArrowLeft'],
  ['playback.slower', 'Minus'],
  ['playback.faster', 'Shift+Equal'],
  ['playback.normalSpeed', 'Equal'],
  ['go.segmentStart', 'KeyQ'],
  ['go.segmentEnd', 'KeyE'],
  ['go.start', 'Home'],
  ['go.end', 'End'],
  ['segment.in', 'KeyI'],
  ['segment.out', 'KeyO'],
  ['segment.mark', 'Enter'],
  ['segment.fromAnchor', 'KeyW'],
  ['label.1', 'Digit1'],
  ['label.9', 'Digit9'],
  ['label.cannotRate', 'Digit0'],
  ['intensity.4', 'Shift+Digit4'],
  ['confidence.5', 'Alt+Digit5'],
  ['segment.setStart', 'BracketLeft'],
  ['segment.nudgeForward', 'Ctrl+BracketRight'],
  ['go.nextSegment', 'Tab'],
  ['go.previousSegment', 'Shift+Tab'],
  ['go.trackAbove', 'ArrowUp'],
  ['segment.split', 'KeyS'],
  ['segment.merge', 'Shift+KeyM'],
  ['segment.comment', 'KeyC'],
  ['segment.flag', 'KeyF'],
  ['prediction.accept', 'KeyY'],
  ['prediction.reject', 'KeyN'],
  ['view.zoomIn', 'Ctrl+Equal'],
  ['view.fit', 'Ctrl+Digit0'],
  ['view.zoomSelection', 'KeyZ']
]

describe('shortcuts of the desk', () => {
  it('are the ones in the handbook', () => {
    for (const [id, keys] of told) {
      const action = deskActions.find((each) => each.id === id)
      expect(action?.keys?.map(normalChord), id).toContain(keys)
    }
  })

  it('never mean two things at once', () => {
    expect([...clashes(deskActions, {}).keys()]).toEqual([])
  })

  it('label on press and on hold only for the digits', () => {
    expect(deskActions.filter((action) => action.hold).map((action) => action.id)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `label.${digit}`)
    )
  })
})
