import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to import')

const preset = (id: string): { readonly id: string } =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../resources/schemes/${id}.json`), 'utf8')) as {
    readonly id: string
  }
const part = (app: AffectoryApp, name: string | RegExp): Locator =>
  app.dialog.getByRole('navigation', { name: 'Parts of the scheme' }).getByRole('button', { name })
const menuItem = (app: AffectoryApp, name: string | RegExp): Locator =>
  app.page.getByRole('menuitem', { name })

/** Gold in IEMOCAP's six labels by Ada, MELD's seven by Bea, over the same seconds of a video. */
async function goldAndModel(app: AffectoryApp): Promise<void> {
  await app.newProject('Schemes', 'Ada')
  await app.importFiles(await testMedia('constant.mp4'))
  await app.openRecording('constant')
  const { recordings, authors } = await app.snapshot()
  const [recording, ada] = [recordings[0], authors.find(({ name }) => name === 'Ada')]
  if (!recording || !ada) throw new Error('the project has a recording and an annotator')
  const lane = (id: string, schemeId: string, authorId: string, labels: readonly string[]) => [
    { id: 'track-create', input: { id, recordingId: recording.id, schemeId, authorId } },
    ...labels.map((label, i) => ({
      id: 'segment-create',
      input: { trackId: id, start: i * 5e5, end: (i + 1) * 5e5, label }
    }))
  ]
  await app.ask('edit.apply', {
    authorId: ada.id,
    commands: [
      { id: 'author-save', input: { id: 'bea', name: 'Bea' } },
      ...['iemocap6', 'meld7'].map((id) => ({ id: 'scheme-save', input: { document: preset(id) } })),
      ...lane('gold', 'iemocap6', ada.id, ['hap', 'exc', 'fru', 'ang', 'sad', 'neu', 'neu', 'sad']),
      ...lane('said', 'meld7', 'bea', [
        'joy',
        'joy',
        'anger',
        'sadness',
        'sadness',
        'neutral',
        'surprise',
        'fear'
      ])
    ]
  })
}

async function edit(app: AffectoryApp, name: string): Promise<void> {
  await app.run('Label schemes')
  await app.dialog.getByRole('textbox', { name: 'Find a scheme or a label' }).fill(name)
  await app.dialog.getByRole('button', { name: 'Edit', exact: true }).first().click()
  await expect(app.dialog.getByRole('heading', { name: `Edit ${name}` })).toBeVisible()
}

test('authors of different schemes are compared through a mapping table, and the header says on which classes', async () => {
  const app = await AffectoryApp.launch()
  try {
    await goldAndModel(app)
    const panel = await app.compare('Ada', 'Bea')
    await panel.getByRole('button', { name: 'Convention of the comparison' }).click()
    await app.choose(app.page.getByRole('combobox', { name: 'Labels of the axes' }), /MELD.*mapped/)
    await app.press('Escape')
    const note = panel.getByRole('note').filter({ hasText: 'is mapped in groups to' })
    await expect(note).toContainText('Metrics on the 4 shared classes: Neutral, Joy, Anger, Sadness')
    await expect(note).toContainText('Happiness and Excitement become Joy')
    await expect(note).toContainText('Anger and Frustration become Anger')
    await expect(note).toContainText('Bea says Surprise (1 segment), Fear (1 segment)')
    await expect(app.page.getByText(/recording · 4 shared classes/)).toBeVisible()
    await expect.poll(() => app.comparedNumber('Accuracy (WAR)')).toBeCloseTo(5 / 6, 3)
    for (const theme of ['dark', 'light'] as const) {
      await app.dress(1440, 900, theme)
      await app.screenshot(`schemes-compare-${theme}`)
    }
    await note.getByRole('button', { name: 'Do not map' }).click()
    await expect(note).toBeHidden()
    await app.screenshot('schemes-unmapped')
    await panel.getByRole('button', { name: 'Map labels' }).click()
    await expect(note).toBeVisible()

    await app.run('Agreement')
    const agreement = app.page.locator('[data-panel=agreement]')
    await agreement.getByRole('button', { name: 'Convention of agreement' }).click()
    await app.choose(app.page.getByRole('combobox', { name: 'Labels that are compared' }), /MELD.*mapped/)
    await app.press('Escape')
    await expect(agreement.getByRole('note').filter({ hasText: 'is mapped in groups to' })).toContainText(
      'Said nevertheless: Surprise (1 segment), Fear (1 segment).'
    )
    await app.screenshot('schemes-agreement')
  } finally {
    await app.close()
  }
})

test('a label in use cannot be removed, a renamed one keeps its segments, and each save is a version', async () => {
  const app = await AffectoryApp.launch()
  try {
    await goldAndModel(app)
    await edit(app, 'IEMOCAP 6')
    await expect(
      app.dialog.getByRole('button', { name: 'Sadness cannot be removed: used by 2 segments' })
    ).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('schemes-labels-dark')
    await app.dress(1100, 700, 'light')
    await app.screenshot('schemes-labels-light-small')
    await app.dialog.getByRole('textbox', { name: 'Name of label 2' }).fill('Sorrow')
    await app.dialog.getByRole('button', { name: /^Save version/ }).click()
    await expect(app.dialog).toBeHidden()
    const saved = (await app.snapshot()).schemes.find(({ id }) => id === 'iemocap6')
    expect(JSON.stringify(saved?.document)).toContain('{"en":"Sorrow"}')
    expect((await app.segments('constant')).filter(({ label }) => label === 'sad')).toHaveLength(2)

    // The store refuses as well: the editor is not the only way to save a scheme.
    const fewer = {
      ...preset('iemocap6'),
      attributes: [{ id: 'emotion', type: 'categorical', unit: 'utterance', labels: [{ id: 'hap' }] }]
    }
    const ada = (await app.snapshot()).authors[0]
    await expect(
      app.ask('edit.apply', {
        authorId: ada?.id ?? '',
        commands: [{ id: 'scheme-save', input: { document: fewer } }]
      })
    ).rejects.toThrow(/"sad" is used by 2 segments/)

    await edit(app, 'IEMOCAP 6')
    await part(app, /Mapping tables/).click()
    await app.screenshot('schemes-map-light-small')
    await part(app, /Versions/).click()
    const versions = app.dialog.getByRole('list', { name: 'Versions' }).getByRole('listitem')
    await expect(versions).toHaveCount(2)
    await app.screenshot('schemes-versions')
    await versions.nth(1).getByRole('button', { name: 'Take up again' }).click()
    await expect(app.dialog.getByRole('textbox', { name: 'Name of label 2' })).toHaveValue('Sadness')
  } finally {
    await app.close()
  }
})

test('a scheme of several attributes is made, tried out, mapped and saved', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('New scheme', 'Ada')
    await app.run('Label schemes')
    await app.dialog.getByRole('button', { name: 'New scheme' }).click()
    await part(app, /^Scheme/).click()
    await app.dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Lab feelings')
    await part(app, 'Add an attribute').click()
    await menuItem(app, 'Ratings by dimension').click()
    await expect(app.dialog.getByRole('radiogroup', { name: 'Valence' })).toBeVisible()
    await app.screenshot('schemes-ratings')
    await part(app, 'Add an attribute').click()
    await menuItem(app, 'Several labels with intensity').click()
    await app.dialog.getByRole('textbox', { name: 'Key of Negative' }).fill('1')
    await expect(app.dialog.getByText('Positive and Negative share the key 1.')).toBeVisible()
    await expect(app.dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
    await app.dialog.getByRole('textbox', { name: 'Key of Negative' }).fill('2')
    await app.dialog
      .getByRole('complementary', { name: 'Preview' })
      .getByRole('button', { name: '3' })
      .first()
      .click()
    await expect(app.dialog.getByRole('complementary', { name: 'Preview' })).toContainText('Positive 3')
    await app.screenshot('schemes-intensity')
    await part(app, /Mapping tables/).click()
    await app.dialog.getByRole('button', { name: 'Add a table' }).click()
    await menuItem(app, /^Polarity/).click()
    await app.choose(app.dialog.getByRole('combobox', { name: 'Kind of table' }), /^Group/)
    await app.choose(app.dialog.getByRole('combobox', { name: 'Negative becomes' }), 'no counterpart')
    await expect(app.dialog.getByText('No counterpart: Negative.')).toBeVisible()
    await app.screenshot('schemes-map')
    await app.choose(app.dialog.getByRole('combobox', { name: 'Kind of table' }), /^Matrix/)
    await app.screenshot('schemes-matrix')
    await app.dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(app.dialog).toBeHidden()
    const made = (await app.snapshot()).schemes.find(({ name }) => name === 'Lab feelings')
    expect(made?.document).toMatchObject({
      attributes: [{ type: 'categorical' }, { type: 'continuous' }, { type: 'multilabel-ordinal' }],
      maps: [{ to: 'polarity3', kind: 'matrix', matrix: { positive: { positive: 1 } } }]
    })
  } finally {
    await app.close()
  }
})

test('schemes are read from files; what is wrong with one is told with its place', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Files', 'Ada')
    await app.run('Label schemes')
    const bad = join(app.machine.work, 'bad.json')
    writeFileSync(
      bad,
      JSON.stringify({ ...preset('ekman6'), attributes: [{ id: 'e', type: 'moods', unit: 'segment' }] })
    )
    await app.dialog.locator('input[type=file]').setInputFiles(bad)
    await expect(app.page.locator('.toast').filter({ hasText: 'attributes[0].type' })).toBeVisible()
    const good = join(app.machine.work, 'good.json')
    writeFileSync(good, JSON.stringify({ ...preset('plutchik8'), id: 'wheel-mine', name: 'My wheel' }))
    await app.dialog.locator('input[type=file]').setInputFiles(good)
    await expect(app.dialog.getByRole('heading', { name: 'New scheme' })).toBeVisible()
    await app.dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect
      .poll(async () => (await app.snapshot()).schemes.map(({ name }) => name))
      .toContain('My wheel')
  } finally {
    await app.close()
  }
})

test('a scheme can ask in every way there is', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('All kinds', 'Ada')
    await app.run('Label schemes')
    await app.dialog.getByRole('button', { name: 'New scheme' }).click()
    const kinds = [
      'One of two labels',
      'One label of each axis',
      'Shares of a whole',
      'Steps of one scale',
      'Continuous trace',
      'Free words',
      'Explanation',
      'Parts of a text',
      'Labelled stretches of text',
      'Links between segments'
    ]
    for (const kind of kinds) {
      await part(app, 'Add an attribute').click()
      await app.page.getByRole('menuitem', { name: kind, exact: true }).click()
      await expect(app.dialog.getByRole('combobox', { name: 'Type of the attribute' })).toHaveText(kind)
      await expect(app.dialog.getByRole('complementary', { name: 'Preview' })).toBeVisible()
      await app.screenshot(`schemes-kind-${kind.toLowerCase().replaceAll(' ', '-')}`)
    }
    await part(app, /^Rules/).click()
    await app.dialog.getByRole('button', { name: 'Add a rule' }).click()
    await app.screenshot('schemes-rules')
    await app.dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(app.dialog).toBeHidden()
    const made = (await app.snapshot()).schemes.find(({ name }) => name === 'My scheme')
    expect((made?.document as { attributes: readonly unknown[] }).attributes).toHaveLength(kinds.length + 1)
  } finally {
    await app.close()
  }
})
