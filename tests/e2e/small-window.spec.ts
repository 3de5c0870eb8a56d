import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

const LAYOUTS = ['Annotate', 'Rate', 'Converse', 'Signals', 'Compare', 'Review', 'Pages'] as const
/** Panels that open beside the timeline, by the command that shows them. */
const PANELS = [
  ['Study', 'study'],
  ['Find segments', 'find'],
  ['Find and replace', 'find'],
  ['Agreement of annotators', 'agreement'],
  ['Gold standard and adjudication', 'gold'],
  ['Export labels', 'export'],
  ['Models', 'models'],
  ['History of edits', 'history'],
  ['Problems', 'problems']
] as const

/**
 * Controls that somebody would miss: cut off by the window, laid over by something else, or with words cut without an
 * ellipsis. Controls that can be scrolled to are no loss, so only what is outside of every scroll area counts.
 */
function lost(app: AffectoryApp): Promise<readonly string[]> {
  return app.page.evaluate(() => {
    const found: string[] = []
    const name = (element: Element): string =>
      `${element.closest('[data-panel]')?.getAttribute('data-panel') ?? element.closest('header, nav, aside, footer')?.tagName.toLowerCase() ?? ''}: ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''}`
    const scrolls = (element: Element): boolean => {
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(parent)
        const can = /auto|scroll/.test(overflowY) && parent.scrollHeight > parent.clientHeight + 1
        const across = /auto|scroll/.test(overflowX) && parent.scrollWidth > parent.clientWidth + 1
        if (can || across) return true
      }
      return false
    }
    /** Share of a control's width and height that no frame around it cuts off. */
    const visible = (element: Element): number => {
      const box = element.getBoundingClientRect()
      let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom]
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(parent)
        const frame = parent.getBoundingClientRect()
        if (overflowX !== 'visible')
          [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)]
        if (overflowY !== 'visible')
          [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)]
      }
      return Math.min(Math.max(0, right - left) / box.width, Math.max(0, bottom - top) / box.height)
    }
    for (const element of document.querySelectorAll(
      'button, [role=tab], [role=combobox], input:not([type=checkbox]), [role=slider], textarea'
    )) {
      const box = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      if (box.width === 0 || box.height === 0 || style.visibility === 'hidden' || style.opacity === '0')
        continue
      if (scrolls(element) || element.closest('[aria-hidden=true], .toast')) continue
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1) {
        found.push(`outside the window: ${name(element)}`)
        continue
      }
      const inside = visible(element)
      if (inside < 0.8) {
        found.push(`cut to ${Math.round(inside * 100)} %: ${name(element)}`)
        continue
      }
      const on = document.elementFromPoint(x, y)
      if (on && !element.contains(on) && !on.contains(element) && on.closest('label')?.control !== element)
        found.push(`covered by ${on.className || on.tagName}: ${name(element)}`)
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the window scrolls sideways')
    return [...new Set(found)]
  })
}

test('in the smallest window every layout and panel shows its controls whole', async () => {
  test.setTimeout(300_000)
  const app = await AffectoryApp.launch()
  const missing: Record<string, readonly string[]> = {}
  const look = async (what: string): Promise<void> => {
    for (const theme of ['dark', 'light'] as const) {
      await app.dress(1100, 700, theme)
      await app.screenshot(`small-${what.toLowerCase().replaceAll(' ', '-')}-${theme}`)
    }
    const found = await lost(app)
    if (found.length > 0) missing[what] = found
  }
  try {
    await app.dress(1100, 700, 'dark')
    await look('start')
    await app.openDemo()
    await app.jobsEnd()
    await app.settledFrame()
    await app.dress(1100, 700, 'dark')
    for (const layout of LAYOUTS) {
      await app.page.getByRole('tab', { name: layout, exact: true }).first().click()
      await expect(app.page.getByRole('tab', { name: layout, exact: true }).first()).toHaveAttribute(
        'aria-selected',
        'true'
      )
      await look(layout)
    }
    await app.page.getByRole('tab', { name: 'Annotate', exact: true }).first().click()
    await app.panel('Video').focus()
    await app.press('Tab')
    await look('selected')
    for (const [command, panel] of PANELS) {
      await app.run(command)
      await expect(app.desk.locator(`[data-panel=${panel}]`)).toBeVisible()
      await look(command)
    }
    expect(missing).toEqual({})
  } finally {
    await app.close()
  }
})
