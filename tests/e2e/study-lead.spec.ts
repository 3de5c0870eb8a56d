import { expect, test } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pngBytes } from '../fixtures/pictures'
import { AffectoryApp } from './affectory-app'

test.setTimeout(120_000)

/** Work as somebody, by the button at the top right. */
async function workAs(app: AffectoryApp, name: string): Promise<void> {
  await app.page.getByRole('banner').locator('button.who').click()
  await app.page.getByRole('menuitem', { name, exact: true }).click()
}

test('who founds a project leads its study: others neither give work nor lock it, and the role is handed on', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Led', 'Ada')
    const path = join(app.machine.work, 'face.png')
    writeFileSync(path, pngBytes(64, 48, [200, 90, 80]))
    await app.importFiles(path)
    await app.run('Add an annotator')
    const dialog = app.page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Ben')
    await expect(dialog.getByRole('checkbox', { name: /^Leads the study/ })).not.toBeChecked()
    await dialog.getByRole('checkbox', { name: 'Work as this annotator now' }).click()
    await dialog.getByRole('button', { name: 'Add' }).click()
    await expect(app.library.getByText('lead, me')).toBeVisible()
    const { authors, recordings, schemes } = await app.snapshot()
    const [ada, ben] = ['Ada', 'Ben'].map((name) => authors.find((author) => author.name === name)?.id ?? '')
    expect(authors.find(({ name }) => name === 'Ada')?.lead).toBe(true)
    const document = schemes[0]?.document as { attributes: { id: string }[] }
    const assignment = {
      name: 'Round 1',
      authorId: ben,
      blind: true,
      tracks: [{ schemeId: schemes[0]?.id, attributeId: document.attributes[0]?.id }],
      recordingIds: recordings.map(({ id }) => id)
    }
    await app.ask('edit.apply', {
      authorId: ada ?? '',
      commands: [{ id: 'assignment-save', input: { ...assignment, id: 'w' } }]
    })
    await app.run('Study')
    const panel = app.desk.locator('[data-panel=study]')
    await expect(panel.getByRole('button', { name: 'New assignment…' })).toBeVisible()
    await expect(panel.getByRole('note')).toHaveCount(0)

    await workAs(app, 'Ben')
    await expect(panel.getByText('Ada leads this study')).toBeVisible()
    await expect(panel.getByRole('button', { name: 'New assignment…' })).toHaveCount(0)
    await panel.getByRole('button', { name: 'Start', exact: true }).click()
    await app.run('Study')
    await panel.getByRole('button', { name: 'Finish', exact: true }).click()
    await expect(panel.getByRole('button', { name: 'Reopen' })).toBeVisible()
    await expect(panel.getByRole('button', { name: 'Lock', exact: true })).toHaveCount(0)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('study-led-dark')
    // Not only the window: main refuses, too.
    const itemId = (await app.snapshot()).items[0]?.id
    const lock = { id: 'item-set', input: { ids: [itemId], state: 'locked', at: '2030-01-01T00:00:00.000Z' } }
    expect(await app.tell('edit.apply', { authorId: ben ?? '', commands: [lock] })).toMatchObject({
      ok: false
    })
    await workAs(app, 'Ada')
    await app.page.getByRole('dialog').getByRole('button', { name: 'Work as Ada' }).click()
    await panel.getByRole('button', { name: 'Lock', exact: true }).click()
    await expect.poll(async () => (await app.snapshot()).items[0]?.state).toBe('locked')
  } finally {
    await app.close()
  }
})

test('a study without a lead says that everybody leads, and names one in a click that undo takes back', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.run('Study')
    const panel = app.desk.locator('[data-panel=study]')
    await expect(panel.getByText('Nobody is named as lead')).toBeVisible()
    await app.dress(1440, 900, 'light')
    await app.screenshot('study-no-lead-light')
    await panel.getByRole('button', { name: 'Name a lead…' }).click()
    await app.page.getByRole('menuitem', { name: 'Rater B' }).click()
    await expect(panel.getByText('Rater B leads this study')).toBeVisible()
    await expect(panel.getByRole('button', { name: 'New assignment…' })).toHaveCount(0)
    await workAs(app, 'Rater B')
    await expect(panel.getByRole('button', { name: 'New assignment…' }).first()).toBeVisible()
  } finally {
    await app.close()
  }
})
