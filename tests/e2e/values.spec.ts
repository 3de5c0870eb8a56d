import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import type { Segment } from '../../src/shared/domain/rows'
import type { SegmentValue } from '../../src/shared/domain/segment-value'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to label')
test.setTimeout(180_000)

const NAME = 'constant'
const schemes = join(import.meta.dirname, '../../resources/schemes')

/** A project with one short video and some of the shipped schemes. */
async function lab(...schemeIds: readonly string[]): Promise<AffectoryApp> {
  const app = await AffectoryApp.launch()
  await app.newProject('Values', 'Ada')
  await app.importFiles(await testMedia(`${NAME}.mp4`))
  await app.settledFrame()
  const authorId = (await app.snapshot()).authors.find(({ name }) => name === 'Ada')?.id ?? ''
  if (schemeIds.length === 0) return app
  await app.ask('edit.apply', {
    authorId,
    commands: schemeIds.map((id) => ({
      id: 'scheme-save',
      input: { document: JSON.parse(readFileSync(join(schemes, `${id}.json`), 'utf8')) as unknown }
    }))
  })
  return app
}

/** A new track by its dialogue. */
async function newTrack(app: AffectoryApp, scheme: string, asked?: RegExp, madeOf?: RegExp): Promise<void> {
  const lanes = app.panel('Tracks').locator('.tl-lane[data-kind=track]')
  const before = await lanes.count()
  await app.press('Control+k')
  await app.dialog.getByRole('combobox').fill('New track')
  await app.dialog.getByRole('option', { name: 'New track' }).first().click()
  const field = (name: string): Locator => app.dialog.getByRole('combobox', { name })
  await app.choose(field('Scheme'), scheme)
  if (asked) await app.choose(field('What is asked'), asked)
  if (madeOf) await app.choose(field('Made of'), madeOf)
  await app.dialog.getByRole('button', { name: 'Add track' }).click()
  await expect(app.dialog).toBeHidden()
  await expect(lanes).toHaveCount(before + 1)
  await app.panel('Video').focus()
}

const segments = (app: AffectoryApp): Promise<readonly Segment[]> => app.segments(NAME)
const valueAt = async (app: AffectoryApp, index: number): Promise<SegmentValue | undefined> =>
  (await segments(app))[index]?.value
const says = (app: AffectoryApp, expected: object | undefined, index = 0): Promise<void> =>
  expect.poll(() => valueAt(app, index)).toEqual(expected)

/** A segment at the playhead by two keys, as many tens of frames long. */
async function makeSegment(app: AffectoryApp, tens = 6): Promise<void> {
  const before = (await segments(app)).length
  await app.press('i', ...Array.from({ length: tens }, () => 'Control+ArrowRight'), 'o')
  await expect.poll(async () => (await segments(app)).length).toBe(before + 1)
}

