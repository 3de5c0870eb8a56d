import { afterEach, describe, expect, it } from 'vitest'
import { appActions } from '../../../src/renderer/app-actions'
import { clashes, keysOf } from '../../../src/renderer/session/actions'
import type { Action } from '../../../src/renderer/session/actions'
import { normalChord } from '../../../src/renderer/session/chord'
import { deskActions } from '../../../src/renderer/session/desk-actions'
import { actionFor } from '../../../src/renderer/session/keyboard'
import { settingsStore } from '../../../src/renderer/session/settings'
import { presetOf, shortcutPresets } from '../../../src/renderer/session/shortcut-presets'
import { shortcutsOf } from '../../../src/renderer/session/shortcuts'

const all: readonly Action[] = [...appActions, ...deskActions]
/** The desk as it is while no mode (rating, linking, the conversation) has keys of its own. */
const always = all
  .filter(({ scope }) => scope === undefined)
  .map((action): Action => ({ ...action, when: () => true }))
const idOf = (chord: string): string | undefined => actionFor(chord, always)?.id
const choose = (shortcutPreset: string, shortcuts: Record<string, string> = {}): void =>
  settingsStore.setState({ shortcutPreset, shortcuts })

afterEach(() => choose('affectory'))

describe.each(shortcutPresets)('the keys of $title', (preset) => {
  it('never mean two things at once', () => {
    const found = clashes(all, shortcutsOf({ shortcutPreset: preset.id, shortcuts: {} }))
    expect([...found].map(([id, rivals]) => `${id}: ${rivals.map((rival) => rival.id).join(', ')}`)).toEqual(
      []
    )
  })
  it('name actions that exist, by chords as a key press makes them', () => {
    const known = new Set(all.map((action) => action.id))
    for (const [id, keys] of Object.entries(preset.keys)) {
      expect(known, id).toContain(id)
      expect(keys, id).toEqual(keys.map(normalChord))
    }
  })
  it('leave playing, stepping, making, deleting and moving between segments reachable', () => {
    choose(preset.id)
    for (const id of [
      'playback.toggle',
      'playback.playSelection',
      'playback.frameBack',
      'playback.frameForward',
      'playback.secondBack',
      'playback.secondForward',
      'go.start',
      'go.end',
      'go.nextSegment',
      'go.previousSegment',
      'go.trackAbove',
      'go.trackBelow',
      'segment.in',
      'segment.out',
      'segment.fromAnchor',
      'segment.split',
      'segment.merge',
      'segment.delete',
      'label.1',
      'label.cannotRate',
      'view.zoomIn',
      'view.fit',
      'edit.undo',
      'app.palette',
      'app.shortcuts'
    ]) {
      const action = all.find((each) => each.id === id)
      expect(action && keysOf(action).map(idOf), id).toContain(id)
    }
  })
})

describe('a preset', () => {
  it('does what people of that tool expect', () => {
    const told = {
      elan: {
        'Ctrl+ArrowRight': 'playback.frameForward',
        'Alt+KeyN': 'segment.fromAnchor',
        'Alt+KeyD': 'segment.delete',
        'Ctrl+KeyL': 'playback.loop'
      },
      boris: {
        Home: 'playback.faster',
        End: 'playback.slower',
        Backspace: 'playback.normalSpeed',
        Slash: 'playback.frameBack'
      },
      nova: { KeyW: 'segment.fromAnchor', KeyS: 'segment.split', 'Alt+ArrowLeft': 'segment.nudgeBack' },
      praat: {
        Tab: 'playback.playSelectionOrStop',
        Enter: 'segment.boundary',
        'Ctrl+KeyN': 'view.zoomSelection',
        'Alt+ArrowRight': 'go.nextSegment'
      }
    }
    for (const [preset, keys] of Object.entries(told)) {
      choose(preset)
      for (const [chord, id] of Object.entries(keys)) expect(idOf(chord), `${preset} ${chord}`).toBe(id)
    }
  })
  it('gives way to keys the user changed, and their clash with it is told', () => {
    choose('praat', { 'segment.flag': 'Tab' })
    const flag = all.find((action) => action.id === 'segment.flag')
    expect(flag && keysOf(flag)).toEqual(['Tab'])
    expect(
      clashes(all, shortcutsOf())
        .get('segment.flag')
        ?.map((action) => action.id)
    ).toEqual(['playback.playSelectionOrStop'])
  })
  it('that this version does not know leaves the own keys of Affectory', () => {
    expect(presetOf('observer-xt').id).toBe('affectory')
  })
})
