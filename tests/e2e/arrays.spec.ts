import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
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
    await app.page.getByRole('option', { name: 'a recording for each trial' }).click()
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
