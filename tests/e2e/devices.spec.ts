import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'

const folder = (): string => mkdtempSync(join(tmpdir(), 'affectory-devices-'))

/** A session of the wristband: everything from one moment on, heart rate ten seconds later. */
function e4Session(): string {
  const at = join(folder(), 'A01E32')
  mkdirSync(at)
  const column = (count: number, value: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => value(i)).join('\n')
  const files: Readonly<Record<string, string>> = {
    'EDA.csv': `1700000000.00\n4.000000\n${column(240, (i) => (1 + Math.sin(i / 9)).toFixed(4))}\n`,
    'BVP.csv': `1700000000.00\n64.000000\n${column(64 * 60, (i) => Math.sin(i / 8).toFixed(2))}\n`,
    'HR.csv': `1700000010.00\n1.000000\n${column(50, (i) => String(70 + (i % 5)))}\n`,
    'IBI.csv': '1700000000.00, IBI\n12.5,0.84375\n13.25,0.75\n',
    'tags.csv': '1700000020.00\n',
    'info.txt': 'What the files hold.\n'
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text)
  return at
}

test('the folder of a wristband becomes one recording: a stream per file with its own start, beats and presses as tracks', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Wristband')
    await app.importFiles(e4Session())
    await expect.poll(async () => (await app.snapshot()).streams.length).toBe(3)
    const { recordings, streams, tracks } = await app.snapshot()
    expect(await app.problems()).toEqual([])
    expect(recordings.map(({ name, duration }) => [name, duration])).toEqual([['A01E32', 60_000_000]])
    expect(Object.fromEntries(streams.map(({ name, offset }) => [name, offset]))).toEqual({
      BVP: 0,
      EDA: 0,
      HR: 10_000_000
    })
    expect(tracks.map(({ name }) => name).sort()).toEqual(['Button presses', 'Inter-beat intervals'])
    await app.screenshot('devices-e4')
  } finally {
    await app.close()
  }
})

test('a table with semicolons and decimal commas but no names is asked about, and comes in as answered', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Tables')
    const at = folder()
    const row = (i: number): string =>
      `${(i * 4).toString()};${(i / 10).toFixed(2).replace('.', ',')};${i % 7}`
    for (const name of ['P01.csv', 'P02.csv'])
      writeFileSync(
        join(at, name),
        Array.from({ length: 500 }, (_, i) => row(name === 'P01.csv' ? i : i + 1)).join('\n')
      )
    await app.chooseNext(join(at, 'P01.csv'), join(at, 'P02.csv'))
    await app.run('Import recordings')
    const dialog = app.page.getByRole('dialog', { name: 'What is in P01.csv' })
    await expect(dialog).toBeVisible()
    await expect(dialog).toContainText('has no names above its columns')
    await expect(dialog.getByRole('combobox', { name: 'Columns are parted by' })).toHaveText('Semicolon')
    await expect(dialog.getByRole('combobox', { name: 'Decimal sign' })).toContainText('Comma')
    await expect(dialog.getByRole('combobox', { name: 'Unit of the time' })).toHaveText('Milliseconds')
    await expect(dialog.getByRole('status')).toContainText('2 channels at about 250 Hz')
    await dialog.getByRole('textbox', { name: 'Name of Column 2' }).fill('EDA')
    await dialog.getByRole('textbox', { name: 'Unit of Column 2' }).fill('µS')
    await dialog.getByRole('combobox', { name: 'Column 3 is' }).click()
    await app.page.getByRole('option', { name: 'Left out' }).click()
    await expect(dialog.getByRole('status')).toContainText('1 channel at about 250 Hz')
    await app.screenshot('devices-wizard')
    await app.dress(1440, 900, 'light')
    await app.screenshot('devices-wizard-light')
    await dialog.getByRole('button', { name: 'Import 2 files' }).click()
    await expect.poll(async () => (await app.snapshot()).streams.length).toBe(2)
    const { recordings, streams } = await app.snapshot()
    expect(recordings.map(({ name }) => name).sort()).toEqual(['P01', 'P02'])
    for (const { info } of streams)
      expect(info.channels).toMatchObject([{ label: 'EDA', unit: 'µS', rateHz: 250 }])
    expect(await app.problems()).toEqual([])
  } finally {
    await app.close()
  }
})

test('a table that is left out is not imported, and nothing is left behind', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Left out')
    const at = folder()
    writeFileSync(join(at, 'odd.csv'), Array.from({ length: 50 }, (_, i) => `${i % 3},${i % 5}`).join('\n'))
    await app.chooseNext(join(at, 'odd.csv'))
    await app.run('Import recordings')
    const dialog = app.page.getByRole('dialog', { name: 'What is in odd.csv' })
    await expect(dialog.getByRole('button', { name: 'Import file' })).toBeDisabled()
    await dialog.getByRole('textbox', { name: 'Rows per second (Hz)' }).fill('100')
    await expect(dialog.getByRole('button', { name: 'Import file' })).toBeEnabled()
    await dialog.getByRole('button', { name: 'Leave out' }).click()
    await expect(dialog).toBeHidden()
    await expect(app.page.getByText('odd.csv was not imported.')).toBeVisible()
    expect((await app.snapshot()).recordings).toEqual([])
  } finally {
    await app.close()
  }
})
