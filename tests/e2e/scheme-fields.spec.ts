import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to import')

const LENGTH = 10
let app: AffectoryApp
test.beforeEach(async () => {
  app = await AffectoryApp.launch()
})
test.afterEach(async () => app?.close())

/** A recording of two persons, and a scheme with the fields under test. */
async function withScheme(attribute: object, rest: object = {}): Promise<string> {
  await app.newProject('Fields', 'Ada')
  await app.importFiles(await testMedia('constant.mp4'))
  await app.openRecording('constant')
  const { recordings, viewer } = await app.snapshot()
  const recordingId = recordings[0]?.id ?? ''
  const document = {
    schema: 'affectory.labels/1',
    id: 'fields',
    name: 'Fields',
    attributes: [
      {
        id: 'mood',
        type: 'categorical',
        unit: 'segment',
        labels: [{ id: 'good' }, { id: 'bad' }],
        ...attribute
      }
    ],
    ...rest
  }
  const { schemes } = await app.snapshot()
  await app.ask('edit.apply', {
    authorId: viewer.authorId ?? '',
    commands: [
      { id: 'scheme-save', input: { document } },
      ...schemes.map(({ id }) => ({ id: 'scheme-delete', input: { id } })),
      { id: 'person-save', input: { id: 'p1', name: 'Mia' } },
      { id: 'person-save', input: { id: 'p2', name: 'Tom' } },
      { id: 'author-save', input: { id: 'ben', name: 'Ben' } },
      ...['p1', 'p2'].map((personId) => ({
        id: 'track-create',
        input: {
          id: `seen-${personId}`,
          recordingId,
          schemeId: 'fields',
          authorId: 'ben',
          personId,
          name: personId
        }
      }))
    ]
  })
  return recordingId
}

async function dragOver(trackId: string, from: number, to: number): Promise<void> {
  const box = await app.panel('Tracks').locator(`.tl-lane[data-track-id="${trackId}"]`).boundingBox()
  if (!box) throw new Error(`there is no lane of ${trackId}`)
  const x = (seconds: number): number => box.x + (box.width * seconds) / (LENGTH * 1.01)
  const y = box.y + box.height / 2
  await app.page.mouse.move(x(from), y)
  await app.page.mouse.down()
  await app.page.mouse.move(x((from + to) / 2), y, { steps: 3 })
  await app.page.mouse.move(x(to), y)
  await app.page.mouse.up()
}

const mine = async () => {
  const { tracks, viewer } = await app.snapshot()
  const own = tracks.filter(({ authorId }) => authorId === viewer.authorId)
  const segments = await app.segments('constant')
  return own.map(({ id, personId }) => ({
    personId,
    labels: segments.filter(({ trackId }) => trackId === id).map(({ label }) => label)
  }))
}

test('a scheme that asks about each person asks who is meant, and makes a track for each', async () => {
  await withScheme({ perParticipant: true })
  await dragOver('seen-p1', 1, 3)
  await app.press('1')
  await expect(app.dialog.getByRole('heading', { name: 'Whom is this about?' })).toBeVisible()
  await app.screenshot('fields-whom')
  await app.press('2')
  await expect.poll(mine).toEqual([
    { personId: 'p1', labels: [] },
    { personId: 'p2', labels: ['good'] }
  ])
  // The track is chosen now: nothing is asked any more.
  await app.press('Escape')
  const { tracks, viewer } = await app.snapshot()
  const tom = tracks.find(({ authorId, personId }) => authorId === viewer.authorId && personId === 'p2')
  await dragOver(tom?.id ?? '', 5, 7)
  await app.press('2')
  await expect.poll(async () => (await mine())[1]?.labels).toEqual(['good', 'bad'])

  await app.run('New track')
  await expect(app.dialog.getByRole('combobox', { name: 'About' })).toContainText('Each person here')
  await expect(app.dialog.getByRole('button', { name: 'Add 0 tracks' })).toBeDisabled()
})

