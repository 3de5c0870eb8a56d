import { test } from '@playwright/test'
import type { Page } from 'playwright'
import { AffectoryApp } from '../e2e/affectory-app'
import { repeatableRandom } from '../e2e/driver/frame-truth'
import { openBareWindow } from './bare-window'
import { minuteExotic, minuteVideo } from './media'
import { format, median, quantile, record } from './record'

const BLOCKS = 6
const SEEKS_PER_BLOCK = 10
const STEPS = 40
const AIM_RATIO = 1.2
const AIM_PROXY_MS = 25
const AIM_STEP_MS = 10

test('a click on the time axis until the right frame is handed to the screen, beside a bare video element', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Seeks')
    const path = await minuteVideo()
    await app.importFiles(path)
    await app.settledFrame()
    const bare = await openBareWindow(app.electron, path)
    const random = repeatableRandom(11)
    const shares = (): readonly number[] =>
      Array.from({ length: SEEKS_PER_BLOCK }, () => 0.02 + random() * 0.94)
    await bare.show('bare')
    await seekBare(bare.page, shares())
    await bare.show('app')
    await seekApp(app, shares())
    const mine: number[] = []
    const theirs: number[] = []
    // Block by block in turns, so that both see the same machine.
    for (let block = 0; block < BLOCKS; block++) {
      const places = shares()
      mine.push(...(await seekApp(app, places)))
      await bare.show('bare')
      theirs.push(...(await seekBare(bare.page, places)))
      await bare.show('app')
    }
    await bare.close()
    const ratio = median(mine) / median(theirs)
    const ratio95 = quantile(mine, 0.95) / quantile(theirs, 0.95)
    record('seek', [
      {
        id: 'seek-p50',
        name: 'Seek in 720p H.264, key frame every 2 s, p50',
        value: median(mine),
        unit: 'ms',
        aim: `<= ${AIM_RATIO} x a bare video element`,
        met: ratio <= AIM_RATIO,
        detail: `bare video element in a window of the same size ${format(median(theirs))} ms in the same run: ${format(ratio)} x; ${mine.length} random seeks each`
      },
      {
        id: 'seek-p95',
        name: 'Seek in 720p H.264, key frame every 2 s, p95',
        value: quantile(mine, 0.95),
        unit: 'ms',
        aim: `<= ${AIM_RATIO} x a bare video element`,
        met: ratio95 <= AIM_RATIO,
        detail: `bare video element ${format(quantile(theirs, 0.95))} ms in the same run: ${format(ratio95)} x`
      }
    ])

    await app.panel('Video').focus()
    await app.seek(20.5)
    await app.settledFrame()
    const steps = await stepApp(app)
    record('step', [
      {
        id: 'step',
        name: 'Frame step by arrow key, from the cache',
        value: median(steps),
        unit: 'ms',
        aim: `< ${AIM_STEP_MS} ms`,
        met: median(steps) < AIM_STEP_MS,
        detail: `key press until the frame is drawn; p95 ${format(quantile(steps, 0.95))} ms; ${steps.length} steps forward and back`
      }
    ])
  } finally {
    await app.close()
  }
})

test('a seek in a proxy with a short group of pictures', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Proxy')
    await app.importFiles(await minuteExotic())
    await app.settledFrame()
    const random = repeatableRandom(13)
    const shares = Array.from({ length: BLOCKS * SEEKS_PER_BLOCK }, () => 0.02 + random() * 0.94)
    await seekApp(app, shares.slice(0, 5))
    const times = await seekApp(app, shares)
    record('seek-proxy', [
      {
        id: 'seek-proxy',
        name: 'Seek in a 720p proxy, key frame every 8 pictures, p50',
        value: median(times),
        unit: 'ms',
        aim: `< ${AIM_PROXY_MS} ms`,
        met: median(times) < AIM_PROXY_MS,
        detail: `p95 ${format(quantile(times, 0.95))} ms; ${times.length} random seeks`
      }
    ])
  } finally {
    await app.close()
  }
})

