import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import type { Segment } from '../../src/shared/domain/rows'
import { regionAt } from '../../src/shared/regions/region-at'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video')
const noDemo = !existsSync(join(root, '.local/demo/project.sqlite'))

const NAME = 'constant'
const SCENE = 'Scene 2, the borrowed bike'

let app: AffectoryApp
test.beforeEach(async () => {
  app = await AffectoryApp.launch()
})
test.afterEach(async () => app?.close())

const regions = async (name = NAME): Promise<readonly Segment[]> =>
  (await app.segments(name)).filter(({ value }) => value?.kind === 'region')
const box = (name: string): Locator => app.page.getByRole('button', { name: `Box of ${name}` })

/** Where a region is at a time, as shares of the picture rounded to a hundredth. */
function placeAt(segment: Segment | undefined, seconds: number): readonly number[] | undefined {
  const place = segment?.value?.kind === 'region' ? regionAt(segment.value, seconds * 1e6) : undefined
  return (
    place &&
    [place.x, place.y, place.width ?? 0, place.height ?? 0].map((value) => Math.round(value * 100) / 100)
  )
}

/** A point of the picture in the window, by shares. */
async function inPicture(x: number, y: number): Promise<{ x: number; y: number }> {
  const frame = await app.videoFrame.boundingBox()
  if (!frame) throw new Error('there is no video on the desk')
  return { x: frame.x + frame.width * x, y: frame.y + frame.height * y }
}

async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const [a, b] = [await inPicture(...from), await inPicture(...to)]
  await app.page.mouse.move(a.x, a.y)
  await app.page.mouse.down()
  await app.page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 3 })
  await app.page.mouse.move(b.x, b.y)
  await app.page.mouse.up()
}

async function withVideo(): Promise<void> {
  await app.newProject('Regions', 'Ada')
  await app.importFiles(await testMedia(`${NAME}.mp4`))
  await app.settledFrame()
  await app.panel('Video').focus()
  await app.press('Home')
}

test('a box is drawn, moved on a later picture, is in between in between, is hidden and shown, each by one undo', async () => {
  await withVideo()
  await app.press('b')
  await drag([0.2, 0.3], [0.4, 0.6])
  await expect.poll(async () => (await regions()).length).toBe(1)
  expect(placeAt((await regions())[0], 0)).toEqual([0.2, 0.3, 0.2, 0.3])
  await expect(box('Region 1')).toBeVisible()
  await app.screenshot('regions-drawn')

  await app.seek(2)
  await drag([0.3, 0.45], [0.6, 0.55])
  await expect.poll(async () => placeAt((await regions())[0], 2)).toEqual([0.5, 0.4, 0.2, 0.3])
  expect(placeAt((await regions())[0], 1)).toEqual([0.35, 0.35, 0.2, 0.3])

  // A handle: the opposite corner stays.
  await drag([0.7, 0.7], [0.8, 0.8])
  await expect.poll(async () => placeAt((await regions())[0], 2)).toEqual([0.5, 0.4, 0.3, 0.4])
  // Arrows with the focus on the box: ten pixels to the right.
  const before = (await box('Region 1').boundingBox())?.x ?? 0
  await box('Region 1').focus()
  await app.press('Shift+ArrowRight')
  await expect.poll(async () => Math.round(((await box('Region 1').boundingBox())?.x ?? 0) - before)).toBe(10)
  await app.screenshot('regions-moved')

  // Halfway the box stands halfway on the screen.
  await app.seek(1)
  const frame = await app.videoFrame.boundingBox()
  const shown = await box('Region 1').boundingBox()
  const middle = placeAt((await regions())[0], 1)
  expect(Math.round((((shown?.x ?? 0) - (frame?.x ?? 0)) / (frame?.width ?? 1)) * 100) / 100).toBe(
    middle?.[0]
  )

  await app.panel('Video').focus()
  await app.seek(3)
  await app.press('h')
  await expect(box('Region 1')).toHaveCount(0)
  expect(placeAt((await regions())[0], 3.5)).toBeUndefined()
  await app.press('h')
  await expect(box('Region 1')).toBeVisible()
  for (let step = 0; step < 2; step++) await app.press('Control+z')
  await expect.poll(async () => placeAt((await regions())[0], 3.5)?.[2]).toBe(0.3)
  for (let step = 0; step < 4; step++) await app.press('Control+z')
  await expect.poll(async () => (await regions()).length).toBe(0)
  expect((await app.snapshot()).tracks).toEqual([])
})

