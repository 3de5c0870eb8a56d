import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { bareOnnx } from '../main/engine/inference/wizard/bare-onnx'
import { lookingWords, putWordsAndSound } from '../fixtures/looking-models'
import { AffectoryApp } from './affectory-app'
import type { Machine } from './driver/launch'
import { root } from './driver/launch'
import { describeTurns } from './driver/describe-turns'
import { palettePng } from './driver/palette-png'
import { shownPixels } from './driver/pixels'
import { RatingDesk } from './driver/rating-desk'

// Draws the pictures of README and handbook anew: `npm run e2e -- --grep @pictures`.
test.describe.configure({ mode: 'serial' })
test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

const WIDTH = 1440
const HEIGHT = 900
const TAG = { tag: '@pictures' }

let app: AffectoryApp
test.beforeAll(async () => {
  app = await AffectoryApp.launch(machineWithPlainPaths())
  await size(WIDTH, HEIGHT)
  // The demo's faces come from photographs of others, which do not belong into the repository.
  await app.page.addStyleTag({
    content:
      '.vd-host { filter: blur(20px) saturate(0.55); } .vd-fit { overflow: hidden; } * { caret-color: transparent; }'
  })
  await app.ask('app.saveSettings', { theme: 'dark' })
})
test.afterAll(async () => app?.close())

test('annotate', TAG, async () => {
  await app.openDemo()
  await app.jobsEnd()
  await app.press('Control+k')
  await app.dialog.getByRole('combobox').fill('borrowed')
  await app.press('Enter')
  await layout('Annotate')
  await chooseSegment(20)
  await draw('annotate-dark')
  await app.ask('app.saveSettings', { theme: 'light' })
  await draw('annotate-light')
  await app.ask('app.saveSettings', { theme: 'dark' })
})

test('converse', TAG, async () => {
  await layout('Converse')
  await draw('converse-dark')
})

test('signals', TAG, async () => {
  await layout('Signals')
  await draw('signals-dark')
})

test('signals in numbers', TAG, async () => {
  await app.run('Synchronise streams')
  const panel = app.desk.locator('[data-panel=sync]')
  for (const [at, key] of [
    [4, 'Alt+r'],
    [4.2, 'Alt+s'],
    [20, 'Alt+r'],
    [20.2, 'Alt+s']
  ] as const) {
    await app.seek(at)
    await app.panel('Tracks').focus()
    await app.press(key)
  }
  await expect(panel.getByText('Found, not used yet')).toBeVisible()
  await draw('sync')
  await panel.getByRole('button', { name: 'Discard' }).click()
  await app.run('Reset layout')
  await layout('Signals')
  await app.run('Spectrum and band powers')
  await expect(app.desk.locator('[data-panel=spectrum] .js-plotly-plot').first()).toBeVisible()
  await pause()
  await draw('spectrum')
  await app.run('Scalp map')
  await pause()
  await draw('scalp-map')
  await app.run('Detect beats, breaths and responses')
  await expect(app.dialog.getByRole('status')).not.toContainText('Looking')
  await draw('detect')
  await app.dialog.getByRole('button', { name: 'Keep as a track' }).click()
  await expect(app.dialog).toBeHidden()
  await app.run('Heart, skin and breath in numbers')
  await pause()
  await draw('physiology')
  await app.run('Reset layout')
  await app.panel('Tracks').focus()
  await app.press('Control+z')
  await app.saved()
})

test('compare', TAG, async () => {
  await layout('Compare')
  const panel = await app.compare('Rater A', await app.modelName('face-expression'))
  await panel.getByRole('gridcell', { name: /^Surprise, Happiness: / }).click()
  await pause()
  await draw('compare-dark')
})

