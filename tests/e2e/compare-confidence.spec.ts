import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { describeTurns } from './driver/describe-turns'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

let app: AffectoryApp
test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
  await describeTurns(app)
  await app.run('Layout: Compare')
})
test.afterAll(async () => app?.close())

const panel = () => app.panel('Compare')
const queue = () => panel().getByRole('group', { name: 'Sample queue' })

async function choosePair(reference: string, candidate: string): Promise<void> {
  await app.choose(panel().getByRole('combobox', { name: 'Reference' }), reference)
  await app.choose(panel().getByRole('combobox', { name: 'Candidate' }), candidate)
}

test('confidence: a bar opened by a key plays its moments, a temperature is judged on other recordings, and errors split by how people differ', async () => {
  await choosePair('Rater A', 'Facial expression')
  await app.run('Compare: Confidence')
  const bars = panel().getByRole('region', { name: 'Reliability' }).getByRole('button')
  await expect(bars.first()).toBeVisible()
  const counts = await bars.evaluateAll((all) =>
    all.map((bar) => Number(/: (\d+) items/.exec(bar.getAttribute('aria-label') ?? '')?.[1]))
  )
  await expect(app.page.getByText(`n ${counts.reduce((sum, one) => sum + one, 0)},`)).toBeVisible()
  await bars.last().focus()
  await app.page.keyboard.press('Enter')
  await expect(queue()).toContainText(`1 of ${counts.at(-1)}`)
  await expect(queue()).toContainText(/^Confidence /)
  await app.choose(panel().getByRole('combobox', { name: 'Temperature' }), '5 folds of recordings')
  await expect(panel().getByRole('heading', { name: 'Reliability after the temperature' })).toBeVisible()
  await expect(panel().getByText(/no recording is in both/)).toBeVisible()
  const before = panel().getByRole('group', { name: 'Before' })
  const after = panel().getByRole('group', { name: 'After' })
  const accuracy = async (side: typeof before) =>
    side
      .getByRole('button', { name: /^Accuracy/ })
      .locator('.value')
      .textContent()
  expect(await accuracy(after)).toBe(await accuracy(before))
  const split = panel().getByRole('table', { name: 'Errors on clear and ambiguous items' })
  await split
    .getByRole('row', { name: /^Clear/ })
    .getByRole('button', { name: /errors?$/ })
    .click()
  await expect(queue()).toContainText('Clear errors')
})

test('several labels: thresholds, counts that open their moments, and labels that stand together', async () => {
  await choosePair('Mara', 'Nils')
  await app.run('Compare: Several labels')
  const labels = panel().getByRole('table', { name: 'Numbers of each label' })
  const joy = labels.getByRole('row', { name: /^J?\s*Joy/ })
  await expect(joy).toBeVisible()
  // Three of five sets are not equal.
  await panel().getByRole('button', { name: 'Sets that differ' }).click()
  await expect(queue()).toContainText('1 of 3')
  await joy.getByTitle('only the reference has it').click()
  await expect(queue()).toContainText('Joy: only the reference has it')
  await expect(queue()).toContainText('Mara: Joy, Surprise · Nils: Surprise')
  await panel().getByRole('button', { name: 'Anger with disgust: 1' }).first().click()
  await expect(queue()).toContainText('Mara: Anger with disgust')
})

test('open vocabulary: words are grouped, those without a group are listed, and a wheel of one’s own is taken in', async () => {
  await app.run('Compare: Open vocabulary')
  const unknown = panel().getByRole('table', { name: 'Words without a group' })
  await expect(unknown.getByRole('row', { name: /zesty/ })).toBeVisible()
  await unknown.getByRole('row', { name: /zesty/ }).focus()
  await app.page.keyboard.press('Enter')
  await expect(queue()).toContainText('Mara: zesty · Nils: glad')
  const file = join(app.machine.work, 'small.csv')
  writeFileSync(file, 'level1,level2,level3\nJoy,Glad,Zesty\n,Happy,Joyful\nMad,Furious,Angry\n')
  await panel().getByLabel('Files with grouping tables').setInputFiles(file)
  const wheels = panel().getByRole('table', { name: 'Scores on every wheel' })
  await expect(wheels.getByRole('row', { name: /small, level 1/ })).toBeVisible()
  await expect(unknown.getByRole('row', { name: /zesty/ })).toHaveCount(0)
})

test('causes: every pair says who linked it, and a missed one plays the turn and then its cause', async () => {
  await app.run('Compare: Causes')
  const pairs = panel().getByRole('table', { name: 'Pairs of emotion and cause' })
  await expect(pairs.getByRole('row', { name: /only Mara/ })).toBeVisible()
  await expect(pairs.getByRole('row', { name: /only Nils/ })).toBeVisible()
  await pairs.getByRole('row', { name: /only Mara/ }).focus()
  await app.page.keyboard.press('Enter')
  await expect(queue()).toContainText('1 of 2')
  await app.press('g')
  await expect(queue()).toContainText('2 of 2')
})
