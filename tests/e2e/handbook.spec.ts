import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { AffectoryApp } from './affectory-app'

/** What is wrong with the pictures and buttons on the page, the good-practice rules included. */
async function findings(app: AffectoryApp): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: app.page as unknown as Page })
    .withRules(['image-redundant-alt', 'image-alt', 'button-name', 'nested-interactive'])
    .setLegacyMode(true)
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

test('pictures of the handbook are read out once, small and enlarged', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.run('Handbook')
    const picture = app.dialog.getByRole('button', { name: /^Enlarge: The start page/ })
    await expect(picture).toBeVisible()
    expect(await findings(app)).toEqual([])
    await picture.click()
    await expect(app.dialog.getByRole('button', { name: /^The start page.*Back to the text$/ })).toBeFocused()
    expect(await findings(app)).toEqual([])
  } finally {
    await app.close()
  }
})
