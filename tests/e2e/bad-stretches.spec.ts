import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { brainEdf, TONES } from '../fixtures/brain-edf'
import { AffectoryApp } from './affectory-app'

const RATE_HZ = 250

/** A table with an ECG that beats every second, and loud noise from 20 to 30 s. */
function ecgTable(): string {
  const lines = ['time_s,ECG_mV']
  for (let i = 0; i < 60 * RATE_HZ; i++) {
    const t = i / RATE_HZ
    const beat = Math.exp(-((((t + 0.5) % 1) - 0.5) ** 2) / 0.012 ** 2)
    lines.push(`${t.toFixed(3)},${(t >= 20 && t < 30 ? 30 * Math.sin(i * i) : beat).toFixed(5)}`)
  }
  return lines.join('\n') + '\n'
}

/** Mark a stretch of the only signal of a recording as bad, as the key does. */
async function markBad(app: AffectoryApp, recording: string, from: number, to: number): Promise<void> {
  const { recordings, streams, authors } = await app.snapshot()
  const recordingId = recordings.find(({ name }) => name === recording)?.id ?? ''
  const stream = streams.find((each) => each.recordingId === recordingId && each.kind === 'signal')
  const preset = (await app.ask('scheme.presets')).find(({ id }) => id === 'signal-quality')
  const document = preset?.document
  await app.ask('edit.apply', {
    authorId: authors.find(({ kind }) => kind === 'human')?.id ?? '',
    commands: [
      { id: 'scheme-save', input: { document } },
      {
        id: 'track-create',
        input: {
          ...{ id: 'quality', recordingId, schemeId: 'signal-quality', name: 'Signal quality' },
          ...{ kind: 'segments', streamId: stream?.id }
        }
      },
      {
        id: 'segment-create',
        input: { id: 'noise', trackId: 'quality', start: from * 1e6, end: to * 1e6, label: 'bad' }
      }
    ]
  })
}

test('nothing is found in a bad stretch, measures leave it out, and epochs that touch it are counted', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    const [chest, tones] = [join(app.machine.work, 'chest.csv'), join(app.machine.work, 'tones.edf')]
    writeFileSync(chest, ecgTable())
    writeFileSync(tones, brainEdf())
    await app.newProject('Bad', 'Ada')
    await app.importFiles(chest, tones)
    await app.openRecording('chest')
    await markBad(app, 'chest', 20, 30)
    await app.panel('Tracks').focus()
    await app.press('Alt+e')
    const status = app.dialog.getByRole('status')
    await expect(status).toContainText('in 50.0 s')
    await expect(status).toContainText('1 bad stretch of 10 s left out')
    await app.screenshot('bad-detect')
    await app.dialog.getByRole('button', { name: 'Keep as a track' }).click()
    const beats = async () => (await app.segments('chest')).filter(({ label }) => label === 'beat')
    await expect.poll(async () => (await beats()).length).toBeGreaterThan(45)
    expect((await beats()).filter(({ start }) => start >= 20e6 && start < 30e6)).toEqual([])

    // Every interval is a second long: the one across the noise is left out, and said to be.
    await app.press('Alt+h')
    const panel = app.desk.locator('[data-panel=physiology]')
    const card = panel.getByRole('button', { name: /^Mean NN/ })
    await expect(card).toContainText('1000.0')
    await card.click()
    await expect(
      app.page.getByText('across a pause or a bad stretch, or beside an ectopic beat')
    ).toBeVisible()
    await app.press('Escape')

    await app.openRecording('tones')
    const [at = 0] = TONES.flatMap((tone) => (tone.label === 'Rare' ? [tone.at] : []))
    await app.ask('edit.apply', {
      authorId: (await app.snapshot()).authors.find(({ kind }) => kind === 'human')?.id ?? '',
      commands: [
        {
          id: 'track-create',
          input: {
            ...{ id: 'eeg-quality', schemeId: 'signal-quality', name: 'Signal quality', kind: 'segments' },
            recordingId: (await app.snapshot()).recordings.find(({ name }) => name === 'tones')?.id
          }
        },
        {
          id: 'segment-create',
          input: { trackId: 'eeg-quality', start: at * 1e6, end: at * 1e6 + 50_000, label: 'bad' }
        }
      ]
    })
    await app.run('Layout: Signals')
    await app.press('Alt+a')
    const epochs = app.desk.locator('[data-panel=erp]').getByRole('table', { name: 'Epochs by label' })
    const rare = epochs
      .getByRole('row')
      .filter({ has: app.page.getByRole('rowheader', { name: 'Rare', exact: true }) })
    await app.choose(
      app.desk.locator('[data-panel=erp]').getByRole('combobox', { name: 'Events' }),
      /EDF annotations/
    )
    // Used, outside, bad, gap, too large.
    await expect
      .poll(async () => (await rare.getByRole('cell').allTextContents()).slice(0, 5))
      .toEqual(['18', '0', '1', '0', '0'])
  } finally {
    await app.close()
  }
})
