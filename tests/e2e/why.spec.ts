import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookingWords, putWordsAndSound } from '../fixtures/looking-models'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('hiding parts of a turn shows what a model hangs on, and other words move its answer', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const { recordings, tracks } = await app.snapshot()
    const spoken = tracks.find(
      ({ kind, recordingId }) => kind === 'utterances' && recordingId === recordings[0]?.id
    )
    const [turn] = (await app.ask('track.segments', { recordingId: recordings[0]?.id ?? '' })).filter(
      ({ trackId }) => trackId === spoken?.id
    )
    if (!turn) throw new Error('the demo has no turns')
    await app.openRecording(recordings[0]?.name ?? '')
    await app.seek((turn.start + turn.end) / 2e6)
    await app.panel('Tracks').focus()
    await app.press('Alt+w')
    const panel = app.desk.locator('[data-panel=why]')
    await expect(panel.getByText(/Choose a segment, or put the playhead/)).toBeVisible()
    await app.screenshot('why-empty')

    await app.choose(panel.getByRole('combobox', { name: 'Model' }), await app.modelName('speech-emotion'))
    await panel.getByRole('button', { name: 'Explain this moment' }).click()
    const slices = panel.getByRole('list', { name: 'Stretches of time' })
    await expect(slices.getByRole('button')).toHaveCount(24, { timeout: 60_000 })
    await expect(
      panel.getByRole('group', { name: 'Answer' }).getByRole('button', { pressed: true })
    ).toHaveCount(1)
    await app.screenshot('why-sound')
    await panel.getByRole('button', { name: 'A quarter as strong' }).click()
    const table = panel.getByRole('table', { name: 'Answer before and after' })
    await expect(table).toContainText('0.25 times as strong', { timeout: 30_000 })

    await app.choose(panel.getByRole('combobox', { name: 'Model' }), await app.modelName('text-emotion'))
    await panel.getByRole('button', { name: 'Explain this moment' }).click()
    const words = panel.getByLabel('Words', { exact: true })
    await expect(words).toContainText(turn.text ?? '', { timeout: 60_000 })
    await expect(words.locator('mark')).not.toHaveCount(0)
    await panel.getByRole('textbox', { name: 'Other words' }).fill('I am so happy, this is wonderful!')
    await panel.getByRole('button', { name: 'Try these words' }).click()
    const happy = table.getByRole('row', { name: /^Happiness/ })
    await expect(happy.getByRole('cell').last()).toHaveText(/^(1\.|0\.[5-9])/, { timeout: 30_000 })
    await app.screenshot('why-words')
  } finally {
    await app.close()
  }
})

test('a face is hidden part by part over the video, and words that look at sound are drawn on the waveform', async () => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'affectory-looking-'))
  putWordsAndSound(folder, 'words-and-sound', lookingWords)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const { recordings } = await app.snapshot()
    await app.openRecording(recordings[0]?.name ?? '')
    await app.seek(2)
    await app.panel('Tracks').focus()
    await app.press('Alt+w')
    const panel = app.desk.locator('[data-panel=why]')

    await app.choose(panel.getByRole('combobox', { name: 'Model' }), await app.modelName('face-expression'))
    await panel.getByRole('button', { name: 'Explain this moment' }).click()
    const picture = panel.getByRole('img', { name: 'Parts of the picture' })
    await expect(picture.locator('span')).toHaveCount(49, { timeout: 60_000 })
    const overVideo = app.page.getByRole('img', { name: 'What the answer hangs on' })
    await expect(overVideo).toBeVisible()
    await app.screenshot('why-face')
    // The place of the other face.
    const left = async (): Promise<number> => (await overVideo.boundingBox())?.x ?? NaN
    const before = await left()
    const faces = panel.getByRole('combobox', { name: 'Face' })
    const other = /1 of/.test((await faces.textContent()) ?? '') ? /2 of 2/ : /1 of 2/
    await app.choose(faces, other)
    await expect(faces).toHaveText(other, { timeout: 60_000 })
    await expect.poll(async () => Math.abs((await left()) - before)).toBeGreaterThan(50)
    await panel.getByRole('button', { name: 'Blur the face' }).click()
    await expect(panel.getByRole('table', { name: 'Answer before and after' })).toContainText('Blurred', {
      timeout: 30_000
    })
    await panel.getByRole('checkbox', { name: 'Draw it over the video' }).click()
    await expect(overVideo).toBeHidden()

    await app.chooseNext(join(folder, 'words-and-sound'))
    await app.run('Add a model')
    await expect(app.page.getByText('words-and-sound was added.')).toBeVisible()
    await app.run('Why does the model say so?')
    await app.choose(panel.getByRole('combobox', { name: 'Model' }), 'words-and-sound')
    await panel.getByRole('button', { name: 'Explain this moment' }).click()
    const looked = panel.getByRole('group', { name: 'Where the model says it looked' })
    await expect(looked.getByText(/All rows add up to 1/)).toBeVisible({ timeout: 60_000 })
    await expect(looked.getByText(/in proportion to their letters/)).toBeVisible()
    const seat = looked.getByRole('list', { name: 'Words' }).getByRole('button', { name: 'seat' })
    await seat.click()
    await expect(seat).toHaveAttribute('aria-pressed', 'true')
    await looked.scrollIntoViewIfNeeded()
    await app.screenshot('why-attention')
  } finally {
    await app.close()
  }
})
