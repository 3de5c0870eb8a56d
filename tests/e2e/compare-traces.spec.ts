import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { wavBytes } from '../fixtures/wav'
import { AffectoryApp } from './affectory-app'

const SECONDS = 40
const RATE = 5

/** Valence and arousal of what is heard; Ben follows Anna 1.2 s late and is 0.3 too high from 14 to 18 s. numpy finds the highest CCC at 1.2 s. */
const feeling = (seconds: number, dim: number): number =>
  Math.round(350 * Math.sin(seconds / (3 + dim)) + 150 * Math.sin(seconds / 1.7 + dim)) / 1000
const raters = {
  anna: feeling,
  ben: (seconds: number, dim: number): number =>
    feeling(seconds - 1.2, dim) + (seconds >= 14 && seconds < 18 ? 0.3 : 0)
}

function ratings(folder: string, rater: keyof typeof raters): string {
  const path = join(folder, `${rater}.csv`)
  const rows = Array.from({ length: SECONDS * RATE }, (_, i) =>
    [i / RATE, raters[rater](i / RATE, 0), raters[rater](i / RATE, 1)].join(',')
  )
  writeFileSync(path, ['time_s,valence,arousal', ...rows, ''].join('\n'))
  return path
}

test('two traces are compared pooled and by recording, their delay is taken out, and one key plays where they lie apart', async () => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    const file = join(app.machine.work, 'talk.wav')
    const tone = Array.from({ length: SECONDS * 8000 }, (_, i) => 0.3 * Math.sin(i / 9))
    writeFileSync(file, wavBytes(tone, { rate: 8000 }))
    await app.newProject('Traces', 'Rater A')
    await app.importFiles(file)
    await app.openRecording('talk')
    await app.run('Layout: Compare')
    await app.run('Compare: Traces')
    const panel = app.panel('Compare')
    await expect(panel.getByText('Two sources of values make a comparison of traces')).toBeVisible()

    await app.chooseNext(ratings(app.machine.work, 'anna'), ratings(app.machine.work, 'ben'))
    await app.run('Add files to this recording')
    await expect.poll(async () => (await app.snapshot()).takes.length).toBe(2)
    await app.jobsEnd()
    const pooled = panel.getByRole('group', { name: 'All together' })
    await expect(pooled.getByRole('button', { name: /^CCC, pooled 0\.\d{3}/ })).toBeVisible()
    await expect(panel.getByRole('group', { name: 'Mean of recordings' })).toContainText('Pearson r')
    await expect(panel.getByRole('table', { name: 'Dimensions' }).getByRole('row')).toHaveCount(3)

    await expect(panel.getByRole('img', { name: /CCC is highest.*1\.2 s late/ })).toBeVisible()
    await panel.getByRole('button', { name: 'Take 1.2 s out' }).click()
    await expect(panel.getByRole('button', { name: 'No delay' })).toBeVisible()
    await expect(panel.getByRole('img', { name: /Both traces along the recording/ })).toBeVisible()

    // Read 1.2 s later, Ben's stretch stands from 12.8 to 16.8 s of the reference.
    await app.press('Alt+Shift+g')
    const queue = panel.getByRole('group', { name: /queue/i })
    await expect(queue).toContainText('far from')
    await expect.poll(async () => Math.abs((await app.time()) / 1e6 - 14.8)).toBeLessThan(2.1)
    const row = panel.getByRole('table', { name: 'Worst stretches' }).getByRole('row').nth(1)
    await expect(row).toContainText('00:12.8')
  } finally {
    await app.close()
  }
})
