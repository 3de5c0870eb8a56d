import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import type { Stream } from '../../src/shared/domain/rows'
import { AffectoryApp } from './affectory-app'

/** The stream with the most channels of the open project. */
async function eeg(app: AffectoryApp): Promise<Stream> {
  const { streams } = await app.snapshot()
  const [first] = streams
    .filter(({ kind }) => kind === 'signal')
    .sort((a, b) => (b.info.channels?.length ?? 0) - (a.info.channels?.length ?? 0))
  if (!first) throw new Error('the demo has a signal')
  return first
}

/** How much of the picture traces are drawn on, 0 to 1: what has neither the colour of the ground nor of the grid. */
const inked = (app: AffectoryApp): Promise<number> =>
  app.desk.locator('.sig-traces').evaluate((element) => {
    const canvas = element as HTMLCanvasElement
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    const probe = new OffscreenCanvas(3, 1).getContext('2d')
    const style = getComputedStyle(document.documentElement)
    const under = ['--panel', '--grid', '--line'].map((name, x) => {
      if (!probe) return ''
      probe.fillStyle = style.getPropertyValue(name).trim()
      probe.fillRect(x, 0, 1, 1)
      return [...probe.getImageData(x, 0, 1, 1).data].join()
    })
    const known = new Set(under)
    let drawn = 0
    for (let i = 0; i < data.length; i += 4)
      if (!known.has(`${data[i]},${data[i + 1]},${data[i + 2]},${data[i + 3]}`)) drawn++
    return drawn / Math.max(1, data.length / 4)
  })

/** The picture of the traces, to be told from another one. */
const picture = (app: AffectoryApp): Promise<string> =>
  app.desk.locator('.sig-traces').evaluate((element) => (element as HTMLCanvasElement).toDataURL())

test('channels of the demo are drawn over the clock, made larger, filtered and re-referenced, marked as bad, and put back', async () => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    const stream = await eeg(app)
    await app.openRecording(
      (await app.snapshot()).recordings.find(({ id }) => id === stream.recordingId)?.name ?? ''
    )
    await app.run('Layout: Signals')
    const panel = app.desk.locator('[data-panel=signals]')
    await expect(panel.getByRole('option').first()).toBeVisible()
    await expect.poll(() => inked(app)).toBeGreaterThan(0.01)
    await app.dress(1440, 900, 'dark')
    await expect.poll(() => inked(app)).toBeGreaterThan(0.01)
    await app.screenshot('signals-dark')
    await app.dress(1920, 1080, 'light')
    await expect.poll(() => inked(app)).toBeGreaterThan(0.01)
    await app.screenshot('signals-light')

    // Larger waves cover more of the picture.
    const before = await inked(app)
    await panel.locator('.sig').focus()
    await app.press('Alt+PageUp', 'Alt+PageUp', 'Alt+PageUp')
    await expect.poll(() => inked(app)).toBeGreaterThan(before * 1.2)
    await app.press('Alt+0')

    // A view says in words what it does, and one key takes it away.
    await panel.page().getByRole('button', { name: 'View', exact: true }).click()
    const menu = app.page.getByRole('dialog', { name: 'Reference and filters' })
    await menu.getByRole('textbox', { name: 'High-pass, Hz' }).fill('1')
    await menu.getByRole('textbox', { name: 'High-pass, Hz' }).press('Enter')
    await menu.getByRole('textbox', { name: 'Notch, Hz' }).fill('50')
    await menu.getByRole('textbox', { name: 'Notch, Hz' }).press('Enter')
    await app.screenshot('signals-view')
    await app.press('Escape')
    await expect(panel.getByRole('note')).toContainText(
      'High-pass 1 Hz (Butterworth, order 4, forward and backward, zero-phase)'
    )
    await panel.locator('.sig').focus()
    await app.press('Alt+f')
    await expect(panel.getByRole('note')).toBeHidden()

    // Bad channels: marked by key, kept in the project, undone.
    await panel.getByRole('option').nth(1).click()
    await app.press('Alt+k')
    await expect.poll(async () => (await eeg(app)).info.channels?.[1]?.bad).toBe(true)
    await app.press('Control+z')
    await expect.poll(async () => (await eeg(app)).info.channels?.[1]?.bad).toBe(undefined)

    // A click moves the one clock; Alt and a drag move the stream on it.
    const area = panel.locator('.sig-area')
    const box = await area.boundingBox()
    if (!box) throw new Error('the signals are in view')
    await area.click({ position: { x: box.width / 2, y: 40 } })
    await expect.poll(() => app.time()).toBeGreaterThan(0)
    const { offset } = await eeg(app)
    await app.page.keyboard.down('Alt')
    await app.page.mouse.move(box.x + 200, box.y + 60)
    await app.page.mouse.down()
    await app.page.mouse.move(box.x + 260, box.y + 60, { steps: 4 })
    await app.page.mouse.up()
    await app.page.keyboard.up('Alt')
    await expect.poll(async () => (await eeg(app)).offset).toBeGreaterThan(offset)
    expect((await eeg(app)).sync?.method).toBe('dragged')
  } finally {
    await app.close()
  }
})

