import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { brainEdf } from '../fixtures/brain-edf'
import { AffectoryApp } from './affectory-app'

/** As SciPy 1.17 and NumPy 2.4 have them for the numbers in the file, 2 s Hann windows with half overlap over 60 s. */
const POWERS = [
  ['O1', 'theta', 12.49978],
  ['O1', 'alpha', 799.85443],
  ['Fp1', 'delta', 58.76149],
  ['Fp1', 'alpha', 8.04312]
] as const
/** Of O1 in alpha, by both conventions. */
const ALPHA_NATS = 4.76077934710773
const ALPHA_BITS = 6.865920881461017

/** A project with the generated EEG, open at the Signals layout. */
async function openEeg(app: AffectoryApp): Promise<void> {
  const file = join(app.machine.work, 'tones.edf')
  writeFileSync(file, brainEdf())
  await app.newProject('Brain', 'Rater A')
  await app.importFiles(file)
  await app.openRecording('tones')
  await app.run('Layout: Signals')
  await expect(app.desk.locator('[data-panel=signals]').getByRole('option').first()).toBeVisible()
}

/** A number of a table by its row and column. */
async function cell(table: Locator, row: string, column: string): Promise<number> {
  const heads = await table.getByRole('columnheader').allTextContents()
  const cells = table
    .getByRole('row')
    .filter({ has: table.page().getByRole('rowheader', { name: row, exact: true }) })
    .getByRole('cell')
  return Number.parseFloat((await cells.nth(heads.indexOf(column) - 1).textContent()) ?? '')
}

/** Whether a panel waits for an answer. */
const settled = (panel: Locator): Promise<void> =>
  expect(panel.locator('.answer-progress[aria-busy=false]')).toHaveCount(1, { timeout: 20_000 })

test('band powers of an EEG are those that SciPy computes, the spectrogram has the playhead, and the scalp map follows it', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    await openEeg(app)
    await app.press('Alt+p')
    const panel = app.desk.locator('[data-panel=spectrum]')
    await app.choose(panel.getByRole('combobox', { name: 'Time', exact: true }), 'All of it')
    await app.choose(panel.getByRole('combobox', { name: 'Channels', exact: true }), 'All EEG')
    const power = panel.getByRole('table', { name: 'Power, µV² by band' })
    await expect(power).toBeVisible()
    await settled(panel)
    // Values of SciPy's welch (2 s Hann windows, half overlap) and NumPy's trapezoid on the numbers in the file.
    expect(await cell(power, 'O1', 'Peak, Hz')).toBe(10)
    for (const [row, band, value] of POWERS)
      expect((await cell(power, row, band)) / value - 1, `${row} ${band}`).toBeCloseTo(0, 3)
    await app.choose(panel.getByRole('combobox', { name: 'Numbers of bands' }), 'Entropy, nats')
    const nats = panel.getByRole('table', { name: 'Entropy, nats by band' })
    await settled(panel)
    await expect.poll(() => cell(nats, 'O1', 'alpha')).toBeCloseTo(ALPHA_NATS, 3)
    await app.choose(panel.getByRole('combobox', { name: 'Numbers of bands' }), 'Entropy, bits')
    await expect
      .poll(() => cell(panel.getByRole('table', { name: 'Entropy, bits by band' }), 'O1', 'alpha'))
      .toBeCloseTo(ALPHA_BITS, 3)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('brain-spectrum-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('brain-spectrum-light')

    // Where nothing can be computed, the sentence says why.
    await app.choose(panel.getByRole('combobox', { name: 'Time', exact: true }), /^Selection$/)
    await expect(panel.getByRole('note').first()).toContainText('Nothing is selected')
    await app.choose(panel.getByRole('combobox', { name: 'Time', exact: true }), 'All of it')

    await panel.page().getByRole('tab', { name: 'Spectrogram' }).click()
    await expect(panel.getByRole('img', { name: /^Power by time and frequency/ })).toBeVisible()
    const line = panel.getByTestId('plot-head')
    await app.seek(30)
    await expect.poll(() => line.evaluate((element) => element.style.left)).toBe('50%')
    await app.dress(1440, 900, 'dark')
    await app.screenshot('brain-spectrogram-dark')
    await panel.page().getByRole('tab', { name: 'Bands over time' }).click()
    await expect(panel.getByRole('img', { name: /^Band powers over time/ })).toBeVisible()
    await app.screenshot('brain-bands-dark')

    await app.press('Alt+t')
    const map = app.desk.locator('[data-panel=topomap]')
    await expect(map.getByRole('img', { name: /^Scalp map of 12 electrodes/ })).toBeVisible()
    await expect.poll(() => pictureOf(map)).not.toBe(0)
    const before = await pictureOf(map)
    await app.seek(32.53)
    await expect.poll(() => pictureOf(map)).not.toBe(before)
    await app.screenshot('brain-map-dark')
    await app.choose(map.getByRole('combobox', { name: 'What is shown' }), 'Power of alpha')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('brain-map-light')
    // Drawing stays within half a frame.
    await app.desk.locator('[data-panel=signals] .sig').focus()
    await app.press('Home', 'Space')
    await expect.poll(() => drawTimes(app).then((times) => times.length)).toBeGreaterThan(30)
    await app.press('Space')
    const times = (await drawTimes(app)).sort((a, b) => a - b)
    expect(times[times.length >> 1]).toBeLessThan(16)
    console.log(`scalp map: median ${times[times.length >> 1]?.toFixed(2)} ms of ${times.length} drawings`)
  } finally {
    await app.close()
  }
})

