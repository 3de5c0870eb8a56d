import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { brainEdf } from '../fixtures/brain-edf'
import { AffectoryApp } from './affectory-app'

test('filters and components left out of a signal are undone and redone, and are there when the project is opened again', async () => {
  test.setTimeout(240_000)
  let app = await AffectoryApp.launch()
  try {
    const file = join(app.machine.work, 'tones.edf')
    writeFileSync(file, brainEdf())
    const folder = await app.newProject('Brain', 'Rater A')
    await app.importFiles(file)
    await app.openRecording('tones')
    await app.run('Layout: Signals')
    let signals = app.desk.locator('[data-panel=signals]')
    let note = signals.getByRole('note')
    await expect(signals.getByRole('option').first()).toBeVisible()
    await app.page.getByRole('button', { name: 'View', exact: true }).click()
    const view = app.page.getByRole('dialog', { name: 'Reference and filters' })
    await view.getByRole('textbox', { name: 'Low-pass, Hz' }).fill('20')
    await view.getByRole('textbox', { name: 'Low-pass, Hz' }).press('Enter')
    await app.press('Escape')
    await expect(note).toContainText('20 Hz')
    await app.saved()
    await signals.locator('.sig').focus()
    await app.press('Control+z')
    await expect(note).toHaveCount(0)
    await app.press('Control+Shift+z')
    await expect(note).toContainText('20 Hz')
    await app.saved()

    // The search is a job that can be watched and cancelled; what it found stays with the project.
    await app.press('Alt+i')
    const panel = app.desk.locator('[data-panel=components]')
    await app.choose(panel.getByRole('combobox', { name: 'Time', exact: true }), 'All of it')
    await panel.getByRole('button', { name: 'Find components' }).click()
    const list = panel.getByRole('list', { name: 'Components' })
    await expect(list.getByText(/^blink, r/).first()).toBeVisible({ timeout: 90_000 })
    const jobs = await app.ask('job.list')
    expect(jobs.find(({ kind }) => kind === 'components')).toMatchObject({ state: 'done' })
    await panel.getByRole('button', { name: /^Leave \d+ components? out of the view/ }).click()
    await expect(note).toContainText('Without component')
    await app.saved()
    await signals.locator('.sig').focus()
    await app.press('Control+z')
    await expect(note).not.toContainText('Without component')
    await app.press('Control+Shift+z')
    await expect(note).toContainText('Without component')
    await app.saved()

    await app.quit()
    app = await AffectoryApp.launch(app.machine)
    await app.openProject(folder)
    await app.openRecording('tones')
    await app.run('Layout: Signals')
    signals = app.desk.locator('[data-panel=signals]')
    note = signals.getByRole('note')
    await expect(note).toContainText('Without component')
    await app.press('Alt+i')
    const kept = app.desk.locator('[data-panel=components]').getByRole('list', { name: 'Components' })
    await expect(kept.getByText(/^blink, r/).first()).toBeVisible()
  } finally {
    await app.close()
  }
})