test('two boxes are swapped from here on and merged, each with two clicks', async () => {
  await withVideo()
  await app.press('b')
  await drag([0.1, 0.3], [0.2, 0.5])
  await expect.poll(async () => (await regions()).length).toBe(1)
  await app.press('b')
  await drag([0.6, 0.3], [0.8, 0.5])
  await expect.poll(async () => (await regions()).length).toBe(2)
  const { tracks } = await app.snapshot()
  const at = async (track: string, seconds: number): Promise<number | undefined> => {
    const id = tracks.find(({ name }) => name === track)?.id
    const segment = (await regions()).find(
      ({ trackId, start, end }) => trackId === id && start <= seconds * 1e6 && seconds * 1e6 < end
    )
    return placeAt(segment, seconds)?.[0]
  }
  await app.seek(2)
  const first = await inPicture(0.15, 0.4)
  await app.page.mouse.click(first.x, first.y)
  await app.screenshot('regions-tools')
  await app.page.getByRole('button', { name: 'Swap from here on with' }).click()
  const second = await inPicture(0.7, 0.4)
  await app.page.mouse.click(second.x, second.y)
  await expect.poll(() => at('Region 1', 3)).toBe(0.6)
  expect([await at('Region 1', 1), await at('Region 2', 1), await at('Region 2', 3)]).toEqual([0.1, 0.6, 0.1])

  // Merging from the timeline: the name of one, then the other.
  const gutter = (name: string): Locator =>
    app
      .panel('Tracks')
      .locator(`.tl-gutter[data-lane-id="track:${tracks.find((track) => track.name === name)?.id}"]`)
  await gutter('Region 1').click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Merge with another…' }).click()
  await gutter('Region 2').click()
  await expect.poll(async () => (await app.snapshot()).tracks.length).toBe(1)
  await app.panel('Video').focus()
  await app.press('Control+z', 'Control+z')
  await expect.poll(() => at('Region 1', 3)).toBe(0.1)
})

test('a point is set by a click, and Escape leaves drawing', async () => {
  await withVideo()
  await app.press('b')
  await expect(app.page.getByRole('application', { name: /draw a box/ })).toBeVisible()
  await app.press('Escape')
  await expect(app.page.getByRole('application', { name: /draw a box/ })).toHaveCount(0)
  await app.press('Shift+B')
  const place = await inPicture(0.25, 0.5)
  await app.page.mouse.click(place.x, place.y)
  await expect.poll(async () => placeAt((await regions())[0], 0)).toEqual([0.25, 0.5, 0, 0])
  await expect(app.page.getByRole('button', { name: 'Point of Region 1' })).toBeVisible()
})

test('faces that a model found become regions that can be corrected', async () => {
  test.skip(noDemo, 'the demo project has not been made: run `npm run demo`')
  await app.openDemo()
  await app.openRecording(SCENE)
  await app.settledFrame()
  await app.run('Edit the faces as regions')
  await expect.poll(async () => (await regions(SCENE)).length, { timeout: 20_000 }).toBeGreaterThan(1)
  const found = await regions(SCENE)
  const keys = found.map(({ value }) => (value?.kind === 'region' ? value.keys.length : 0))
  expect(Math.max(...keys), 'a face that hardly moves needs few places').toBeLessThan(400)
  await app.seek(5)
  await expect(app.page.getByRole('button', { name: /^Box of P0/ })).toHaveCount(2)
  const one = app.page.getByRole('button', { name: /^Box of P0/ }).first()
  await one.focus()
  await app.dress(1440, 900, 'dark')
  await app.screenshot('regions-faces-dark')
  await app.dress(1920, 1080, 'light')
  await app.screenshot('regions-faces-light')
  await app.press('Shift+ArrowDown')
  await expect
    .poll(async () =>
      (await regions(SCENE)).some(
        ({ id, value }) =>
          JSON.stringify(value) !== JSON.stringify(found.find((each) => each.id === id)?.value)
      )
    )
    .toBe(true)
  // While it plays, the boxes are painted with the picture and take no clicks.
  await app.panel('Video').focus()
  await app.press('Space')
  await expect(app.page.getByRole('button', { name: /^Box of P0/ })).toHaveCount(0)
  await app.press('Space')
  await app.press('Control+z', 'Control+z')
  await expect.poll(async () => (await regions(SCENE)).length).toBe(0)
})
