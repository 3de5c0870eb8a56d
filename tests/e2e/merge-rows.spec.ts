import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to import')

let app: AffectoryApp
test.afterEach(async () => app?.close())

const edit = async (...commands: readonly { readonly id: string; readonly input: unknown }[]) =>
  app.ask('edit.apply', {
    authorId: (await app.snapshot()).viewer.authorId ?? '',
    commands: [...commands]
  })
const create = (id: string, start: number, label: string) => ({
  id: 'segment-create',
  input: { id, trackId: 'lane', start: start * 1e6, end: (start + 1) * 1e6, label }
})
const set = (id: string, patch: object) => ({ id: 'segment-set', input: { ids: [id], patch } })
const lane = async () => (await app.segments('constant')).map(({ start, label }) => `${start / 1e6} ${label}`)

test('two copies of a project that went on apart are merged row by row', async () => {
  app = await AffectoryApp.launch()
  const home = await app.newProject('Study', 'Ada')
  await app.importFiles(await testMedia('constant.mp4'))
  await app.openRecording('constant')
  const { recordings, schemes } = await app.snapshot()
  await edit(
    {
      id: 'track-create',
      input: { id: 'lane', recordingId: recordings[0]?.id, schemeId: schemes[0]?.id, name: 'Lane' }
    },
    create('one', 0, 'anger'),
    create('two', 3, 'fear')
  )
  await app.saved()
  await app.quit()
  const copy = join(app.machine.work, 'Copy')
  cpSync(home, copy, { recursive: true, filter: (path) => !path.endsWith('.lock') })

  app = await AffectoryApp.launch(app.machine)
  await app.openProject(copy)
  await app.openRecording('constant')
  await edit(
    set('one', { label: 'sadness', comment: 'looks away', intensity: 3 }),
    create('theirs', 6, 'fear')
  )
  await app.saved()
  await app.quit()

  app = await AffectoryApp.launch(app.machine)
  await app.openProject(home)
  await app.openRecording('constant')
  await edit(set('one', { end: 800_000 }), create('mine', 8, 'disgust'))
  await app.chooseNext(copy)
  await app.run('Merge another project')
  await app.choose(app.dialog.getByRole('combobox', { name: /^What to keep of Lane/ }), 'Row by row')
  const rows = app.dialog.getByRole('table', { name: 'Differences in Lane' })
  await expect(rows.getByRole('row')).toHaveCount(4)
  const first = rows.getByRole('row').nth(1)
  await expect(first.getByRole('cell').nth(0)).toContainText('Anger')
  await expect(first.getByRole('cell').nth(1)).toContainText('Sadness')
  await expect(first.getByRole('cell').nth(1)).toContainText('“looks away”')
  await expect(app.dialog.getByRole('button', { name: 'Nothing to merge' })).toBeDisabled()
  await app.dialog.getByRole('button', { name: 'Only add what is missing here' }).click()
  await expect(app.dialog.getByRole('status')).toContainText('3 differences, 1 taken from there')
  await first.getByRole('tab', { name: 'There' }).click()
  await app.screenshot('merge-rows-dark')
  await app.dress(1920, 1080, 'light')
  await app.screenshot('merge-rows-light')
  await app.dialog.getByRole('button', { name: 'Merge 1 track' }).click()
  await expect.poll(lane).toEqual(['0 sadness', '3 fear', '6 fear', '8 disgust'])
  await app.panel('Video').focus()
  await app.press('Control+z')
  await expect.poll(lane).toEqual(['0 anger', '3 fear', '8 disgust'])
})
