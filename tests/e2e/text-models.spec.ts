import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Run, Segment } from '../../src/shared/domain/rows'
import { AffectoryApp } from './affectory-app'

const turns = [
  ['Rachel', 'Thank you so much, I love it!'],
  ['Ross', 'I am so angry with you, this is outrageous!'],
  ['Rachel', 'My grandmother died last night and I miss her.'],
  ['Ross', 'What? Are you serious?'],
  ['Rachel', 'The meeting is on the second floor.']
] as const

const subtitles = (said: readonly (readonly [speaker: string, text: string])[]): string =>
  `WEBVTT\n\n${said
    .map(([speaker, text], i) => `00:00:0${i}.000 --> 00:00:0${i}.900\n<v ${speaker}>${text}\n`)
    .join('\n')}`

/** The app with a conversation of words alone in the layout Converse. */
async function openTalk(said: readonly (readonly [speaker: string, text: string])[]): Promise<AffectoryApp> {
  const app = await AffectoryApp.launch()
  const { work } = app.machine
  mkdirSync(work, { recursive: true })
  await app.newProject('Talk', 'Ada')
  writeFileSync(join(work, 'talk.vtt'), subtitles(said))
  await app.importFiles(join(work, 'talk.vtt'))
  await app.openRecording('talk')
  await app.page.getByRole('tab', { name: 'Converse', exact: true }).first().click()
  await expect(app.panel('Conversation').getByRole('grid', { name: 'Turns' })).toBeVisible()
  return app
}

async function finished(app: AffectoryApp, modelId: string): Promise<Run> {
  const run = async (): Promise<Run | undefined> =>
    (await app.snapshot()).runs.findLast((one) => one.modelId === modelId)
  await expect.poll(async () => (await run())?.state, { timeout: 60_000 }).toBe('done')
  const found = await run()
  if (!found) throw new Error(`no run of ${modelId}`)
  return found
}

/** Labelled segments that a run wrote with a scheme, in order of time. */
async function labelled(app: AffectoryApp, run: Run, schemeId: string): Promise<readonly Segment[]> {
  const { tracks } = await app.snapshot()
  const own = new Set(
    tracks.filter((track) => track.runId === run.id && track.schemeId === schemeId).map(({ id }) => id)
  )
  return (await app.segments('talk')).filter(({ trackId }) => own.has(trackId))
}

test('the text model reads a conversation of words alone, and its labels stand at the times of the turns', async () => {
  const app = await openTalk(turns)
  try {
    await app.runModel(await app.modelName('text-emotion'), { on: 'open' })
    const run = await finished(app, 'text-emotion')
    const emotions = await labelled(app, run, 'ekman7')
    expect(emotions.map(({ label }) => label)).toEqual([
      'happiness',
      'anger',
      'sadness',
      'surprise',
      'neutral'
    ])
    const said = (await app.segments('talk')).filter(({ text }) => text !== undefined)
    expect(emotions.map(({ start }) => start)).toEqual(said.map(({ start }) => start))
    expect(await labelled(app, run, 'goemotions28')).toHaveLength(turns.length)
    const ratings = (await labelled(app, run, 'vad-sam9')).map(({ value }) => value)
    expect(ratings).toHaveLength(turns.length)
    expect(ratings[0]).toMatchObject({ kind: 'ratings' })
  } finally {
    await app.close()
  }
})

test('the conversation model labels every turn from its words and those before it', async () => {
  const app = await openTalk(turns)
  try {
    await app.runModel(await app.modelName('conversation-emotion'), { on: 'open' })
    const run = await finished(app, 'conversation-emotion')
    const emotions = await labelled(app, run, 'ekman7')
    expect(emotions.slice(0, 3).map(({ label }) => label)).toEqual(['happiness', 'anger', 'sadness'])
  } finally {
    await app.close()
  }
})

test('what a model reads of a turn is shown to the letter, piece by piece', async () => {
  const app = await openTalk(turns)
  try {
    const row = app
      .panel('Conversation')
      .getByRole('grid', { name: 'Turns' })
      .locator('[role=row][aria-rowindex="3"]')
    await row.click()
    await app.page.keyboard.press('Shift+KeyT')
    await expect(app.dialog).toContainText('What the model sees')
    await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), await app.modelName('text-emotion'))
    const text = app.dialog.getByTestId('model-text')
    await expect(text).toHaveText('My grandmother died last night and I miss her.')
    const pieces = app.dialog.getByRole('list', { name: 'Pieces' }).getByRole('listitem')
    await expect(pieces.nth(1)).toContainText('grandmother')
    await pieces.nth(1).focus()
    await expect(text.locator('mark')).toHaveText('grandmother')
  } finally {
    await app.close()
  }
})

test('what is longer than a model reads is struck out', async () => {
  const long =
    `I am so angry with you. ${'He said that nothing of it was true, and went home. '.repeat(8)}`.trim()
  const app = await openTalk([
    ['Ross', long],
    ['Rachel', 'No.']
  ])
  try {
    await app
      .panel('Conversation')
      .getByRole('grid', { name: 'Turns' })
      .locator('[role=row][aria-rowindex="1"]')
      .click()
    await app.run('What a model reads of the turn…')
    await expect(app.dialog.getByRole('list', { name: 'Pieces' }).getByRole('listitem')).toHaveCount(64)
    await expect(app.dialog).toContainText('what is struck out is not read')
    const cut = (await app.dialog.getByTestId('model-text').locator('del').textContent()) ?? ''
    expect(long.endsWith(cut)).toBe(true)
    expect(cut.length).toBeGreaterThan(100)
  } finally {
    await app.close()
  }
})

test('Hebrew runs from right to left, and what is lit in it are the letters of the piece (TXT-5)', async () => {
  const app = await openTalk([
    ['Noa', 'אני שמח היום'],
    ['Dan', 'תודה רבה']
  ])
  try {
    await app
      .panel('Conversation')
      .getByRole('grid', { name: 'Turns' })
      .locator('[role=row][aria-rowindex="1"]')
      .click()
    await app.run('What a model reads of the turn…')
    const text = app.dialog.getByTestId('model-text')
    await expect(text).toHaveText('אני שמח היום')
    await expect(text).toHaveCSS('direction', 'rtl')
    const pieces = app.dialog.getByRole('list', { name: 'Pieces' }).getByRole('listitem')
    await pieces.nth(1).focus()
    await expect(text.locator('mark')).toHaveText('שמח')
  } finally {
    await app.close()
  }
})
