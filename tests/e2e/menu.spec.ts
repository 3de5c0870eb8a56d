import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

/** Keys beside the items of the system's menu, by the items' words. */
const shownKeys = (app: AffectoryApp): Promise<Record<string, string>> =>
  app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    // Undo and redo tell what they would change.
    return Object.fromEntries(
      items.map(({ label, accelerator }) => [label.replace(/^(Undo|Redo): .*/, '$1'), accelerator ?? 'none'])
    )
  })

test('the menu shows the keys that act: the own ones, those of a preset, and those people set', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Keys')
    await expect
      .poll(() => shownKeys(app))
      .toMatchObject({
        Undo: 'CommandOrControl+Z',
        'Zoom to selection': 'Z',
        'Open project…': 'CommandOrControl+O',
        'Frame back': 'Left'
      })
    await app.ask('app.saveSettings', { shortcutPreset: 'praat' })
    await expect
      .poll(() => shownKeys(app))
      .toMatchObject({
        Undo: 'CommandOrControl+Z',
        'Zoom to selection': 'CommandOrControl+N',
        'Open project…': 'CommandOrControl+Shift+O',
        'Frame back': 'Up'
      })
    await app.ask('app.saveSettings', { shortcuts: { 'view.zoomSelection': 'Alt+KeyQ', 'edit.undo': '' } })
    await expect
      .poll(() => shownKeys(app))
      .toMatchObject({
        Undo: 'none',
        'Zoom to selection': 'Alt+Q',
        'Open project…': 'CommandOrControl+Shift+O'
      })
  } finally {
    await app.close()
  }
})

test('Undo and Redo in the menu say what they would change', async () => {
  test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is nothing to label')
  const app = await AffectoryApp.launch()
  const item = (start: string): Promise<string | undefined> =>
    app.electron.evaluate(
      ({ Menu }, text) =>
        Menu.getApplicationMenu()
          ?.items.flatMap(({ submenu }) => submenu?.items ?? [])
          .find(({ label }) => label.startsWith(text))?.label,
      start
    )
  try {
    await app.newProject('Menu')
    await app.importFiles(await testMedia('s16.wav'))
    await app.seek(0.5)
    await app.panel('Video').focus()
    await app.press('i')
    await app.seek(2)
    await app.panel('Video').focus()
    await app.press('o', '1')
    await expect.poll(() => item('Undo')).toBe('Undo: Label 1 segment Neutral')
    expect(await item('Redo')).toBe('Redo')
    await app.press('Control+z')
    await expect.poll(() => item('Redo')).toBe('Redo: Label 1 segment Neutral')
    expect(await item('Undo')).toBe('Undo: New track "Rater A" and 1 more')
  } finally {
    await app.close()
  }
})

test('with the keys of Praat, Tab plays the selection and Tab stops it where it is', async () => {
  test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no sound to play')
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Keys')
    await app.importFiles(await testMedia('s16.wav'))
    await app.ask('app.saveSettings', { shortcutPreset: 'praat' })
    await app.seek(0.5)
    await app.panel('Video').focus()
    await app.press('i')
    await app.seek(2.9)
    await app.panel('Video').focus()
    await app.press('o')
    await expect.poll(async () => (await app.segments('s16')).length).toBe(1)
    const playing = app.page.getByRole('button', { name: 'Pause', exact: true })
    await app.press('Tab')
    await expect(playing).toBeVisible()
    await expect.poll(() => app.time()).toBeGreaterThan(700_000)
    await app.press('Tab')
    await expect(playing).toBeHidden()
    const stopped = await app.time()
    expect(stopped).toBeGreaterThan(700_000)
    expect(stopped).toBeLessThan(2_800_000)
  } finally {
    await app.close()
  }
})
