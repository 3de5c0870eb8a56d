import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to import')

const recordings = (app: AffectoryApp): Locator => app.library.getByRole('listbox', { name: 'Recordings' })
const names = async (app: AffectoryApp): Promise<readonly string[]> =>
  (await app.snapshot()).recordings.map(({ name }) => name)
const filesHere = async (app: AffectoryApp): Promise<number> => (await app.snapshot()).files.length
const notice = (app: AffectoryApp, text: string | RegExp): Locator =>
  app.page.locator('.toast').filter({ hasText: text })
const menuItem = (app: AffectoryApp, name: string | RegExp): Locator =>
  app.page.getByRole('menuitem', { name })

/** A video, its words and its skin conductance, as a laboratory names them; and one more table for later. */
async function session(
  app: AffectoryApp
): Promise<{ readonly parts: readonly string[]; readonly later: string }> {
  const at = (name: string): string => join(app.machine.work, name)
  copyFileSync(await testMedia('constant.mp4'), at('P01.mp4'))
  writeFileSync(at('P01.en.srt'), '1\n00:00:00,500 --> 00:00:01,500\nI did not expect that.\n')
  const table = (unit: string): string =>
    `time_s,${unit}\n${Array.from({ length: 40 }, (_, i) => `${(i * 0.1).toFixed(1)},${(1 + i / 100).toFixed(2)}`).join('\n')}\n`
  writeFileSync(at('P01-eda.csv'), table('eda_uS'))
  writeFileSync(at('chest.csv'), table('temp_C'))
  return { parts: [at('P01.en.srt'), at('P01-eda.csv'), at('P01.mp4')], later: at('chest.csv') }
}

/** Drop a real file at a place of the window, as the system's file manager would. */
async function drop(app: AffectoryApp, path: string, onto: Locator, share: number): Promise<string> {
  await app.page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'drop-source'
    document.body.append(input)
  })
  await app.page.setInputFiles('#drop-source', path)
  return onto.evaluate((target, place) => {
    const input = document.querySelector<HTMLInputElement>('#drop-source')
    const transfer = new DataTransfer()
    for (const file of input?.files ?? []) transfer.items.add(file)
    input?.remove()
    const tell = (type: string): unknown =>
      target.dispatchEvent(
        new DragEvent(type, {
          dataTransfer: transfer,
          bubbles: true,
          cancelable: true,
          clientX: window.innerWidth * place
        })
      )
    tell('dragenter')
    tell('dragover')
    return new Promise<string>((resolve) =>
      setTimeout(() => {
        const said = document.querySelector('.drop-place[data-chosen]')?.textContent ?? ''
        tell('drop')
        resolve(said)
      }, 100)
    )
  }, share)
}

test('files of one session become one recording; undo takes the import back; files are added, dropped and joined later', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Sessions', 'Ada')
    const { parts, later } = await session(app)
    await app.importFiles(...parts)
    expect(await names(app)).toEqual(['P01'])
    expect(await filesHere(app)).toBe(3)
    await expect(notice(app, /P01\.mp4, P01-eda\.csv and P01\.en\.srt are one recording/)).toBeVisible()
    await app.openRecording('P01')
    await expect(app.panel('Tracks').getByText('eda', { exact: false }).first()).toBeVisible()
    await app.screenshot('session-joined')

    await app.panel('Tracks').focus()
    await app.press('Control+z')
    await expect.poll(() => names(app)).toEqual([])
    await app.press('Control+Shift+z')
    await expect.poll(() => names(app)).toEqual(['P01'])
    await app.jobsEnd()
    await app.openRecording('P01')

    // Added by key, taken back, dropped on the right half, on the name in the library, and on the left half.
    await app.chooseNext(later)
    await app.panel('Tracks').focus()
    await app.press('Control+Shift+a')
    await expect(notice(app, 'chest.csv is part of P01 now')).toBeVisible()
    expect([await names(app), await filesHere(app)]).toEqual([['P01'], 4])
    await notice(app, 'chest.csv is part of P01 now').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => filesHere(app)).toBe(3)
    expect(await drop(app, later, app.desk, 0.9)).toContain('Add to P01')
    await expect.poll(() => filesHere(app)).toBe(4)
    await app.jobsEnd()
    await app.panel('Tracks').focus()
    await app.press('Control+z')
    await expect.poll(() => filesHere(app)).toBe(3)
    expect(await drop(app, later, recordings(app).getByText('P01', { exact: true }), 0.05)).toContain(
      'Add to P01'
    )
    await expect.poll(() => filesHere(app)).toBe(4)
    await app.jobsEnd()
    await app.panel('Tracks').focus()
    await app.press('Control+z')
    await expect.poll(() => filesHere(app)).toBe(3)
    expect(await drop(app, later, app.desk, 0.3)).toContain('New recordings')
    await expect.poll(() => names(app)).toEqual(['P01', 'chest'])
    await app.jobsEnd()

    // Two recordings become one, and two again.
    await recordings(app).getByText('P01', { exact: true }).click({ button: 'right' })
    await menuItem(app, 'Join with…').click()
    await app.choose(app.dialog.getByRole('combobox', { name: 'Recording' }), 'chest')
    await app.dialog.getByRole('button', { name: 'Join' }).click()
    await expect.poll(() => names(app)).toEqual(['P01'])
    const { files, streams } = await app.snapshot()
    expect(new Set([...files, ...streams].map(({ recordingId }) => recordingId)).size).toBe(1)
    await app.panel('Tracks').focus()
    await app.press('Control+z')
    await expect.poll(() => names(app)).toEqual(['P01', 'chest'])
  } finally {
    await app.close()
  }
})

