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
})
test.afterAll(async () => app?.close())

const panel = () => app.desk.locator('[data-panel=compare]')

test('a voice model runs on noisier sound by keyboard; the curve leads to the moments that the noise broke, and a second run reads the same', async () => {
  test.setTimeout(120_000)
  const { tracks } = await app.snapshot()
  await app.press('Alt+Shift+e')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), await app.modelName('speech-emotion'))
  // The shorter of the two scenes.
  await app.dialog.getByRole('button', { name: /^All \d+ recordings/ }).click()
  await app.page.getByRole('checkbox', { name: /^Scene 2/ }).click()
  await app.press('Escape')
  await app.dialog.getByRole('textbox', { name: 'Steps of white noise' }).fill('10, -10')
  await app.dialog.getByRole('button', { name: 'Run 2 steps' }).press('Enter')
  const curve = panel().getByRole('region', { name: 'Curve of White noise' })
  await expect(curve.getByRole('button')).toHaveCount(2, { timeout: 90_000 })
  const table = panel().getByRole('table', { name: 'Steps' })
  await expect(table.getByRole('row')).toHaveCount(4)
  // Only this view shows them: no lane on the timeline, no author elsewhere.
  const authors = (await app.snapshot()).authors.filter(({ modelId }) => modelId?.includes('+'))
  expect(authors.map(({ name }) => name.split(' · ')[1]).sort()).toEqual([
    'white noise -10 dB',
    'white noise 10 dB'
  ])
  expect((await app.snapshot()).tracks.length).toBeGreaterThan(tracks.length)
  await expect(app.panel('Tracks').getByText('white noise')).toHaveCount(0)

  const loud = curve.getByRole('button', { name: /^White noise -10 dB: .*[1-9]\d* broken/ })
  await loud.focus()
  await app.press('Enter')
  await expect(panel().getByText(/^Right when clean, wrong at White noise -10 dB/)).toBeVisible()
  await app.press('g')

  // Asked again, it reads the same to the sample.
  const [run] = (await app.snapshot()).runs.filter(({ modelId }) =>
    modelId.endsWith('white-noise=-10,seed=1')
  )
  await app.ask('variant.run', {
    modelId: 'speech-emotion',
    recordingIds: run?.options['recordingIds'] as string[],
    variants: [{ kind: 'perturbation', change: 'white-noise', level: -10, seed: 1 }],
    again: true
  })
  await table.getByRole('row', { name: /-10 dB/ }).press('Enter')
  await expect(panel().getByText('the same in all 2 runs')).toBeVisible({ timeout: 60_000 })
})

test('four contexts of a conversation stand beside each other with their differences, and the words of a turn in each', async () => {
  test.setTimeout(120_000)
  await app.press('Alt+Shift+a')
  await app.choose(
    app.dialog.getByRole('combobox', { name: 'Model' }),
    await app.modelName('conversation-emotion')
  )
  await app.dialog.getByRole('button', { name: 'Run 4 variants' }).press('Enter')
  const table = panel().getByRole('table', { name: 'Variants' })
  await expect(table.getByRole('row')).toHaveCount(5, { timeout: 60_000 })
  await expect(table).toContainText('Δ to no context')
  for (const name of ['no context', 'past turns only', 'future turns only', 'past and future turns'])
    await expect(table.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible()
  // The turn that lies over the chosen segment is what the model is asked about.
  await app.panel('Tracks').focus()
  await app.press('Tab')
  const reads = panel().getByRole('region', { name: 'What the model reads' })
  await expect(reads.getByRole('definition')).toHaveCount(4)
})
