import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

/** Fewer presses than this lead from the worst slice to a number that changed. */
const TEN = 10
/** What is at once elsewhere may take this long on a busy machine. */
const PATIENCE_MS = 20_000

test('fewer than ten key presses lead from the worst slice to the corrected label and the changed number', async () => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    await app.run('Layout: Compare')
    let presses = 0
    const press = async (key: string): Promise<void> => {
      presses++
      await app.press(key)
    }

    await press('Alt+Shift+s')
    const table = app.panel('Compare').getByRole('table', { name: 'Worst slices' })
    const first = table.locator('[aria-rowindex="1"]')
    // The first question of a window starts the thread that answers it.
    await expect(first).toBeFocused({ timeout: PATIENCE_MS })
    const cells = first.getByRole('cell')
    const name = (await cells.nth(0).innerText()).split('\n').join(' · ')
    const items = Number(await cells.nth(1).innerText())
    const errors = Number(await cells.nth(2).innerText())
    const accuracy = await cells.nth(3).innerText()

    await press('Enter')
    const queue = app.panel('Sample queue')
    await expect(queue).toContainText(`1 / ${errors}`, { timeout: PATIENCE_MS })
    // What the model said of the first error, and the digit of that label.
    const said = (await queue.locator('#queue-0').getByRole('gridcell').nth(1).innerText())
      .trim()
      .split('\n')
      .at(-1)
    const choices = queue.getByRole('group', { name: /^Label of/ })
    const chosen = await choices.getByRole('button', { name: said }).innerText()
    const digit = /(\d)\s*$/.exec(chosen)?.[1]
    expect(digit, `"${said}" has a digit`).toBeDefined()
    await press(digit ?? '')

    const row = table.getByRole('row').filter({ has: app.page.getByTitle(name, { exact: true }) })
    await expect(row.getByRole('cell').nth(2)).toHaveText(String(errors - 1), { timeout: PATIENCE_MS })
    await expect(row.getByRole('cell').nth(1)).toHaveText(String(items))
    await expect(row.getByRole('cell').nth(3)).not.toHaveText(accuracy)
    expect(presses).toBeLessThan(TEN)

    // The number goes back with the edit, and the arrows go on through the list.
    await app.press('Control+z')
    await expect(row.getByRole('cell').nth(2)).toHaveText(String(errors), { timeout: PATIENCE_MS })
    await app.press('ArrowDown')
    await expect(table.locator('[aria-rowindex="2"]')).toBeFocused()
  } finally {
    await app.close()
  }
})