/** Click at shares of the time axis; from the press reaching the page until the video reports the frame of the clock. */
async function seekApp(app: AffectoryApp, shares: readonly number[]): Promise<number[]> {
  const times: number[] = []
  for (const share of shares) {
    await app.page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('[data-testid=video-frame]')
      if (!host) throw new Error('there is no video on the desk')
      const measured = new Promise<number>((resolve) => {
        window.addEventListener(
          'pointerdown',
          () => {
            const pressed = performance.now()
            const look = new MutationObserver(() => {
              if (host.dataset['shown'] === '' || host.dataset['shown'] !== host.dataset['wanted']) return
              look.disconnect()
              resolve(performance.now() - pressed)
            })
            look.observe(host, { attributes: true })
          },
          { capture: true, once: true }
        )
      })
      Object.assign(window, { measured })
    })
    await app.clickTimeAxis(share)
    times.push(
      await app.page.evaluate(() =>
        Promise.race([
          Reflect.get(window, 'measured') as Promise<number>,
          new Promise<number>((resolve) => setTimeout(() => resolve(Number.NaN), 3000))
        ])
      )
    )
    await app.settledFrame()
  }
  return times.filter(Number.isFinite)
}

/** Set the time of a bare element; until it reports the frame of that time. */
function seekBare(page: Page, shares: readonly number[]): Promise<number[]> {
  return page.evaluate(async (places) => {
    let video = document.querySelector('video')
    if (!video) {
      const file = document.querySelector('input')?.files?.[0]
      if (!file) throw new Error('the bare window has no file')
      video = document.createElement('video')
      video.preload = 'auto'
      video.src = URL.createObjectURL(file)
      document.body.append(video)
      await new Promise((ready) => video?.addEventListener('loadeddata', ready, { once: true }))
    }
    const element = video
    const taken: number[] = []
    for (const share of places) {
      const frame = Math.floor(share * element.duration * 30)
      const before = performance.now()
      const shown = new Promise<number>((resolve) => {
        const look = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
          if (Math.abs(mediaTime - frame / 30) < 1 / 60) resolve(performance.now() - before)
          else element.requestVideoFrameCallback(look)
        }
        element.requestVideoFrameCallback(look)
      })
      element.currentTime = (frame + 0.5) / 30
      taken.push(
        await Promise.race([
          shown,
          new Promise<number>((resolve) => setTimeout(() => resolve(Number.NaN), 3000))
        ])
      )
      await new Promise((next) => setTimeout(next, 30))
    }
    return taken.filter(Number.isFinite)
  }, shares)
}

/** Press the arrow keys; from the press reaching the page until the frame is drawn. */
async function stepApp(app: AffectoryApp): Promise<number[]> {
  const times: number[] = []
  const keys = [...Array<string>(STEPS / 2).fill('ArrowRight'), ...Array<string>(STEPS / 2).fill('ArrowLeft')]
  // The first step decodes the group of pictures that the others take from the cache.
  await app.press('ArrowRight', 'ArrowLeft')
  await app.settledFrame()
  for (const key of keys) {
    await app.page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('[data-testid=video-frame]')
      const measured = new Promise<number>((resolve) => {
        window.addEventListener(
          'keydown',
          () => {
            const pressed = performance.now()
            const before = host?.dataset['wanted']
            const look = new MutationObserver(() => {
              if (host?.dataset['shown'] !== host?.dataset['wanted'] || host?.dataset['wanted'] === before)
                return
              look.disconnect()
              resolve(performance.now() - pressed)
            })
            if (host) look.observe(host, { attributes: true })
          },
          { capture: true, once: true }
        )
      })
      Object.assign(window, { measured })
    })
    await app.press(key)
    times.push(
      await app.page.evaluate(() =>
        Promise.race([
          Reflect.get(window, 'measured') as Promise<number>,
          new Promise<number>((resolve) => setTimeout(() => resolve(Number.NaN), 3000))
        ])
      )
    )
    await app.settledFrame()
  }
  return times.filter(Number.isFinite)
}