test('signals have a size in their unit, negative up, z-scores, typed montages that are saved and loaded, and bad stretches', async ({}, info) => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    const stream = await eeg(app)
    const name = (await app.snapshot()).recordings.find(({ id }) => id === stream.recordingId)?.name ?? ''
    await app.openRecording(name)
    await app.run('Layout: Signals')
    const panel = app.desk.locator('[data-panel=signals]')
    const first = panel.getByRole('option').first()
    await expect(first).toBeVisible()
    await expect.poll(() => inked(app)).toBeGreaterThan(0.01)

    // A size is typed in the unit of the channels, and steps through round numbers.
    await app.page.getByRole('button', { name: 'Size', exact: true }).click()
    const size = app.page.getByRole('dialog', { name: 'Size and grid' })
    await size.getByRole('textbox', { name: /^Half a row of EEG/ }).fill('75 µV')
    await size.getByRole('textbox', { name: /^Half a row of EEG/ }).press('Enter')
    await app.screenshot('signals-size')
    await app.press('Escape')
    await expect(first).toContainText('±75 µV')
    await panel.locator('.sig').focus()
    await app.press('Alt+PageDown')
    await expect(first).toContainText('±100 µV')

    // With negative up the picture is another one; the same key brings it back.
    const before = await picture(app)
    await app.press('Alt+u')
    await expect.poll(() => picture(app)).not.toBe(before)
    await app.press('Alt+u')
    await expect.poll(() => picture(app)).toBe(before)

    // z-scores say so in words, and rows are told in standard deviations.
    await app.press('Alt+z')
    await expect(panel.getByRole('note')).toContainText('z-scores')
    await expect(first).toContainText('SD')
    await app.press('Alt+z')
    await expect(first).toContainText('±100 µV')

    // Another rate, and a bad electrode made from the others, are told too; taking the mark back takes the latter away.
    await panel.getByRole('option').nth(2).click()
    await app.press('Alt+k')
    await expect.poll(async () => (await eeg(app)).info.channels?.[2]?.bad).toBe(true)
    await app.page.getByRole('button', { name: 'View', exact: true }).click()
    const view = app.page.getByRole('dialog', { name: 'Reference and filters' })
    await view.getByRole('textbox', { name: 'Show at, Hz' }).fill('64')
    await view.getByRole('textbox', { name: 'Show at, Hz' }).press('Enter')
    await view.getByRole('textbox', { name: 'Low-pass, Hz' }).fill('20')
    await view.getByRole('textbox', { name: 'Low-pass, Hz' }).press('Enter')
    await expect(view.getByRole('img', { name: /Frequency response at/ })).toBeVisible()
    await view.getByRole('checkbox', { name: /^Bad electrodes made from the others/ }).click()
    await app.screenshot('signals-view-all')
    await app.press('Escape')
    await expect(panel.getByRole('note')).toContainText('Shown at 64 Hz')
    await expect(panel.getByRole('note')).toContainText('made from other electrodes (spherical splines)')
    await panel.locator('.sig').focus()
    await app.press('Control+z')
    await expect(panel.getByRole('note')).not.toContainText('made from other electrodes')
    await app.press('Alt+f')

    // A montage is typed, saved, changed, loaded again, kept and shown.
    const file = info.outputPath('mine.json')
    await app.press('Alt+o')
    const montages = app.page.getByRole('dialog', { name: 'Montages' })
    const rows = montages.getByRole('textbox', { name: 'Rows, one a line' })
    await montages.getByRole('textbox', { name: 'Name' }).fill('Two rows')
    await rows.fill('Front = 0.5 Fp1 + 0.5 Fp2\nLeft = F3 - O1\nNowhere = F3 - X9')
    await expect(montages.getByRole('status')).toHaveText(
      '2 of 3 rows are possible here. This recording lacks X9.'
    )
    await app.screenshot('signals-montages')
    await app.saveNextAs(file)
    await montages.getByRole('button', { name: 'Save to a file…' }).click()
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('affectory.montage/1')
    await rows.fill('Left =')
    await expect(montages.getByRole('status')).toContainText('Line 1 cannot be read')
    await app.chooseNext(file)
    await montages.getByRole('button', { name: 'Load a file…' }).click()
    await expect(rows).toHaveValue(/Nowhere = F3 - X9/)
    await montages.getByRole('button', { name: 'Keep and show' }).click()
    await expect(panel.getByRole('option')).toHaveCount(2)
    await expect(panel.getByRole('note')).toContainText('Montage Two rows, 2 rows')
    await panel.locator('.sig').focus()
    await app.press('Alt+f')
    await expect.poll(() => panel.getByRole('option').count()).toBeGreaterThan(2)

    // A selected stretch is marked as bad on a track of its own scheme; the same key takes the mark away.
    const box = await panel.locator('.sig-area').boundingBox()
    if (!box) throw new Error('the signals are in view')
    await app.page.mouse.move(box.x + 100, box.y + 60)
    await app.page.mouse.down()
    await app.page.mouse.move(box.x + 220, box.y + 60, { steps: 4 })
    await app.page.mouse.up()
    await app.press('Alt+Shift+K')
    const bad = async () => (await app.segments(name)).filter(({ label }) => label === 'bad').length
    await expect.poll(bad).toBe(1)
    expect((await app.snapshot()).tracks.some(({ schemeId }) => schemeId === 'signal-quality')).toBe(true)
    // Analyses of the selection have nothing left, and say why.
    await app.press('Alt+p')
    await expect(app.desk.getByText('Everything in the selection is marked as bad.')).toBeVisible()
    await app.press('Control+Shift+M')
    await expect(panel.locator('.sig')).toBeVisible()
    await app.dress(1440, 900, 'light')
    await app.screenshot('signals-bad-light')
    await app.dress(1920, 1080, 'dark')
    await app.screenshot('signals-bad-dark')
    await panel.locator('.sig').focus()
    await app.press('Alt+Shift+K')
    await expect.poll(bad).toBe(0)

    // Channels worth a look are listed with reasons, or it is said that there are none.
    await app.press('Alt+l')
    const hints = app.page.getByRole('dialog', { name: 'Channels that may be bad' })
    await expect(hints).toContainText('PREP')
    await expect(
      hints.getByRole('checkbox').or(hints.getByText('No channel stands out')).first()
    ).toBeVisible()
    await app.screenshot('signals-hints')
    await app.press('Escape')
  } finally {
    await app.close()
  }
})
