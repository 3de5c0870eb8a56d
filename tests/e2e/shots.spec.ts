import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

/** Pictures of every view for people to look at: `npx playwright test --grep @shots`. */
const SIZES = [
  [1440, 900],
  [1920, 1080]
] as const
const THEMES = ['dark', 'light'] as const

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('pictures of every view @shots', async () => {
  test.setTimeout(600_000)
  const app = await AffectoryApp.launch()
  const inEverySize = async (name: string): Promise<void> => {
    for (const [width, height] of SIZES)
      for (const theme of THEMES) {
        await app.dress(width, height, theme)
        await app.screenshot(`${name}-${theme}-${width}x${height}`)
      }
  }
  try {
    await inEverySize('start')
    await app.openDemo()
    await app.jobsEnd()
    await app.settledFrame()
    await app.seek(8.2)
    await app.settledFrame()
    await inEverySize('annotate')
    await app.panel('Video').focus()
    await app.press('Tab')
    await inEverySize('annotate-selected')
    for (const layout of ['Rate', 'Converse', 'Signals', 'Review']) {
      await app.page.getByRole('tab', { name: layout, exact: true }).first().click()
      await expect(app.panel('Tracks').getByRole('img', { name: 'Time axis' })).toBeVisible()
      await app.settledFrame()
      await inEverySize(layout.toLowerCase())
    }
    const [first = '', second = ''] = (await app.snapshot()).authors
      .filter(({ kind, synthetic }) => kind === 'human' && synthetic)
      .map(({ name }) => name)
    const panel = await app.compare(first, second)
    await panel
      .locator('[role=gridcell][data-at]:not([data-diagonal]):not(.matrix-total)')
      .filter({ hasText: /^[1-9]/ })
      .first()
      .click()
    await expect(app.panel('Sample queue').getByRole('row').first()).toBeVisible()
    await expect(app.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    await app.settledFrame()
    await inEverySize('compare')
    await app.page.getByRole('tab', { name: 'Annotate', exact: true }).first().click()
    for (const [command, name] of [
      ['Models', 'models'],
      ['Export labels', 'export'],
      ['History of edits', 'history'],
      ['Problems', 'problems']
    ] as const) {
      await app.run(command)
      await inEverySize(name)
    }
    for (const [command, name] of [
      ['Run a model', 'run-model'],
      ['Settings', 'settings'],
      ['Keyboard shortcuts', 'shortcuts'],
      ['Label schemes', 'scheme'],
      ['New track', 'track'],
      ['About Affectory', 'about'],
      ['Handbook', 'handbook']
    ] as const) {
      await app.run(command)
      await expect(app.dialog).toBeVisible()
      await inEverySize(name)
      await app.press('Escape')
      await expect(app.dialog).toBeHidden()
    }
    await app.press('Control+k')
    await expect(app.dialog).toBeVisible()
    await inEverySize('palette')
  } finally {
    await app.close()
  }
})

test('an empty project in every size @shots', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Empty')
    for (const theme of THEMES) {
      await app.dress(1440, 900, theme)
      await app.screenshot(`empty-${theme}-1440x900`)
    }
  } finally {
    await app.close()
  }
})