test('views of compare', TAG, async () => {
  await app.run('Compare: Overview')
  await expect(app.page.locator('.overview-body')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
  await app.page.getByRole('button', { name: /^Facial expression against Rater A/ }).click()
  await pause()
  await draw('overview')
  await app.run('Compare: Report')
  await pause()
  await draw('report')
  await app.press('Alt+Shift+s')
  await expect(app.panel('Compare').locator('[aria-rowindex="1"]')).toBeFocused({ timeout: 20_000 })
  await app.press('Enter')
  await expect(app.panel('Sample queue')).toContainText('1 / ')
  await pause()
  await draw('slices')
  await app.run('Compare: Confusion')
})

test('traces and segments', TAG, async () => {
  await app.run('Compare: Traces')
  const numbers = app.panel('Compare').getByRole('group', { name: 'All together' })
  await expect(numbers).toBeVisible({ timeout: 20_000 })
  await app.press('Alt+Shift+g')
  await pause()
  // The course with its distance and the first of the worst stretches.
  const course = app.panel('Compare').getByRole('region', { name: 'Over time' })
  await course.evaluate((part) => part.scrollIntoView())
  await draw('compare-traces')
  await app.run('Compare: Confusion')
  const panel = await app.compare('Rater A', 'Rater B')
  await app.run('Compare: Segments')
  const became = panel.getByRole('region', { name: 'What became of segments' })
  await became.getByRole('button', { name: /^Confused/ }).click({ timeout: 20_000 })
  await pause()
  await draw('compare-segments')
  await app.run('Compare: Confusion')
  await app.compare('Rater A', await app.modelName('face-expression'))
})

test('experiments', TAG, async () => {
  test.setTimeout(240_000)
  await layout('Compare')
  const panel = app.desk.locator('[data-panel=compare]')
  await app.press('Alt+Shift+e')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), await app.modelName('speech-emotion'))
  await app.dialog.getByRole('checkbox', { name: 'Telephone coding' }).check()
  await app.dialog.getByRole('button', { name: 'Run 6 steps' }).click()
  await expect(panel.getByRole('table', { name: 'Steps' }).getByRole('row')).toHaveCount(8, {
    timeout: 180_000
  })
  await app.jobsEnd()
  await draw('robustness')
  await app.press('Alt+Shift+a')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), await app.modelName('av-fusion'))
  await app.dialog.getByRole('button', { name: 'Run 3 variants' }).click()
  await expect(panel.getByRole('region', { name: 'What each part adds' })).toBeVisible({ timeout: 60_000 })
  await app.jobsEnd()
  await draw('ablation')
  await app.run('Compare: Confusion')
  await layout('Compare')
})

test('gold', TAG, async () => {
  await app.press('Control+Shift+g')
  const panel = app.desk.locator('[data-panel=gold]')
  await panel.getByRole('option').nth(3).click()
  await pause()
  await draw('gold')
  await layout('Compare')
  await app.run('Compare authors')
})

test('embeddings', TAG, async () => {
  const { recordings, tracks, authors } = await app.snapshot()
  const rater = authors.find(({ name }) => name === 'Rater A')
  const own = tracks.find(({ authorId, kind }) => authorId === rater?.id && kind === 'segments')
  await app.ask('prediction.run', {
    modelId: 'speech-emotion',
    recordingIds: recordings.map(({ id }) => id),
    options: { mode: 'segments', trackId: own?.id ?? '' }
  })
  await app.jobsEnd()
  await layout('Annotate')
  await app.run('Embeddings of models')
  const panel = app.desk.locator('[data-panel=embeddings]')
  await app.choose(panel.getByRole('combobox', { name: 'Colours' }), /Rater A/)
  await panel.getByRole('button', { name: 'Fit and score' }).click()
  await expect(panel.getByRole('group', { name: 'What the head is worth' })).toBeVisible({ timeout: 60_000 })
  await panel.getByRole('group', { name: /^Map of/ }).focus()
  await app.press('ArrowRight')
  await pause()
  await draw('embeddings-head')
  await app.run('Reset layout')
  await layout('Compare')
  await app.run('Compare authors')
})

test('queue', TAG, async () => {
  await app.panel('Compare').getByRole('button', { name: 'All errors' }).click()
  await layout('Review')
  await app.panel('Tracks').getByRole('region', { name: 'Timeline' }).focus()
  await app.press('g', 'g')
  await pause()
  await draw('queue-dark')
})

test('models', TAG, async () => {
  await layout('Annotate')
  await app.run('Models')
  await expect(app.panel('Models')).toBeVisible()
  await draw('models-dark')
  await app.run('Run a model')
  await expect(app.dialog).toBeVisible()
  await draw('run-dark')
  await app.press('Escape')
})

test('export', TAG, async () => {
  await app.run('Export labels')
  await expect(app.panel('Export')).toBeVisible()
  await draw('export-dark')
})

test('live', TAG, async () => {
  await app.run('Reset layout')
  await layout('Annotate')
  await app.seek(24)
  await app.panel('Tracks').focus()
  await app.press('Alt+Shift+p')
  await expect(app.desk.locator('[data-panel=live] .live-subject')).toHaveCount(2, { timeout: 30_000 })
  await draw('live')
  await app.run('Predict while playing, or stop')
})

test('dialogues', TAG, async () => {
  await app.run('Reset layout')
  await layout('Annotate')
  await app.press('Control+k')
  await app.dialog.getByRole('combobox').fill('segment')
  await draw('palette-dark')
  await app.press('Escape')
  await app.press('F1')
  await draw('shortcuts-dark')
  await app.press('Escape')
  await app.run('Label schemes')
  await app.dialog.getByRole('button', { name: 'Edit' }).first().click()
  await draw('scheme-dark')
  await app.press('Escape')
})

