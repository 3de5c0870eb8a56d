import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { writeHdf5 } from '../fixtures/hdf5'
import { deapLike } from '../fixtures/pickle'
import { AffectoryApp } from './affectory-app'

test('a file of DEAP is recognised, confirmed in a dialogue and becomes a recording with self-reports as tracks', async () => {
  test.setTimeout(120_000)
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-deap-')), 's01.dat')
  writeFileSync(path, deapLike(3, 8))
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('DEAP')
    await app.chooseNext(path)
    await app.run('Import recordings')
    const dialog = app.page.getByRole('dialog', { name: 'What is in s01.dat' })
    await expect(dialog).toBeVisible()
    await expect(dialog.getByRole('combobox', { name: 'Corpus' })).toHaveText('DEAP, preprocessed')
    await expect(dialog.getByRole('status')).toHaveText('3 trials of 8 s, 40 channels at 128 Hz')
    await expect(dialog.getByLabel('Names of the channels')).toHaveValue(
      /^Fp1, AF3, F3, .*GSR \[Ω\], RESP \[\]/
    )
    // What is offered can be changed before it is taken, and says what is wrong with it.
    await dialog.getByLabel('Names of the channels').fill('Fp1, Fp2')
    await expect(dialog.getByRole('status')).toHaveText('"data" has 40 channels, and 2 names are given.')
    await expect(dialog.getByRole('button', { name: 'Import file' })).toBeDisabled()
    await dialog.getByRole('combobox', { name: 'Corpus' }).click()
    await app.page.getByRole('option', { name: 'DEAP, preprocessed' }).click()
    await dialog.getByLabel('Names of the channels').fill('')
    await expect(dialog.getByRole('status')).toHaveText('3 trials of 8 s, 40 channels at 128 Hz')
    await app.page.getByRole('button', { name: 'Import file' }).click()
    await expect.poll(async () => (await app.snapshot()).recordings.length).toBe(1)

    const { recordings, streams, tracks, authors } = await app.snapshot()
    expect(recordings.map(({ name, duration }) => [name, duration])).toEqual([['s01', 26_000_000]])
    expect(streams.map(({ info }) => info.channels?.length)).toEqual([40])
    expect(streams[0]?.info.import?.arrays?.baselineSeconds).toBe(3)
    expect(tracks.map(({ name }) => name).sort()).toEqual(['Self-report', 'Trials'])
    const report = tracks.find(({ name }) => name === 'Self-report')
    expect(authors.find(({ id }) => id === report?.authorId)?.name).toBe('Self-report')
    const segments = (await app.segments('s01')).filter(({ trackId }) => trackId === report?.id)
    expect(segments.map(({ start, end, value }) => [start, end, value])).toEqual(
      [0, 1, 2].map((trial) => [
        trial * 9_000_000 + 3_000_000,
        trial * 9_000_000 + 8_000_000,
        {
          kind: 'ratings',
          ratings: Object.fromEntries(
            ['valence', 'arousal', 'dominance', 'liking'].map((name, i) => [
              name,
              1 + (((trial * 4 + i) * 7) % 80) / 10
            ])
          )
        }
      ])
    )
    expect(await app.problems()).toEqual([])
  } finally {
    await app.close()
  }
})

test('arrays that are left out are not imported, and can be imported later', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-deap-')), 's02.dat')
  writeFileSync(path, deapLike(2, 5))
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Later')
    await app.chooseNext(path)
    await app.run('Import recordings')
    const dialog = app.page.getByRole('dialog', { name: 'What is in s02.dat' })
    await dialog.getByRole('button', { name: 'Leave out' }).click()
    await expect(dialog).toBeHidden()
    expect((await app.snapshot()).recordings).toEqual([])
    await app.chooseNext(path)
    await app.run('Import recordings')
    await dialog.getByRole('combobox', { name: 'Trials become' }).click()
    await app.page.getByRole('option', { name: 'a recording each' }).click()
    await dialog.getByRole('button', { name: 'Import file' }).click()
    await expect
      .poll(async () => (await app.snapshot()).recordings.map(({ name }) => name))
      .toEqual(['s02 trial 1', 's02 trial 2'])
    await app.press('Control+z')
    await expect.poll(async () => (await app.snapshot()).recordings.length).toBe(0)
  } finally {
    await app.close()
  }
})

test('an HDF5 file of one array asks for what it does not say, and is read as answered', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-hdf5-')), 'own.h5')
  const values = Float64Array.from({ length: 4 * 1000 }, (_, i) => Math.sin(i / 20))
  await writeHdf5(
    path,
    { 'eeg/data': { shape: [4, 1000], values } },
    { 'eeg/labels': ['Fz', 'Cz', 'Pz', 'Oz'] }
  )
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('HDF5')
    await app.chooseNext(path)
    await app.run('Import recordings')
    const dialog = app.page.getByRole('dialog', { name: 'What is in own.h5' })
    await expect(dialog.getByLabel('Names of the channels')).toHaveValue('Fz, Cz, Pz, Oz')
    await expect(dialog.getByRole('status')).toHaveText(
      'How many samples a second "eeg.data" has is not said.'
    )
    await dialog.getByLabel('Samples a second (Hz)').fill('250')
    await dialog.getByLabel('Unit').fill('µV')
    await expect(dialog.getByRole('status')).toHaveText('1 trial of 4 s, 4 channels at 250 Hz')
    await dialog.getByRole('button', { name: 'Import file' }).click()
    await expect.poll(async () => (await app.snapshot()).recordings.length).toBe(1)
    const [stream] = (await app.snapshot()).streams
    expect(stream?.duration).toBe(4_000_000)
    expect(stream?.info.channels?.map(({ label, unit, rateHz }) => `${label} ${unit} ${rateHz}`)).toEqual([
      'Fz µV 250',
      'Cz µV 250',
      'Pz µV 250',
      'Oz µV 250'
    ])
  } finally {
    await app.close()
  }
})
