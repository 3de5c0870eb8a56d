import { existsSync, readFileSync } from 'node:fs'
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
test.describe.configure({ mode: 'serial' })

const SECOND = 1_000_000
const LENGTH = 12
/** Valence of three raters on every second; the second rater is always one higher, the third keeps to the middle. */
const FELT = [1, 2, 3, 4, 5, 6, 7, 8, 2, 7, 4, 5]
const RATED = [(v: number) => v, (v: number) => v + 1, (v: number) => (v < 4 ? 4 : v > 6 ? 6 : v)]

let app: AffectoryApp
let raters: readonly { readonly id: string; readonly name: string }[]

test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
  const { authors, recordings } = await app.snapshot()
  raters = authors.filter(({ kind, synthetic }) => kind === 'human' && synthetic).slice(0, 3)
  const scheme = (id: string): unknown =>
    JSON.parse(readFileSync(join(root, 'resources/schemes', `${id}.json`), 'utf8'))
  await app.ask('edit.apply', {
    authorId: raters[0]?.id ?? '',
    commands: ['vad-sam9', 'wrime8'].map((id) => ({ id: 'scheme-save', input: { document: scheme(id) } }))
  })
  for (const [a, rater] of raters.entries())
    for (const [r, recording] of recordings.slice(0, 2).entries()) {
      const [ratings, sets] = [`vad-${a}-${r}`, `set-${a}-${r}`]
      const values = FELT.map((felt, i) => RATED[a]?.(i === 3 && r === 1 ? 1 : felt) ?? felt)
      const at = (i: number) => ({ start: i * SECOND, end: (i + 1) * SECOND })
      await app.ask('edit.apply', {
        authorId: rater.id,
        commands: [
          {
            id: 'track-create',
            input: { id: ratings, recordingId: recording.id, schemeId: 'vad-sam9', attributeId: 'vad' }
          },
          {
            id: 'track-create',
            input: { id: sets, recordingId: recording.id, schemeId: 'wrime8', attributeId: 'intensity' }
          },
          ...values.slice(0, LENGTH).flatMap((valence, i) => [
            {
              id: 'segment-create',
              input: {
                trackId: ratings,
                ...at(i),
                value: { kind: 'ratings', ratings: { valence, arousal: 10 - valence } }
              }
            },
            {
              id: 'segment-create',
              input: {
                trackId: sets,
                ...at(i),
                value: {
                  kind: 'labels',
                  labels: valence > 5 ? { joy: 2 } : a === 2 ? { sadness: 1, fear: 1 } : { sadness: 2 }
                }
              }
            }
          ])
        ]
      })
    }
})
test.afterAll(async () => app?.close())

const panel = (): Locator => app.desk.locator('[data-panel=agreement]')
const ready = async (): Promise<void> => {
  await expect(panel().locator('[aria-busy=true]')).toHaveCount(0)
  await expect(panel().getByRole('table', { name: 'Annotators' })).toBeVisible()
}

test('ratings of three people have a line for each dimension, and numbers that say how they were made', async () => {
  await app.panel('Video').focus()
  await app.press('Control+Shift+k')
  await panel().getByRole('tab', { name: 'Answers' }).click()
  await ready()
  const measures = panel().getByRole('table', { name: 'Agreement on each dimension or label' })
  for (const name of ['Valence', 'Arousal', 'Dominance']) await expect(measures).toContainText(name)
  const numbers = panel().getByRole('group', { name: 'Numbers', exact: true })
  await expect(numbers).toContainText("Krippendorff's alpha, interval")
  await expect(numbers).toContainText('ICC(2,1)')
  await numbers.getByRole('button', { name: /^Krippendorff's alpha, ratio/ }).click()
  const card = app.page.getByRole('dialog', { name: /ratio.*how it was made/ })
  await expect(card).toContainText('The scale has no true zero')
  await expect(card).toContainText('Matched segments are the units')
  await app.press('Escape')
})

test('the second rater is a point higher, and the third uses less of the scale', async () => {
  const rows = panel().getByRole('table', { name: 'Annotators' }).getByRole('row')
  const cells = async (name: string) =>
    (await rows.filter({ hasText: name }).getByRole('cell').allTextContents()).map((text) =>
      Number(text.trim().replace('−', '-'))
    )
  const [, , , , bias] = await cells(raters[1]?.name ?? '')
  // Valence in two recordings of twelve units; in the second one moment was felt as 1.
  const felt = [0, 1].flatMap((r) => FELT.map((v, i) => (i === 3 && r === 1 ? 1 : v)))
  const apart = felt.map((v) => v + 1 - (v + Math.min(6, Math.max(4, v))) / 2)
  expect(bias).toBeCloseTo(apart.reduce((sum, each) => sum + each, 0) / apart.length, 2)
  const [, , , , , spread] = await cells(raters[2]?.name ?? '')
  expect(spread).toBeLessThan(0.6)
})

test('a cell of the matrix plays what the two rate differently, the farthest first', async () => {
  await panel()
    .getByRole('gridcell', { name: new RegExp(`^${raters[0]?.name} and ${raters[1]?.name}: kappa`) })
    .first()
    .click()
  await expect(panel().getByRole('group', { name: 'Sample queue' })).toContainText(`1 of ${2 * LENGTH}`)
  await expect(panel().getByRole('group', { name: 'Sample queue' })).toContainText('apart in Valence')
})

test('the panel with answers has no barrier for keyboard and screen reader, dark and light', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await app.dress(1440, 900, theme)
    const { violations } = await new AxeBuilder({ page: app.page })
      .include('[data-panel=agreement]')
      .setLegacyMode()
      .analyze()
    expect(
      violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      theme
    ).toEqual([])
    await app.screenshot(`agreement-answers-${theme}`)
  }
})

test('sets of labels have Jaccard and MASI, and every label its own line', async () => {
  await app.choose(panel().getByRole('combobox', { name: 'What was answered' }), /Writer/)
  await ready()
  const sets = panel().getByRole('group', { name: 'Numbers of sets' })
  for (const name of ["Krippendorff's alpha, MASI", 'Jaccard of the sets', 'equal sets'])
    await expect(sets).toContainText(name)
  const measures = panel().getByRole('table', { name: 'Agreement on each dimension or label' })
  await measures.getByRole('row').filter({ hasText: 'Fear' }).click()
  await expect(panel().getByRole('heading', { name: 'Fear' })).toBeVisible()
  await app.dress(1920, 1080, 'dark')
  await app.screenshot('agreement-sets-dark')
  await panel().getByRole('button', { name: 'Copy tables and numbers' }).click()
  await app.page.getByRole('menuitem', { name: 'Copy as CSV' }).first().click()
  const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toContain('sets of labels,"Krippendorff\'s alpha, MASI"')
})

test('the annotator report opens from the palette and is copied as text', async () => {
  await app.run('Annotator report')
  await expect(app.dialog.getByRole('table', { name: 'Drift of each annotator' })).toBeVisible()
  for (const { name } of raters) await expect(app.dialog).toContainText(name)
  await app.screenshot('agreement-annotator-report-dark')
  await app.dialog.getByRole('button', { name: 'Copy tables and numbers' }).click()
  await app.page.getByRole('menuitem', { name: 'Copy as text' }).click()
  const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toContain(`${raters[0]?.name}\nLabelled`)
  expect(text).toContain('Drift:')
  await app.press('Escape')
})
