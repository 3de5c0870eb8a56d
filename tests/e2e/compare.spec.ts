import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { numbersOf, pairRows, readTable } from './driver/exported'
import { root } from './driver/launch'

/** Authors of the demo by their part in it; what they are called is read from the project. */
const RATER_A = 'the first annotator'
const RATER_B = 'the second annotator'
const FACE = 'the face model'

/** Half of the last digit on the screen. */
const SHOWN_DIGITS = 0.000_501

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

let app: AffectoryApp
test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
})
test.afterAll(async () => app?.close())

test('the demo project opens with pictures, words, signals, three annotators and two models to look at', async () => {
  await app.settledFrame()
  await expect(
    app
      .panel('Conversation')
      .getByText(/\w+ \w+ \w+/)
      .first()
  ).toBeVisible()
  await expect(app.panel('Tracks').getByRole('img', { name: /waveform/i })).toBeVisible()
  const { streams } = await app.snapshot()
  expect(streams.filter(({ kind }) => kind === 'signal').length).toBeGreaterThan(1)
  await expect(app.panel('Tracks').locator('[data-kind=signal]').first()).toBeAttached()
  await expect(app.videoFrame).toBeVisible()
  const raters = await simulatedAnnotators()
  expect(raters.length).toBe(3)
  for (const name of raters) await expect(app.library.getByText(name).first()).toBeVisible()
  await expect(app.library.getByText('Runs', { exact: true })).toBeVisible()
  expect(await app.problems()).toEqual([])
  const { counts, project } = await app.snapshot()
  expect(project.synthetic).toBe(true)
  expect(counts.reduce((sum, { labelled }) => sum + labelled, 0)).toBeGreaterThan(100)
})

for (const [reference, candidate] of [
  [RATER_A, RATER_B],
  [RATER_A, FACE],
  [FACE, RATER_B]
] as const)
  test(`the numbers of ${candidate} against ${reference} equal ones computed from the exported table`, async () => {
    const names = [await authorName(reference), await authorName(candidate)] as const
    const rows = readTable(
      join(await app.exportDataset(`for ${reference} ${candidate}`.replace(/\W+/g, '-')), 'segments.csv')
    )
    const expected = numbersOf(pairRows(rows, ...names))
    const panel = await app.compare(...names)
    expect(expected.n).toBeGreaterThan(4)
    await expect(panel.getByRole('gridcell', { name: `All items: ${expected.n}` })).toBeVisible()
    expect(Math.abs((await app.comparedNumber('Accuracy (WAR)')) - expected.accuracy)).toBeLessThan(
      SHOWN_DIGITS
    )
    expect(Math.abs((await app.comparedNumber('UAR')) - expected.uar)).toBeLessThan(SHOWN_DIGITS)
    expect(Math.abs((await app.comparedNumber('Macro F1')) - expected.macroF1)).toBeLessThan(SHOWN_DIGITS)
    expect(Math.abs((await app.comparedNumber("Cohen's kappa")) - expected.kappa)).toBeLessThan(SHOWN_DIGITS)
  })

test('every number shows how it was made and on which data', async () => {
  await app.compare(await authorName(RATER_A), await authorName(FACE))
  await app
    .panel('Compare')
    .getByRole('button', { name: /^UAR \d/ })
    .click()
  const card = app.page.getByRole('dialog', { name: 'UAR: how it was made' })
  for (const word of ['Definition', 'Convention', 'Used', 'Left out', 'Source', 'revision'])
    await expect(card).toContainText(word)
  await app.press('Escape')
  await expect(card).toBeHidden()
})

test('a click on a cell fills the queue and plays its moments; a label fixed there changes the numbers, and undo restores them', async () => {
  const [first, second] = [await authorName(RATER_A), await authorName(RATER_B)]
  const panel = await app.compare(first, second)
  const before = await app.comparedNumber('Accuracy (WAR)')
  const cell = await firstError(panel)
  const items = Number(await cell.textContent())
  await cell.click()
  const queue = app.panel('Sample queue')
  await expect(queue.getByRole('row')).toHaveCount(items)
  await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()

  // The right label is the other rater's: what the column of the cell says.
  const name = (await cell.getAttribute('aria-label')) ?? ''
  const wanted = /^[^,]+, ([^:]+):/.exec(name)?.[1] ?? ''
  const moment = queue
    .getByRole('group', { name: `Label of ${first}` })
    .or(queue.getByRole('group', { name: `Label of ${second}` }))
  const whose = (await moment.getAttribute('aria-label')) ?? ''
  const right = whose.endsWith(first) ? wanted : (/^([^,]+),/.exec(name)?.[1] ?? '')
  await moment.getByRole('button', { name: right }).click()
  await expect.poll(() => app.comparedNumber('Accuracy (WAR)')).toBeGreaterThan(before)
  await expect(cell).toHaveText(String(items - 1))

  await app.panel('Video').focus()
  await app.press('Control+z')
  await expect.poll(() => app.comparedNumber('Accuracy (WAR)')).toBe(before)
  await expect(cell).toHaveText(String(items))
})

const simulatedAnnotators = async (): Promise<readonly string[]> =>
  (await app.snapshot()).authors
    .filter(({ kind, synthetic }) => kind === 'human' && synthetic)
    .map(({ name }) => name)

async function authorName(who: string): Promise<string> {
  if (who === FACE) return app.authorOfModel('face-expression')
  const [first = '', second = ''] = await simulatedAnnotators()
  return who === RATER_A ? first : second
}

/** The first cell beside the diagonal that has something in it. */
async function firstError(
  panel: ReturnType<AffectoryApp['panel']>
): Promise<ReturnType<AffectoryApp['panel']>> {
  const cells = panel.locator('[role=gridcell][data-at]:not([data-diagonal]):not(.matrix-total)')
  for (let index = 0; index < (await cells.count()); index++) {
    const cell = cells.nth(index)
    if (Number(await cell.textContent()) > 0)
      return panel.locator(`[data-at="${await cell.getAttribute('data-at')}"]`)
  }
  throw new Error('the two raters agree everywhere')
}
