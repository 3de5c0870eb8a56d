import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test('the start page offers a new project, an old one and the demo, and is ready for the keyboard', async () => {
  const app = await AffectoryApp.launch()
  try {
    for (const name of ['New project', 'Open a project', 'Open the demo project'])
      await expect(app.startPage.getByRole('button', { name }).first()).toBeEnabled()
    await app.press('F1')
    await expect(app.dialog).toContainText('Keyboard shortcuts')
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
  } finally {
    await app.close()
  }
})

test('a person makes a project, imports a video, plays it, labels a second of it and takes that back', async () => {
  test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video')
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('First study', 'Ada')
    await app.importFiles(await testMedia('constant.mp4'))
    await expect(app.library.getByText('constant', { exact: true })).toBeVisible()
    await app.settledFrame()

    await app.panel('Video').focus()
    await app.press('Space')
    await expect.poll(() => app.time()).toBeGreaterThan(300_000)
    await app.press('Space')
    await expect(app.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

    await app.press('Home', 'i', 'Shift+ArrowRight', 'o')
    await app.saved()
    await app.press('1')
    await app.saved()
    const [segment, ...more] = await app.segments('constant')
    expect(more).toEqual([])
    expect(segment).toMatchObject({ start: 0, end: 1_000_000 })
    expect(segment?.label).toBeTruthy()

    await app.press('Control+z')
    await expect.poll(async () => (await app.segments('constant'))[0]?.label).toBeUndefined()
    await app.press('Control+z')
    await expect.poll(() => app.segments('constant')).toEqual([])
    await app.press('Control+y', 'Control+Shift+z')
    await expect.poll(() => app.segments('constant')).toEqual([segment])
    await app.screenshot('first-steps')
  } finally {
    await app.close()
  }
})