test('rate', TAG, async () => {
  await layout('Annotate')
  // The annotators of the demo have rated already; somebody new begins.
  const author = { id: 'ada', name: 'Ada', color: '#4f9ad6', lead: false }
  await app.ask('edit.apply', { authorId: author.id, commands: [{ id: 'author-save', input: author }] })
  await app.ask('session.viewAs', { authorId: author.id, confirmed: true })
  await expect(app.annotator(author.name)).toBeVisible()
  const desk = new RatingDesk(app)
  await desk.open()
  await desk.setUp('Valence and arousal, on the plane', 25)
  // A hand on the mouse, as it might move: the picture must not depend on how busy the computer is.
  const track = await desk.track()
  const hand = (seconds: number): number[] => [
    0.1 - 0.6 * Math.cos(seconds * 1.1),
    0.25 + 0.45 * Math.sin(seconds * 1.9)
  ]
  for (const [from, to] of [
    [2, 34],
    [8, 18]
  ] as const) {
    const { takeId } = await app.ask('take.begin', {
      authorId: track.authorId,
      trackId: track.id,
      start: from * 1e6,
      rateHz: 25,
      dims: ['valence', 'arousal'],
      device: 'mouse',
      fade: 200_000
    })
    const samples = Array.from({ length: (to - from) * 25 }, (_, index) => hand(from + index / 25)).flat()
    await app.ask('take.append', { takeId, samples })
    await app.ask('take.finish', { takeId })
  }
  await expect(desk.panel.getByRole('table', { name: /^Takes of/ }).getByRole('row')).toHaveCount(3)
  await app.seek(12)
  await draw('rate-dark')
})

test('why', TAG, async () => {
  if (await app.startPage.isVisible()) await app.openDemo()
  await app.jobsEnd()
  putWordsAndSound(join(tmpdir(), 'affectory'), 'words-and-sound', lookingWords)
  await app.chooseNext(join(tmpdir(), 'affectory', 'words-and-sound'))
  await app.run('Add a model')
  await expect(app.page.getByText('words-and-sound was added.')).toBeVisible()
  const { recordings } = await app.snapshot()
  await app.openRecording(recordings[0]?.name ?? '')
  await layout('Review')
  await app.seek(2)
  await app.run('Why does the model say so?')
  const panel = app.desk.locator('[data-panel=why]')
  await app.choose(panel.getByRole('combobox', { name: 'Model' }), 'words-and-sound')
  await panel.getByRole('button', { name: 'Explain this moment' }).click()
  const looked = panel.getByRole('group', { name: 'Where the model says it looked' })
  await expect(looked.getByText(/All rows add up to 1/)).toBeVisible({ timeout: 60_000 })
  await looked.evaluate((section) => section.scrollIntoView({ block: 'start' }))
  await draw('why-attention')
})

test('a model of an ONNX file', TAG, async () => {
  if (await app.startPage.isVisible()) {
    await app.openDemo()
    await app.jobsEnd()
  }
  const folder = mkdtempSync(join(tmpdir(), 'affectory-onnx-'))
  const path = join(folder, 'Voice of five.onnx')
  writeFileSync(
    path,
    bareOnnx([{ name: 'log_mel', dims: ['B', 1, 64, 301] }], [{ name: 'logits', count: 5 }])
  )
  await app.seek(20)
  await app.chooseNext(path)
  await app.run('Make a model of an ONNX file')
  const next = app.dialog.getByRole('button', { name: 'Next' })
  await next.click()
  await next.click()
  await app.dialog
    .getByRole('textbox', { name: 'Labels in the order of the network' })
    .fill('anger\nfear\nsadness\nneutral\nhappiness')
  await next.click()
  await next.click()
  await app.dialog.getByRole('button', { name: 'Try it on this moment' }).click()
  await expect(app.dialog.getByRole('region', { name: 'Answers' })).toContainText('Happiness')
  const log = app.dialog.getByRole('list', { name: 'Steps of voice' }).getByText('audio.log')
  await log.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await draw('make-model')
  await app.press('Escape')
  rmSync(folder, { recursive: true, force: true })
})

