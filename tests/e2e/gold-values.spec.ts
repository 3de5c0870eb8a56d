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
/** Valence of three raters in each of three seconds. */
const FELT = [
  [2, 3, 7],
  [5, 5, 5],
  [1, 9, 5]
]
/** Their words: one synonym pair, one tie of three, one alike. */
const WORDS = [
  ['glad', 'happy', 'calm'],
  ['calm', 'tense', 'bored'],
  ['bored', 'bored', 'bored']
]
const WORD_SCHEME = {
  schema: 'affectory.labels/1',
  id: 'gold-words',
  name: 'Own words',
  version: '1.0.0',
  attributes: [
    {
      id: 'word',
      name: 'Word',
      type: 'open-vocabulary',
      unit: 'segment',
      vocabulary: { synonymTable: { glad: 'happy' } }
    }
  ]
}

let app: AffectoryApp
let raters: readonly { readonly id: string; readonly name: string }[]

test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
  const { authors, recordings } = await app.snapshot()
  raters = authors.filter(({ kind, synthetic }) => kind === 'human' && synthetic).slice(0, 3)
  const recordingId = recordings[0]?.id ?? ''
  const sam: unknown = JSON.parse(readFileSync(join(root, 'resources/schemes/vad-sam9.json'), 'utf8'))
  await app.ask('edit.apply', {
    authorId: raters[0]?.id ?? '',
    commands: [sam, WORD_SCHEME].map((document) => ({ id: 'scheme-save', input: { document } }))
  })
  for (const [a, rater] of raters.entries()) {
    const track = (id: string, schemeId: string, attributeId: string, kind = 'segments') => ({
      id: 'track-create',
      input: { id: `${id}-${a}`, recordingId, schemeId, attributeId, kind }
    })
    const at = (i: number) => ({ start: i * SECOND, end: (i + 1) * SECOND })
    await app.ask('edit.apply', {
      authorId: rater.id,
      commands: [
        track('felt', 'vad-sam9', 'vad'),
        track('word', 'gold-words', 'word'),
        track('blink', 'ekman7', 'emotion', 'points'),
        ...FELT.map((values, i) => ({
          id: 'segment-create',
          input: {
            trackId: `felt-${a}`,
            ...at(i),
            value: { kind: 'ratings', ratings: { valence: values[a] } }
          }
        })),
        ...WORDS.map((words, i) => ({
          id: 'segment-create',
          input: { trackId: `word-${a}`, ...at(i), value: { kind: 'terms', terms: [words[a]] } }
        })),
        ...[1, 2].map((time) => ({
          id: 'segment-create',
          input: {
            trackId: `blink-${a}`,
            start: time * SECOND + a * 200_000,
            end: time * SECOND + a * 200_000 + 1,
            label: 'surprise'
          }
        }))
      ]
    })
  }
})
test.afterAll(async () => app?.close())

const panel = (): Locator => app.desk.locator('[data-panel=gold]')
const list = (): Locator => panel().getByRole('listbox', { name: /^Moments of the gold standard/ })

async function goldSegments() {
  const { authors, tracks, recordings } = await app.snapshot()
  const gold = new Set(authors.filter(({ kind }) => kind === 'gold').map(({ id }) => id))
  const own = new Set(tracks.filter(({ authorId }) => gold.has(authorId)).map(({ id }) => id))
  const all = await app.ask('track.segments', { recordingId: recordings[0]?.id ?? '' })
  return all.filter(({ trackId }) => own.has(trackId))
}

test('ratings are averaged, with number and spread in the list, the table and the segment', async () => {
  await app.panel('Video').focus()
  await app.press('Control+Shift+g')
  await app.choose(panel().getByRole('combobox', { name: 'Labels of' }), /Self-Assessment Manikin/)
  await expect(panel().getByRole('combobox', { name: 'Rule' })).toContainText('Mean of ratings')
  await panel().getByRole('tab', { name: 'By time' }).click()
  await panel().getByRole('tab', { name: 'All' }).click()
  await expect(list().getByRole('option')).toHaveCount(3)
  // Mean and sample standard deviation of 2, 3, 7: 4 and 2.65.
  await expect(list().getByRole('option').first()).toContainText('valence: 4 ± 2.65 (n = 3)')
  await expect(panel().getByRole('table', { name: 'Ratings by dimension' })).toContainText('3.0')
  await panel().getByRole('tab', { name: 'Most divided first' }).click()
  await expect(list().getByRole('option').first()).toContainText('valence: 5 ± 4 (n = 3)')
  await app.page.screenshot({ path: join(root, '.local/shots/gold-ratings.png') })
  await panel().getByRole('button', { name: 'Make gold standard' }).click()
  await expect(app.page.getByText(/Gold standard made: 3 segments/)).toBeVisible()
  const made = await goldSegments()
  expect(made.map(({ value }) => value)).toEqual(
    [4, 5, 5].map((valence) => ({ kind: 'ratings', ratings: { valence } }))
  )
  expect(made[0]?.extra).toMatchObject({ gold: { n: { valence: 3 } } })
})

test('words are votes for their synonym group; a tie waits for a person, who takes a word', async () => {
  await app.choose(panel().getByRole('combobox', { name: 'Gold recipe' }), 'New recipe')
  await app.choose(panel().getByRole('combobox', { name: 'Labels of' }), /Own words/)
  await expect(panel().getByRole('combobox', { name: 'Rule' })).toContainText('Most used word')
  await panel().getByRole('tab', { name: 'By time' }).click()
  const moments = list().getByRole('option')
  await expect(moments.first()).toContainText('happy')
  await expect(moments.nth(1)).toContainText('open')
  await moments.nth(1).click()
  await app.page.screenshot({ path: join(root, '.local/shots/gold-words.png') })
  await panel()
    .getByRole('group', { name: 'Decide this moment' })
    .getByRole('button', { name: 'tense' })
    .click()
  await app.saved()
  await expect(moments.nth(1)).toContainText('tense')
  const decided = (await goldSegments()).filter(({ origin }) => origin?.ref === 'decided')
  expect(decided.map(({ value, label }) => [value, label])).toEqual([
    [{ kind: 'terms', terms: ['tense'] }, undefined]
  ])
})

test('points of three annotators agree within a window that can be set', async () => {
  await app.press('Control+Shift+k')
  const agreement = app.desk.locator('[data-panel=agreement]')
  await agreement.getByRole('tab', { name: 'Marks' }).click()
  const number = agreement.getByRole('button', { name: /^Point F1/ })
  // Neighbours are 0.2 s apart, the first and the last 0.4 s: all meet within half a second.
  await expect(number).toContainText('1.00')
  await number.click()
  const card = app.page.getByRole('dialog', { name: /Point F1/ })
  for (const word of ['Definition', 'Hripcsak', 'mir_eval']) await expect(card).toContainText(word)
  await app.press('Escape')
  const pairs = agreement.getByRole('table', { name: 'Agreement of each pair of annotators' })
  await expect(pairs.getByRole('row')).toHaveCount(4)
  for (const theme of ['dark', 'light'] as const) {
    await app.dress(1440, 900, theme)
    const { violations } = await new AxeBuilder({ page: app.page })
      .setLegacyMode()
      .include('[data-panel=agreement]')
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    await app.page.screenshot({ path: join(root, `.local/shots/agreement-marks-${theme}.png`) })
  }
})
