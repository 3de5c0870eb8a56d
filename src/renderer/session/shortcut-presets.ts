import type { Chord } from './chord'

/** Keys of a tool that people come from, laid over Affectory's own. */
export interface ShortcutPreset {
  readonly id: string
  readonly title: string
  /** What to know when the tool is known by heart. */
  readonly note: string
  /** Action id -> its keys in place of its own; an empty list takes them away. */
  readonly keys: Readonly<Record<string, readonly Chord[]>>
}

/** Affectory's own keys: nothing is laid over them. Also what an unknown preset of a newer version means. */
const own: ShortcutPreset = {
  id: 'affectory',
  title: 'Affectory',
  note: 'One hand on the letters, one on the mouse.',
  keys: {}
}

// The tables hold what these tools do by default in their main annotation view, where Affectory can do the same.
// Plain keys that the tool leaves free keep Affectory's meaning.

const elan: ShortcutPreset = {
  id: 'elan',
  title: 'ELAN',
  note: 'Alt+N makes a segment of the selected stretch, Ctrl+arrows step frames.',
  keys: {
    'playback.toggle': ['Ctrl+Space', 'Space'],
    'playback.loop': ['Ctrl+KeyL'],
    'playback.frameBack': ['Ctrl+ArrowLeft', 'ArrowLeft'],
    'playback.frameForward': ['Ctrl+ArrowRight', 'ArrowRight'],
    'playback.tenFramesBack': [],
    'playback.tenFramesForward': [],
    'go.start': ['Ctrl+KeyB', 'Home'],
    'go.end': ['Ctrl+KeyE', 'End'],
    'go.nextSegment': ['Alt+ArrowRight', 'Tab'],
    'go.previousSegment': ['Alt+ArrowLeft', 'Shift+Tab'],
    'go.trackAbove': ['Ctrl+ArrowUp', 'Alt+ArrowUp', 'ArrowUp'],
    'go.trackBelow': ['Ctrl+ArrowDown', 'Alt+ArrowDown', 'ArrowDown'],
    'view.pageBack': ['Ctrl+PageUp'],
    'view.pageForward': ['Ctrl+PageDown'],
    'segment.fromAnchor': ['Alt+KeyN', 'KeyW'],
    'segment.delete': ['Alt+KeyD', 'Delete'],
    'selection.clear': ['Alt+Shift+KeyC', 'Escape'],
    'track.new': ['Ctrl+KeyT'],
    'layout.library': [],
    'export.open': ['Ctrl+Shift+KeyE']
  }
}

const boris: ShortcutPreset = {
  id: 'boris',
  title: 'BORIS',
  note: 'Up and Down jump, Home and End change the speed, / and * of the keypad step frames.',
  keys: {
    'playback.frameBack': ['Slash', 'NumpadDivide', 'ArrowLeft'],
    'playback.frameForward': ['NumpadMultiply', 'ArrowRight'],
    'playback.secondForward': ['ArrowUp', 'Shift+ArrowRight'],
    'playback.secondBack': ['ArrowDown', 'Shift+ArrowLeft'],
    'playback.faster': ['Home', 'Shift+Equal', 'NumpadAdd'],
    'playback.slower': ['End', 'Minus', 'NumpadSubtract'],
    'playback.normalSpeed': ['Backspace', 'Equal'],
    'go.start': ['Ctrl+Home'],
    'go.end': ['Ctrl+End'],
    'go.trackAbove': ['Alt+ArrowUp'],
    'go.trackBelow': ['Alt+ArrowDown'],
    'segment.delete': ['Delete']
  }
}

const nova: ShortcutPreset = {
  id: 'nova',
  title: 'NOVA',
  note: 'Ctrl+arrows go to the edges of the segment, Alt+arrows move an edge by a frame.',
  keys: {
    'go.segmentStart': ['KeyQ', 'Ctrl+ArrowLeft'],
    'go.segmentEnd': ['KeyE', 'Ctrl+ArrowRight'],
    'playback.tenFramesBack': ['Ctrl+Shift+ArrowLeft'],
    'playback.tenFramesForward': ['Ctrl+Shift+ArrowRight'],
    'segment.nudgeBack': ['Alt+ArrowLeft', 'Ctrl+BracketLeft'],
    'segment.nudgeForward': ['Alt+ArrowRight', 'Ctrl+BracketRight'],
    'track.new': ['Ctrl+KeyN']
  }
}

const praat: ShortcutPreset = {
  id: 'praat',
  title: 'Praat',
  note: 'Tab plays the selection or stops, Enter sets a boundary, Alt+arrows choose interval and tier.',
  keys: {
    'playback.playSelectionOrStop': ['Tab'],
    'playback.toggle': ['Space', 'Shift+Tab', 'Ctrl+Space'],
    'playback.frameBack': ['ArrowUp', 'ArrowLeft'],
    'playback.frameForward': ['ArrowDown', 'ArrowRight'],
    'go.nextSegment': ['Alt+ArrowRight'],
    'go.previousSegment': ['Alt+ArrowLeft'],
    'go.trackAbove': ['Alt+ArrowUp'],
    'go.trackBelow': ['Alt+ArrowDown'],
    'segment.boundary': ['Enter'],
    'segment.mark': [],
    'segment.merge': ['Alt+Backspace', 'Shift+KeyM'],
    'view.zoomIn': ['Ctrl+KeyI', 'Ctrl+Equal', 'Ctrl+Shift+Equal'],
    'view.zoomOut': ['Ctrl+KeyO', 'Ctrl+Minus'],
    'view.zoomSelection': ['Ctrl+KeyN', 'KeyZ'],
    'view.fit': ['Ctrl+KeyA', 'Ctrl+Digit0'],
    'view.pageBack': ['PageUp'],
    'view.pageForward': ['PageDown'],
    'recording.import': ['Ctrl+Shift+KeyI'],
    'project.open': ['Ctrl+Shift+KeyO']
  }
}

/** Presets in the order they are offered. */
export const shortcutPresets: readonly ShortcutPreset[] = [own, elan, boris, nova, praat]

/** A preset by its id; Affectory's own keys for an id this version does not know. */
export const presetOf = (id: string): ShortcutPreset =>
  shortcutPresets.find((preset) => preset.id === id) ?? own
