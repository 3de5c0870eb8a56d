import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { makeVideo } from '../../scripts/media.mjs'
import { canMakeMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'
import { canKillProcesses } from './driver/processes'
import { RatingDesk } from './driver/rating-desk'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to rate')

const folder = resolve(import.meta.dirname, '../../.local/test-media')

/** A small video of a length, made once. */
async function clip(seconds: number): Promise<string> {
  const path = join(folder, `rate-${seconds}s.mp4`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const unfinished = join(folder, `rate-${seconds}s.${process.pid}.mp4`)
  await makeVideo(unfinished, { seconds, widthPx: 320, heightPx: 180, rateHz: 25 })
  renameSync(unfinished, path)
  return path
}

/** A project with one clip, and the panel open. */
async function deskWith(seconds: number): Promise<RatingDesk> {
  const app = await AffectoryApp.launch()
  await app.newProject('Ratings', 'Ada')
  await app.importFiles(await clip(seconds))
  const desk = new RatingDesk(app)
  await desk.open()
  return desk
}

test.describe('timing', () => {
  // A computer that does other work at the same time may spoil one measurement, not each of three.
  test.describe.configure({ retries: 2 })
  test('a minute at 25 Hz gives 1,500 samples, each with the value of its own moment to within 15 ms', async () => {
    test.setTimeout(240_000)
    const desk = await deskWith(60)
    const { app } = desk
    try {
      await desk.setUp('Valence', 25)
      // The stick of a made-up gamepad says where the recording is: a saw tooth of two seconds.
      await desk.plugInGamepad(`() => {
      const time = document.querySelector('video').currentTime
      return -(0.2 + 0.6 * ((time % 2) / 2))
    }`)
      await desk.rateWith('Gamepad')
      await desk.noCountdown()
      await app.press('Home', 'k')
      await desk.ends(100_000)
      const [take] = await desk.takes()
      expect(take?.count).toBeGreaterThanOrEqual(1498)
      expect(take?.count).toBeLessThanOrEqual(1502)
      const values = await desk.values()
      const lost = values.filter(([, value]) => Number.isNaN(value)).length
      expect(take?.count).toBe(Number(await desk.timing.getAttribute('data-count')))
      expect(take?.missingCount).toBe(lost)
      // What the window says of itself, and what the values say of the moment at which the stick was read.
      const said = Number(await desk.timing.getAttribute('data-p95'))
      const late = values.slice(10, 1480).flatMap(([time, value]) => {
        const travel = value * (1 - 0.08) + 0.08
        const read = ((travel - 0.2) / 0.6) * 2
        const difference = ((time / 1e6 - read + 1) % 2) - 1
        // At the fall of the tooth a reading before it belongs to the tooth before.
        return Number.isNaN(difference) || Math.abs(difference) > 0.9 ? [] : [Math.abs(difference) * 1000]
      })
      late.sort((a, b) => a - b)
      const p95 = late[Math.floor(late.length * 0.95)] ?? Infinity
      console.log(
        `rating: ${take?.count} samples, ${lost} lost, latched p95 ${said} ms, value against its own moment p50 ${late[Math.floor(late.length / 2)]?.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, max ${late.at(-1)?.toFixed(1)} ms`
      )
      for (const [index, [time]] of values.entries())
        expect(time - (values[index - 1]?.[0] ?? time - 40_000)).toBe(40_000)
      // The load of the last minute, which is the take: a computer with several times more to do than it can is no clock.
      const [load = 0] = loadavg()
      test.skip(
        load > 2.5 * availableParallelism(),
        `the computer is too busy to measure timing (load ${load})`
      )
      expect(lost).toBe(0)
      expect(late.length).toBeGreaterThan(1400)
      expect(p95).toBeLessThanOrEqual(15)
      expect(said).toBeLessThanOrEqual(15)
    } finally {
      await app.close()
    }
  })
})

test('mouse, wheel, keys and levels rate, a held X is missing, and a take can be undone', async () => {
  test.setTimeout(240_000)
  const desk = await deskWith(60)
  const { app } = desk
  const { page } = app
  try {
    await desk.setUp('Valence', 20)
    await desk.noCountdown()

    await desk.rateWith('Arrow keys')
    await desk.from(0)
    await page.keyboard.down('ArrowUp')
    await desk.reached(1)
    await page.keyboard.up('ArrowUp')
    await page.keyboard.down('x')
    await desk.shows('Cannot rate')
    await desk.goesOn(0.5)
    await page.keyboard.up('x')
    await desk.shows(/Valence/)
    await app.press('k')
    await desk.ends()
    const keys = await desk.lastTake()
    const seen = keys.filter((value) => !Number.isNaN(value))
    expect(keys.length - seen.length).toBeGreaterThan(6)
    expect(seen.at(-1)).toBeGreaterThan(0.3)
    for (const [index, value] of seen.entries()) expect(value).toBeGreaterThanOrEqual(seen[index - 1] ?? -1)
    expect((await desk.takes())[0]).toMatchObject({ device: 'arrow keys', start: 0 })
    expect((await desk.takes())[0]?.missingCount).toBeGreaterThan(6)

    await desk.rateWith('Mouse wheel')
    await desk.from(30)
    await desk.over(0.5)
    await page.mouse.wheel(0, -400)
    // Four notches of a twentieth of the scale.
    await desk.shows('Valence 0.40')
    await app.press('k')
    await desk.ends()
    expect((await desk.lastTake()).at(-1)).toBeCloseTo(0.4, 5)

    await desk.rateWith('Number levels')
    await desk.from(15)
    await app.press('9')
    await desk.shows('Valence 1.00')
    await app.press('3')
    await desk.shows('Valence −0.50')
    await app.press('k')
    await desk.ends()
    const levels = await desk.lastTake()
    expect(levels).toContain(1)
    expect(levels.at(-1)).toBe(-0.5)
    expect(levels.filter((value) => value !== 0 && value !== 1 && value !== -0.5)).toEqual([])
    expect(await app.segments(desk.recordingName)).toEqual([])

    await desk.rateWith('Mouse')
    await desk.from(45)
    await desk.over(0.75)
    await desk.shows(/Valence 0\.(49|5)/)
    await desk.over(0.1)
    await desk.shows(/Valence −0\.(79|8)/)
    await app.press('k')
    await desk.ends()
    const mouse = await desk.lastTake()
    expect(mouse.some((value) => Math.abs(value - 0.5) < 0.02)).toBe(true)
    expect(mouse.at(-1)).toBeCloseTo(-0.8, 1)

    expect(await desk.takes()).toHaveLength(4)
    await app.press('Control+z')
    await expect.poll(async () => (await desk.takes()).length).toBe(3)
    await app.press('Control+Shift+z')
    await expect.poll(async () => (await desk.takes()).length).toBe(4)
    expect(await desk.lastTake()).toEqual(mouse)
    await app.screenshot('rating-takes')
  } finally {
    await app.close()
  }
})

test('a gamepad starts, pauses and goes on with A and cannot rate with X; a pen rates while it touches', async () => {
  test.setTimeout(240_000)
  const desk = await deskWith(60)
  const { app } = desk
  const tapA = async (): Promise<void> => {
    await desk.padButton(0, true)
    // The buttons are looked at twenty times a second while nothing is rated.
    await app.page.waitForFunction(() => new Promise((done) => setTimeout(() => done(true), 120)))
    await desk.padButton(0, false)
    await app.page.waitForFunction(() => new Promise((done) => setTimeout(() => done(true), 120)))
  }
  try {
    await desk.setUp('Valence', 25)
    await desk.noCountdown()
    await desk.plugInGamepad('() => -1')
    await desk.rateWith('Gamepad')
    await app.seek(0)
    await tapA()
    await desk.shows('Valence 1.00')
    await desk.goesOn(0.5)
    await desk.padButton(2, true)
    await expect(desk.panel.getByText('Cannot rate: samples are missing')).toBeVisible()
    await desk.goesOn(0.5)
    await desk.padButton(2, false)
    await desk.shows('Valence 1.00')
    await tapA()
    await expect(desk.panel.getByText('Paused', { exact: true })).toBeVisible()
    await tapA()
    await expect(desk.panel.getByText('Paused', { exact: true })).toBeHidden()
    await desk.goesOn(2.3)
    await app.press('k')
    await desk.ends()
    const values = await desk.lastTake()
    expect(new Set(values)).toEqual(new Set([1, Number.NaN]))
    expect((await desk.takes())[0]).toMatchObject({ device: 'gamepad' })
    expect((await desk.takes())[0]?.missingCount).toBeGreaterThan(4)

    await desk.rateWith('Touch or pen')
    await desk.from(30)
    await desk.touch(0.25, 0.75)
    await desk.shows(/Valence 0\.(49|5)/)
    await app.press('k')
    await desk.ends()
    expect((await desk.lastTake()).at(-1)).toBeCloseTo(0.5, 1)
    const { violations } = await new AxeBuilder({ page: app.page })
      .include('[data-panel=rating]')
      .setLegacyMode()
      .analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  } finally {
    await app.close()
  }
})

test('a take waits when the window loses the focus, goes on with a pre-roll, and its end keeps it', async () => {
  const desk = await deskWith(12)
  const { app } = desk
  try {
    await desk.setUp('Valence', 25)
    await desk.noCountdown()
    await desk.rateWith('Arrow keys')
    await desk.from(1)
    await desk.reached(2)
    await app.page.evaluate(() => window.dispatchEvent(new Event('blur')))
    await expect(desk.panel.getByText('The window lost the focus. Space goes on.')).toBeVisible()
    const before = await app.ask('take.drafts')
    await expect(app.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    await app.screenshot('rating-paused')
    // Nothing is sampled while it waits: what is on the disk stays as it is.
    await app.page.evaluate(() => new Promise((done) => setTimeout(done, 700)))
    expect(await app.ask('take.drafts')).toEqual(before)
    await app.press('Space')
    await expect(desk.panel.getByText('Pre-roll: rating starts in a moment')).toBeVisible()
    await desk.reached(3)
    await app.press('k')
    await desk.ends()
    const [take] = await desk.takes()
    expect(take?.start).toBe(1_000_000)
    // Pause and pre-roll together lasted 68 samples and more: none of that is part of the take, not even as missing.
    expect(take?.missingCount).toBeLessThan(40)
    const values = await desk.values()
    expect(values).toHaveLength(take?.count ?? 0)
    expect(values.length).toBeGreaterThan(45)
  } finally {
    await app.close()
  }
})

test('Space pauses a take and goes on, also during the countdown; the take has no gap where it waited', async () => {
  const desk = await deskWith(12)
  const { app } = desk
  try {
    await desk.setUp('Valence', 25)
    // The stick says where the recording is, so that every sample tells the moment it was taken at.
    await desk.plugInGamepad(`() => 0.9 - (1.8 * document.querySelector('video').currentTime) / 12`)
    await desk.rateWith('Gamepad')
    const waits = desk.panel.getByText('Space goes on, K ends the take and keeps it, Esc drops it.')
    const play = app.page.getByRole('button', { name: 'Play', exact: true })
    await app.seek(0)
    await desk.surface.focus()
    await app.press('k')
    await expect(desk.panel.getByText('Rating starts', { exact: true })).toBeVisible()
    await app.press('Space')
    await expect(waits).toBeVisible()
    await expect(play).toBeVisible()
    for (const second of [1, 4]) {
      await app.press('Space')
      await desk.reached(second + 1)
      await app.press('Space')
      await expect(waits).toBeVisible()
      await expect(play).toBeVisible()
      const rated = await desk.seconds()
      // The playhead is somewhere else when it goes on: the take knows its place.
      if (second === 4) await app.seek(9)
      expect(await desk.seconds()).toBe(rated)
    }
    await app.press('Space')
    await expect.poll(() => desk.seconds()).toBeGreaterThan(6.5)
    await app.press('k')
    await desk.ends()
    const [take] = await desk.takes()
    expect(take?.start).toBe(0)
    expect(take?.missingCount).toBe(0)
    const values = await desk.values()
    expect(values).toHaveLength(take?.count ?? 0)
    // Half a second at most between what the stick read and the sample's own time; a gap or a shift would be seconds.
    const late = values.slice(5).map(([time, value]) => {
      const travel = Math.sign(value) * (Math.abs(value) * (1 - 0.08) + 0.08)
      return Math.abs(time / 1e6 - ((travel + 0.9) / 1.8) * 12)
    })
    expect(Math.max(...late)).toBeLessThan(1.2)
  } finally {
    await app.close()
  }
})

test('re-rating a stretch replaces exactly that stretch', async () => {
  const desk = await deskWith(12)
  const { app } = desk
  try {
    await desk.setUp('Valence', 25)
    await desk.noCountdown()
    await desk.rateWith('Number levels')
    await desk.from(0)
    await app.press('7')
    await desk.ends()
    const before = await desk.values()
    expect(before.length).toBeGreaterThanOrEqual(299)
    const range = await desk.selectStretch(0.3, 0.5)
    await app.press('k')
    await expect(desk.panel.getByText('Pre-roll: rating starts in a moment')).toBeVisible()
    await app.press('2')
    await desk.ends()
    const after = await desk.values()
    const [, punch] = await desk.takes()
    expect(punch?.start).toBe(Math.ceil(range.start / 40_000 - 1e-6) * 40_000)
    expect(punch?.end).toBe(Math.ceil(range.end / 40_000 - 1e-6) * 40_000)
    const inside = (time: number): boolean => time >= range.start - 1 && time < range.end - 1
    expect(after.filter(([time]) => !inside(time))).toEqual(before.filter(([time]) => !inside(time)))
    const middle = after.filter(([time]) => time > range.start + 300_000 && time < range.end - 300_000)
    expect(middle.length).toBeGreaterThan(20)
    expect(new Set(middle.map(([, value]) => value))).toEqual(new Set([-0.75]))
    // The ends fade from one take into the other.
    const edge = after.filter(([time]) => time >= range.start && time < range.start + 180_000)
    expect(edge.some(([, value]) => value > -0.75 && value < 0.5)).toBe(true)
  } finally {
    await app.close()
  }
})

test('a dropped take leaves nothing behind, and its notice brings it back', async () => {
  const desk = await deskWith(12)
  const { app } = desk
  try {
    await desk.setUp('Valence and arousal, on the plane', 25)
    await desk.noCountdown()
    await desk.rateWith('Arrow keys')
    await desk.from(0)
    await app.page.keyboard.down('ArrowRight')
    await app.page.keyboard.down('ArrowUp')
    await desk.reached(1)
    await app.page.keyboard.up('ArrowRight')
    await desk.reached(1.5)
    await app.screenshot('rating-plane')
    await app.press('Escape')
    await expect(desk.panel.getByRole('button', { name: /^Rate from/ })).toBeVisible()
    expect(await desk.takes()).toEqual([])
    await expect.poll(async () => (await app.ask('take.drafts')).length).toBe(0)
    await app.page.getByRole('button', { name: 'Keep it' }).click()
    await expect.poll(async () => (await desk.takes()).length).toBe(1)
    const arousal = await desk.values(1)
    expect(arousal.at(-1)?.[1]).toBeGreaterThan(0.5)
  } finally {
    await app.close()
  }
})

test('kill -9 in the middle of a take loses at most half a second, and the rest can be kept', async () => {
  test.skip(!canKillProcesses, 'processes cannot be killed one by one on this system')
  const desk = await deskWith(12)
  const { app } = desk
  let reopened: AffectoryApp | undefined
  try {
    await desk.setUp('Valence', 50)
    await desk.noCountdown()
    await desk.rateWith('Arrow keys')
    await desk.from(0)
    await desk.reached(4)
    const rated = await desk.seconds()
    await app.killAll()
    reopened = await AffectoryApp.launch(app.machine)
    await reopened.startPage
      .getByRole('button', { name: /Ratings/ })
      .first()
      .click()
    await expect(
      reopened.page.getByText(/s of rating were left when the program stopped/).first()
    ).toBeVisible()
    const again = new RatingDesk(reopened)
    await again.open()
    await reopened.screenshot('rating-left')
    await again.panel.getByRole('button', { name: /^Keep / }).click()
    await expect.poll(async () => (await again.takes()).length).toBe(1)
    const [take] = await again.takes()
    expect((take?.count ?? 0) / 50).toBeGreaterThanOrEqual(rated - 0.5)
    expect(await reopened.ask('take.drafts')).toEqual([])
  } finally {
    await reopened?.quit()
    await app.close()
  }
})

test('change marks and a scale without ends are rated on tracks of their own', async () => {
  const desk = await deskWith(60)
  const { app } = desk
  try {
    await desk.setUp('Valence', 25, 'Unbounded')
    await desk.noCountdown()
    await desk.rateWith('Mouse wheel')
    await desk.from(0)
    await desk.over(0.5)
    for (let turn = 0; turn < 8; turn++) await app.page.mouse.wheel(0, -500)
    await desk.shows('Valence 4.00')
    await app.press('k')
    await desk.ends()
    expect((await desk.lastTake()).at(-1)).toBeCloseTo(4, 5)

    await desk.panel.getByRole('button', { name: 'New rating track' }).click()
    await desk.setUp('Arousal', 25, 'Up and down marks')
    await desk.rateWith('Arrow keys')
    await desk.from(0)
    await app.press('ArrowUp')
    await desk.goesOn(0.3)
    await app.press('ArrowDown')
    await desk.goesOn(0.3)
    await app.press('k')
    await desk.ends()
    const marks = (await desk.values()).map(([, value]) => value).filter((value) => value !== 0)
    expect(marks).toEqual([1, -1])
  } finally {
    await app.close()
  }
})
