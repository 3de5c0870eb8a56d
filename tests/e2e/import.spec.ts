import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there are no generated files to import')

const nameOf = (file: string): string => file.replace(/\.[^.]+$/, '')
const directVideo = ['h264.mp4', 'h264.mov', 'h264.mkv', 'vp9.webm', 'vp8.webm']
const directSound = ['s16.wav', 'flac.flac', 'mp3.mp3', 'aac.m4a', 'vorbis.ogg', 'opus.opus']
const byProxy = [
  'xvid.avi',
  'wmv2.wmv',
  'mpeg2.mpg',
  'flv1.flv',
  'hevc.mp4',
  'prores.mov',
  'pcm.aiff',
  'wma2.wma'
]

/** Names in the library are file names without the ending; several samples share one, so each kind gets a project. */
async function projectWith(app: AffectoryApp, project: string, files: readonly string[]): Promise<void> {
  await app.newProject(project)
  await app.importFiles(...(await Promise.all(files.map(testMedia))))
}

/** The window shows and plays it: the first picture is number 0, sound moves the clock. */
async function expectPlays(app: AffectoryApp, index: number, video: boolean): Promise<void> {
  const row = app.library
    .getByRole('listbox', { name: 'Recordings' })
    .getByRole('button')
    .or(app.library.getByRole('listbox', { name: 'Recordings' }).getByRole('option'))
    .nth(index)
  await row.click()
  if (video) {
    expect(await app.settledFrame()).toBe(0)
    expect(await app.barcode(0)).toBe(0)
  }
  await app.panel('Video').focus()
  await app.press('Space')
  await expect.poll(() => app.time()).toBeGreaterThan(200_000)
  await app.press('Space')
  await expect(app.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
}

/** Sound has been reduced to peaks that are not silent. */
const loudest = (app: AffectoryApp, streamId: string): Promise<number> =>
  app.page.evaluate(async (id) => {
    const answer = await fetch(`lab://tiles/peaks/${id}?from=0&to=2000000&px=100`)
    return answer.ok ? Math.max(...new Float32Array(await answer.arrayBuffer())) : 0
  }, streamId)

for (const [title, files, video] of [
  ['videos that the window can play: mp4, mov, mkv, webm', directVideo, true],
  ['sounds that the window can play: wav, flac, mp3, m4a, ogg, opus', directSound, false],
  ['videos that need a converted copy: avi, wmv, mpg, flv, HEVC, ProRes', byProxy.slice(0, 6), true],
  ['sounds that need a converted copy: aiff, wma', byProxy.slice(6), false]
] as const)
  test(`${title} are imported, drawn and played`, async () => {
    test.setTimeout(120_000)
    const app = await AffectoryApp.launch()
    try {
      await projectWith(app, 'Formats', files)
      const { recordings, streams, files: rows } = await app.snapshot()
      expect(recordings.length).toBe(files.length)
      expect(await app.problems()).toEqual([])
      for (const { playback, proxyPath } of rows) expect(playback === 'proxy').toBe(proxyPath !== undefined)
      if (byProxy.includes(files[0] ?? '')) for (const { playback } of rows) expect(playback).toBe('proxy')
      for (const { id, kind } of streams)
        if (kind === 'audio') expect(await loudest(app, id)).toBeGreaterThan(0.1)
      for (const index of files.keys()) await expectPlays(app, index, video)
    } finally {
      await app.close()
    }
  })

test('a broken file is told as a problem with its name; the files beside it are imported all the same', async () => {
  const app = await AffectoryApp.launch()
  try {
    const broken = join(app.machine.work, 'broken.mp4')
    const empty = join(app.machine.work, 'empty.wav')
    const text = join(app.machine.work, 'letter.docx')
    writeFileSync(broken, randomBytes(200_000))
    writeFileSync(empty, '')
    writeFileSync(text, 'Dear Sir or Madam')
    await app.newProject('Broken')
    await app.importFiles(broken, await testMedia('s16.wav'), empty, text, await testMedia('flac.flac'))
    await expect(app.library.getByText('s16', { exact: true })).toBeVisible()
    await expect(app.library.getByText('flac', { exact: true })).toBeVisible()
    expect((await app.snapshot()).recordings.length).toBe(2)
    await app.statusBar.getByRole('button', { name: /3 problems/ }).click()
    const panel = app.panel('Problems')
    for (const name of ['broken.mp4', 'empty.wav', 'letter.docx'])
      await expect(panel.getByText(name).first()).toBeVisible()
  } finally {
    await app.close()
  }
})

test('without ffmpeg a file that needs it is refused with what to install, and the others come in', async () => {
  const app = await AffectoryApp.launch(undefined, { PATH: '/nowhere' })
  try {
    expect((await app.ask('app.info')).ffmpeg).toBeUndefined()
    await app.newProject('No ffmpeg')
    await app.importFiles(await testMedia('xvid.avi'), await testMedia('mp3.mp3'))
    expect((await app.snapshot()).recordings.map(({ name }) => name)).toContain('mp3')
    const [problem] = (await app.problems()).filter(({ message }) => message.includes(nameOf('xvid.avi')))
    expect(`${problem?.message} ${problem?.hint}`).toMatch(/ffmpeg/)
  } finally {
    await app.close()
  }
})

test('files dropped on the window are imported', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Dropped')
    const path = await testMedia('h264.mp4')
    // A real dropped file: only such a one has a path that main lets the window import.
    await app.page.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'drop-source'
      document.body.append(input)
    })
    await app.page.setInputFiles('#drop-source', path)
    await app.page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#drop-source')
      const transfer = new DataTransfer()
      for (const file of input?.files ?? []) transfer.items.add(file)
      input?.remove()
      const target = document.querySelector('main') ?? document.body
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
    })
    await expect(app.library.getByText('h264', { exact: true })).toBeVisible()
  } finally {
    await app.close()
  }
})
