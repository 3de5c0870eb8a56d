import { existsSync } from 'node:fs'
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
  await app.panel('Video').focus()
  await app.press('Control+Shift+f')
})
test.afterAll(async () => app?.close())

const panel = () => app.desk.locator('[data-panel=fusion]')
const fusedUar = async (): Promise<string> =>
  (await panel()
    .getByRole('row', { name: /^Fused/ })
    .locator('td')
    .first()
    .textContent()) ?? ''

test('face and voice are put together, the score follows a weight, and the result is kept as an author that Compare knows', async () => {
  test.setTimeout(120_000)
  const score = panel().getByRole('group', { name: 'Score of the fusion' })
  await expect(score).toBeVisible()
  const members = panel().getByRole('group', { name: 'Members' })
  const [face, speech] = [
    await app.authorOfModel('face-expression'),
    await app.authorOfModel('speech-emotion')
  ]
  for (const name of [face, speech]) await expect(members).toContainText(name)
  await expect(panel().getByRole('region', { name: /^Fusion of / })).toBeVisible()

  // A weight of 0 makes the fusion what the other member says alone.
  const alone = await panel()
    .getByRole('row', { name: new RegExp(`^${face}`) })
    .locator('td')
    .first()
    .textContent()
  const weight = members.getByRole('slider', { name: `Weight of ${speech}`, exact: true })
  await weight.focus()
  const before = await fusedUar()
  await app.press('Home')
  await expect.poll(fusedUar).toBe(alone)
  await app.press('End')
  await expect.poll(fusedUar).not.toBe(alone)
  await members.getByRole('button', { name: 'All weights 1' }).click()
  await expect.poll(fusedUar).toBe(before)

  await panel().getByRole('button', { name: 'Keep as a run…' }).click()
  await app.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Face and voice')
  await app.page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect
    .poll(
      async () =>
        (await app.snapshot()).runs.find(({ modelId }) => modelId === 'fusion.face-and-voice')?.state,
      { timeout: 30_000 }
    )
    .toBe('done')
  const { runs, tracks, authors, recordings } = await app.snapshot()
  const run = runs.find(({ modelId }) => modelId === 'fusion.face-and-voice')
  expect(authors.find(({ id }) => id === run?.authorId)?.name).toBe('Face and voice')
  const lanes = tracks.filter(({ runId }) => runId === run?.id)
  expect(new Set(lanes.map(({ recordingId }) => recordingId)).size).toBe(recordings.length)
  await expect(app.library.getByText('Face and voice').first()).toBeVisible()
})

test('a silent label is left to the others, compounds become a second track, and a wrong rule is told in words', async () => {
  const speech = await app.authorOfModel('speech-emotion')
  await panel()
    .getByRole('button', { name: `Show label weights of ${speech}` })
    .click()
  await expect(panel()).toContainText(/never says .*surprise/)
  await panel()
    .getByRole('button', { name: /^Leave (it|these) to the others$/ })
    .click()
  await expect(panel().getByRole('button', { name: /^Leave (it|these) to the others$/ })).toBeHidden()

  await panel().getByRole('tab', { name: 'Rules' }).click()
  await panel()
    .getByRole('checkbox', { name: /^Compound expressions/ })
    .click()
  await expect(panel().getByRole('region', { name: /^Fusion of / })).toContainText('Compound')
  await app.screenshot('fusion-rules-dark')
  await panel().getByRole('button', { name: 'Add a rule' }).click()
  const condition = panel().getByRole('textbox', { name: 'Condition' })
  await condition.fill('joy > 0.5')
  await app.press('Enter')
  await expect(panel().getByRole('alert')).toContainText('“joy”')
  await panel().getByRole('button', { name: 'Remove the rule' }).click()
  await expect(panel().getByRole('alert')).toBeHidden()

  await panel().getByRole('tab', { name: 'Members' }).click()
  for (const [width, height, theme] of [
    [1440, 900, 'dark'],
    [1920, 1080, 'light']
  ] as const) {
    await app.dress(width, height, theme)
    await expect(panel().getByRole('group', { name: 'Score of the fusion' })).toBeVisible()
    await app.screenshot(`fusion-${theme}`)
  }
})

test('the default model of face and voice is run like any other, from the results of its members', async () => {
  await app.dress(1440, 900, 'dark')
  await app.run('Run a model')
  const name = await app.modelName('av-fusion')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), name)
  await expect(app.dialog.getByText('Put together from')).toBeVisible()
  await app.screenshot('fusion-run-dark')
  await app.press('Escape')
  await app.runModel(name, { on: 'open' })
  await expect
    .poll(async () => (await app.snapshot()).runs.find(({ modelId }) => modelId === 'av-fusion')?.state, {
      timeout: 60_000
    })
    .toBe('done')
  const { runs, tracks } = await app.snapshot()
  // Its members had answered about the demo before; they were not run again.
  expect(runs.filter(({ modelId }) => modelId === 'face-expression')).toHaveLength(1)
  const run = runs.find(({ modelId }) => modelId === 'av-fusion')
  const lanes = tracks.filter(({ runId }) => runId === run?.id)
  expect([...new Set(lanes.map(({ schemeId }) => schemeId))].sort()).toEqual(['compound7', 'ekman7'])
  const member = runs.find(({ modelId }) => modelId === 'speech-emotion')
  expect(member?.state).toBe('done')
  // Segments in which somebody was missing carry it, and the inspector says so.
  const [basic] = lanes.filter(({ schemeId }) => schemeId === 'ekman7')
  const segments = await app.ask('track.segments', {
    recordingId: basic?.recordingId ?? '',
    trackIds: [basic?.id ?? '']
  })
  const missing = segments.filter(({ extra }) => JSON.stringify(extra ?? {}).includes('"missing":["voice"]'))
  expect(missing.length).toBeGreaterThan(0)
  await app.screenshot('fusion-lanes-dark')
})
