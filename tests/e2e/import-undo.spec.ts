import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there are no generated files to import')

test('three recordings of one import go with one undo and come back with one redo, drawn again', async () => {
  const app = await AffectoryApp.launch()
  const names = async (): Promise<readonly string[]> =>
    (await app.snapshot()).recordings.map(({ name }) => name).sort()
  try {
    await app.newProject('Undo')
    await app.importFiles(
      ...(await Promise.all(['flac.flac', 's16.wav', 'aac.m4a'].map((name) => testMedia(name))))
    )
    expect(await names()).toEqual(['aac', 'flac', 's16'])
    await app.panel('Tracks').focus()
    await app.press('Control+z')
    await expect.poll(names).toEqual([])
    await app.press('Control+Shift+z')
    await expect.poll(names).toEqual(['aac', 'flac', 's16'])
    await app.openRecording('aac')
    await app.jobsEnd()
    const sound = (await app.snapshot()).streams.find(({ cache }) => cache['pcm'])
    expect(sound, 'what was computed of the files is still known').toBeDefined()
  } finally {
    await app.close()
  }
})
