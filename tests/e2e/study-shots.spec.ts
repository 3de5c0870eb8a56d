import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

/** Pictures of the study for people to look at: `npx playwright test --grep @shots`. They need no test before them. */
test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

const SIZES = [
  [1100, 700],
  [1440, 900],
  [1920, 1080]
] as const

test('pictures of the study @shots', async () => {
  test.setTimeout(400_000)
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const first = await study(app)
    await app.panel('Video').focus()
    await app.press('Control+Shift+u')
    const panel = app.desk.locator('[data-panel=study]')
    const row = (name: string): Locator =>
      panel.getByRole('table', { name: 'Assignments' }).getByRole('row').filter({ hasText: name })
    const inDialog = async (name: string): Promise<void> => {
      await expect(app.dialog).toBeVisible()
      await app.screenshot(name)
      await app.press('Escape')
      await expect(app.dialog).toBeHidden()
    }
    for (const [width, height] of SIZES)
      for (const theme of ['dark', 'light'] as const) {
        const size = `${theme}-${width}x${height}`
        await app.dress(width, height, theme)
        await app.page.getByRole('tab', { name: 'People and groups' }).click()
        await app.screenshot(`study-people-${size}`)
        await panel.getByRole('table', { name: 'People' }).getByText('Eva Lund').click()
        await inDialog(`study-person-${size}`)
        await app.page.getByRole('tab', { name: 'Assignments' }).click()
        await row('Practice').getByRole('button', { name: 'Practice', exact: true }).click()
        await app.screenshot(`study-${size}`)
        await panel.getByRole('button', { name: 'New assignment…' }).first().click()
        await inDialog(`study-assign-${size}`)
        await panel.getByRole('button', { name: 'Result' }).first().click()
        await inDialog(`study-practice-${size}`)
        await row(first)
          .getByRole('button', { name: /^More about/ })
          .click()
        await app.page.getByRole('menuitem', { name: 'Send out…' }).click()
        await inDialog(`study-package-${size}`)
      }
    await app.dress(1440, 900, 'dark')
    await merge(app, row(first))
    await inDialog('study-merge')
  } finally {
    await app.close()
  }
})

/** A study led by Lea: work for two annotators, and practice of a third that is finished. Answers the first annotator. */
async function study(app: AffectoryApp): Promise<string> {
  const { authors, recordings, schemes, tracks } = await app.snapshot()
  const [first, second, third] = authors.filter(({ kind, synthetic }) => kind === 'human' && synthetic)
  if (!first || !second || !third) throw new Error('the demo has three simulated annotators')
  const recordingIds = recordings.map(({ id }) => id)
  const known = tracks.find(({ kind, authorId }) => kind === 'segments' && authorId === second.id)
  const lanes = [{ schemeId: known?.schemeId ?? schemes[0]?.id, attributeId: known?.attributeId }]
  const lead = 'lea'
  const edit = (authorId: string, ...commands: readonly (readonly [string, object])[]): Promise<unknown> =>
    app.ask('edit.apply', { authorId, commands: commands.map(([id, input]) => ({ id, input })) })
  await edit(lead, ['author-save', { id: lead, name: 'Lea', lead: true }])
  await app.ask('session.viewAs', { authorId: lead, confirmed: true })
  const work = (id: string, authorId: string, more: object): readonly [string, object] => [
    'assignment-save',
    { id, authorId, tracks: lanes, recordingIds, ...more }
  ]
  await edit(
    lead,
    work('round-1', first.id, { name: 'Round 1', blind: true }),
    work('round-2', second.id, { name: 'Round 1', blind: true }),
    work('practice', third.id, {
      name: 'Practice',
      calibration: { referenceAuthorId: second.id, passAt: 0.6 }
    }),
    [
      'person-save',
      {
        name: 'Eva Lund',
        details: { code: 'K1', role: 'client', fields: [{ name: 'sex', value: 'female', consent: true }] }
      }
    ]
  )
  const item = (await app.snapshot()).items.find(({ assignmentId }) => assignmentId === 'practice')
  const at = new Date().toISOString()
  const step = (state: string): readonly [string, object] => ['item-set', { ids: [item?.id], state, at }]
  await edit(third.id, step('started'))
  const lane = (await app.snapshot()).tracks.find(({ itemId }) => itemId === item?.id)
  const answers = (await app.ask('track.segments', { recordingId: item?.recordingId ?? '' }))
    .filter(({ trackId }) => trackId === known?.id)
    .map(({ start, end, label }): readonly [string, object] => [
      'segment-create',
      { trackId: lane?.id, start, end, label: label === 'anger' ? 'fear' : label }
    ])
  await edit(third.id, ...answers)
  await edit(third.id, step('finished'))
  return first.name
}

/** Send work out and ask for it back, up to the dialogue that tells what would come. */
async function merge(app: AffectoryApp, row: Locator): Promise<void> {
  const folder = join(app.machine.work, 'sent out')
  await app.saveNextAs(folder)
  await row.getByRole('button', { name: /^More about/ }).click()
  await app.page.getByRole('menuitem', { name: 'Send out…' }).click()
  await app.dialog.getByRole('button', { name: 'Choose a folder and write' }).click()
  await expect(app.dialog).toBeHidden()
  await expect.poll(() => existsSync(join(folder, 'project.sqlite'))).toBe(true)
  await app.chooseNext(folder)
  await app.desk.getByRole('button', { name: 'Merge…' }).click()
}
