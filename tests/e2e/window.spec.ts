import AxeBuilder from '@axe-core/playwright'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

const demoMade = existsSync(join(root, '.local/demo/project.sqlite'))

let app: AffectoryApp
test.beforeAll(async () => {
  app = await AffectoryApp.launch()
})
test.afterAll(async () => app?.close())

/** What keeps people from using a view, by WCAG 2.2 A and AA: rule and elements. */
async function barriers(): Promise<readonly string[]> {
  // Electron has no new tabs, which axe would otherwise finish its work in.
  const { violations } = await new AxeBuilder({ page: app.page as unknown as Page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode(true)
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        (node) =>
          `${id}: ${node.target.join(' ')}: ${node.any.concat(node.all, node.none)[0]?.message ?? node.html.slice(0, 120)}`
      )
    )
}

const theme = (): Promise<string | null> => app.page.locator('html').getAttribute('data-theme')
const inBothThemes = async (place: string): Promise<void> => {
  for (let round = 0; round < 2; round++) {
    expect.soft(await barriers(), `${place}, ${await theme()}`).toEqual([])
    await app.ask('app.saveSettings', { theme: (await theme()) === 'dark' ? 'light' : 'dark' })
    await expect.poll(theme).toBe(round === 0 ? 'light' : 'dark')
  }
}

test('the start page can be used by everybody, dark and light', async () => {
  await inBothThemes('start')
})

test.describe('with the demo project', () => {
  test.skip(!demoMade, 'the demo project has not been made: run `npm run demo`')
  test.beforeAll(async () => {
    await app.openDemo()
    await app.jobsEnd()
  })

  test('the desk with a selected segment can be used by everybody, dark and light', async () => {
    await app.settledFrame()
    await app.panel('Video').focus()
    await app.press('Home', 'Tab')
    await inBothThemes('annotate')
  })

  for (const layout of ['Converse', 'Signals', 'Compare', 'Review'])
    test(`the layout ${layout} shows its panels and can be used by everybody, dark and light`, async () => {
      await app.page.getByRole('tab', { name: layout, exact: true }).first().click()
      await expect(app.page.getByRole('tab', { name: layout, exact: true }).first()).toHaveAttribute(
        'aria-selected',
        'true'
      )
      await expect(app.panel('Video')).toBeVisible()
      if (layout === 'Compare') await expect(app.panel('Compare').getByRole('grid').first()).toBeVisible()
      await expect(app.panel('Tracks').getByRole('img', { name: 'Time axis' })).toBeVisible()
      await inBothThemes(layout)
    })

  for (const [command, title] of [
    ['Models', 'Models'],
    ['Export labels', 'Export'],
    ['Problems', 'Problems'],
    ['History of edits', 'History']
  ] as const)
    test(`the panel ${title} opens by the palette and can be used by everybody, dark and light`, async () => {
      await app.run(command)
      await expect(app.panel(title)).toBeVisible()
      await inBothThemes(title)
    })

  for (const command of [
    'Run a model',
    'Settings',
    'Keyboard shortcuts',
    'Label schemes',
    'New track',
    'About Affectory',
    'Handbook'
  ])
    test(`the dialogue "${command}" opens by the palette, can be used by everybody, and closes by Escape`, async () => {
      await app.run(command)
      await expect(app.dialog).toBeVisible()
      await inBothThemes(command)
      await app.press('Escape')
      await expect(app.dialog).toBeHidden()
    })

  test('the palette finds a recording, a command and a moment', async () => {
    const field = app.dialog.getByRole('combobox')
    await app.press('Control+k')
    await field.fill('borrowed')
    await app.press('Enter')
    await expect(app.page.getByRole('banner')).toContainText('borrowed bike')
    await app.press('Control+k')
    await field.fill('0:12.5')
    await app.dialog.getByRole('option', { name: /Go to/ }).click()
    await expect.poll(() => app.time()).toBe(12_500_000)
    await app.press('Control+k')
    await field.fill('light and dark')
    await app.press('Enter')
    await expect.poll(theme).toBe('light')
    await app.run('Switch between light and dark')
    await expect.poll(theme).toBe('dark')
  })

  test('F1 lists the keys; a key can be changed, works at once, and a clash is told', async () => {
    const find = app.dialog.getByRole('textbox', { name: 'Find an action or a key' })
    const change = async (title: string, key: string): Promise<void> => {
      await find.fill(title)
      await app.dialog.getByRole('button', { name: `Change the key of ${title}` }).click()
      await app.press(key)
      await expect(app.dialog.getByText('press a key')).toBeHidden()
    }
    await app.press('F1')
    await expect(app.dialog).toContainText('Keyboard shortcuts')
    await change('Switch between light and dark', 'Control+Alt+t')
    await change('Whole recording', 'Control+Alt+t')
    await expect(app.dialog).toContainText(/2 actions share a key/)
    await change('Whole recording', 'Control+Alt+w')
    await expect(app.dialog).not.toContainText(/share a key/)
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
    const before = await theme()
    await app.press('Control+Alt+t')
    await expect.poll(theme).not.toBe(before)
    await app.ask('app.saveSettings', { shortcuts: {}, theme: 'dark' })
    await expect.poll(theme).toBe('dark')
  })

  test('F6 goes through the parts of the window, and focus can be seen', async () => {
    await app.page.getByRole('tab', { name: 'Annotate' }).click()
    const places = new Set<string>()
    for (let step = 0; step < 8; step++) {
      await app.press('F6')
      const { place, marked } = await app.page.evaluate(() => {
        const element = document.activeElement
        const area = element?.closest('[data-area]')?.getAttribute('data-area')
        const panel = element?.closest('[data-panel]')?.getAttribute('data-panel')
        const marks = [element, element?.parentElement].map(
          (each) => each && [getComputedStyle(each), getComputedStyle(each, '::after')]
        )
        const marked = marks
          .flat()
          .some(
            (style) =>
              style &&
              ((style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) ||
                style.boxShadow !== 'none')
          )
        return { place: area ?? panel ?? '', marked }
      })
      places.add(place)
      expect(marked, `focus in ${place}`).toBe(true)
    }
    for (const place of ['library', 'video', 'timeline', 'inspector']) expect([...places]).toContain(place)
  })

  test('a window of 1100 by 700 shows all parts without a page that scrolls', async () => {
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.isVisible())
        ?.setContentSize(1100, 700)
    )
    await expect.poll(() => app.page.evaluate(() => window.innerWidth)).toBe(1100)
    await expect
      .poll(() =>
        app.page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement
          return [scrollWidth - window.innerWidth, scrollHeight - window.innerHeight]
        })
      )
      .toEqual([0, 0])
    for (const part of [app.library, app.desk, app.inspector, app.statusBar]) await expect(part).toBeVisible()
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.isVisible())
        ?.setContentSize(1440, 900)
    )
  })
})
