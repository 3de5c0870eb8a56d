import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('a model follows the playhead: what plays is answered while it plays and where one stands, and nothing is stored', async () => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const { recordings, runs } = await app.snapshot()
    await app.openRecording(recordings[0]?.name ?? '')
    await app.seek(6)
    await app.panel('Tracks').focus()
    await app.press('Alt+Shift+p')
    const panel = app.desk.locator('[data-panel=live]')
    const voice = await app.modelName('speech-emotion')
    await app.choose(panel.getByRole('combobox', { name: 'Model' }), voice)
    const stretch = panel.locator('.live-subject header .mono')
    await expect(stretch).toHaveText('3.0–6.0 s', { timeout: 30_000 })
    await expect(panel.getByRole('list', { name: 'emotion' }).getByRole('listitem')).toHaveCount(7)
    await expect(panel.getByTestId('live-delay')).toHaveText(/^\d+ ms delay$/)

    // Where one stands.
    await app.seek(9.5)
    await expect(stretch).toHaveText('6.0–9.0 s')

    // While it plays: a later window each second.
    await app.panel('Tracks').focus()
    await app.press('Space')
    await expect(stretch).toHaveText(/^[89]\.0–1[12]\.0 s$/, { timeout: 15_000 })
    await app.press('Space')

    // The turn that plays, of another model.
    await app.choose(panel.getByRole('combobox', { name: 'Model' }), await app.modelName('text-emotion'))
    await expect(panel.getByRole('img', { name: /^Valence/ })).toBeVisible({ timeout: 30_000 })
    await app.screenshot('live')

    await app.panel('Tracks').focus()
    await app.press('Alt+Shift+p')
    await expect(panel.getByRole('button', { name: 'Predict while playing' })).toBeVisible()
    expect((await app.snapshot()).runs).toEqual(runs)
  } finally {
    await app.close()
  }
})
