import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { wavBytes } from '../fixtures/wav'
import { AffectoryApp } from './affectory-app'

const RATE_HZ = 44_100

/** 440 Hz on the left and 880 Hz on the right: 4 s of tone, 2 s of nothing, 4 s of tone. */
const stereo: readonly number[] = Array.from({ length: 10 * RATE_HZ }, (_, i) => {
  const quiet = i >= 4 * RATE_HZ && i < 6 * RATE_HZ
  return [440, 880].map((hz) => (quiet ? 0 : 0.4 * Math.sin((2 * Math.PI * hz * i) / RATE_HZ)))
}).flat()

const facts = async (panel: Locator): Promise<string> => (await panel.getByRole('status').textContent()) ?? ''

test('the pitch of one channel, its silence by a line that can be moved, and lanes that are kept under the waveform', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    const file = join(app.machine.work, 'tones.wav')
    writeFileSync(file, wavBytes(stereo, { rate: RATE_HZ, channels: 2 }))
    await app.newProject('Tones', 'Rater A')
    await app.importFiles(file)
    await app.openRecording('tones')
    await app.press('Alt+v')
    const panel = app.desk.locator('[data-panel=sound]')
    await app.choose(panel.getByRole('combobox', { name: 'Channel' }), 'Left')
    await expect
      .poll(async () => Number(/Median ([\d.]+) Hz/.exec(await facts(panel))?.[1]))
      .toBeCloseTo(440, 0)
    await app.choose(panel.getByRole('combobox', { name: 'Range' }), /singing/)
    await app.choose(panel.getByRole('combobox', { name: 'Channel' }), 'Right')
    await expect
      .poll(async () => Number(/Median ([\d.]+) Hz/.exec(await facts(panel))?.[1]))
      .toBeCloseTo(880, 0)
    await expect(panel.getByRole('img', { name: /^Pitch of/ })).toBeVisible()

    await app.choose(panel.getByRole('combobox', { name: 'Feature' }), 'Silence')
    const ratio = async (): Promise<number> => Number(/ratio ([\d.]+)/.exec(await facts(panel))?.[1])
    await expect.poll(async () => Math.abs((await ratio()) - 0.2)).toBeLessThan(0.01)
    const line = panel.getByRole('slider', { name: 'Threshold of silence' })
    await expect(line).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('sound-silence-dark')
    // Above the level of the tone everything is silent; by key the line comes back.
    const strip = await panel.getByRole('img', { name: /^Silence of/ }).boundingBox()
    const now = await line.boundingBox()
    if (!strip || !now) throw new Error('the strip is not shown')
    await app.page.mouse.move(now.x + 200, now.y + now.height / 2)
    await app.page.mouse.down()
    await app.page.mouse.move(now.x + 200, strip.y + 3, { steps: 5 })
    await app.page.mouse.up()
    await expect.poll(ratio).toBe(1)
    await line.focus()
    for (let i = 0; i < 9; i++) await app.page.keyboard.press('PageDown')
    await expect.poll(async () => Math.abs((await ratio()) - 0.2)).toBeLessThan(0.01)

    await panel.getByRole('button', { name: 'Keep the silent stretches' }).click()
    await expect
      .poll(async () => (await app.segments('tones')).map(({ label }) => label))
      .toEqual(['silence'])
    const [quiet] = await app.segments('tones')
    expect(Math.abs((quiet?.start ?? 0) / 1e6 - 4)).toBeLessThan(0.03)
    expect(Math.abs((quiet?.end ?? 0) / 1e6 - 6)).toBeLessThan(0.03)

    // Kept: a curve and a strip of bands, each one edit that is undone.
    const kept = async (): Promise<readonly string[]> =>
      (await app.snapshot()).tracks.filter(({ kind }) => kind === 'trace').map(({ name }) => name)
    await app.choose(panel.getByRole('combobox', { name: 'Feature' }), 'Pitch')
    await panel.getByRole('button', { name: 'Keep as a lane' }).click()
    await expect.poll(kept).toEqual(['Pitch (right)'])
    await app.choose(panel.getByRole('combobox', { name: 'Feature' }), 'Mel bands')
    await expect(panel.getByRole('status')).toContainText('32 values')
    await app.run('Keep the feature of the sound as a lane')
    await expect.poll(kept).toEqual(['Pitch (right)', 'Mel bands (right)'])
    const [, mel] = (await app.snapshot()).takes
    expect(mel?.dims).toHaveLength(32)
    await expect(app.panel('Tracks').locator(`[data-track-id="${mel?.trackId}"]`)).toBeVisible()
    await app.screenshot('sound-lanes-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('sound-lanes-light')
    await app.panel('Tracks').focus()
    await app.press('Control+z')
    await expect.poll(kept).toEqual(['Pitch (right)'])
  } finally {
    await app.close()
  }
})
