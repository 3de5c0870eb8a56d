import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'
import { frameAt, presentationTimes, repeatableRandom, typedFrame } from './driver/frame-truth'

/** Pictures per second of the generated videos before any were dropped; the picture at time t carries round(t * 30). */
const RATE_HZ = 30
const SEEKS = 100

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there are no generated videos to look at')

let app: AffectoryApp
test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await AffectoryApp.launch()
  await app.newProject('Frames')
  await app.importFiles(
    await testMedia('constant.mp4'),
    await testMedia('b-frames.mp4'),
    await testMedia('variable.mp4')
  )
})
test.afterAll(async () => app?.close())

for (const { name, what } of [
  { name: 'constant', what: 'a constant frame rate' },
  { name: 'b-frames', what: 'frames stored out of order (B-frames)' },
  { name: 'variable', what: 'a variable frame rate and B-frames' }
])
  test(`after ${SEEKS} random seeks in a video with ${what} the screen shows the frame of the clock`, async () => {
    test.setTimeout(180_000)
    const times = presentationTimes(await testMedia(`${name}.mp4`))
    const random = repeatableRandom(7)
    await app.openRecording(name)
    await app.settledFrame()
    const wrong: unknown[] = []
    for (let seek = 0; seek < SEEKS; seek++) {
      const seconds = Math.floor(random() * 9_900) / 1000
      await app.seek(seconds)
      const frame = typedFrame(times, seconds)
      const told = await app.settledFrame()
      const expected = Math.round((times[frame] ?? 0) * RATE_HZ)
      const seen = await app.barcode(expected)
      if (told !== frame || seen !== expected) wrong.push({ seconds, frame, told, expected, seen })
    }
    expect(wrong).toEqual([])
  })

test('twenty steps forward and twenty back by the arrow keys show every frame in turn', async () => {
  for (const name of ['constant', 'b-frames', 'variable']) {
    const times = presentationTimes(await testMedia(`${name}.mp4`))
    await app.openRecording(name)
    await app.settledFrame()
    await app.seek(4.001)
    let frame = await app.settledFrame()
    await app.panel('Video').focus()
    for (const [key, step] of [
      ...Array<[string, number]>(20).fill(['ArrowRight', 1]),
      ...Array<[string, number]>(20).fill(['ArrowLeft', -1])
    ]) {
      await app.press(key)
      frame += step
      expect(await app.settledFrame(), `${name}, ${key}`).toBe(frame)
      const expected = Math.round((times[frame] ?? 0) * RATE_HZ)
      expect(await app.barcode(expected), `${name}, ${key}`).toBe(expected)
    }
  }
})

test('a click on the time axis puts clock, playhead and picture at the same frame', async () => {
  const times = presentationTimes(await testMedia('constant.mp4'))
  await app.openRecording('constant')
  await app.settledFrame()
  for (const share of [0.1, 0.37, 0.5, 0.81]) {
    await app.clickTimeAxis(share)
    const frame = await app.settledFrame()
    const time = await app.time()
    expect([frameAt(times, time / 1e6), frameAt(times, (time + 1000) / 1e6)]).toContain(frame)
    expect(await app.barcode(frame)).toBe(frame)
    const drawn = await app.playheadTime(10_000_000)
    expect(Math.abs(drawn - time)).toBeLessThan(1e6 / RATE_HZ)
  }
})

test('the picture that stands after playing and pausing is the one the clock names', async () => {
  await app.openRecording('b-frames')
  await app.settledFrame()
  await app.seek(2)
  await app.settledFrame()
  for (let round = 0; round < 5; round++) {
    const before = await app.time()
    await app.press('Space')
    await expect.poll(() => app.time()).toBeGreaterThan(before + 200_000)
    await app.press('Space')
    await expect(app.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    const frame = await app.settledFrame()
    expect(frame).toBe(Math.floor(((await app.time()) / 1e6) * RATE_HZ + 0.03))
    expect(await app.barcode(frame)).toBe(frame)
  }
})
