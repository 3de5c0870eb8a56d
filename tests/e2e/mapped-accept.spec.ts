import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { readMaps } from '../../src/shared/mapping/map-document'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)
const SCENE = 'Scene 2, the borrowed bike'

let app: AffectoryApp
test.beforeEach(async () => {
  app = await AffectoryApp.launch()
})
test.afterEach(async () => app?.close())

/** The demo's scene with a track of mine in two classes, and the speech model's predictions. */
async function withMyScheme() {
  await app.openDemo()
  await app.openRecording(SCENE)
  const { authors, recordings, tracks, viewer } = await app.snapshot()
  const recording = recordings.find(({ name }) => name === SCENE)
  const speech = authors.find(({ name }) => name === 'Speech emotion')
  const source = tracks.find(
    ({ authorId, recordingId }) => authorId === speech?.id && recordingId === recording?.id
  )
  if (!recording || !source) throw new Error('the demo has predictions of the speech model')
  const own = tracks
    .filter(({ authorId, recordingId }) => authorId === viewer.authorId && recordingId === recording.id)
    .map(({ id }) => id)
  const labels = [{ id: 'pleasant' }, { id: 'unpleasant' }]
  const document = {
    schema: 'affectory.labels/1',
    id: 'pleasure',
    name: 'Pleasure',
    attributes: [{ id: 'valence', type: 'categorical', unit: 'segment', labels }]
  }
  const me = authors.find(({ id }) => id === viewer.authorId)
  await app.ask('edit.apply', {
    authorId: me?.id ?? '',
    commands: [
      { id: 'track-delete', input: { ids: own, below: 'delete' } },
      { id: 'scheme-save', input: { document } },
      {
        id: 'track-create',
        input: {
          id: 'mine',
          recordingId: recording.id,
          schemeId: 'pleasure',
          attributeId: 'valence',
          name: 'Pleasure',
          authorId: me?.id
        }
      }
    ]
  })
  const predictions = (await app.segments(SCENE)).filter(({ trackId }) => trackId === source.id)
  return { source, predictions }
}

const mine = async () => (await app.segments(SCENE)).filter(({ trackId }) => trackId === 'mine')
const becomes = (label: string) => app.dialog.getByRole('combobox', { name: `${label} becomes` })

test('a prediction whose label my scheme lacks is mapped once, and the table serves the next ones', async () => {
  const { predictions, source } = await withMyScheme()
  await app.panel('Tracks').locator(`.tl-gutter[data-lane-id="track:${source.id}"]`).click()
  await app.panel('Tracks').focus()
  await app.press('Home', 'Tab', 'y')

  await expect(app.dialog.getByRole('heading', { name: 'Map labels to accept' })).toBeVisible()
  await expect(app.dialog.getByRole('button', { name: 'Accept 0 predictions' })).toBeDisabled()
  await app.screenshot('mapped-one-empty')
  await app.choose(becomes('Boredom'), 'Unpleasant')
  await app.screenshot('mapped-one')
  await app.dialog.getByRole('button', { name: 'Accept 1 prediction' }).click()
  await expect
    .poll(async () => (await mine()).map(({ label, origin }) => [label, origin?.kind, origin?.ref]))
    .toEqual([['unpleasant', 'prediction', predictions[0]?.id]])
  const kept = (await app.snapshot()).schemes.find(({ id }) => id === source.schemeId)
  expect(readMaps(kept?.document).findLast(({ to }) => to === 'pleasure')?.groups).toEqual({
    unpleasant: ['boredom']
  })

  // The third prediction is boredom, too: nothing is asked any more.
  await app.press('Tab', 'y')
  await expect.poll(async () => (await mine()).length).toBe(2)

  // Sadness is new to the table: it is asked for again, and one edit undoes both the table and the segment.
  await app.press('Shift+Tab', 'Shift+Tab', 'y')
  await app.choose(becomes('Sadness'), 'Unpleasant')
  await app.dialog.getByRole('button', { name: 'Accept 1 prediction' }).click()
  await expect.poll(async () => (await mine()).length).toBe(3)
  await app.press('Control+z')
  await expect.poll(async () => (await mine()).length).toBe(2)
})

test('many predictions go into my labels by confidence, and a track is completed; what has no counterpart is counted and stays', async () => {
  const { predictions, source } = await withMyScheme()
  const sure = predictions.filter(({ confidence }) => (confidence ?? 0) >= 0.6)
  const sad = sure.filter(({ label }) => label === 'sadness')
  expect(sad.length).toBeGreaterThan(0)
  await app.run('Accept or reject predictions by confidence')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), 'Speech emotion')
  await app.dialog.getByRole('tab', { name: 'This recording' }).click()
  await app.dialog.getByRole('textbox', { name: 'At least, as a number' }).fill('0.6')
  await app.press('Enter')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Labels to give' }), /Pleasure/)
  await app.choose(becomes('Boredom'), 'Unpleasant')
  await expect(app.dialog.getByRole('note')).toContainText(
    `${sad.length} without a counterpart ${sad.length === 1 ? 'stays a prediction' : 'stay predictions'}`
  )
  await app.screenshot('mapped-above')
  await app.dialog.getByRole('button', { name: `Accept ${sure.length - sad.length}` }).click()
  await expect.poll(async () => (await mine()).length).toBe(sure.length - sad.length)
  const left = (await app.segments(SCENE)).filter(
    ({ trackId, review }) => trackId === source.id && review === undefined
  )
  expect(left.map(({ id }) => id)).toEqual(expect.arrayContaining(sad.map(({ id }) => id)))

  await app.run('Complete the rest of the track with a model')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Track to complete' }), /Pleasure/)
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), 'Speech emotion')
  await app.dialog.getByRole('textbox', { name: 'At least, as a number' }).fill('0')
  await app.press('Enter')
  await app.choose(becomes('Happiness'), 'Pleasant')
  await app.screenshot('mapped-complete')
  await app.dialog.getByRole('button', { name: /^Fill \d+ segments?$/ }).click()
  await expect
    .poll(async () => (await mine()).filter(({ label }) => label === 'pleasant').length)
    .toBe(predictions.filter(({ label }) => label === 'happiness').length)
  expect((await mine()).every(({ origin }) => origin?.kind === 'prediction')).toBe(true)
})
