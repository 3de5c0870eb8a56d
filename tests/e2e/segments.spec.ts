import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there is no generated video')
const noDemo = !existsSync(join(root, '.local/demo/project.sqlite'))

/** Length of the generated recording, in seconds; the time axis shows one hundredth more. */
const LENGTH = 10
const NAME = 'constant'
const SCENE = 'Scene 2, the borrowed bike'

let app: AffectoryApp
test.beforeEach(async () => {
  app = await AffectoryApp.launch()
})
test.afterEach(async () => app?.close())

/** A project with the generated video. */
async function withVideo(): Promise<void> {
  await app.newProject('Segments', 'Ada')
  await app.importFiles(await testMedia(`${NAME}.mp4`))
  await app.settledFrame()
  await app.panel('Video').focus()
  await app.press('Home')
}

const apply = (...commands: readonly { readonly id: string; readonly input: unknown }[]) =>
  app.snapshot().then(({ authors }) => {
    const me = authors.find(({ kind }) => kind === 'human')
    return app.ask('edit.apply', { authorId: me?.id ?? '', commands: [...commands] })
  })

/** Spans of a track in seconds, with their labels. */
async function spans(trackName: string, recording = NAME): Promise<readonly string[]> {
  const { tracks } = await app.snapshot()
  const ids = tracks.filter(({ name }) => name === trackName).map(({ id }) => id)
  return (await app.segments(recording))
    .filter(({ trackId }) => ids.includes(trackId))
    .map(({ start, end, label }) => `${start / 1e6}-${end / 1e6}${label === undefined ? '' : ` ${label}`}`)
}

/** A track of mine with segments, made by edits as the window makes them. */
async function makeTrack(
  name: string,
  segments: readonly (readonly [start: number, end: number, label?: string])[],
  more: Readonly<Record<string, unknown>> = {}
): Promise<string> {
  const { recordings, schemes } = await app.snapshot()
  const id = `track-${name}`
  await apply(
    {
      id: 'track-create',
      input: { id, recordingId: recordings[0]?.id, schemeId: schemes[0]?.id, name, ...more }
    },
    ...segments.map(([start, end, label]) => ({
      id: 'segment-create',
      input: { id: `${name}-${start}`, trackId: id, start: start * 1e6, end: end * 1e6, label }
    }))
  )
  return id
}

/** Do an action that opens a dialogue, by the palette. */
async function openDialog(title: string): Promise<void> {
  await app.press('Control+k')
  await app.dialog.getByRole('combobox').fill(title)
  await app.dialog.getByRole('option', { name: title }).first().click()
}

const lane = (trackId: string): Locator => app.panel('Tracks').locator(`.tl-lane[data-track-id="${trackId}"]`)
const gutter = (trackId: string): Locator =>
  app.panel('Tracks').locator(`.tl-gutter[data-lane-id="track:${trackId}"]`)

async function placeOf(trackId: string, seconds: number): Promise<{ x: number; y: number }> {
  const box = await lane(trackId).boundingBox()
  if (!box) throw new Error(`there is no lane of ${trackId}`)
  return { x: box.x + (box.width * seconds) / (LENGTH * 1.01), y: box.y + box.height / 2 }
}

async function drag(
  from: { x: number; y: number },
  to: { x: number; y: number },
  key?: string
): Promise<void> {
  if (key) await app.page.keyboard.down(key)
  await app.page.mouse.move(from.x, from.y)
  await app.page.mouse.down()
  await app.page.mouse.move((from.x + to.x) / 2, from.y, { steps: 3 })
  await app.page.mouse.move(to.x, from.y)
  await app.page.mouse.up()
  if (key) await app.page.keyboard.up(key)
}

test('a track becomes gap-free, shares its edges while one is dragged, and closes over a deleted segment', async () => {
  await withVideo()
  const id = await makeTrack('Tiles', [
    [1, 3, 'anger'],
    [5, 7]
  ])
  await gutter(id).click()
  await app.run('Close or allow gaps on the track')
  await expect.poll(() => spans('Tiles')).toEqual(['1-3 anger', '3-5', '5-7'])
  await app.screenshot('segments-gap-free')

  // Alt: the edge goes exactly where the mouse is.
  await drag(await placeOf(id, 3), await placeOf(id, 4), 'Alt')
  await expect.poll(async () => Number((await spans('Tiles'))[0]?.split(/[- ]/)[1])).toBeGreaterThan(3.9)
  const [first, second] = await spans('Tiles')
  expect(second?.split('-')[0]).toBe(first?.split(/[- ]/)[1])

  const middle = await placeOf(id, 4.6)
  await app.page.mouse.click(middle.x, middle.y)
  await app.press('Delete')
  await expect.poll(() => spans('Tiles')).toEqual(['1-5 anger', '5-7'])
  await app.press('Control+z', 'Control+z', 'Control+z')
  await expect.poll(() => spans('Tiles')).toEqual(['1-3 anger', '5-7'])
})

