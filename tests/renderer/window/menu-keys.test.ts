import { describe, expect, it } from 'vitest'
import { appActions } from '../../../src/renderer/app-actions'
import { deskActions } from '../../../src/renderer/session/desk-actions'
import { acceleratorOf, menuKeys } from '../../../src/renderer/session/menu-keys'
import { shortcutPresets } from '../../../src/renderer/session/shortcut-presets'
import { shortcutsOf } from '../../../src/renderer/session/shortcuts'

const all = [...appActions, ...deskActions]
const keysWith = (shortcutPreset: string, shortcuts: Record<string, string> = {}) =>
  menuKeys(all, shortcutsOf({ shortcutPreset, shortcuts }))

describe('the keys beside the menu items', () => {
  it('are the own ones when no preset is chosen', () => {
    expect(keysWith('affectory')).toMatchObject({
      'playback.toggle': 'Space',
      'playback.frameBack': 'Left',
      'playback.faster': 'Shift+=',
      'edit.undo': 'CommandOrControl+Z',
      'view.fit': 'CommandOrControl+0',
      'app.shortcuts': 'F1'
    })
  })
  it('are those of the preset, and none where it takes them away', () => {
    expect(keysWith('praat')).toMatchObject({
      'view.zoomSelection': 'CommandOrControl+N',
      'project.open': 'CommandOrControl+Shift+O'
    })
    const elan = keysWith('elan')
    expect(elan['track.new']).toBe('CommandOrControl+T')
    expect(elan['playback.tenFramesBack']).toBeUndefined()
  })
  it('are the keys people set themselves, over every preset', () => {
    expect(keysWith('praat', { 'view.zoomSelection': 'Alt+KeyQ', 'edit.undo': '' })).toMatchObject({
      'view.zoomSelection': 'Alt+Q'
    })
    expect(keysWith('praat', { 'edit.undo': '' })['edit.undo']).toBeUndefined()
  })
  it('can be written for every key of every preset', () => {
    for (const chord of [
      ...all.flatMap((action) => action.keys ?? []),
      ...shortcutPresets.flatMap((preset) => Object.values(preset.keys).flat())
    ])
      expect(acceleratorOf(chord), chord).toBeDefined()
  })
  it('name what is printed on the keyboard, where a menu can write that', () => {
    const azerty = new Map([
      ['KeyQ', 'a'],
      ['Digit2', 'é']
    ])
    expect(acceleratorOf('Ctrl+KeyQ', azerty)).toBe('CommandOrControl+A')
    expect(acceleratorOf('Digit2', azerty)).toBe('2')
    expect(acceleratorOf('Ctrl+IntlRo')).toBeUndefined()
  })
})
