import { copyFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test('a project made by a newer version is refused with a sentence and left as it is', async () => {
  const app = await AffectoryApp.launch()
  let again: AffectoryApp | undefined
  try {
    const folder = await app.newProject('From the future')
    await app.quit()
    const file = new Database(join(folder, 'project.sqlite'))
    const version = Number(file.pragma('user_version', { simple: true }))
    file.pragma('user_version = 9999')
    file.close()

    again = await AffectoryApp.launch(app.machine)
    await again.startPage
      .getByRole('button', { name: /From the future/ })
      .first()
      .click()
    await expect(
      again.page.getByRole('alert').filter({ hasText: /made by a newer version of Affectory/ })
    ).toBeVisible()
    await expect(again.startPage).toBeVisible()
    const untouched = new Database(join(folder, 'project.sqlite'), { readonly: true })
    expect(untouched.pragma('user_version', { simple: true })).toBe(9999)
    untouched.close()
    expect(version).toBeLessThan(9999)
  } finally {
    await again?.quit()
    await app.close()
  }
})

test.describe('recordings that moved', () => {
  test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to move')

  test('a video that is not there any more is asked for by name; another file is refused, the right one plays again', async () => {
    const app = await AffectoryApp.launch()
    let again: AffectoryApp | undefined
    try {
      const before = join(app.machine.work, 'camera', 'session.mp4')
      const after = join(app.machine.work, 'archive', '2026', 'renamed.mp4')
      mkdirSync(join(app.machine.work, 'camera'))
      mkdirSync(join(app.machine.work, 'archive', '2026'), { recursive: true })
      copyFileSync(await testMedia('h264.mp4'), before)
      await app.newProject('Moved')
      await app.importFiles(before)
      await app.settledFrame()
      await app.quit()
      renameSync(before, after)

      again = await AffectoryApp.launch(app.machine)
      await again.startPage.getByRole('button', { name: /Moved/ }).first().click()
      const video = again.panel('Video')
      await expect(video).toContainText('session.mp4 is not where it was')
      await again.chooseNext(await testMedia('h264.mov'))
      await video.getByRole('button', { name: 'Find file…' }).click()
      await expect(again.page.getByRole('alert').filter({ hasText: /its content differs/ })).toBeVisible()
      await again.chooseNext(after)
      await video.getByRole('button', { name: 'Find file…' }).click()
      expect(await again.settledFrame()).toBe(0)
      expect(await again.barcode(0)).toBe(0)
    } finally {
      await again?.quit()
      await app.close()
    }
  })

  test('a project that was moved together with its videos finds them again by itself', async () => {
    const app = await AffectoryApp.launch()
    let again: AffectoryApp | undefined
    try {
      const study = join(app.machine.work, 'study')
      mkdirSync(study)
      copyFileSync(await testMedia('h264.mp4'), join(study, 'one.mp4'))
      const folder = join(study, 'project')
      await app.saveNextAs(folder)
      await app.startPage.getByRole('button', { name: 'New project' }).click()
      await app.dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Travels')
      await app.dialog.getByRole('button', { name: 'Choose a folder and create' }).click()
      await expect(app.desk).toBeVisible()
      await app.importFiles(join(study, 'one.mp4'))
      await app.quit()
      renameSync(study, join(app.machine.work, 'elsewhere'))

      again = await AffectoryApp.launch(app.machine)
      await again.openProject(join(app.machine.work, 'elsewhere', 'project'))
      expect(await again.settledFrame()).toBe(0)
      expect(await again.problems()).toEqual([])
    } finally {
      await again?.quit()
      await app.close()
    }
  })
})

test('a project that is open in one window is refused to a second app, so that no work is overwritten', async () => {
  const app = await AffectoryApp.launch()
  try {
    const folder = await app.newProject('Once')
    const other = await AffectoryApp.launch()
    try {
      await other.chooseNext(folder)
      await other.startPage.getByRole('button', { name: 'Open a project' }).click()
      await expect(
        other.page.getByRole('alert').filter({ hasText: /already open in another window/ })
      ).toBeVisible()
    } finally {
      await other.close()
    }
  } finally {
    await app.close()
  }
})
