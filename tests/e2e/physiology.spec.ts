import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { BODY_BEATS, bodyEdf } from '../fixtures/body-edf'
import { AffectoryApp } from './affectory-app'

/** A number as its card shows it. */
const shown = async (panel: Locator, name: string): Promise<number> => {
  const card = panel.locator('.number-card').filter({ has: panel.page().getByText(name, { exact: true }) })
  return Number.parseFloat((await card.locator('.value').textContent()) ?? '')
}

/** Root of the mean squared difference of intervals that follow one another, ms. */
function rmssd(beats: readonly number[]): number {
  const intervals = beats.slice(1).map((beat, i) => (beat - (beats[i] ?? 0)) * 1000)
  const steps = intervals.slice(1).map((interval, i) => interval - (intervals[i] ?? 0))
  return Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / steps.length)
}

test('beats that are detected give the heart rate and its variability, and the numbers follow when a beat is deleted', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    const file = join(app.machine.work, 'body.edf')
    writeFileSync(file, bodyEdf())
    await app.newProject('Body', 'Rater A')
    await app.importFiles(file)
    await app.openRecording('body')
    await app.run('Layout: Signals')
    await app.press('Alt+h')
    const panel = app.desk.locator('[data-panel=physiology]')
    await expect(panel.getByText('No track of heart beats is chosen.').first()).toBeVisible()
    await app.run('Detect beats, breaths and responses…')
    const dialog = app.page.getByRole('dialog')
    await expect(dialog.getByRole('status')).toContainText(`${BODY_BEATS.length}`, { timeout: 30_000 })
    await dialog.getByRole('button', { name: 'Keep as a track' }).click()
    await expect(dialog).toBeHidden()
    await expect.poll(() => shown(panel, 'Beats')).toBe(BODY_BEATS.length)
    expect(await shown(panel, 'RMSSD, ms')).toBeCloseTo(rmssd(BODY_BEATS), 0)
    await expect(panel.getByRole('img', { name: /^Intervals between beats/ })).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('physiology-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('physiology-light')

    // Without one beat there is an interval of double length, until beats are corrected.
    const [beat] = (await app.segments('body')).filter(({ label }) => label === 'beat').slice(60, 61)
    if (!beat) throw new Error('no beat was found')
    const author = (await app.snapshot()).authors.find(({ name }) => name === 'Rater A')
    await app.ask('edit.apply', {
      authorId: author?.id ?? '',
      commands: [{ id: 'segment-delete', input: { ids: [beat.id] } }]
    })
    await expect.poll(() => shown(panel, 'Beats')).toBe(BODY_BEATS.length - 1)
    expect(await shown(panel, 'RMSSD, ms')).toBeGreaterThan(1.5 * rmssd(BODY_BEATS))
    await app.choose(panel.getByRole('combobox', { name: 'Correction of beats' }), /Lipponen/)
    await expect(panel.getByRole('status')).toContainText('1 missed')
    await expect.poll(() => shown(panel, 'RMSSD, ms')).toBeLessThan(1.1 * rmssd(BODY_BEATS))
    await app.choose(panel.getByRole('combobox', { name: 'Correction of beats' }), /as marked/)
    await app.panel('Video').focus()
    await app.press('Control+z')
    await expect.poll(() => shown(panel, 'Beats')).toBe(BODY_BEATS.length)

    // As a trace beside ratings; kept again it takes the place of the one before.
    const keep = async (): Promise<void> => {
      await panel.getByRole('button', { name: 'Keep as a lane' }).click()
      await app.page.getByRole('button', { name: 'Keep as a trace' }).click()
    }
    const kept = async () => {
      const { tracks, takes } = await app.snapshot()
      const traces = tracks.filter(({ kind }) => kind === 'trace')
      return { names: traces.map(({ name }) => name), takes: takes.map(({ id }) => id) }
    }
    await keep()
    await expect.poll(async () => (await kept()).names).toEqual(['Heart rate'])
    const { takes: before } = await kept()
    expect(before).toHaveLength(1)
    await keep()
    await expect.poll(async () => (await kept()).takes).not.toEqual(before)
    expect(await kept()).toMatchObject({ names: ['Heart rate'], takes: [expect.any(String)] })

    // After a correction the lane says that it is out of date; one click makes it again, of the beats that are there now.
    const old = panel.getByRole('note', { name: 'Lanes that are out of date' })
    await expect(old).toHaveCount(0)
    const { takes: first } = await kept()
    await app.ask('edit.apply', {
      authorId: author?.id ?? '',
      commands: [{ id: 'segment-delete', input: { ids: [beat.id] } }]
    })
    await expect(old).toContainText('Heart rate: made before the last change')
    await app.screenshot('physiology-stale-light')
    await old.getByRole('button', { name: 'Keep again' }).click()
    await expect(old).toHaveCount(0)
    const { takes: second } = await kept()
    expect(second).not.toEqual(first)
    await app.panel('Video').focus()
    await app.press('Control+z', 'Control+z')
    await expect.poll(async () => (await kept()).takes).toEqual(first)
    await expect(old).toHaveCount(0)
    await panel.getByRole('button', { name: 'Keep as a lane' }).click()
    await expect(app.page.getByRole('list', { name: 'Lanes that are kept' })).toContainText('up to date')
    await app.screenshot('physiology-lanes-light')
    await app.press('Escape')
    const { tracks } = await app.snapshot()
    const trace = await app.ask('trace.read', {
      trackId: tracks.find(({ kind }) => kind === 'trace')?.id ?? '',
      from: 0,
      to: 200_000_000,
      withLag: false
    })
    const values = trace.values[0]?.filter((value) => value !== null) ?? []
    expect(values.length).toBeGreaterThan(700)
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(73, 0)

    // Segment by segment, of the annotations of the file.
    await app.choose(panel.getByRole('combobox', { name: 'Time', exact: true }), /^Segments of/)
    const table = panel.getByRole('table', { name: 'Measures of each segment' })
    await expect(table.getByRole('row').filter({ hasText: 'Task' })).toBeVisible()
    await expect(table.getByRole('row').filter({ hasText: 'Rest' })).toBeVisible()
    await app.screenshot('physiology-segments-light')
    await app.dress(1440, 900, 'dark')
    await app.screenshot('physiology-segments-dark')
    await table.getByRole('row').filter({ hasText: 'Rest' }).click()
    await expect.poll(() => app.time()).toBe(100_000_000)
  } finally {
    await app.close()
  }
})