test('files whose names belong together are kept apart on request', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Apart', 'Ada')
    const { parts } = await session(app)
    await app.importFiles(...parts)
    await notice(app, 'are one recording').getByRole('button', { name: 'Keep apart' }).click()
    await expect.poll(async () => [...(await names(app))].sort()).toEqual(['P01', 'P01-eda', 'P01.en'])
  } finally {
    await app.close()
  }
})

test('a track is renamed, given to a person, locked, moved and deleted, by menu and by key, and everything can be undone', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Tracks', 'Ada')
    await app.importFiles(await testMedia('constant.mp4'))
    await app.openRecording('constant')
    await app.settledFrame()
    const panel = app.panel('Tracks')
    const lane = panel.getByRole('rowheader').filter({ hasText: 'Ada' })
    await panel.focus()
    await app.press('Home', 'i', 'Control+ArrowRight', 'o', '1')
    await expect.poll(async () => (await app.segments('constant')).length).toBe(1)
    const track = async () => (await app.snapshot()).tracks[0]

    // Locked by the menu: refused with the way out, which is true.
    await lane.click({ button: 'right' })
    await app.screenshot('track-menu')
    await menuItem(app, 'Locked').click()
    await expect.poll(async () => (await track())?.locked).toBe(true)
    await panel.focus()
    await app.press('Home', 'Tab', 'Delete')
    await expect(notice(app, 'is locked, so its segments stay as they are')).toBeVisible()
    await app.press('2', 'End', 'w')
    await app.saved()
    expect(await app.segments('constant')).toMatchObject([{ label: 'neutral' }])
    expect((await app.snapshot()).tracks).toHaveLength(1)
    await app.run('Lock or unlock the track')
    await expect.poll(async () => (await track())?.locked).toBe(false)

    // Renamed and given to somebody new by key; one undo takes both back.
    await panel.focus()
    await app.press('Control+Shift+t')
    await app.dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Valence')
    await app.choose(app.dialog.getByRole('combobox', { name: 'About' }), 'A new person')
    await app.dialog.getByRole('textbox', { name: 'Name or code of the person' }).fill('P07')
    await app.dialog.getByRole('button', { name: 'Save' }).click()
    await expect(lane).toContainText(/Valence.*P07/)
    await app.press('Escape')
    await expect(app.inspector.getByRole('textbox', { name: 'Name of the track' })).toHaveValue('Valence')
    await app.screenshot('track-facts')
    await panel.focus()
    await app.press('Control+z')
    await expect(lane).not.toContainText('P07')
    await app.press('Control+Shift+z')
    await expect(lane).toContainText(/Valence.*P07/)

    // Overlap allowed in the inspector.
    await app.inspector.getByRole('checkbox', { name: 'Segments may overlap' }).click()
    await expect.poll(async () => (await track())?.overlap).toBe('allowed')

    // Moved by key: past the lane below it and back.
    const order = (): Promise<readonly (string | null)[]> =>
      panel
        .getByRole('rowheader')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-lane-id')))
    const before = await order()
    await panel.focus()
    await app.press('Control+Shift+ArrowUp')
    await expect.poll(order).not.toEqual(before)
    await app.press('Control+Shift+ArrowDown')
    await expect.poll(order).toEqual(before)

    // Deleted with its segment, and brought back.
    await lane.click({ button: 'right' })
    await menuItem(app, 'Delete track').click()
    await expect(notice(app, 'is deleted with its 1 segment')).toBeVisible()
    expect(await app.segments('constant')).toHaveLength(0)
    await notice(app, 'is deleted with its 1 segment').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await app.segments('constant')).length).toBe(1)
  } finally {
    await app.close()
  }
})

