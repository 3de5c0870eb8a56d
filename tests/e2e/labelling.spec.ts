import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import type { Segment } from '../../src/shared/domain/rows'
import { AffectoryApp } from './affectory-app'
import { canKillProcesses } from './driver/processes'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video to label')

const NAME = 'constant'
const summary = (segments: readonly Segment[]): readonly unknown[] =>
  segments.map(({ start, end, label, confidence, comment }) => ({ start, end, label, confidence, comment }))

test('twenty segments made by the keyboard alone survive kill -9 of every process, with their undo', async () => {
  test.skip(!canKillProcesses, 'processes cannot be killed one by one on this system')
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  let reopened: AffectoryApp | undefined
  try {
    const folder = await app.newProject('Labels', 'Ada')
    await app.importFiles(await testMedia(`${NAME}.mp4`))
    await app.settledFrame()
    await app.panel('Video').focus()
    const count = (expected: number) =>
      expect.poll(async () => (await app.segments(NAME)).length).toBe(expected)
    await app.press('Home')

    // Four by W: from the end of the segment before to the playhead.
    for (let made = 1; made <= 4; made++) {
      for (let step = 0; step < 12; step++) await app.press('ArrowRight')
      await app.press('w')
      await count(made)
      await app.press(String(made))
    }
    // Four by I and O, ten frames each.
    for (let made = 5; made <= 8; made++) {
      await app.press('i', 'Control+ArrowRight', 'o')
      await count(made)
      await app.press(String(made - 4))
    }
    // Four by Enter and Enter.
    for (let made = 9; made <= 12; made++) {
      await app.press('Enter', 'Control+ArrowRight', 'Enter')
      await count(made)
      await app.press(String(made - 6))
    }
    // Three by holding a digit while the recording plays.
    for (let made = 13; made <= 15; made++) {
      await app.press('Space')
      await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()
      const before = await app.time()
      await app.page.keyboard.down('2')
      await expect.poll(() => app.time()).toBeGreaterThan(before + 300_000)
      await app.page.keyboard.up('2')
      await app.press('Space')
      await count(made)
    }
    // Six by splitting, one taken away by a merge.
    await app.press('Home')
    for (let made = 16; made <= 21; made++) {
      await app.press('Tab', ...(made === 16 ? [] : ['Tab']), 'ArrowRight', 'ArrowRight', 'ArrowRight', 's')
      await count(made)
    }
    await app.press('Tab', 'Shift+M')
    await count(20)
    // A confidence and a comment.
    await app.press('Alt+4')
    await expect
      .poll(async () => (await app.segments(NAME)).filter(({ confidence }) => confidence === 0.8).length)
      .toBe(1)
    await app.press('c')
    await app.page.getByRole('group', { name: 'Comment' }).getByRole('textbox').fill('Looks away, "not sure"')
    await app.press('Enter')
    await expect
      .poll(async () => (await app.segments(NAME)).filter(({ comment }) => comment !== undefined).length)
      .toBe(1)

    await app.saved()
    const labelled = await app.segments(NAME)
    expect(labelled).toHaveLength(20)
    expect(labelled.filter(({ label }) => label !== undefined).length).toBeGreaterThanOrEqual(18)
    for (const [index, segment] of labelled.entries())
      expect(segment.end, `segment ${index} ends before the next`).toBeLessThanOrEqual(
        labelled[index + 1]?.start ?? Infinity
      )
    await app.screenshot('labelling')

    await app.killAll()
    reopened = await AffectoryApp.launch(app.machine)
    await reopened.startPage
      .getByRole('button', { name: /Labels/ })
      .first()
      .click()
    await expect(reopened.library.getByText(NAME, { exact: true })).toBeVisible()
    expect((await reopened.ask('project.current'))?.folder).toBe(folder)
    expect(await reopened.segments(NAME)).toEqual(labelled)

    // What was done before the kill can be taken back after it, and done again.
    await expect(reopened.panel('Video').getByTestId('clock')).toBeVisible()
    await reopened.panel('Video').focus()
    await reopened.press('Control+z')
    await expect.poll(async () => (await comments(reopened)).length).toBe(0)
    for (let step = 0; step < 2; step++) {
      const before = (await reopened.snapshot()).revision
      await reopened.press('Control+z')
      await expect.poll(async () => (await reopened?.snapshot())?.revision).toBeGreaterThan(before)
    }
    await expect.poll(async () => (await reopened?.segments(NAME))?.length).toBe(21)
    for (let step = 0; step < 3; step++) {
      const before = (await reopened.snapshot()).revision
      await reopened.press('Control+Shift+z')
      await expect.poll(async () => (await reopened?.snapshot())?.revision).toBeGreaterThan(before)
    }
    expect(summary(await reopened.segments(NAME))).toEqual(summary(labelled))
  } finally {
    await reopened?.quit()
    await app.close()
  }
})

const comments = async (app: AffectoryApp | undefined): Promise<readonly Segment[]> =>
  ((await app?.segments(NAME)) ?? []).filter(({ comment }) => comment !== undefined)

test('keys pressed quickly one after the other all count', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Quick', 'Ada')
    await app.importFiles(await testMedia(`${NAME}.mp4`))
    await app.settledFrame()
    await app.panel('Video').focus()
    await app.press('Home')
    for (const digit of ['1', '2', '3', '4', '5']) await app.press('Shift+ArrowRight', 'w', digit)
    await expect
      .poll(async () =>
        (await app.segments(NAME)).map(({ start, end, label }) => [start, end, label !== undefined])
      )
      .toEqual([0, 1, 2, 3, 4].map((second) => [second * 1_000_000, (second + 1) * 1_000_000, true]))
    expect(new Set((await app.segments(NAME)).map(({ label }) => label)).size).toBe(5)
  } finally {
    await app.close()
  }
})

test('two annotators label the same recording on tracks of their own and undo only their own work', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Two raters', 'Ada')
    await app.importFiles(await testMedia(`${NAME}.mp4`))
    await app.settledFrame()
    await app.panel('Video').focus()
    await app.press('Home', 'Shift+ArrowRight', 'w')
    await expect.poll(async () => (await app.segments(NAME)).length).toBe(1)
    await app.press('1')
    await app.saved()

    await app.annotator('Ada').click()
    await app.page.getByRole('menuitem', { name: 'Add an annotator…' }).click()
    await app.dialog.getByRole('textbox', { name: 'Name' }).fill('Ben')
    await app.dialog.getByRole('button', { name: /add|save|create/i }).click()
    await expect(app.annotator('Ben')).toBeVisible()
    await app.panel('Video').focus()
    await app.press('Escape', 'Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'w')
    await expect.poll(async () => (await app.segments(NAME)).length).toBe(2)
    await app.press('2')
    await app.saved()

    const { tracks, authors } = await app.snapshot()
    const author = (trackId: string): string | undefined =>
      authors.find(({ id }) => id === tracks.find((track) => track.id === trackId)?.authorId)?.name
    const by = async (): Promise<readonly string[]> =>
      (await app.segments(NAME)).map(({ trackId }) => author(trackId) ?? '').sort()
    expect(await by()).toEqual(['Ada', 'Ben'])
    for (let step = 0; step < 3; step++) await app.press('Control+z')
    await expect.poll(by).toEqual(['Ada'])
  } finally {
    await app.close()
  }
})