/** A number for what is drawn: 0 for nothing. */
const pictureOf = (panel: Locator): Promise<number> =>
  panel
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      let sum = 0
      for (let i = 0; i < data.length; i += 97) sum = (sum * 31 + (data[i] ?? 0)) % 1_000_003
      return sum
    })

const drawTimes = (app: AffectoryApp): Promise<number[]> =>
  app.page.evaluate(() => performance.getEntriesByName('scalp-map').map(({ duration }) => duration))

test('averages around events count their epochs and follow the pointer, and connectivity is told for every pair', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    await openEeg(app)
    await app.press('Alt+a')
    const panel = app.desk.locator('[data-panel=erp]')
    await app.choose(panel.getByRole('combobox', { name: 'Channels', exact: true }), 'All EEG')
    await app.choose(panel.getByRole('combobox', { name: 'Channel', exact: true }), 'Pz')
    const epochs = panel.getByRole('table', { name: 'Epochs by label' })
    await settled(panel)
    await expect(epochs.getByRole('rowheader', { name: 'Rare' })).toBeVisible()
    expect(await cell(epochs, 'Rare', 'Used')).toBe(19)
    // The largest value stands there first: NumPy's mean of the epochs at 297 ms, and its standard error.
    expect(await cell(epochs, 'Rare', '297 ms, µV')).toBeCloseTo(39.9136, 2)
    expect(await cell(epochs, 'Rare', '± SE')).toBeCloseTo(0.2503, 3)
    expect(await cell(epochs, 'Often', '297 ms, µV')).toBeCloseTo(27.677, 2)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('brain-erp-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('brain-erp-light')
    const limit = panel.getByRole('textbox', { name: /^Reject above/ })
    await limit.fill('90')
    await limit.press('Enter')
    await expect.poll(() => cell(epochs, 'Rare', 'Too large')).toBeGreaterThan(0)
    await expect
      .poll(async () => (await cell(epochs, 'Rare', 'Used')) + (await cell(epochs, 'Rare', 'Too large')))
      .toBe(19)

    await app.press('Escape', 'Alt+c')
    const pairs = app.desk.locator('[data-panel=connectivity]')
    await app.choose(pairs.getByRole('combobox', { name: 'Time', exact: true }), 'All of it')
    await expect(pairs.getByRole('img', { name: /matrix of 12 channels/ })).toBeVisible()
    await settled(pairs)
    await expect(pairs.getByText(/of 66 pairs/)).toBeVisible()
    await app.choose(pairs.getByRole('combobox', { name: 'Measure' }), 'Phase-locking value')
    await settled(pairs)
    // Everything in the alpha band is one rhythm.
    await expect(pairs.getByText('66 of 66 pairs')).toBeVisible()
    await app.screenshot('brain-connectivity-light')
    await app.dress(1440, 900, 'dark')
    await app.screenshot('brain-connectivity-dark')
  } finally {
    await app.close()
  }
})

test('components that go with the eyes are left out of what is shown, said in words, and put back', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    await openEeg(app)
    await app.press('Alt+i')
    const panel = app.desk.locator('[data-panel=components]')
    await expect(panel.getByText('No components yet')).toBeVisible()
    await app.choose(panel.getByRole('combobox', { name: 'Time', exact: true }), 'All of it')
    await panel.getByRole('button', { name: 'Find components' }).click()
    const list = panel.getByRole('list', { name: 'Components' })
    await expect(list.getByRole('listitem').first()).toBeVisible({ timeout: 60_000 })
    await expect(list.getByText(/^blink, r/).first()).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('brain-components-dark')
    await panel.getByRole('button', { name: /^Leave \d+ components? out of the view/ }).click()
    const signals = app.desk.locator('[data-panel=signals]')
    await expect(signals.getByRole('note').first()).toContainText(/Without components? .* of \d+ \(FastICA/)
    await app.dress(1920, 1080, 'light')
    await app.screenshot('brain-components-light')

    // What is left of the blinks in front, as every analysis sees it.
    await app.press('Alt+p')
    const spectrum = app.desk.locator('[data-panel=spectrum]')
    const bands = spectrum.getByRole('table', { name: 'Power, µV² by band' })
    await settled(spectrum)
    // With the blinks it is 58.76 µV².
    await expect.poll(() => cell(bands, 'Fp1', 'delta')).toBeLessThan(10)
    await spectrum.page().getByRole('tab', { name: 'Components', exact: true }).click()
    await panel.getByRole('button', { name: 'Put all back' }).click()
    await expect(signals.getByRole('note')).toHaveCount(0)
  } finally {
    await app.close()
  }
})
