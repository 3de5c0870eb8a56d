import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Emotions of the emotion-cause scheme, and gestures that no cause may lead to. */
async function emotions(): Promise<void> {
  await app.newProject('Causes', 'Ada')
  await app.importFiles(await testMedia('constant.mp4'))
  await app.openRecording('constant')
  const { recordings, viewer } = await app.snapshot()
  const document = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../resources/schemes/emotion-cause.json'), 'utf8')
  ) as { attributes: object[] }
  const gesture = { id: 'gesture', type: 'categorical', unit: 'frame', labels: [{ id: 'nod' }] }
  const track = (id: string, attributeId: string) => ({
    id: 'track-create',
    input: { id, recordingId: recordings[0]?.id, schemeId: 'emotion-cause', attributeId, name: id }
  })
  const segment = (id: string, trackId: string, start: number, label: string) => ({
    id: 'segment-create',
    input: { id, trackId, start: start * 1e6, end: (start + 2) * 1e6, label }
  })
  await app.ask('edit.apply', {
    authorId: viewer.authorId ?? '',
    commands: [
      {
        id: 'scheme-save',
        input: { document: { ...document, attributes: [...document.attributes, gesture] } }
      },
      track('Mood', 'emotion'),
      track('Gestures', 'gesture'),
      segment('calm', 'Mood', 1, 'neutral'),
      segment('cross', 'Mood', 4, 'anger'),
      segment('nod', 'Gestures', 2, 'nod')
    ]
  })
}

async function click(trackId: string, seconds: number): Promise<void> {
  const box = await app.panel('Tracks').locator(`.tl-lane[data-track-id="${trackId}"]`).boundingBox()
  if (!box) throw new Error(`there is no lane of ${trackId}`)
  await app.page.mouse.click(box.x + (box.width * seconds) / (LENGTH * 1.01), box.y + box.height / 2)
}

const links = async () => {
  const { recordings } = await app.snapshot()
  const relations = await app.ask('track.relations', { recordingId: recordings[0]?.id ?? '' })
  return relations.map(({ fromId, toId }) => `${fromId}>${toId}`)
}

test('a cause starts only from the emotions that the scheme names, and leads only to what it links', async () => {
  await emotions()
  await click('Mood', 2)
  await app.press('r')
  await expect(app.page.getByText(/can start from a segment labelled .*Anger.*, not Neutral/)).toBeVisible()

  await click('Mood', 5)
  await expect(app.inspector.getByRole('region', { name: 'Links' })).toContainText(
    'Anger asks for “Cause”: press R.'
  )
  await app.press('r')
  await expect(app.page.getByText('Click on the cause, or select it and press Enter.')).toBeVisible()
  await click('Gestures', 3)
  await expect(app.page.getByText('“Cause” leads to an utterance; “Gestures” holds none.')).toBeVisible()
  await app.screenshot('link-rules-dark')
  expect(await links()).toEqual([])
  // The choice is still open.
  await click('Mood', 2)
  await expect.poll(links).toEqual(['cross>calm'])
  await expect(app.inspector.getByRole('region', { name: 'Links' })).toContainText('Anger')
  await expect(app.inspector.getByText('asks for “Cause”')).toHaveCount(0)
  await app.screenshot('link-rules-made')
})
