import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
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
  await app.run('Layout: Compare')
})
test.afterAll(async () => app?.close())

const panel = () => app.panel('Compare')
const queue = () => panel().getByRole('group', { name: 'Sample queue' })

test('two models against one reference: what was broken plays, and keys jump along the lane of differences', async () => {
  await app.run('Compare: A against B')
  const tiles = panel().getByRole('group', { name: 'Who is right' })
  const broken = tiles.getByRole('button', { name: /^Broken \d+/ })
  await expect(broken).toBeVisible()
  const count = Number(await broken.locator('b').textContent())
  expect(count).toBeGreaterThan(0)
  await expect(panel().getByRole('group', { name: 'Tests' })).toContainText('McNemar, exact p')
  await broken.click()
  await expect(queue()).toContainText(`1 of ${count}`)
  await expect(queue()).toContainText(/Rater A: \w+, Speech emotion: \w+, Facial expression: \w+/)

  await expect(app.panel('Tracks').locator('[data-kind=versus]')).toBeAttached()
  // What the click began to play comes to its end first.
  await expect(app.panel('Video').getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await app.press('Home')
  const time = app
    .panel('Video')
    .getByText(/^\d\d:\d\d:\d\d\.\d{3}$/)
    .first()
  await expect(time).toHaveText('00:00:00.000')
  await app.press('Alt+Shift+Period')
  await expect(time).not.toHaveText('00:00:00.000')
})

test('labels in doubt are kept and corrected by keys, faster than twenty in a minute, and undone', async () => {
  await app.run('Compare: Label errors')
  const list = panel().getByRole('listbox', { name: 'Labels in doubt' })
  await list.getByRole('option').first().click()
  const card = panel().getByRole('group', { name: 'Label in doubt' })
  await expect(card).toBeFocused()
  const place = /(\d+) of (\d+)/
  const total = Number(place.exec((await card.textContent()) ?? '')?.[2])
  expect(total).toBeGreaterThan(6)
  const { revision } = await app.snapshot()
  for (let at = 1; at <= 5; at++) {
    await expect(card).toContainText(`${at} of ${total}`)
    await app.press(at === 3 ? '2' : 'y')
    await expect(card).toContainText(`${at + 1} of ${total}`)
  }
  const rate = /5 decided, (\d+) a minute/
  await expect(card).toContainText(rate)
  expect(Number(rate.exec((await card.textContent()) ?? '')?.[1])).toBeGreaterThan(20)
  await app.press('g')
  await expect(card).toContainText(`7 of ${total}`)
  expect((await app.snapshot()).revision).toBe(revision + 5)
  await expect(app.page.getByText(/\d+ in doubt of \d+ · \d kept/)).toBeVisible()
  for (let at = 0; at < 5; at++) await app.press('Control+z')
  await expect(app.page.getByText(/^\d+ in doubt of \d+$/)).toBeVisible()
})

test('decided blind, neither the given label nor the model’s is in sight', async () => {
  await app.run('Compare: Label errors')
  const tracks = app.panel('Tracks')
  await expect(tracks.getByRole('rowheader').filter({ hasText: 'Rater A' }).first()).toBeVisible()
  await panel().getByRole('checkbox', { name: 'Decide blind' }).click()
  await expect(tracks.getByRole('rowheader').filter({ hasText: 'Rater A' })).toHaveCount(0)
  const list = panel().getByRole('listbox', { name: 'Labels in doubt' })
  await expect(list.getByRole('option').first()).toContainText('Hidden')
  await list.getByRole('option').first().click()
  await expect(panel().getByRole('group', { name: 'Label in doubt' })).not.toContainText('Given')
  await expect(queue()).toContainText('Labels are hidden')
  await panel().getByRole('checkbox', { name: 'Decide blind' }).click()
  await expect(tracks.getByRole('rowheader').filter({ hasText: 'Rater A' }).first()).toBeVisible()
})

test('moments that are nearly the same play one after the other, and lists of a split name what they share', async () => {
  await app.run('Compare: Duplicates and leakage')
  await panel().getByRole('table', { name: 'Groups of duplicates' }).getByRole('row').nth(1).click()
  await expect(queue()).toContainText(/Like Scene \d.*: \d+ moments/)
  await panel().getByRole('tab', { name: 'Splits' }).click()
  const lists = ['train', 'test'].map((part) => {
    const path = join(app.machine.work, `${part}.csv`)
    const names = part === 'train' ? ['a_song1_1', 'a_song2_1', 'a_song3_1'] : ['b_song2_2', 'b_song4_1']
    writeFileSync(path, ['fname,label', ...names.map((name) => `${name},x`), ''].join('\n'))
    return path
  })
  await panel().getByLabel('Lists of a split').first().setInputFiles(lists)
  await app.choose(panel().getByRole('combobox', { name: 'What must not be shared' }), 'Part of the name')
  await app.choose(
    panel().getByRole('combobox', { name: 'Usual patterns' }),
    /Between the first and the last/
  )
  await expect(
    panel().getByText('1 song is shared between train (3) and test (2): song2.', { exact: true })
  ).toBeVisible()
  await expect(panel().getByRole('table', { name: 'Shared groups' })).toContainText('song2')
})

test('words of errors lead to the turns that have them', async () => {
  await app.run('Compare: Words of errors')
  await app.choose(panel().getByRole('combobox', { name: 'What is compared' }), 'Errors against right')
  const words = panel().getByRole('region', { name: 'Words of Errors' }).getByRole('button')
  await expect(words.first()).toBeVisible()
  const word =
    /^[\p{L}\p{N}'-]+/u.exec((await words.first().textContent()) ?? '')?.[0].replace(/[\d.]+$/, '') ?? ''
  await words.first().click()
  const lines = panel().getByRole('listbox', { name: `Lines with ${word}` })
  await lines.getByRole('option').first().click()
  await expect(queue()).toContainText(`“${word}” in its turns`)
  await expect(queue()).toContainText(new RegExp(`\\b${word}\\b`, 'i'))
})