test('a track within another is drawn indented, follows it, and is asked about before the upper one goes', async () => {
  await withVideo()
  const scenes = await makeTrack('Scenes', [
    [0, 4],
    [4, 8]
  ])
  const acts = await makeTrack('Acts', [
    [1, 2],
    [3, 6]
  ])
  await gutter(acts).dblclick()
  await app.choose(app.dialog.getByRole('combobox', { name: 'Within' }), /Scenes/)
  await expect(app.dialog.getByRole('alert')).toContainText('1 segment reaches over an edge')
  await app.screenshot('segments-track-dialog')
  await app.dialog.getByRole('checkbox', { name: /Cut segments/ }).click()
  await app.dialog.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => spans('Acts')).toEqual(['1-2', '4-6'])
  await expect(gutter(acts)).toHaveClass(/is-below/)

  // The second scene is shortened: what lies in it is cut.
  await drag(await placeOf(scenes, 8), await placeOf(scenes, 5), 'Alt')
  await expect.poll(async () => Number((await spans('Acts')).at(-1)?.split('-')[1])).toBeLessThan(5.2)
  await app.press('Control+z')
  await expect.poll(() => spans('Acts')).toEqual(['1-2', '4-6'])

  await gutter(scenes).click()
  await app.run('Delete the track')
  await expect(app.dialog).toContainText('1 track with 2 segments lies within this one')
  await app.screenshot('segments-delete-track')
  await app.dialog.getByRole('button', { name: 'Keep them by themselves' }).click()
  await expect(lane(scenes)).toHaveCount(0)
  expect(await spans('Acts')).toEqual(['1-2', '4-6'])
  await app.press('Control+z')
  await expect(gutter(acts)).toHaveClass(/is-below/)
})

test('Shift-drag moves the boundary at that time on every track of mine, and on no other', async () => {
  await withVideo()
  const a = await makeTrack('One', [
    [1, 4],
    [4, 6]
  ])
  await makeTrack('Two', [[4, 8]])
  await makeTrack('Three', [[2, 3.5]])
  await drag(await placeOf(a, 4), await placeOf(a, 5), 'Shift')
  await expect.poll(async () => Number((await spans('Two'))[0]?.split('-')[0])).toBeGreaterThan(4.8)
  const moved = (await spans('Two'))[0]?.split('-')[0]
  expect((await spans('One')).map((span) => span.split('-'))).toEqual([
    ['1', moved],
    [moved, '6']
  ])
  expect(await spans('Three')).toEqual(['2-3.5'])
})

test('an edge chosen by key plays in a loop around it, stays shared while it is nudged, and is let go by Escape', async () => {
  await withVideo()
  const id = await makeTrack('One', [
    [1, 4],
    [4, 6]
  ])
  const place = await placeOf(id, 2)
  await app.page.mouse.click(place.x, place.y)
  await app.press('Alt+BracketRight')
  await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()
  // The loop never leaves half a second around the edge, and plays both sides.
  const heard = { before: false, after: false }
  await expect
    .poll(async () => {
      const time = await app.time()
      if (time < 3_400_000 || time > 4_700_000) throw new Error(`played at ${time}`)
      if (time < 4_000_000) heard.before = true
      else heard.after = true
      return heard.before && heard.after
    })
    .toBe(true)
  await app.screenshot('segments-edge-loop')
  await app.press('Control+BracketRight')
  await expect.poll(async () => (await spans('One'))[0]).toBe('1-4.033333')
  expect(await spans('One')).toEqual(['1-4.033333', '4.033333-6'])
  await app.press('Escape')
  await expect(app.page.getByRole('button', { name: 'Play' }).first()).toBeVisible()
  await app.press('Control+z')
  await expect.poll(() => spans('One')).toEqual(['1-4', '4-6'])
})

