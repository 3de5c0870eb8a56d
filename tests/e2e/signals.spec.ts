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

/** How much of the picture is drawn on, 0 to 1. */
const inked = (app: AffectoryApp): Promise<number> =>
  app.desk
    .locator('.sig-canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      let drawn = 0
      for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) drawn++
      return drawn / Math.max(1, data.length / 4)
    })

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
