import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Segment } from '../../src/shared/domain/rows'
import { wavBytes } from '../fixtures/wav'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

const folder = join(process.env['AFFECTORY_DATA'] ?? join(root, '../shared/data'), 'speech/emodb/wav')
const built = ['voice-activity', 'transcription'].every((id) =>
  existsSync(join(root, 'models', id, 'weights', `${id}.onnx`))
)
test.skip(!existsSync(folder), `no EMO-DB clips in ${folder} (AFFECTORY_DATA)`)
test.skip(!built, 'voice activity and transcription are not built: run `npm run models`')

/** Rate of the clips. */
const RATE_HZ = 22_050

/** Samples of a 16-bit mono PCM file. */
function clip(name: string): number[] {
  const bytes = readFileSync(join(folder, name))
  expect(bytes.readUInt32LE(24)).toBe(RATE_HZ)
  const from = bytes.indexOf('data') + 8
  return Array.from(
    { length: Math.floor((bytes.length - from) / 2) },
    (_, i) => bytes.readInt16LE(from + 2 * i) / 32768
  )
}

const silence = (seconds: number): number[] => new Array<number>(seconds * RATE_HZ).fill(0)

let app: AffectoryApp

/** A project with one recording: a man and a woman in turn, with pauses. */
test.beforeEach(async () => {
  app = await AffectoryApp.launch()
  const work = app.machine.work
  mkdirSync(work, { recursive: true })
  await app.newProject('Talk', 'Ada')
  const clips = ['03a01Nc.wav', '08a01Ab.wav', '03a01Fa.wav', '16b10Wa.wav']
  const samples = clips.flatMap((name) => [...silence(1), ...clip(name)])
  writeFileSync(join(work, 'talk.wav'), wavBytes([...samples, ...silence(1)], { rate: RATE_HZ }))
  await app.importFiles(join(work, 'talk.wav'))
  await app.openRecording('talk')
  await app.page.getByRole('tab', { name: 'Converse', exact: true }).first().click()
})
test.afterEach(async () => app?.close())

const runState = async (): Promise<string | undefined> => (await app.snapshot()).runs.at(-1)?.state

const turnsOf = async (kind: 'model' | 'human'): Promise<readonly Segment[]> => {
  const { authors, tracks } = await app.snapshot()
  const ids = new Set(authors.filter((author) => author.kind === kind).map(({ id }) => id))
  const own = new Set(
    tracks.filter((track) => ids.has(track.authorId) && track.kind === 'utterances').map(({ id }) => id)
  )
  return (await app.segments('talk')).filter(({ trackId }) => own.has(trackId))
}

test('an empty conversation gets the words of the sound; the model’s stay, a copy is corrected and compared', async () => {
  test.setTimeout(180_000)
  const pane = app.panel('Conversation')
  await pane.getByRole('button', { name: 'Make a starting transcript…' }).click()
  const start = app.dialog.getByRole('button', { name: 'Write it down' })
  await expect(app.dialog.getByRole('region', { name: 'Model card' })).toContainText('make up fluent words')
  await expect(start).toBeDisabled()
  await app.dialog.getByRole('checkbox', { name: /I know what this model is for/ }).click()
  await app.choose(app.dialog.getByRole('combobox', { name: 'Language' }), 'German')
  await app.screenshot('starter-dialog')
  await start.click()
  await expect.poll(runState, { timeout: 120_000 }).toBe('done')
  const turns = pane.getByRole('grid', { name: 'Turns' })
  await expect(turns).toContainText(/Eis/)
  const heard = await turnsOf('model')
  expect(heard.length).toBeGreaterThanOrEqual(4)
  expect(heard.every(({ end, start: from, text }) => end > from && (text ?? '') !== '')).toBe(true)
  await app.screenshot('starter-words')

  await expect(pane).toContainText('These words are a model’s')
  await pane.getByRole('button', { name: 'Correct a copy' }).click()
  await expect(pane).not.toContainText('These words are a model’s')
  await expect.poll(async () => (await turnsOf('human')).length).toBe(heard.length)
  await turns.getByRole('row').first().click()
  await app.press('F2')
  await app.page.keyboard.press('Control+A')
  await app.page.keyboard.type('Der Lappen liegt auf dem Eisschrank.')
  await app.press('Enter')
  await expect(turns.getByRole('row').first()).toContainText('Der Lappen liegt auf dem Eisschrank.')
  expect((await turnsOf('model'))[0]?.text).toBe(heard[0]?.text)

  await app.press('Control+Z', 'Control+Z')
  await expect.poll(async () => (await turnsOf('human')).length).toBe(0)
  await expect(pane).toContainText('These words are a model’s')
})

