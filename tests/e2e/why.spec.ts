import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('hiding parts of a turn shows what a model hangs on, and other words move its answer', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const { recordings, tracks } = await app.snapshot()
    const spoken = tracks.find(
      ({ kind, recordingId }) => kind === 'utterances' && recordingId === recordings[0]?.id
    )
    const [turn] = (await app.ask('track.segments', { recordingId: recordings[0]?.id ?? '' })).filter(
      ({ trackId }) => trackId === spoken?.id
    )
    if (!turn) throw new Error('the demo has no turns')
    await app.openRecording(recordings[0]?.name ?? '')
    await app.seek((turn.start + turn.end) / 2e6)
    await app.panel('Tracks').focus()
    await app.press('Alt+w')
    const panel = app.desk.locator('[data-panel=why]')
    await expect(panel.getByText(/Choose a segment, or put the playhead/)).toBeVisible()
    await app.screenshot('why-empty')

    await app.choose(panel.getByRole('combobox', { name: 'Model' }), await app.modelName('speech-emotion'))
    await panel.getByRole('button', { name: 'Explain this moment' }).click()
    const slices = panel.getByRole('list', { name: 'Stretches of time' })
    await expect(slices.getByRole('button')).toHaveCount(24, { timeout: 60_000 })
    await expect(
      panel.getByRole('group', { name: 'Answer' }).getByRole('button', { pressed: true })
    ).toHaveCount(1)
    await app.screenshot('why-sound')
    await panel.getByRole('button', { name: 'A quarter as strong' }).click()
    const table = panel.getByRole('table', { name: 'Answer before and after' })
    await expect(table).toContainText('0.25 times as strong', { timeout: 30_000 })

    await app.choose(panel.getByRole('combobox', { name: 'Model' }), await app.modelName('text-emotion'))
    await panel.getByRole('button', { name: 'Explain this moment' }).click()
    const words = panel.getByLabel('Words', { exact: true })
    await expect(words).toContainText(turn.text ?? '', { timeout: 60_000 })
    await expect(words.locator('mark')).not.toHaveCount(0)
    await panel.getByRole('textbox', { name: 'Other words' }).fill('I am so happy, this is wonderful!')
    await panel.getByRole('button', { name: 'Try these words' }).click()
    const happy = table.getByRole('row', { name: /^Happiness/ })
    await expect(happy.getByRole('cell').last()).toHaveText(/^(1\.|0\.[5-9])/, { timeout: 30_000 })
    await app.screenshot('why-words')
  } finally {
    await app.close()
  }
})
