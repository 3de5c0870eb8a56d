import { existsSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import { AffectoryApp } from './affectory-app'
import { readTable } from './driver/exported'
import type { ExportedRow } from './driver/exported'
import { root } from './driver/launch'

/** Half of the last digit on the screen. */
const SHOWN_DIGITS = 0.000_501
/** Shorter moments stay out of the queue. */
const SHORTEST_US = 200_000

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

let app: AffectoryApp
let raters: readonly string[]
let rows: readonly ExportedRow[]
test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
  raters = (await app.snapshot()).authors
    .filter(({ kind, synthetic }) => kind === 'human' && synthetic)
    .map(({ name }) => name)
  rows = readTable(join(await app.exportDataset('agreement'), 'segments.csv'))
})
test.afterAll(async () => app?.close())

const panel = (): Locator => app.desk.locator('[data-panel=agreement]')

test('the key opens the panel with the three annotators, and every number says how it was made', async () => {
  await app.panel('Video').focus()
  await app.press('Control+Shift+k')
  for (const name of raters) await expect(panel().getByRole('rowheader', { name }).first()).toBeVisible()
  await expect(panel().locator('[aria-busy=true]')).toHaveCount(0)
  await panel()
    .getByRole('button', { name: /^Krippendorff's alpha/ })
    .click()
  const card = app.page.getByRole('dialog', { name: /Krippendorff.*how it was made/ })
  for (const word of ['Definition', 'Time is the unit', 'Left out', 'Source', 'revision'])
    await expect(card).toContainText(word)
  await app.press('Escape')
  await expect(card).toBeHidden()
})

test('the numbers over time equal ones computed from the exported table', async () => {
  const units = stretches(rows, raters)
  const expected = numbersOf(units, raters.length)
  expect(expected.seconds).toBeGreaterThan(60)
  for (const [name, value] of Object.entries(expected.numbers))
    expect(Math.abs((await shown(name)) - value), name).toBeLessThan(SHOWN_DIGITS)
})

test('a cell of the matrix plays the moments at which the two differ, and the inspector shows what everybody says', async () => {
  const [first = '', second = ''] = raters
  const moments = differences(rows, first, second).filter(({ start, end }) => end - start >= SHORTEST_US)
  expect(moments.length).toBeGreaterThan(1)
  await panel()
    .getByRole('gridcell', { name: new RegExp(`^${first} and ${second}: kappa`) })
    .first()
    .click()
  await expect(panel().getByRole('group', { name: 'Sample queue' })).toContainText(`1 of ${moments.length}`)
  await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()
  for (const name of raters) await expect(app.inspector.getByText(name).first()).toBeVisible()
})

test('a recording and a label lead to their moments, and the lowest stretch of the open recording plays', async () => {
  await panel().getByRole('table', { name: 'Agreement in each recording' }).getByRole('row').nth(1).click()
  await expect(panel().getByRole('group', { name: 'Sample queue' })).toContainText('Disagreement in')
  await panel().getByRole('table', { name: 'Agreement of each label' }).getByRole('button').first().click()
  await expect(panel().getByRole('group', { name: 'Sample queue' })).toContainText('Disagreement about')
  await panel()
    .getByRole('button', { name: /^Lowest/ })
    .click()
  await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('the panel has no barrier for keyboard and screen reader, dark and light', async () => {
  for (const theme of ['dark', 'light']) {
    const { violations } = await new AxeBuilder({ page: app.page })
      .include('[data-panel=agreement]')
      .setLegacyMode()
      .analyze()
    expect(
      violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      theme
    ).toEqual([])
    await app.run('Switch between light and dark')
  }
})

test('matched segments count units, and tables are copied for other programs', async () => {
  await panel().getByRole('tab', { name: 'Segments', exact: true }).click()
  await expect(panel().locator('[aria-busy=true]')).toHaveCount(0)
  await expect(app.page.getByText(/units labelled by two or more/)).toBeVisible()
  await panel().getByRole('button', { name: 'Copy tables and numbers' }).click()
  await app.page.getByRole('menuitem', { name: 'Copy as CSV' }).first().click()
  const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(text.split('\n')[0]).toBe('number,value,low,high,n,unit,reason')
  expect(text).toContain("Krippendorff's alpha")
})

/** A number of the panel as it stands on the screen. */
async function shown(name: string): Promise<number> {
  const card = panel()
    .getByRole('group', { name: 'Numbers', exact: true })
    .getByRole('button', { name: new RegExp(`^${name}`) })
  return Number.parseFloat(((await card.textContent()) ?? '').slice(name.length))
}

/** What each rater says (empty: nothing) for so many microseconds. */
interface Stretch {
  readonly start: number
  readonly end: number
  readonly labels: readonly string[]
}

/** Labels of all raters by recording and person, written from the convention's words: cut at every start and end. */
function stretches(table: readonly ExportedRow[], names: readonly string[]): readonly Stretch[] {
  const own = table.filter((row) => names.includes(row['author'] ?? '') && row['label'] !== '')
  const places = new Set(own.map((row) => `${row['recording_id']} ${row['person']}`))
  return [...places].flatMap((place) => {
    const here = own.filter((row) => `${row['recording_id']} ${row['person']}` === place)
    const edges = [...new Set(here.flatMap((row) => [Number(row['start_us']), Number(row['end_us'])]))]
    edges.sort((a, b) => a - b)
    return edges.slice(0, -1).map((start, i): Stretch => ({
      start,
      end: edges[i + 1] ?? start,
      labels: names.map(
        (name) =>
          here.find(
            (row) =>
              row['author'] === name && Number(row['start_us']) <= start && Number(row['end_us']) > start
          )?.['label'] ?? ''
      )
    }))
  })
}

/** The five numbers from their definitions, each stretch weighing by its length. */
function numbersOf(units: readonly Stretch[], raters: number) {
  const weighted = units
    .map(({ start, end, labels }) => ({
      weight: end - start,
      labels: labels.filter((label) => label !== ''),
      all: labels
    }))
    .filter(({ labels }) => labels.length > 0)
  const names = [...new Set(weighted.flatMap(({ labels }) => labels))]
  const pairable = weighted.filter(({ labels }) => labels.length > 1)
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const count = (labels: readonly string[], name: string): number =>
    labels.filter((label) => label === name).length
  const equalPairs = (labels: readonly string[]): number =>
    sum(names.map((name) => (count(labels, name) * (count(labels, name) - 1)) / 2))
  const pairs = (labels: readonly string[]): number => (labels.length * (labels.length - 1)) / 2

  // Krippendorff: observed over expected disagreement of the coincidence matrix.
  const ratings = sum(pairable.map(({ weight, labels }) => weight * labels.length))
  const totals = names.map((name) => sum(pairable.map(({ weight, labels }) => weight * count(labels, name))))
  const observed =
    sum(
      pairable.map(
        ({ weight, labels }) => (weight * 2 * (pairs(labels) - equalPairs(labels))) / (labels.length - 1)
      )
    ) / ratings
  const expected = 1 - sum(totals.map((total) => (total * (total - 1)) / (ratings * (ratings - 1))))

  const full = pairable.filter(({ labels }) => labels.length === raters)
  const fullWeight = sum(full.map(({ weight }) => weight))
  const fleissPe = sum(
    names.map(
      (name) =>
        (sum(full.map(({ weight, labels }) => weight * count(labels, name))) / (fullWeight * raters)) ** 2
    )
  )
  const fleissPo =
    sum(full.map(({ weight, labels }) => (weight * equalPairs(labels)) / pairs(labels))) / fullWeight

  const rated = sum(weighted.map(({ weight }) => weight))
  const shares = names.map(
    (name) =>
      sum(weighted.map(({ weight, labels }) => (weight * count(labels, name)) / labels.length)) / rated
  )
  const ac1Pe = sum(shares.map((share) => share * (1 - share))) / (names.length - 1)
  const time = sum(pairable.map(({ weight }) => weight))
  const ac1Pa =
    sum(pairable.map(({ weight, labels }) => (weight * equalPairs(labels)) / pairs(labels))) / time

  const kappas: number[] = []
  for (let a = 0; a < raters; a++)
    for (let b = a + 1; b < raters; b++) {
      const both = weighted.filter(({ all }) => all[a] !== '' && all[b] !== '')
      const n = sum(both.map(({ weight }) => weight))
      const share = (test: (all: readonly string[]) => boolean): number =>
        sum(both.filter(({ all }) => test(all)).map(({ weight }) => weight)) / n
      const po = share((all) => all[a] === all[b])
      const pe = sum(names.map((name) => share((all) => all[a] === name) * share((all) => all[b] === name)))
      kappas.push((po - pe) / (1 - pe))
    }
  return {
    seconds: time / 1e6,
    numbers: {
      "Krippendorff's alpha, nominal": 1 - observed / expected,
      "Fleiss' kappa": (fleissPo - fleissPe) / (1 - fleissPe),
      "Mean pairwise Cohen's kappa": sum(kappas) / kappas.length,
      'Pairwise agreement':
        sum(pairable.map(({ weight, labels }) => weight * equalPairs(labels))) /
        sum(pairable.map(({ weight, labels }) => weight * pairs(labels))),
      "Gwet's AC1": (ac1Pa - ac1Pe) / (1 - ac1Pe)
    }
  }
}

/** Moments at which two raters say different things; neighbours with the same two labels are one. */
function differences(table: readonly ExportedRow[], first: string, second: string): readonly Stretch[] {
  const found: { start: number; end: number; labels: readonly string[] }[] = []
  for (const unit of stretches(table, [first, second])) {
    const last = found.at(-1)
    if (unit.labels.includes('') || unit.labels[0] === unit.labels[1]) continue
    if (last && last.end === unit.start && last.labels.join() === unit.labels.join()) last.end = unit.end
    else found.push({ ...unit })
  }
  return found
}
