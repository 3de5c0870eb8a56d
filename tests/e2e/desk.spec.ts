import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video')

/** Length of the recording, in seconds; the time axis shows one hundredth more. */
const LENGTH = 10
const NAME = 'constant'

let app: AffectoryApp
test.beforeEach(async () => {
  app = await AffectoryApp.launch()
  await app.newProject('Desk')
  await app.importFiles(await testMedia(`${NAME}.mp4`))
  await app.settledFrame()
  await app.panel('Video').focus()
  await app.press('Home')
})
test.afterEach(async () => app?.close())

const playbackRate = (): Promise<number> =>
  app.videoFrame.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)
const saved = async (): Promise<readonly { start: number; end: number }[]> =>
  (await app.segments(NAME)).map(({ start, end }) => ({ start: start / 1e6, end: end / 1e6 }))

/** A place of a lane in the window: seconds of the recording, and which lane. */
async function placeOf(lane: 'waveform' | 'track', seconds: number): Promise<{ x: number; y: number }> {
  const box = await app.panel('Tracks').locator(`.tl-lane[data-kind=${lane}]`).first().boundingBox()
  if (!box) throw new Error(`there is no ${lane} lane`)
  return { x: box.x + (box.width * seconds) / (LENGTH * 1.01), y: box.y + box.height / 2 }
}

async function drag(
  from: { x: number; y: number },
  to: { x: number; y: number },
  key?: string
): Promise<void> {
  if (key) await app.page.keyboard.down(key)
  await app.page.mouse.move(from.x, from.y)
  await app.page.mouse.down()
  await app.page.mouse.move((from.x + to.x) / 2, to.y)
  await app.page.mouse.move(to.x, to.y)
  await app.page.mouse.up()
  if (key) await app.page.keyboard.up(key)
}

test('playing goes from a quarter of the speed to four times, by keys, with the sound at its pitch', async () => {
  for (let step = 0; step < 12; step++) await app.press('-')
  expect(await playbackRate()).toBe(0.25)
  await expect(app.page.getByRole('button', { name: /Speed\s*0.25x/ })).toBeVisible()
  for (let step = 0; step < 12; step++) await app.press('Shift+Equal')
  await expect.poll(playbackRate).toBe(4)
  await app.press('Space')
  const [before, at] = [await app.time(), Date.now()]
  await expect.poll(() => app.time()).toBeGreaterThan(before + 4_000_000)
  expect((Date.now() - at) / 1000).toBeLessThan(3)
  await app.press('Space', '=')
  expect(await playbackRate()).toBe(1)
  expect(
    await app.videoFrame
      .locator('video')
      .evaluate((video: HTMLVideoElement) => [video.preservesPitch, video.muted])
  ).toEqual([true, false])
})

test('a looped segment plays again and again and never leaves its edges', async () => {
  await app.press('i', 'Shift+ArrowRight', 'o')
  await expect.poll(saved).toEqual([{ start: 0, end: 1 }])
  await app.press('l', 'Home', 'Space')
  let wraps = 0
  let before = 0
  await expect
    .poll(
      async () => {
        const now = await app.time()
        expect(now).toBeLessThanOrEqual(1_040_000)
        if (now < before - 300_000) wraps++
        before = now
        return wraps
      },
      { intervals: [50], timeout: 15_000 }
    )
    .toBeGreaterThanOrEqual(2)
})

test('zooming goes down to single samples and back to the whole recording', async () => {
  const bar = app.panel('Tracks').locator('.tl-scroll i')
  await expect(bar).toHaveCount(0)
  for (let step = 0; step < 30; step++) await app.press('Control+Equal')
  // 32 samples at 44.1 kHz are 0.7 ms of 10 s.
  await expect
    .poll(() => bar.evaluate((thumb: HTMLElement) => Number.parseFloat(thumb.style.width)))
    .toBeLessThan(0.02)
  await app.press('Control+0')
  await expect(bar).toHaveCount(0)
  await app.press('i', 'Shift+ArrowRight', 'o')
  await expect.poll(saved).toEqual([{ start: 0, end: 1 }])
  await app.press('z')
  await expect
    .poll(() => bar.evaluate((thumb: HTMLElement) => Number.parseFloat(thumb.style.width)))
    .toBeLessThan(20)
})

test('the mouse makes and trims segments: drag and digit, double-click, edge', async () => {
  // A drag over the sound selects a stretch; a digit labels it.
  await drag(await placeOf('waveform', 1), await placeOf('waveform', 2))
  await app.press('1')
  await expect.poll(async () => (await saved()).length).toBe(1)
  const [first] = await saved()
  expect(Math.abs((first?.start ?? 0) - 1)).toBeLessThan(0.05)
  expect(Math.abs((first?.end ?? 0) - 2)).toBeLessThan(0.05)

  // A drag over the empty track behind it selects; a double-click on the selection makes the segment.
  await app.press('Escape')
  await drag(await placeOf('track', 2.4), await placeOf('track', 4))
  const inside = await placeOf('track', 3)
  await app.page.mouse.dblclick(inside.x, inside.y)
  await expect.poll(async () => (await saved()).length).toBe(2)

  // The end of the last one is dragged on.
  const [, second] = await saved()
  await drag(await placeOf('track', second?.end ?? 4), await placeOf('track', 5))
  await expect.poll(async () => Math.abs(((await saved())[1]?.end ?? 0) - 5)).toBeLessThan(0.1)
})

test('an edge under the mouse snaps to the playhead, Alt lets it go free, and Shift moves a boundary that two segments share', async () => {
  await app.press('Shift+ArrowRight', 'w', 'Shift+ArrowRight', 'w')
  await expect.poll(saved).toEqual([
    { start: 0, end: 1 },
    { start: 1, end: 2 }
  ])
  await app.press('Escape')
  await drag(await placeOf('track', 1), await placeOf('track', 1.5), 'Shift')
  await expect.poll(async () => Math.abs(((await saved())[0]?.end ?? 0) - 1.5)).toBeLessThan(0.05)
  const [left, right] = await saved()
  expect(left?.end).toBe(right?.start)

  // The playhead stands at exactly 3 s; the edge is let go two pixels beside it.
  await app.seek(3)
  await drag(await placeOf('track', 2), await placeOf('track', 3.02))
  await expect.poll(async () => (await saved())[1]?.end).toBe(3)
  await drag(await placeOf('track', 3), await placeOf('track', 3.5))
  await drag(await placeOf('track', 3.5), await placeOf('track', 3.02), 'Alt')
  await expect.poll(async () => Math.abs(((await saved())[1]?.end ?? 0) - 3.02)).toBeLessThan(0.02)
  expect((await saved())[1]?.end).not.toBe(3)
})
