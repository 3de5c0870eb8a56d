import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import type { Stream } from '../../src/shared/domain/rows'
import { BODY_BEATS, BODY_TONES, bodyEdf } from '../fixtures/body-edf'
import { bodyE4, E4_RESPONSES, E4_STEPS, E4_WARMING } from '../fixtures/body-e4'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

/** Where the EDF lies: its own second s is the recording's 1.5 + 1.0001 s. */
const EDF = { offset: 1.5, drift: 100e-6 }
/** The wristband began two seconds after the camera. */
const E4_OFFSET = 2
const LABEL = { from: 30, to: 150 } as const

const streamOf = async (app: AffectoryApp, part: string): Promise<Stream> => {
  const { streams, files } = await app.snapshot()
  const file = files.find(({ path }) => path.includes(part))
  const stream = streams.find(({ fileId }) => fileId === file?.id)
  if (!stream) throw new Error(`no stream of ${part}; known: ${files.map(({ path }) => path).join(', ')}`)
  return stream
}

/** Place a stream by pairs of anchors (own second, the recording's second) with the keys, and take what they say. */
async function anchor(
  app: AffectoryApp,
  part: string,
  pairs: readonly (readonly [number, number])[]
): Promise<void> {
  const panel = app.desk.locator('[data-panel=sync]')
  await panel.getByRole('row').filter({ hasText: part }).first().getByRole('button').first().click()
  for (const [own, master] of pairs) {
    await app.seek(master)
    await app.panel('Tracks').focus()
    await app.press('Alt+r')
    await app.seek(own)
    await app.panel('Tracks').focus()
    await app.press('Alt+s')
  }
  await expect(panel.getByText(new RegExp(`${pairs.length} anchors: offset`))).toBeVisible()
  await panel.getByRole('button', { name: 'Place the stream' }).click()
}

/** Add a file or folder to the open recording. */
async function addToRecording(app: AffectoryApp, path: string): Promise<void> {
  const before = (await app.snapshot()).streams.length
  await app.chooseNext(path)
  await app.panel('Tracks').focus()
  await app.press('Control+Shift+a')
  await expect.poll(async () => (await app.snapshot()).streams.length).toBeGreaterThan(before)
  await app.jobsEnd()
}

