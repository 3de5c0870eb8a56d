import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Stream } from '../../src/shared/domain/rows'
import { wavBytes } from '../fixtures/wav'
import { AffectoryApp } from './affectory-app'

const RATE_HZ = 16_000

/** Something like talk: bursts of voice with pauses, different at every moment; a function of time, so that any clock can sample it. */
function talk(seconds: number): (time: number) => number {
  let state = 7
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const bursts: { at: number; lasts: number; pitch: number; loud: number }[] = []
  for (let at = 0.4; at < seconds;) {
    const lasts = 0.12 + random() * 0.5
    bursts.push({ at, lasts, pitch: 110 + random() * 140, loud: 0.2 + random() * 0.5 })
    at += lasts + 0.05 + random() * 0.7
  }
  const byHalf = new Map<number, typeof bursts>()
  for (const burst of bursts)
    for (let half = Math.floor(burst.at * 2); half <= Math.floor((burst.at + burst.lasts) * 2); half++)
      byHalf.set(half, [...(byHalf.get(half) ?? []), burst])
  return (time) => {
    let sum = 0
    for (const { at, lasts, pitch, loud } of byHalf.get(Math.floor(time * 2)) ?? []) {
      const share = (time - at) / lasts
      if (share <= 0 || share >= 1) continue
      const phase = 2 * Math.PI * pitch * (time - at) * (1 + 0.2 * share)
      sum += loud * Math.sin(Math.PI * share) ** 2 * (Math.sin(phase) + 0.4 * Math.sin(2.01 * phase))
    }
    return sum * 0.5
  }
}

const sampled = (sound: (time: number) => number, seconds: number, clock: (own: number) => number) =>
  Array.from({ length: Math.round(seconds * RATE_HZ) }, (_, i) => sound(clock(i / RATE_HZ)))

const streamNamed = async (app: AffectoryApp, part: string): Promise<Stream> => {
  const { streams, files } = await app.snapshot()
  const file = files.find(({ path }) => path.includes(part))
  const stream = streams.find(({ fileId }) => fileId === file?.id)
  if (!stream) throw new Error(`no stream of ${part}`)
  return stream
}

test('a second microphone finds its place and its drift by the sound, and anchors of two keys place a stream too', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('In step', 'Ada')
    // The recorder began 2.345 s after the room microphone and runs 150 ppm slow.
    const sound = talk(200)
    const room = join(app.machine.work, 'talk-room.wav')
    const recorder = join(app.machine.work, 'talk-mic.wav')
    writeFileSync(
      room,
      wavBytes(
        sampled(sound, 180, (own) => own),
        { rate: RATE_HZ }
      )
    )
    writeFileSync(
      recorder,
      wavBytes(
        sampled(sound, 170, (own) => 2.345 + own * (1 + 150e-6)),
        { rate: RATE_HZ }
      )
    )
    await app.importFiles(room)
    await app.openRecording('talk-room')
    await app.chooseNext(recorder)
    await app.panel('Tracks').focus()
    await app.press('Control+Shift+a')
    await app.jobsEnd()
    await app.press('Control+Shift+s')
    const panel = app.desk.locator('[data-panel=sync]')
    await panel.getByRole('row').filter({ hasText: 'talk-mic.wav' }).getByRole('button').click()
    await panel.getByRole('button', { name: 'The same sound' }).click()
    await expect(panel.getByText('Found, not used yet')).toBeVisible({ timeout: 60_000 })
    await expect(panel.getByText(/stretches agree sample by sample/)).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('sync-sound-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('sync-sound-light')
    expect((await streamNamed(app, 'talk-mic')).offset, 'nothing is used before it is asked for').toBe(0)
    await panel.getByRole('button', { name: 'Place the stream' }).click()
    await expect.poll(async () => (await streamNamed(app, 'talk-mic')).sync?.method).toBe('sound')
    const placed = await streamNamed(app, 'talk-mic')
    expect(Math.abs(placed.offset - 2_345_000), `offset ${placed.offset}`).toBeLessThan(1_000)
    expect(Math.abs(placed.driftPpm - 150), `drift ${placed.driftPpm}`).toBeLessThan(8)
    await expect(panel.getByRole('row').filter({ hasText: 'talk-mic.wav' })).toContainText('Sound')

    // One undo takes it back; then the same by two anchors and the keys, a fifth of a second off and to the millisecond.
    await app.panel('Tracks').focus()
    await app.press('Control+z')
    await expect.poll(async () => (await streamNamed(app, 'talk-mic')).offset).toBe(0)
    for (const [own, master] of [
      [10, 10.2],
      [160, 160.2]
    ] as const) {
      await app.seek(master)
      await app.panel('Tracks').focus()
      await app.press('Alt+r')
      await app.seek(own)
      await app.panel('Tracks').focus()
      await app.press('Alt+s')
    }
    await expect(panel.getByText(/2 anchors: offset 0\.200 s, drift 0\.0 ppm/)).toBeVisible()
    await panel.getByRole('button', { name: 'Place the stream' }).click()
    await expect.poll(async () => (await streamNamed(app, 'talk-mic')).offset).toBe(200_000)

    // What cannot be read as a number is refused with what to write; what can is taken.
    const offset = panel.getByRole('textbox', { name: 'Offset of talk-mic.wav in seconds' })
    await offset.fill('soon')
    await offset.press('Enter')
    await expect(app.page.locator('.toast').filter({ hasText: 'not a number of seconds' })).toBeVisible()
    await offset.fill('-1,25')
    await offset.press('Enter')
    await expect.poll(async () => (await streamNamed(app, 'talk-mic')).offset).toBe(-1_250_000)
    expect((await streamNamed(app, 'talk-mic')).sync).toEqual({ method: 'typed', anchors: [] })
  } finally {
    await app.close()
  }
})

test('sounds that have nothing to do with each other are refused with what to do instead', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Not alike', 'Ada')
    const sound = talk(400)
    const paths = ['one-room.wav', 'one-mic.wav'].map((name) => join(app.machine.work, name))
    for (const [i, path] of paths.entries())
      writeFileSync(
        path,
        wavBytes(
          sampled(sound, 40, (own) => own + i * 230),
          { rate: RATE_HZ }
        )
      )
    await app.importFiles(paths[0] ?? '')
    await app.openRecording('one-room')
    await app.chooseNext(paths[1] ?? '')
    await app.panel('Tracks').focus()
    await app.press('Control+Shift+a')
    await app.jobsEnd()
    await app.run('Synchronise streams')
    const panel = app.desk.locator('[data-panel=sync]')
    await panel.getByRole('button', { name: 'The same sound' }).click()
    await expect(app.page.locator('.toast').filter({ hasText: 'do not sound alike' }).first()).toBeVisible({
      timeout: 60_000
    })
    await expect(panel.getByText('Found, not used yet')).toBeHidden()
  } finally {
    await app.close()
  }
})