test('two persons are merged, and a label gets another name, where the window offers it', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('People', 'Ada')
    for (const name of ['Anna', 'A. Berg']) {
      await app.run('Add a person')
      await app.dialog.getByRole('textbox', { name: 'Name or code' }).fill(name)
      await app.dialog.getByRole('button', { name: 'Add' }).click()
      await expect(app.library.getByRole('button', { name })).toBeVisible()
    }
    await app.library.getByRole('button', { name: 'Anna' }).click({ button: 'right' })
    await menuItem(app, 'Merge with…').click()
    await app.choose(app.dialog.getByRole('combobox', { name: 'The same as' }), 'A. Berg')
    await app.dialog.getByRole('button', { name: 'Merge' }).click()
    await expect.poll(async () => (await app.snapshot()).persons.map(({ name }) => name)).toEqual(['Anna'])
    await notice(app, 'are one person now').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await app.snapshot()).persons.length).toBe(2)

    await app.run('Label schemes')
    await app.dialog.getByRole('button', { name: 'Edit', exact: true }).first().click()
    const other = app.dialog.getByRole('textbox', { name: /^Other names of / }).first()
    await other.fill('calm, NEU')
    await app.screenshot('scheme-aliases')
    await app.dialog.getByRole('button', { name: /^Save version/ }).click()
    await expect(app.dialog).toBeHidden()
    expect(JSON.stringify((await app.snapshot()).schemes)).toContain('"aliases":["calm","NEU"]')
  } finally {
    await app.close()
  }
})

test('a label without a counterpart leads from Compare to the scheme, and an alias there pairs the two', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Aliases', 'Ada')
    await app.importFiles(await testMedia('constant.mp4'))
    await app.openRecording('constant')
    const { recordings: rows, authors, schemes } = await app.snapshot()
    const [recording, ada, scheme] = [rows[0], authors.find(({ name }) => name === 'Ada'), schemes[0]]
    if (!recording || !ada || !scheme)
      throw new Error('the project has a recording, an annotator and a scheme')
    const labels = ['neutral', 'joyful'].map((id) => ({ id }))
    const mine = {
      schema: 'affectory.labels/1',
      id: 'mine',
      name: 'Mine',
      attributes: [{ id: 'emotion', type: 'categorical', unit: 'segment', labels }]
    }
    const track = (id: string, schemeId: string, authorId: string) => ({
      id: 'track-create',
      input: { id, recordingId: recording.id, schemeId, authorId }
    })
    const segment = (trackId: string, second: number, label: string) => ({
      id: 'segment-create',
      input: { trackId, start: second * 1e6, end: (second + 1) * 1e6, label }
    })
    await app.ask('edit.apply', {
      authorId: ada.id,
      commands: [
        { id: 'author-save', input: { id: 'bea', name: 'Bea' } },
        { id: 'scheme-save', input: { document: mine } },
        track('a', scheme.id, ada.id),
        track('b', 'mine', 'bea'),
        ...[0, 2].flatMap((second) => [segment('a', second, 'neutral'), segment('b', second, 'neutral')]),
        segment('a', 4, 'happiness'),
        segment('b', 4, 'joyful')
      ]
    })
    const panel = await app.compare('Ada', 'Bea')
    await expect(panel.getByRole('note').filter({ hasText: 'joyful' })).toBeVisible()
    await panel.getByRole('button', { name: 'Add an alias…' }).click()
    await expect(app.dialog.getByRole('note')).toContainText('“joyful”')
    const field = app.dialog.getByRole('textbox', { name: 'Other names of Happiness' })
    await field.fill(`${await field.inputValue()}, joyful`)
    await expect(app.dialog.getByRole('note')).toBeHidden()
    await app.dialog.getByRole('button', { name: /^Save version/ }).click()
    await expect(panel.getByRole('note').filter({ hasText: 'joyful' })).toBeHidden()
  } finally {
    await app.close()
  }
})