/** Find events in a channel and keep them. */
async function detect(app: AffectoryApp, channel: string): Promise<void> {
  await app.run('Detect beats, breaths and responses…')
  const dialog = app.page.getByRole('dialog')
  await app.choose(dialog.getByRole('combobox', { name: 'Channel' }), new RegExp(`^${channel}`))
  await expect(dialog.getByRole('status')).toContainText(/ in /, { timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Keep as a track' }).click()
  await expect(dialog).toBeHidden()
}

/** SDNN and RMSSD of beats, ms, written out from their definitions. */
function variability(beats: readonly number[]): { readonly sdnn: number; readonly rmssd: number } {
  const intervals = beats.slice(1).map((beat, i) => (beat - (beats[i] ?? 0)) * 1000)
  const mean = intervals.reduce((sum, ms) => sum + ms, 0) / intervals.length
  const squares = intervals.reduce((sum, ms) => sum + (ms - mean) ** 2, 0)
  const steps = intervals.slice(1).map((ms, i) => ms - (intervals[i] ?? 0))
  return {
    sdnn: Math.sqrt(squares / (intervals.length - 1)),
    rmssd: Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length)
  }
}

/** Within a share of a value. */
const near = (found: string | undefined, wanted: number, share: number, what: string): void =>
  expect(Math.abs(Number(found) / wanted - 1), `${what}: ${found}, wanted ${wanted}`).toBeLessThan(share)

test('EEG with heart, wristband and video lie on one clock by anchors, and what an emotion label covers is exported as heart rate variability, skin and band powers', async () => {
  test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video')
  test.setTimeout(240_000)
  const app = await AffectoryApp.launch()
  try {
    const edf = join(app.machine.work, 'body.edf')
    writeFileSync(edf, bodyEdf())
    await app.newProject('Job', 'Ada')
    await app.importFiles(await testMedia('constant.mp4'))
    await app.openRecording('constant')
    await addToRecording(app, edf)
    await addToRecording(app, bodyE4(app.machine.work))
    const { recordings, streams } = await app.snapshot()
    expect(recordings, 'everything is one recording').toHaveLength(1)
    expect(streams.filter(({ kind }) => kind === 'signal')).toHaveLength(4)

    await app.run('Synchronise streams')
    const edfAt = (own: number): number => EDF.offset + own * (1 + EDF.drift)
    await anchor(
      app,
      'body.edf',
      [10, 170].map((own) => [own, edfAt(own)] as const)
    )
    await expect.poll(async () => (await streamOf(app, 'body.edf')).sync?.method).toBe('anchors')
    const placed = await streamOf(app, 'body.edf')
    expect(Math.abs(placed.offset - EDF.offset * 1e6)).toBeLessThanOrEqual(1000)
    expect(placed.driftPpm).toBeCloseTo(EDF.drift * 1e6, 0)
    for (const part of ['EDA', 'TEMP', 'ACC'])
      await anchor(
        app,
        `${part}.csv`,
        [20, 160].map((own) => [own, own + E4_OFFSET] as const)
      )
    await expect.poll(async () => (await streamOf(app, 'EDA.csv')).offset).toBe(E4_OFFSET * 1e6)
    await expect.poll(async () => (await streamOf(app, 'ACC.csv')).offset).toBe(E4_OFFSET * 1e6)
    // The events of the file moved with it.
    const task = (await app.segments('constant')).find(
      ({ start }) => Math.abs(start - edfAt(20) * 1e6) < 2000
    )
    expect(task, 'the annotation at the 20th second of the EDF').toBeDefined()

    // An emotion label over all of them.
    await app.run('New track')
    await app.choose(app.dialog.getByRole('combobox', { name: 'Scheme' }), 'Ekman 6 + neutral')
    await app.dialog.getByRole('button', { name: 'Add track' }).click()
    await expect(app.dialog).toBeHidden()
    await app.seek(LABEL.from)
    await app.panel('Tracks').focus()
    await app.press('i')
    await app.seek(LABEL.to)
    await app.panel('Tracks').focus()
    await app.press('o')
    const made = async () =>
      (await app.segments('constant')).find(
        ({ start, end }) => start === LABEL.from * 1e6 && end === LABEL.to * 1e6
      )
    await expect.poll(made).toBeDefined()
    await app.press('1')
    await expect.poll(async () => (await made())?.label).toBeTruthy()
    const label = await made()
    const { tracks, schemes } = await app.snapshot()
    const felt = tracks.find(({ id }) => id === label?.trackId)
    expect(schemes.find(({ id }) => id === felt?.schemeId)?.name).toBe('Ekman 6 + neutral')

    await detect(app, 'ECG')
    await detect(app, 'EDA')

    await app.run('Export labels')
    const panel = app.panel('Export')
    await panel.getByRole('checkbox', { name: /^Heart, skin, breath and EEG of each segment/ }).click()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('signals-job-export-dark')
    const folder = await app.exportDataset('features')
    const table = readFileSync(join(folder, 'signal-features.csv'), 'utf8')
    const rows: Record<string, string>[] = parse(table, { columns: true })
    expect(rows.map(({ segment_id }) => segment_id)).toContain(label?.id)
    expect(rows, 'the label and both annotations').toHaveLength(3)
    const row = rows.find(({ segment_id }) => segment_id === label?.id)

    const covered = BODY_BEATS.map(edfAt).filter((at) => at >= LABEL.from && at < LABEL.to)
    const wanted = variability(covered)
    expect(Number(row?.['beats'])).toBe(covered.length)
    near(row?.['hrv_sdnn [ms]'], wanted.sdnn, 0.01, 'SDNN')
    near(row?.['hrv_rmssd [ms]'], wanted.rmssd, 0.01, 'RMSSD')
    const minutes = ((covered.at(-1) ?? 0) - (covered[0] ?? 0)) / 60
    near(row?.['heart_rate [1/min]'], (covered.length - 1) / minutes, 0.001, 'heart rate')
    // A sine of amplitude a has the power a²/2.
    near(row?.['band_power theta Fz [µV²]'], BODY_TONES.Fz[6] ** 2 / 2, 0.01, 'theta of Fz')
    near(row?.['band_power beta Fz [µV²]'], BODY_TONES.Fz[20] ** 2 / 2, 0.01, 'beta of Fz')
    near(row?.['band_power alpha Pz [µV²]'], BODY_TONES.Pz[10] ** 2 / 2, 0.01, 'alpha of Pz')
    // Responses: as many as the track has with their peak under the label, those of the skin among them.
    const found = (await app.segments('constant'))
      .filter((segment) => segment.label === 'response')
      .map(({ end }) => end / 1e6)
    const under = (times: readonly number[]): readonly number[] =>
      times.filter((at) => at >= LABEL.from && at < LABEL.to)
    expect(Number(row?.['scr_count'])).toBe(under(found).length)
    for (const peak of under(E4_RESPONSES.map((onset) => onset + 1.5 + E4_OFFSET)))
      expect(
        found.some((at) => Math.abs(at - peak) < 0.5),
        `the response at ${peak} s`
      ).toBe(true)
    near(row?.['temp_slope TEMP [°C/min]'], E4_WARMING, 0.001, 'warming')
    near(row?.['enmo ACC [mg]'], 1000 * (E4_STEPS / 64 - 1), 1e-4, 'activity')
    // No track of breaths: empty, with the reason.
    expect(row?.['breath_rate [1/min]']).toBe('')
    expect(row?.['not_defined']).toContain('breath_rate')
    expect(row?.['not_defined']).toContain('No track of breaths is chosen.')
    const card = readFileSync(join(folder, 'dataset-card.md'), 'utf8')
    expect(card).toContain('`hrv_rmssd [ms]`')
    expect(card).toContain('signal-features.csv')
  } finally {
    await app.close()
  }
})
