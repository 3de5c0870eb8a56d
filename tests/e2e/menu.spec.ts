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

/** An item of the system's menu as it stands, with whether it can be chosen: "Undo (off)". */
const item = (app: AffectoryApp, start: string): Promise<string | undefined> =>
  app.electron.evaluate(({ Menu }, text) => {
    const found = Menu.getApplicationMenu()
      ?.items.flatMap(({ submenu }) => submenu?.items ?? [])
      .find(({ label }) => label.startsWith(text))
    return found && `${found.label}${found.enabled ? '' : ' (off)'}`
  }, start)

test('Undo and Redo in the menu say what they would change, and are off while there is nothing', async () => {
  test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is nothing to label')
  const app = await AffectoryApp.launch()
  try {
    await expect.poll(() => item(app, 'Undo')).toBe('Undo (off)')
    await app.newProject('Menu')
    await app.importFiles(await testMedia('s16.wav'))
    await app.seek(0.5)
    await app.panel('Video').focus()
    await app.press('i')
    await app.seek(2)
    await app.panel('Video').focus()
    await app.press('o', '1')
    await expect.poll(() => item(app, 'Undo')).toBe('Undo: Label 1 segment Neutral')
    expect(await item(app, 'Redo')).toBe('Redo (off)')
    await app.press('Control+z')
    await expect.poll(() => item(app, 'Redo')).toBe('Redo: Label 1 segment Neutral')
    expect(await item(app, 'Undo')).toBe('Undo: New track "Rater A" and 1 more')
    const field = app.page.getByRole('combobox', { name: 'Search or run a command' })
    await app.press('Control+k')
    await field.fill('redo')
    await expect(app.page.getByRole('option', { name: /^Redo: Label 1 segment Neutral/ })).toBeVisible()
    await app.press('Escape')
    await app.press('Control+Shift+z')
    await expect.poll(() => item(app, 'Redo')).toBe('Redo (off)')
    await app.press('Control+k')
    await field.fill('redo')
    await expect(app.page.getByRole('option', { name: /^Redo/ }).first()).toHaveAttribute(
      'aria-disabled',
      'true'
    )
  } finally {
    await app.close()
  }
})

test('the making of the demo project is nobody’s edit, so undo does not take it apart', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    const before = await app.snapshot()
    expect(before.canUndo).toBeUndefined()
    await expect.poll(() => item(app, 'Undo')).toBe('Undo (off)')
    await app.panel('Video').focus()
    await app.press('Control+z')
    await expect(app.page.locator('.toast').filter({ hasText: 'Nothing to undo' })).toBeVisible()
    const after = await app.snapshot()
    expect(after.tracks.length).toBe(before.tracks.length)
    expect(after.revision).toBe(before.revision)
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