test('selected segments are changed at once, with the count before, and taken back by one undo', async () => {
  await withVideo()
  const id = await makeTrack('One', [
    [1, 2, 'anger'],
    [3, 4],
    [5, 6]
  ])
  for (const [index, seconds] of [1.5, 3.5, 5.5].entries()) {
    const place = await placeOf(id, seconds)
    if (index > 0) await app.page.keyboard.down('Control')
    await app.page.mouse.click(place.x, place.y)
    if (index > 0) await app.page.keyboard.up('Control')
  }
  await app.press('Control+Shift+H')
  await expect(app.dialog.getByRole('status')).toContainText('Nothing changes yet')
  await app.dialog.getByRole('textbox', { name: 'Shift by, milliseconds' }).fill('9000')
  await expect(app.dialog.getByRole('alert')).toContainText('would lie outside the recording')
  await app.dialog.getByRole('textbox', { name: 'Shift by, milliseconds' }).fill('-500')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Flag' }), 'Flag')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Comment' }), 'Add below')
  await app.dialog.getByRole('textbox', { name: 'Words of the comment' }).fill('checked')
  await expect(app.dialog.getByRole('status')).toContainText('Changes 3 segments')
  await app.screenshot('segments-batch')
  await app.dialog.getByRole('button', { name: 'Change 3 segments' }).click()
  await expect.poll(() => spans('One')).toEqual(['0.5-1.5 anger', '2.5-3.5', '4.5-5.5'])
  expect((await app.segments(NAME)).every(({ flagged, comment }) => flagged && comment === 'checked')).toBe(
    true
  )
  await app.press('Control+z')
  await expect.poll(() => spans('One')).toEqual(['1-2 anger', '3-4', '5-6'])
  expect((await app.segments(NAME)).some(({ flagged }) => flagged)).toBe(false)
})

test('words are found over all recordings, by text and by pattern, go to the queue, and are replaced after a look', async () => {
  test.skip(noDemo, 'the demo project has not been made: run `npm run demo`')
  await app.openDemo()
  await app.openRecording(SCENE)
  await app.panel('Video').focus()
  await app.press('Control+f')
  const panel = app.desk.locator('[data-panel=find]')
  const find = panel.getByRole('textbox', { name: 'Find' })
  const status = panel.getByRole('status')
  await expect(find).toBeFocused()
  await find.fill('bike')
  const here = (await app.segments(SCENE)).filter(({ text }) => /bike/i.test(text ?? '')).length
  await expect(status).toHaveText(`${here} segment${here === 1 ? '' : 's'} found`)
  await panel.getByRole('tab', { name: 'All recordings' }).click()
  await find.fill('the')
  const { recordings } = await app.snapshot()
  let all = 0
  for (const { name } of recordings)
    all += (await app.segments(name)).filter(({ text }) => /the/i.test(text ?? '')).length
  await expect(status).toHaveText(`${all} segments found`)
  await app.screenshot('segments-find')

  // A label of another track at the same time.
  await find.fill('')
  await panel.getByRole('button', { name: 'More conditions' }).click()
  await app.choose(panel.getByRole('combobox', { name: 'By', exact: true }), 'Rater A')
  await expect(status).not.toHaveText(`${all} segments found`)
  await panel.getByRole('button', { name: 'Clear conditions' }).click()
  await panel.getByRole('button', { name: 'More conditions' }).click()

  // A pattern that would take for ever is stopped, and the window lives on.
  await panel.getByRole('button', { name: 'Regular expression' }).click()
  await find.fill('(.*.*.*.*.*.*.*.*.*.*.*.*)*\\d{9}$')
  await expect(panel.getByRole('alert')).toContainText('takes too long', { timeout: 20_000 })
  await find.fill('(unclosed')
  await expect(panel.getByRole('alert')).toContainText('is not a regular expression')

  await find.fill('\\b(my|your) (\\w+)')
  const words = (await app.segments(SCENE)).filter(({ text }) => /\b(my|your) (\w+)/iu.test(text ?? ''))
  await panel.getByRole('tab', { name: 'This recording' }).click()
  await expect(status).toHaveText(new RegExp(`^${words.length} segments? found`))
  await panel.getByRole('textbox', { name: 'Replace by' }).fill('$1 own $2')
  await panel.getByRole('button', { name: 'Preview replacing' }).click()
  await expect(status).toContainText('would change')
  await app.screenshot('segments-replace')
  const before = (await app.segments(SCENE)).map(({ text }) => text)
  await panel.getByRole('button', { name: /^Replace \d+ texts?$/ }).click()
  await expect
    .poll(async () => (await app.segments(SCENE)).map(({ text }) => text))
    .toEqual(before.map((text) => text?.replace(/\b(my|your) (\w+)/giu, '$1 own $2')))
  await app.panel('Tracks').focus()
  await app.press('Control+z')
  await expect.poll(async () => (await app.segments(SCENE)).map(({ text }) => text)).toEqual(before)

  await panel.getByRole('button', { name: 'To the sample queue' }).click()
  await expect(app.panel('Sample queue')).toContainText('Found “')
})