test('errors', TAG, async () => {
  await layout('Compare')
  const panel = await app.compare('Rater A', await app.modelName('face-expression'))
  await app.run('Compare: A against B')
  await panel
    .getByRole('group', { name: 'Who is right' })
    .getByRole('button', { name: /^Broken/ })
    .click()
  await pause()
  await draw('versus')
  await app.run('Compare: Label errors')
  await panel.getByRole('listbox', { name: 'Labels in doubt' }).getByRole('option').first().click()
  await pause()
  await draw('label-errors')
  await app.run('Compare: Words of errors')
  await panel.getByRole('region', { name: 'Words of Errors' }).getByRole('button').first().click()
  await panel
    .getByRole('listbox', { name: /^Lines with/ })
    .getByRole('option')
    .first()
    .click()
  await pause()
  await draw('error-words')
  await app.run('Compare: Duplicates and leakage')
  await panel.getByRole('tab', { name: 'Splits' }).click()
  await app.choose(panel.getByRole('combobox', { name: 'Split' }), /^Name or path/)
  await app.choose(panel.getByRole('combobox', { name: 'What the pattern reads' }), 'Name')
  await panel.getByRole('textbox', { name: 'Pattern of the part' }).fill('^(Scene .)')
  await expect(panel.getByRole('table', { name: 'Parts of the split' })).toBeVisible()
  await draw('splits')
  await app.run('Compare: Confusion')
})

test('confidence, several labels, words and causes', TAG, async () => {
  test.setTimeout(120_000)
  await layout('Compare')
  const panel = app.panel('Compare')
  const pair = async (reference: string, candidate: string): Promise<void> => {
    await app.choose(panel.getByRole('combobox', { name: 'Reference' }), reference)
    await app.choose(panel.getByRole('combobox', { name: 'Candidate' }), candidate)
  }
  await app.run('Compare: Confusion')
  await pair('Rater A', await app.modelName('face-expression'))
  await app.run('Compare: Confidence')
  const bars = panel.getByRole('region', { name: 'Reliability' }).getByRole('button')
  await bars.last().click()
  await pause()
  await draw('compare-confidence')
  await describeTurns(app)
  await app.run('Compare: Several labels')
  await pair('Mara', 'Nils')
  await panel.getByRole('button', { name: 'Sets that differ' }).click()
  await pause()
  await draw('compare-several-labels')
  await app.run('Compare: Open vocabulary')
  await expect(panel.getByRole('table', { name: 'Words without a group' })).toBeVisible()
  await draw('compare-open-vocabulary')
  await app.run('Compare: Causes')
  await panel.getByRole('row', { name: /only Mara/ }).click()
  await pause()
  await draw('compare-causes')
  await app.run('Compare: Confusion')
})

test('start', TAG, async () => {
  await app.run('Close project')
  await expect(app.startPage).toBeVisible()
  await draw('start-dark')
})

/** Paths that say nothing of the machine the pictures are drawn on. */
function machineWithPlainPaths(): Machine {
  const folder = join(tmpdir(), 'affectory')
  rmSync(folder, { recursive: true, force: true })
  const machine = {
    settings: join(folder, 'settings'),
    home: join(folder, 'home'),
    work: join(folder, 'work')
  }
  for (const path of Object.values(machine)) mkdirSync(path, { recursive: true })
  return { ...machine, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

const size = (width: number, height: number): Promise<void> =>
  app.electron.evaluate(
    ({ BrowserWindow }, [w, h]) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.isVisible())
        ?.setContentSize(w ?? 0, h ?? 0),
    [width, height]
  )

async function layout(name: string): Promise<void> {
  const tab = app.page.getByRole('tab', { name, exact: true }).first()
  await tab.click()
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  await tab.blur()
}

/** Select the first segment of the own track after a time, and stand inside it. */
async function chooseSegment(seconds: number): Promise<void> {
  await app.seek(seconds)
  await app.panel('Tracks').getByRole('region', { name: 'Timeline' }).focus()
  await app.press('Tab', 'Shift+ArrowRight')
}

const pause = async (): Promise<void> => {
  const button = app.panel('Video').getByRole('button', { name: 'Pause' })
  if (await button.isVisible()) await button.click()
}

/** Write the window as it stands, without notices, into the pictures of the repository. */
async function draw(name: string): Promise<void> {
  await app.page.mouse.move(WIDTH - 2, HEIGHT - 2)
  await expect(app.page.locator('.toast')).toHaveCount(0, { timeout: 15_000 })
  await expect(app.page.locator('[aria-busy=true]')).toHaveCount(0)
  if (await app.videoFrame.isVisible()) await app.settledFrame()
  await app.page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((done) => setTimeout(done, 600))
  })
  const picture = await shownPixels(app.electron, { x: 0, y: 0, width: WIDTH, height: HEIGHT })
  expect([picture.width, picture.height]).toEqual([WIDTH, HEIGHT])
  writeFileSync(join(root, 'resources', 'pictures', `${name}.png`), palettePng(picture))
}
