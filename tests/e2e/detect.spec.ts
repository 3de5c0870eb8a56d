import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'

const RATE_HZ = 250
/** Beats of a heart that is not quite even. */
const BEATS = Array.from({ length: 70 }, (_, i) => 0.7 + i * 0.83 + 0.04 * Math.sin(i * 1.7))

/** A table with an ECG: sharp beats on a slow drift. */
function ecgTable(seconds: number): string {
  const lines = ['time_s,ECG_mV']
  for (let i = 0; i < seconds * RATE_HZ; i++) {
    const t = i / RATE_HZ
    const wave = BEATS.reduce((sum, at) => sum + Math.exp(-(((t - at) / 0.012) ** 2)), 0.2 * Math.sin(t / 3))
    lines.push(`${t.toFixed(3)},${wave.toFixed(5)}`)
  }
  return lines.join('\n') + '\n'
}

test('beats of an ECG are found, kept as a track, corrected by hand, and move with the signal', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Heart', 'Ada')
    const path = join(app.machine.work, 'chest.csv')
    writeFileSync(path, ecgTable(60))
    await app.importFiles(path)
    await app.openRecording('chest')
    await app.panel('Tracks').focus()
    await app.press('Alt+e')
    await expect(app.dialog.getByRole('status')).toContainText('70 in 60.0 s')
    await expect(app.dialog.getByText('Makowski et al. 2021 (NeuroKit)')).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('detect-dark')
    await app.dialog.getByRole('button', { name: 'Keep as a track' }).click()
    await expect.poll(async () => (await app.segments('chest')).length).toBe(70)
    const found = await app.segments('chest')
    for (const [i, { start, label }] of found.entries()) {
      expect(label).toBe('beat')
      expect(Math.abs(start / 1e6 - (BEATS[i] ?? 0))).toBeLessThanOrEqual(1 / RATE_HZ + 1e-6)
    }
    const { tracks, streams } = await app.snapshot()
    expect(tracks[0]).toMatchObject({
      name: 'Beats (ECG)',
      kind: 'points',
      streamId: streams[0]?.id,
      extra: { detector: { id: 'ecg', mainsHz: 50, channel: 0, found: 70 } }
    })

    // One is called ectopic; the signal is moved by 200 ms, and the beats with it.
    await app.panel('Tracks').focus()
    await app.press('Home', 'Tab', '2')
    await expect.poll(async () => (await app.segments('chest'))[0]?.label).toBe('ectopic')
    await app.press('Control+Shift+s')
    const offset = app.desk.locator('[data-panel=sync]').getByRole('textbox', { name: /^Offset of chest/ })
    await offset.fill('0.2')
    await offset.press('Enter')
    await expect
      .poll(async () => (await app.segments('chest')).map(({ start }, i) => start - (found[i]?.start ?? 0)))
      .toEqual(found.map(() => 200_000))

    // One undo takes the place back, the next the label, the next all beats.
    await app.panel('Tracks').focus()
    for (const left of [70, 70, 0]) {
      await app.press('Control+z')
      await app.saved()
      await expect.poll(async () => (await app.segments('chest')).length).toBe(left)
    }
  } finally {
    await app.close()
  }
})