test('predictions are accepted from a confidence on, rejected below it, and complete a track, each with its origin', async () => {
  test.skip(noDemo, 'the demo project has not been made: run `npm run demo`')
  await app.openDemo()
  await app.openRecording(SCENE)
  await app.panel('Tracks').focus()
  const tracks = (await app.snapshot()).tracks
  const { authors, recordings } = await app.snapshot()
  const speech = authors.find(({ name }) => name === 'Speech emotion')
  const recording = recordings.find(({ name }) => name === SCENE)
  const predicted = tracks.find(
    ({ authorId, recordingId }) => authorId === speech?.id && recordingId === recording?.id
  )
  const predictions = (await app.segments(SCENE)).filter(({ trackId }) => trackId === predicted?.id)
  const sure = predictions.filter(({ confidence }) => (confidence ?? 0) >= 0.6)

  await app.press('Alt+y')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), 'Speech emotion')
  await app.dialog.getByRole('tab', { name: 'This recording' }).click()
  await app.dialog.getByRole('textbox', { name: 'At least, as a number' }).fill('0.6')
  await app.press('Enter')
  await expect(app.dialog.getByRole('status')).toContainText(
    `${sure.length} of ${predictions.length} undecided predictions`
  )
  await app.choose(app.dialog.getByRole('combobox', { name: 'Labels to give' }), 'Those of the model')
  await app.screenshot('segments-accept-above')
  await app.dialog.getByRole('button', { name: `Accept ${sure.length}` }).click()
  await expect
    .poll(
      async () => (await app.segments(SCENE)).filter(({ origin }) => origin?.kind === 'prediction').length
    )
    .toBeGreaterThan(0)
  const made = (await app.segments(SCENE)).filter(({ origin }) => origin?.kind === 'prediction')
  expect(made.every(({ origin }) => sure.some(({ id }) => id === origin?.ref))).toBe(true)
  await app.press('Control+z')
  await expect
    .poll(
      async () =>
        (await app.segments(SCENE)).filter(
          ({ origin, review }) => origin?.kind === 'prediction' || review !== undefined
        ).length
    )
    .toBe(0)

  await openDialog('Complete the rest of the track with a model')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Track to complete' }), /P03/)
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), 'Facial expression')
  await app.dialog.getByRole('textbox', { name: 'At least, as a number' }).fill('0')
  await app.press('Enter')
  await expect(app.dialog.getByRole('status')).toContainText(/Fills 0:\d\d in \d+ segments?/)
  await app.screenshot('segments-complete')
  const mine = (await app.segments(SCENE)).filter(
    ({ trackId }) => !predictions.some((each) => each.trackId === trackId)
  )
  await app.dialog.getByRole('button', { name: /^Fill/ }).click()
  await expect
    .poll(
      async () => (await app.segments(SCENE)).filter(({ origin }) => origin?.kind === 'prediction').length
    )
    .toBeGreaterThan(0)
  const after = await app.segments(SCENE)
  const filled = after.filter(({ origin }) => origin?.kind === 'prediction')
  const kept = mine.filter(({ trackId, label }) => trackId === filled[0]?.trackId && label !== undefined)
  expect(
    after
      .filter(({ id }) => kept.some((each) => each.id === id))
      .map(({ start, end, label }) => [start, end, label])
  ).toEqual(kept.map(({ start, end, label }) => [start, end, label]))
  // The inspector says where it came from.
  const one = filled[0]
  const box = await lane(one?.trackId ?? '').boundingBox()
  const duration = recording?.duration ?? 1
  const share = ((one?.start ?? 0) + (one?.end ?? 0)) / 2 / (duration * 1.01)
  await app.page.mouse.click(
    (box?.x ?? 0) + (box?.width ?? 0) * share,
    (box?.y ?? 0) + (box?.height ?? 0) / 2
  )
  await expect(app.inspector.getByRole('region', { name: 'Where this label comes from' })).toContainText(
    'Facial expression said'
  )
  await app.screenshot('segments-origin')

  // Out of sight, and so are the faces that models found.
  const faces = app.page.getByRole('img', { name: 'Faces found by models' })
  await expect(faces).toHaveCount(1)
  await app.press('Shift+P')
  await expect(lane(predicted?.id ?? '')).toHaveCount(0)
  await expect(faces).toHaveCount(0)
  await app.press('Shift+P')
  await expect(lane(predicted?.id ?? '')).toHaveCount(1)
  await expect(faces).toHaveCount(1)
})

for (const theme of ['dark', 'light'] as const)
  test(`find, predictions and nested tracks look right, ${theme}`, async () => {
    test.skip(noDemo, 'the demo project has not been made: run `npm run demo`')
    await app.openDemo()
    await app.openRecording(SCENE)
    await app.dress(1440, 900, theme)
    await app.panel('Video').focus()
    await app.press('Control+f')
    const panel = app.desk.locator('[data-panel=find]')
    await panel.getByRole('textbox', { name: 'Find' }).fill('you')
    await panel.getByRole('button', { name: 'More conditions' }).click()
    await expect(panel.getByRole('status')).toContainText('found')
    await app.screenshot(`segments-look-find-${theme}`)
    await app.press('Alt+y')
    await expect(app.dialog.getByRole('status')).toContainText('undecided')
    await app.screenshot(`segments-look-predictions-${theme}`)
    await app.press('Escape')
  })
