import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { midiBytes } from '../fixtures/midi-bytes'
import { sharedData } from '../fixtures/shared-data'
import { AffectoryApp } from './affectory-app'

/** A scale up and down over a bass, slowing down in the middle: 16 quarters at 120, then 16 at 60. */
const piece = midiBytes([
  { at: 0, bpm: 120 },
  { at: 16 * 480, bpm: 60 },
  ...Array.from({ length: 32 }, (_, i) => ({
    at: i * 480,
    pitch: 60 + (i % 16 < 8 ? i % 16 : 15 - (i % 16)) * 2,
    ticks: 400,
    velocity: 40 + i * 2
  })),
  ...Array.from({ length: 8 }, (_, i) => ({
    at: i * 4 * 480,
    pitch: 40 + (i % 3),
    ticks: 1800,
    velocity: 90
  }))
])

test('a MIDI file is a recording with a piano roll that can be labelled', async () => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    const file = join(app.machine.work, 'Q1_abc_0.mid')
    writeFileSync(file, piece)
    await app.newProject('Music', 'Rater A')
    await app.importFiles(file)
    await app.openRecording('Q1_abc_0')
    const roll = app.panel('Tracks').getByRole('img', { name: 'Piano roll of 40 notes' })
    await expect(roll).toBeVisible()
    const { recordings } = await app.snapshot()
    // The last note of the scale begins behind 16 quarters at half a second and 15 at one, and lasts 400 of 480 ticks.
    expect((recordings[0]?.duration ?? 0) / 1e6).toBeCloseTo(8 + 15 + 400 / 480, 2)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('midi-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('midi-light')
    expect(await app.problems()).toEqual([])
  } finally {
    await app.close()
  }
})

const pmemo = sharedData('music', 'pmemo')
test('a song of PMEmo shows its rating from 1 to 9 and its values from 0 to 1 over time', async () => {
  test.skip(pmemo === undefined, 'the songs of PMEmo are not at hand')
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Songs', 'Rater A')
    await app.importFiles(join(pmemo ?? '', '108.mp3'))
    await app.importFiles(
      join(pmemo ?? '', 'static_annotations.csv'),
      join(pmemo ?? '', 'dynamic_annotations.csv')
    )
    await app.openRecording('108')
    const { tracks, schemes, recordings } = await app.snapshot()
    expect(tracks.map(({ schemeId }) => schemeId).sort()).toEqual(['pmemo-dynamic', 'pmemo-static'])
    expect(schemes.map(({ id }) => id)).toEqual(expect.arrayContaining(['pmemo-dynamic', 'pmemo-static']))
    const [song] = await app.segments('108')
    expect([song?.start, song?.end]).toEqual([0, recordings[0]?.duration])
    for (const { id } of tracks)
      await expect(app.panel('Tracks').locator(`[data-track-id="${id}"]`)).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('pmemo-dark')
  } finally {
    await app.close()
  }
})
