import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { midiBytes } from '../fixtures/midi-bytes'
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
