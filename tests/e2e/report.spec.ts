import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('every author stands beside every label set, a score leads to its confusion, and a report holds all of it', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    await app.run('Compare: Overview')
    const table = app.page.getByRole('table', { name: 'Scores of every author against every label set' })
    const face = (await app.authorOfModel('face-expression')) || ''
    const [first = ''] = (await app.snapshot()).authors
      .filter(({ kind, synthetic }) => kind === 'human' && synthetic)
      .map(({ name }) => name)
    const cell = table.getByRole('button', { name: `${face} against ${first}:` })
    await expect(cell).toBeVisible()
    const shown = Number(/: ([\d.]+)$/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1])
    await expect(cell).toContainText('people')
    // Enter leads to the confusion of the same two, with the same number.
    await cell.focus()
    await app.press('Enter')
    await expect(app.page.getByRole('region', { name: 'Confusion matrix' })).toBeVisible()
    expect(await app.comparedNumber('UAR')).toBeCloseTo(shown, 3)

    await app.run('Compare: Report')
    const folder = join(app.machine.work, 'reports')
    mkdirSync(folder, { recursive: true })
    await app.page.getByText('Stills and sound of the examples').click()
    await app.chooseNext(folder)
    await app.page.getByRole('button', { name: 'Write the report…' }).click()
    await expect(app.page.getByText(/\d+ files in /)).toBeVisible({ timeout: 60_000 })
    const [name = ''] = readdirSync(folder)
    const files = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
    expect(
      readFileSync(join(folder, name, 'report.pdf'))
        .subarray(0, 5)
        .toString()
    ).toBe('%PDF-')
    const html = readFileSync(join(folder, name, 'report.html'), 'utf8')
    expect(html).toContain(`${face} against ${first}`)
    expect(html).toContain(shown.toFixed(3))
    expect(html).toContain('data:image/jpeg;base64,')
    expect(html).not.toContain('could not be made')
    for (const wanted of [
      'tables/segment-labels.csv',
      'tables/traces.csv',
      'tables/confusion.csv',
      'tables/labels.tex',
      'figures/recall.svg',
      'figures/confusion.png'
    ])
      expect(files).toContain(wanted)
    const matrix = readFileSync(join(folder, name, 'tables/confusion.csv'), 'utf8')
    expect(matrix).toContain('reference \\ candidate')
  } finally {
    await app.close()
  }
})