test('0 pressed again goes through the reasons that the scheme knows, and the inspector shows them', async () => {
  await withScheme({ missing: ['not-visible', 'noise', '-100'], timing: { minSec: 0.5 } })
  await dragOver('seen-p1', 1, 3)
  await app.press('1')
  await expect.poll(async () => (await mine())[0]?.labels).toEqual(['good'])
  const reasons = app.inspector.getByRole('group', { name: 'Why it cannot be rated' })
  await app.press('0', '0')
  await expect(reasons.getByRole('button', { name: 'Not visible' })).toHaveAttribute('aria-pressed', 'true')
  await expect(reasons.getByRole('button')).toHaveCount(2)
  await app.screenshot('fields-missing')
  await app.press('0')
  await expect(reasons.getByRole('button', { name: 'Noise' })).toHaveAttribute('aria-pressed', 'true')
  await app.press('0')
  await expect(reasons.getByRole('button', { pressed: true })).toHaveCount(0)
  await expect.poll(async () => (await mine())[0]?.labels).toEqual(['cannot-rate'])

  await app.press('Escape')
  await dragOver('seen-p1', 5, 5.3)
  await app.press('1')
  await expect(app.page.getByText(/last at least 0.5 s; this one would last 0.\d+ s/)).toBeVisible()
})

test('roles, aggregation and the scheme it builds on are edited under More, and faults lead there', async () => {
  await withScheme({})
  await app.run('Label schemes')
  await app.dialog.getByRole('button', { name: 'Edit', exact: true }).first().click()
  const part = (name: RegExp) =>
    app.dialog.getByRole('navigation', { name: 'Parts of the scheme' }).getByRole('button', { name })
  await part(/^More(?! about)/).click()
  await app.dialog.getByRole('button', { name: 'Add a role' }).click()
  await app.choose(app.dialog.getByRole('combobox', { name: 'View of role 1' }), 'self')
  await app.dialog.getByRole('textbox', { name: 'Role 1 is blind to' }).fill('crowd')
  await expect(
    app.dialog.getByRole('button', { name: /is blind to “crowd”, which is no role/ })
  ).toBeVisible()
  await expect(app.dialog.getByRole('button', { name: /^Save version/ })).toBeDisabled()
  await app.dialog.getByRole('textbox', { name: 'Role 1 is blind to' }).fill('')
  await app.dialog.getByRole('button', { name: 'Add an aggregation' }).click()
  await app.choose(app.dialog.getByRole('combobox', { name: 'Method of aggregation 1' }), 'Median')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Builds on the scheme' }), 'Ekman 6 + neutral')
  await expect(app.dialog.getByRole('note')).toContainText('7 labels of Ekman 6 + neutral are not here')
  await app.screenshot('fields-more-dark')
  await app.dialog.getByRole('button', { name: 'Add them' }).click()
  await expect(app.dialog.getByRole('note')).toContainText('Every label of Ekman 6 + neutral is here')
  await app.dialog.getByRole('button', { name: /^Save version/ }).click()
  await expect
    .poll(async () => (await app.snapshot()).schemes.find(({ id }) => id === 'fields')?.document)
    .toMatchObject({
      extends: 'ekman7',
      roles: [{ id: 'role-1', perspective: 'self' }],
      aggregation: [{ attribute: 'mood', method: 'median' }]
    })
})

test('wheels of free words are written line by line and seen beside the words', async () => {
  await withScheme({ type: 'open-vocabulary', labels: undefined, vocabulary: { seed: ['glad', 'tense'] } })
  await app.run('Label schemes')
  await app.dialog.getByRole('button', { name: 'Edit', exact: true }).first().click()
  await app.dialog.getByText('Wheels that group the words').click()
  await app.dialog.getByRole('button', { name: 'Add a wheel' }).click()
  const groups = app.dialog.getByRole('textbox', { name: 'Groups of wheel-1' })
  await groups.fill('joy: Glad, happy\nfear: tense, scared')
  await groups.blur()
  await expect(app.dialog).toContainText('2 groups, 4 words')
  await expect(app.dialog.getByRole('definition').filter({ hasText: 'glad, happy' })).toBeVisible()
  await app.dialog.getByRole('button', { name: 'glad', exact: true }).click()
  await app.dress(1440, 900, 'light')
  await app.screenshot('fields-wheels-light')
  await app.dialog.getByRole('button', { name: /^Save version/ }).click()
  await expect
    .poll(async () => (await app.snapshot()).schemes.find(({ id }) => id === 'fields')?.document)
    .toMatchObject({
      attributes: [
        {
          vocabulary: {
            wheels: ['wheel-1'],
            wheelTable: { 'wheel-1': { joy: ['glad', 'happy'], fear: ['tense', 'scared'] } }
          }
        }
      ]
    })
})
