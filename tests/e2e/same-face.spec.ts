import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('saying who a numbered face is says it on the tracks of every model, in one edit that one undo takes back', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  const ran: string[] = []
  const faces = async () =>
    (await app.snapshot()).tracks.filter(({ runId, name }) => ran.includes(runId ?? '') && name === 'Face 1')
  const persons = async () => (await faces()).map(({ personId }) => personId)
  try {
    await app.openDemo()
    await app.jobsEnd()
    const recordingIds = (await app.snapshot()).recordings.slice(0, 1).map(({ id }) => id)
    for (const modelId of ['face-detection', 'face-expression']) {
      ran.push((await app.ask('prediction.run', { modelId, recordingIds, options: { rateHz: 1 } })).runId)
      await app.jobsEnd()
    }
    expect(await persons()).toEqual([undefined, undefined])
    const named = (await faces()).map(({ id }) => id)
    const { persons: known, tracks: before } = await app.snapshot()
    const [person] = known
    if (!person) throw new Error('the demo project has no persons')
    const lanes = app.panel('Tracks').getByRole('rowheader').filter({ hasText: 'Face 1' })
    await expect(lanes).toHaveCount(2)
    await lanes.last().click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: person.name, exact: true }).click()
    await expect.poll(persons).toEqual([person.id, person.id])
    expect((await app.snapshot()).tracks.map(({ personId }) => personId)).toEqual(
      before.map(({ personId, id }) => (named.includes(id) ? person.id : personId))
    )
    await expect(app.page.getByText(`All 2 tracks of Face 1 are about ${person.name} now.`)).toBeVisible()
    await app.panel('Video').focus()
    await app.press('Control+z')
    await expect.poll(persons).toEqual([undefined, undefined])

    // The dialogue says what it will do, and can be told to leave the other model's track alone.
    await lanes.last().click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Name, person and rules…' }).click()
    const also = app.dialog.getByRole('checkbox', { name: 'Also on the other track of Face 1' })
    await expect(also).toBeHidden()
    await app.choose(app.dialog.getByRole('combobox', { name: 'About' }), person.name)
    await expect(also).toBeChecked()
    await app.screenshot('same-face')
    await also.click()
    await app.dialog.getByRole('button', { name: 'Save' }).click()
    await expect.poll(async () => (await persons()).filter((id) => id === person.id).length).toBe(1)
  } finally {
    await app.close()
  }
})