test('pressing F2 on a turn of the model makes the copy and opens the same turn in it', async () => {
  test.setTimeout(180_000)
  await app.ask('prediction.run', {
    modelId: 'transcription',
    recordingIds: (await app.snapshot()).recordings.map(({ id }) => id),
    options: { speech: { language: 'de' } }
  })
  await expect.poll(runState, { timeout: 120_000 }).toBe('done')
  const turns = app.panel('Conversation').getByRole('grid', { name: 'Turns' })
  await turns.getByRole('row').nth(1).click()
  const words = (await turnsOf('model')).toSorted((a, b) => a.start - b.start)[1]?.text ?? ''
  await app.press('F2')
  await expect(app.panel('Conversation').getByRole('textbox').first()).toHaveValue(words)
  expect((await turnsOf('human')).length).toBe((await turnsOf('model')).length)
})

test('only where somebody speaks: segments of speech on a track, with what counts as speech chosen', async () => {
  test.setTimeout(120_000)
  await app.run('Make a starting transcript…')
  await app.dialog.getByRole('tab', { name: 'Only where somebody speaks' }).click()
  await expect(app.dialog.getByRole('combobox', { name: 'Language' })).toHaveCount(0)
  await app.dialog.getByRole('button', { name: 'What counts as speech' }).click()
  await expect(app.dialog).toContainText('Least probability of speech: 0.50')
  await app.dialog.getByRole('slider', { name: 'Silence that ends a stretch' }).press('ArrowRight')
  await app.dialog.getByRole('checkbox', { name: /I know what this model is for/ }).click()
  await app.screenshot('starter-speech')
  await app.dialog.getByRole('button', { name: 'Find speech' }).click()
  await expect.poll(runState, { timeout: 60_000 }).toBe('done')
  const { runs, tracks } = await app.snapshot()
  expect(runs.at(-1)?.options).toMatchObject({ speech: { minSilenceSeconds: 0.15 } })
  const track = tracks.find(({ kind, runId }) => kind === 'segments' && runId === runs.at(-1)?.id)
  const found = (await app.segments('talk')).filter(({ trackId }) => trackId === track?.id)
  // One to two seconds of speech in each of the four clips, which begin at 1, 4, 7 and 10 s.
  for (const from of [1e6, 4e6, 7e6, 10e6]) {
    const length = found
      .filter(({ start }) => start >= from - 1e5 && start < from + 2e6)
      .reduce((sum, { start, end }) => sum + end - start, 0)
    expect(length).toBeGreaterThan(1e6)
    expect(length).toBeLessThan(2.5e6)
  }
  expect(found.every(({ label }) => label === 'speech')).toBe(true)
})

test('two speakers are told apart; all turns of one are given to a person in one step', async () => {
  test.setTimeout(180_000)
  await app.run('Make a starting transcript…')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Language' }), 'German')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Speakers' }), '2 speakers')
  await app.dialog.getByRole('checkbox', { name: /I know what this model is for/ }).click()
  await app.dialog.getByRole('button', { name: 'Write it down' }).click()
  await expect.poll(runState, { timeout: 120_000 }).toBe('done')
  const turns = app.panel('Conversation').getByRole('grid', { name: 'Turns' })
  await expect(turns).toContainText('Speaker 1')
  await expect(turns).toContainText('Speaker 2')
  await app.screenshot('starter-speakers')
  await turns.getByRole('row').first().click()
  await app.press('KeyP')
  const field = app.page.getByRole('textbox', { name: 'Name of the speaker' })
  await expect(field).toBeVisible()
  await app.page.getByRole('checkbox', { name: 'All turns of Speaker 1' }).click()
  await field.fill('Anton')
  await field.press('Enter')
  await expect(turns).toContainText('Anton')
  await expect(turns).not.toContainText('Speaker 1')
  await expect(turns).toContainText('Speaker 2')
})
