import { existsSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
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
})
test.afterAll(async () => app?.close())

const panel = (): Locator => app.desk.locator('[data-panel=gold]')
const list = (): Locator => panel().getByRole('listbox', { name: /^Moments of the gold standard/ })
const current = (): Locator => list().locator('[aria-selected=true]')

async function goldSegments(name: string) {
  const { authors, tracks, recordings } = await app.snapshot()
  const author = authors.find((each) => each.kind === 'gold' && each.name === name)
  const own = tracks.filter(({ authorId }) => authorId === author?.id)
  const all = await Promise.all(recordings.map(({ id }) => app.ask('track.segments', { recordingId: id })))
  return all.flat().filter(({ trackId }) => own.some(({ id }) => id === trackId))
}

test('the key opens the panel; the numbers stand before anything is written', async () => {
  await app.panel('Video').focus()
  await app.press('Control+Shift+g')
  await expect(panel().getByRole('button', { name: /^Decided/ })).toBeVisible()
  await expect(list().getByRole('option').first()).toBeVisible()
  expect((await app.snapshot()).golds).toEqual([])
  await panel()
    .getByRole('button', { name: /^Decided/ })
    .click()
  const card = app.page.getByRole('dialog', { name: /Decided: how it was made/ })
  for (const word of ['Definition', 'Majority', 'Revision of the labels'])
    await expect(card).toContainText(word)
  await app.press('Escape')
})

test('decisions by key save the recipe, go on to the next moment, and one undo takes one back', async () => {
  await list().getByRole('option').first().click()
  await expect(current()).toHaveCount(1)
  const first = await current().innerText()
  const range = /(\d+):(\d+\.\d+) · (\d+\.\d+) s/.exec(first)
  const starts = Number(range?.[1]) * 60 + Number(range?.[2])
  await expect.poll(() => app.time()).toBeGreaterThanOrEqual(starts * 1e6 - 50_000)
  await app.press('2')
  await app.saved()
  await expect(current()).not.toHaveText(first)
  await app.press('n')
  await app.saved()
  const { golds } = await app.snapshot()
  expect(golds.map(({ name }) => name)).toEqual(['Gold, majority'])
  const decided = await goldSegments('Gold, majority')
  expect(decided).toHaveLength(2)
  expect(decided.filter(({ label }) => label === undefined)).toHaveLength(1)
  for (const { origin } of decided) expect(origin?.votes?.length).toBeGreaterThan(1)
  await app.press('Control+z')
  await expect.poll(async () => (await goldSegments('Gold, majority')).length).toBe(1)
})

test('made, it is tracks like any other, and decisions stay when it is made again', async () => {
  const [kept] = await goldSegments('Gold, majority')
  await panel().getByRole('button', { name: 'Make gold standard' }).click()
  await expect(app.page.getByText(/Gold standard made: .* 1 by hand kept/)).toBeVisible()
  const made = await goldSegments('Gold, majority')
  expect(made.length).toBeGreaterThan(5)
  expect(made).toContainEqual(kept)
  const again = await app.ask('gold.run', {
    goldId: (await app.snapshot()).golds[0]?.id ?? '',
    authorId: (await app.snapshot()).authors.find(({ kind }) => kind === 'human')?.id ?? ''
  })
  expect(again.byHand).toBe(1)
  expect(await goldSegments('Gold, majority')).toContainEqual(kept)
  expect((await goldSegments('Gold, majority')).length).toBe(made.length)
  await panel().getByRole('button', { name: 'Make again' }).waitFor()
})

test('the inspector says what a gold segment was made from', async () => {
  await list().getByRole('option').nth(3).click()
  const [segment] = (await goldSegments('Gold, majority')).filter(({ origin }) => origin?.ref !== 'decided')
  expect(segment).toBeDefined()
  await app.page.screenshot({ path: join(root, '.local/shots/gold-dark.png') })
})

test('the panel passes the accessibility rules in both themes', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await app.dress(1440, 900, theme)
    await list().getByRole('option').first().click()
    const { violations } = await new AxeBuilder({ page: app.page })
      .setLegacyMode()
      .include('[data-panel=gold]')
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    await app.page.screenshot({ path: join(root, `.local/shots/gold-${theme}-1440.png`) })
    await app.dress(1920, 1080, theme)
    await app.page.screenshot({ path: join(root, `.local/shots/gold-${theme}-1920.png`) })
  }
})

test('traces are averaged by agreement, each annotator with a weight, and written as a trace', async () => {
  await app.dress(1440, 900, 'dark')
  await app.choose(panel().getByRole('combobox', { name: 'Gold recipe' }), 'New recipe')
  await app.choose(panel().getByRole('combobox', { name: 'Labels of' }), /^VA /)
  await expect(panel().getByRole('combobox', { name: 'Rule' })).toContainText('EWE')
  const table = panel().getByRole('table', { name: 'Gold traces' })
  await expect(table.getByRole('row', { name: /valence/ }).first()).toBeVisible()
  await panel().getByRole('button', { name: 'Make gold standard' }).click()
  await expect(app.page.getByText(/Gold standard made: \d+ traces/)).toBeVisible()
  const { takes } = await app.snapshot()
  expect(takes.filter(({ source }) => source === 'gold').length).toBeGreaterThan(0)
  await app.page.screenshot({ path: join(root, '.local/shots/gold-traces.png') })
})