test('several labels by digits, their strength by Shift and a digit; every press is one undo', async () => {
  const app = await lab('wrime8')
  try {
    await newTrack(app, 'Writer + 3 readers', /several labels/)
    await makeSegment(app)
    await app.press('1', 'Shift+3')
    await says(app, { kind: 'labels', labels: { joy: 3 } })
    await app.press('6', 'Shift+1')
    await says(app, { kind: 'labels', labels: { joy: 3, fear: 1 } })
    expect((await segments(app))[0]?.label).toBe('joy')
    await expect(app.inspector.getByRole('button', { name: 'Joy', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true'
    )
    await expect(app.inspector.getByRole('button', { name: 'Joy 3' })).toHaveAttribute('aria-pressed', 'true')
    await app.press('Shift+7')
    await expect(app.page.locator('.toast').filter({ hasText: 'has no level 7' })).toBeVisible()
    await app.press('Control+z')
    await says(app, { kind: 'labels', labels: { joy: 3, fear: null } })
    await app.press('Control+z')
    await says(app, { kind: 'labels', labels: { joy: 3 } })
    await app.inspector.getByRole('button', { name: 'Sadness', exact: true }).click()
    await app.inspector.getByRole('button', { name: 'Sadness 2' }).click()
    await says(app, { kind: 'labels', labels: { joy: 3, sadness: 2 } })
    await app.press('Escape')
    await makeSegment(app, 12)
    await app.press('2', 'Shift+2', '5')
    await app.dress(1440, 900, 'dark')
    await app.screenshot('values-labels-dark')
    await app.press('Shift+Tab', 'Alt+4')
    await expect.poll(async () => (await segments(app))[0]?.confidence).toBe(0.8)
    await app.press('0')
    await expect.poll(async () => (await segments(app))[0]?.label).toBe('cannot-rate')
    await says(app, undefined)
  } finally {
    await app.close()
  }
})

test('a digit held while playing says a label over a stretch that has another already', async () => {
  const app = await lab('wrime8')
  try {
    await newTrack(app, 'Writer + 3 readers', /several labels/)
    await app.press('Home')
    await makeSegment(app, 1)
    await app.press('1', 'Escape', 'Home', 'Space')
    await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()
    await app.page.keyboard.down('8')
    await expect.poll(() => app.time()).toBeGreaterThan(900_000)
    await app.page.keyboard.up('8')
    await app.press('Space')
    await expect
      .poll(async () =>
        (await segments(app)).map(({ value }) =>
          value?.kind === 'labels' ? Object.keys(value.labels).sort().join() : ''
        )
      )
      .toEqual(expect.arrayContaining(['joy,trust', 'trust']))
  } finally {
    await app.close()
  }
})

test('valence, arousal and dominance by three digits and by pictures; a mixture sums to 1; an action unit has a letter', async () => {
  const app = await lab('vad-sam9', 'emotion-mixture', 'au-intensity', 'ravdess14')
  try {
    await newTrack(app, 'VAD, Self-Assessment Manikin')
    await makeSegment(app)
    await app.press('7', '3', '5')
    await says(app, { kind: 'ratings', ratings: { valence: 7, arousal: 3, dominance: 5 } })
    await app.inspector.getByRole('radio', { name: 'Arousal 9' }).click()
    await says(app, { kind: 'ratings', ratings: { valence: 7, dominance: 5, arousal: 9 } })
    await app.dress(1440, 900, 'dark')
    await app.screenshot('values-sam-dark')
    await app.dress(1440, 900, 'light')
    await app.screenshot('values-sam-light')

    await newTrack(app, 'mixture')
    await app.press('Home')
    await makeSegment(app)
    await app.press('1', '2', '2', '2')
    await expect
      .poll(async () => {
        const mix = (await segments(app)).find(({ value }) => value?.kind === 'shares')?.value
        return mix?.kind === 'shares' ? Object.values(mix.shares).map((share) => Math.round(share * 100)) : []
      })
      .toEqual([70, 30])
    await app.screenshot('values-shares-light')

    await newTrack(app, 'FACS action units')
    await app.press('Home')
    await makeSegment(app)
    await app.inspector.getByRole('gridcell', { name: 'AU6C, cheek raiser' }).click()
    await app.inspector.getByRole('gridcell', { name: 'AU12E, lip corner puller' }).click()
    await expect
      .poll(async () => (await segments(app)).find(({ label }) => label === 'AU12')?.value)
      .toEqual({ kind: 'labels', labels: { AU06: 3, AU12: 5 } })
    await app.dress(1440, 900, 'dark')
    await app.screenshot('values-au-dark')
    await app.dress(1920, 1080, 'dark')
    await app.screenshot('values-au-dark-wide')

    await newTrack(app, 'Gender x emotion', /one label of each axis/)
    await app.press('Home')
    await makeSegment(app)
    await app.press('2', '3')
    await expect
      .poll(async () => (await segments(app)).map(({ label }) => label ?? ''))
      .toContainEqual(expect.stringMatching(/^\w+\+\w+$/))
    await app.screenshot('values-composite-dark-wide')
  } finally {
    await app.close()
  }
})

test('words are written with suggestions, an explanation with its clues', async () => {
  const app = await lab('open-vocabulary', 'explanation')
  try {
    await newTrack(app, 'Open vocabulary')
    await makeSegment(app)
    await app.press('a')
    const field = app.inspector.getByRole('combobox', { name: 'A word for it' })
    await expect(field).toBeFocused()
    await field.pressSequentially('reli')
    await expect(app.inspector.getByRole('option', { name: /relieved/ })).toBeVisible()
    await app.dress(1440, 900, 'light')
    await app.screenshot('values-words-light')
    await app.press('ArrowDown', 'Enter')
    await says(app, { kind: 'terms', terms: ['relieved'] })
    await field.pressSequentially('Quietly Proud')
    await app.press('Enter')
    await says(app, { kind: 'terms', terms: ['relieved', 'Quietly Proud'] })
    await app.press('Escape', '3')
    await says(app, { kind: 'terms', terms: ['relieved', 'Quietly Proud', 'angry'] })

    await newTrack(app, 'Explanation', /explanation/)
    await app.press('Home')
    await makeSegment(app)
    await app.press('1', '5', 'a')
    await expect(app.inspector.getByRole('textbox', { name: 'Explanation' })).toBeFocused()
    await app.page.keyboard.type('The brows rise, then the voice breaks')
    await app.press('Enter')
    await expect
      .poll(async () => (await segments(app)).find(({ value }) => value?.kind === 'explanation')?.value)
      .toEqual({
        kind: 'explanation',
        text: 'The brows rise, then the voice breaks',
        clues: ['face', 'voice-pitch']
      })
    await app.dress(1440, 900, 'dark')
    await app.screenshot('values-explanation-dark')
  } finally {
    await app.close()
  }
})

test('points are marked by key, labelled, dragged and deleted', async () => {
  const app = await lab('ekman6')
  try {
    await newTrack(app, 'Ekman', undefined, /Points/)
    const starts = async (): Promise<readonly number[]> => (await segments(app)).map(({ start }) => start)
    await app.press('Home', 'Control+ArrowRight', 'i')
    await expect.poll(async () => (await starts()).length).toBe(1)
    await app.press('2')
    const [first] = await segments(app)
    expect((first?.end ?? 0) - (first?.start ?? 0)).toBe(1)
    await expect.poll(async () => (await segments(app))[0]?.label).toBeDefined()
    await app.press('Escape', 'Control+ArrowRight', 'Control+ArrowRight', '3')
    await expect.poll(async () => (await starts()).length).toBe(2)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('values-points-dark')

    const lane = app.panel('Tracks').locator('.tl-lane[data-kind=track]').first()
    const box = await lane.boundingBox()
    const duration = (await app.snapshot()).recordings[0]?.duration ?? 1
    const xOf = (time: number): number => (box?.x ?? 0) + ((box?.width ?? 0) * time) / duration
    const y = (box?.y ?? 0) + (box?.height ?? 0) / 2
    const [, second = 0] = await starts()
    await app.page.mouse.move(xOf(second), y)
    await app.page.mouse.down()
    await app.page.keyboard.down('Alt')
    await app.page.mouse.move(xOf(second) + 40, y, { steps: 4 })
    await app.page.mouse.up()
    await app.page.keyboard.up('Alt')
    await expect.poll(async () => (await starts())[1]).toBeGreaterThan(second)
    const [, moved] = await segments(app)
    expect((moved?.end ?? 0) - (moved?.start ?? 0)).toBe(1)
    await app.press('Delete')
    await expect.poll(async () => (await starts()).length).toBe(1)
    await app.press('Control+z')
    await expect.poll(async () => (await starts()).length).toBe(2)
  } finally {
    await app.close()
  }
})

test('PANAS is filled in by keys, scored, undone and exported with the values', async () => {
  const app = await lab('vad-sam9')
  try {
    await newTrack(app, 'VAD, Self-Assessment Manikin')
    await makeSegment(app)
    await app.press('7', '3')
    await says(app, { kind: 'ratings', ratings: { valence: 7, arousal: 3 } })

    await app.run('Questionnaires')
    const panel = app.desk.locator('[data-panel=questionnaires]')
    const items = panel.getByRole('list', { name: /PANAS/ }).getByRole('listitem')
    await expect(items).toHaveCount(20)
    await items.first().focus()
    for (let item = 0; item < 20; item++) await app.press(item % 2 === 0 ? '4' : '2')
    const scores = panel.getByRole('group', { name: 'Scores' })
    const given = async () => (await app.ask('questionnaire.responses'))[0]?.answers ?? {}
    await expect.poll(async () => Object.keys(await given()).length).toBe(20)
    const answers = await given()
    const sum = (ids: readonly string[]): number => ids.reduce((total, id) => total + Number(answers[id]), 0)
    const positive = sum([
      'interested',
      'excited',
      'strong',
      'enthusiastic',
      'proud',
      'alert',
      'inspired',
      'determined',
      'attentive',
      'active'
    ])
    await expect(scores.getByRole('button', { name: /^Positive affect/ })).toContainText(String(positive))
    for (const theme of ['dark', 'light'] as const) {
      await app.dress(1440, 900, theme)
      await app.screenshot(`values-panas-${theme}`)
    }
    await app.press('Control+z')
    await expect.poll(async () => Object.keys(await given()).length).toBe(19)
    await expect(scores.getByRole('button', { name: /^Negative affect/ })).toContainText(
      '1 of 10 items are not answered'
    )

    await app.choose(panel.getByRole('combobox', { name: 'Questionnaire' }), /^SAM/)
    await panel.getByRole('radio', { name: 'Valence 8' }).click()
    await expect.poll(async () => (await app.ask('questionnaire.responses')).length).toBe(2)
    await app.screenshot('values-sam-sheet-light')

    const folder = await app.exportDataset('answers')
    const values = readFileSync(join(folder, 'values.csv'), 'utf8')
    expect(values).toContain(',ratings,valence,7\r\n')
    expect(values).toContain(',ratings,arousal,3\r\n')
    const responses = readFileSync(join(folder, 'responses.csv'), 'utf8')
    expect(responses).toMatch(/panas,constant,,Ada,[^,]+,item,interested,4/)
    expect(responses).toMatch(/sam,constant,,Ada,[^,]+,item,valence,8/)
  } finally {
    await app.close()
  }
})

test('a questionnaire of one’s own is written, refused with a sentence while it is wrong, saved and answered', async () => {
  const app = await lab()
  try {
    await app.run('New questionnaire')
    const document = app.dialog.getByRole('textbox', { name: 'Document' })
    const text = await document.inputValue()
    await document.fill(
      text.replace('"calm", "tense"', '"calm", "gone"').replace(/"calm",\s+"tense"/, '"calm", "gone"')
    )
    await expect(app.dialog).toContainText('counts an unknown item "gone"')
    await expect(app.dialog.getByRole('button', { name: 'Save questionnaire' })).toBeDisabled()
    await document.fill(text)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('values-questionnaire-document-dark')
    await app.dialog.getByRole('button', { name: 'Save questionnaire' }).click()
    await expect(app.dialog).toBeHidden()
    await app.run('Questionnaires')
    const panel = app.desk.locator('[data-panel=questionnaires]')
    await app.choose(panel.getByRole('combobox', { name: 'Questionnaire' }), 'My questionnaire')
    await panel.getByRole('radio', { name: /I felt calm 3/ }).click()
    await panel.getByRole('radio', { name: /I felt tense 1/ }).click()
    await expect(panel.getByRole('group', { name: 'Scores' })).toContainText('3')
    await expect
      .poll(async () => (await app.ask('questionnaire.responses'))[0]?.answers)
      .toEqual({ calm: 3, tense: 1 })
    await app.screenshot('values-own-dark')
  } finally {
    await app.close()
  }
})
