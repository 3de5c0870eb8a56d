import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { wavBytes } from '../fixtures/wav'
import { AffectoryApp } from './affectory-app'

const SECONDS = 10
const second = 1_000_000

test('segments in time: what became of them and their diarization error follow when a boundary is moved, and lead to the moments', async () => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    const file = join(app.machine.work, 'talk.wav')
    const tone = Array.from({ length: SECONDS * 8000 }, (_, i) => 0.3 * Math.sin(i / 9))
    writeFileSync(file, wavBytes(tone, { rate: 8000 }))
    await app.newProject('Diarization', 'Rater A')
    await app.importFiles(file)
    await app.openRecording('talk')
    const { authors, recordings } = await app.snapshot()
    const [me] = authors
    const [recording] = recordings
    if (!me || !recording) throw new Error('nothing was imported')
    const apply = async (authorId: string, ...commands: { id: string; input: unknown }[]): Promise<unknown> =>
      app.ask('edit.apply', { authorId, commands })
    // Angry from 3 to 6 s; the other says so from 4 to 7 s, and neutral up to 9 s.
    await apply(me.id, { id: 'author-save', input: { id: 'other', name: 'Rater B' } })
    const lanes = [
      { author: me.id, track: 'a', labels: [['anger', 3, 6]] },
      {
        author: 'other',
        track: 'b',
        labels: [
          ['neutral', 0, 4],
          ['anger', 4, 7],
          ['neutral', 7, 9]
        ]
      }
    ] as const
    for (const { author, track, labels } of lanes)
      await apply(
        author,
        {
          id: 'track-create',
          input: {
            id: track,
            recordingId: recording.id,
            authorId: author,
            schemeId: 'ekman7',
            name: 'Emotion'
          }
        },
        ...labels.map(([label, from, to], i) => ({
          id: 'segment-create',
          input: { id: `${track}${i}`, trackId: track, start: from * second, end: to * second, label }
        }))
      )
    await app.run('Layout: Compare')
    await app.press('Alt+Shift+d')
    const panel = app.panel('Compare')
    const part = panel.getByRole('group', { name: 'Emotion diarization' })
    // Missed 1 s, false alarm 1 s, the last second uncovered: 3 of 10 s.
    const row = part.getByRole('row', { name: /talk/ })
    await expect(row).toContainText('0.3000')
    await expect(row.getByRole('cell')).toHaveText([
      '0.3000',
      '1.00',
      '1.00',
      '0.00',
      '0.00',
      '1.00',
      '10.00'
    ])
    await expect(part.getByRole('img', { name: /Boundary errors: 2 changes/ })).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await part.getByText('late, +1000 ms').scrollIntoViewIfNeeded()
    await app.screenshot('diarization-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('diarization-light')
    await apply(me.id, { id: 'segment-set', input: { ids: ['a0'], patch: { end: 6.1 * second } } })
    await expect(row).toContainText('0.2900')
    // The same view says what became of the segments, and plays them.
    const became = panel.getByRole('region', { name: 'What became of segments' })
    await became.getByRole('button', { name: /^Hits\s*1/ }).click()
    await expect(panel.getByRole('group', { name: /queue/i })).toContainText('Hit: Anger')
    await app.choose(panel.getByRole('combobox', { name: 'Overlap of a hit' }), 'tIoU 0.75')
    await expect(became.getByRole('button', { name: /^Misplaced\s*1/ })).toBeVisible()
    await app.choose(panel.getByRole('combobox', { name: 'Label for no emotion' }), /Anger/)
    await expect(row).not.toContainText('0.2900')
  } finally {
    await app.close()
  }
})
