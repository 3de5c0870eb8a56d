import { expect, test } from 'vitest'
import { calls, Settings } from '../../src/shared/contract'

test('changing one setting leaves the others as they are', () => {
  const patch = calls['app.saveSettings'].input
  for (const change of [
    { theme: 'light' },
    { shortcuts: { 'edit.undo': 'F9' } },
    { shortcutPreset: 'praat' },
    { snapping: false },
    {}
  ])
    expect(patch.parse(change)).toEqual(change)
})

test('settings that a file lacks have their defaults', () => {
  expect(Settings.parse({ theme: 'light' })).toEqual({
    theme: 'light',
    provider: 'auto',
    shortcuts: {},
    shortcutPreset: 'affectory',
    snapping: true
  })
})
