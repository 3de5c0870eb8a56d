import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { sharedData } from '../fixtures/shared-data'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('what the speech model hears alike lies on a map, and a head fitted on the labels made so far suggests the rest', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    const panel = app.desk.locator('[data-panel=embeddings]')
    await app.newProject('Nothing yet')
    await app.run('Embeddings of models')
    await expect(panel.getByRole('heading', { name: 'No embeddings yet' })).toBeVisible()
    await app.screenshot('embeddings-empty')
    await app.run('Close project')
    await app.openDemo()
    await app.jobsEnd()
    await app.run('Embeddings of models')

    // Rater A loses the labels of the second scene's first person: what the head is to suggest.
    const { recordings, tracks, authors } = await app.snapshot()
    const rater = authors.find(({ name }) => name === 'Rater A')
    const own = tracks.filter(({ authorId, kind }) => authorId === rater?.id && kind === 'segments')
    const emptied = own.find(({ recordingId }) => recordingId === recordings[1]?.id)
    const open = (await app.ask('track.segments', { recordingId: recordings[1]?.id ?? '' })).filter(
      ({ trackId }) => trackId === emptied?.id
    )
    await app.ask('edit.apply', {
      authorId: rater?.id ?? '',
      commands: [{ id: 'segment-set', input: { ids: open.map(({ id }) => id), patch: { label: null } } }]
    })
    await app.ask('prediction.run', {
      modelId: 'speech-emotion',
      recordingIds: recordings.map(({ id }) => id),
      options: { mode: 'segments', trackId: own[0]?.id ?? '' }
    })
    await app.jobsEnd()

    const map = panel.getByRole('group', { name: 'Map of 26 embeddings' })
    await expect(map).toBeVisible()
    const legend = panel.getByRole('list', { name: 'Colours' })
    await expect(legend.getByRole('listitem')).toHaveCount(4)
    await expect(panel.getByText(/Axes hold .* of the variance/)).toBeVisible()
    // Arrows open one embedding after the other: the desk goes there and its neighbours are listed.
    await map.focus()
    await app.press('ArrowRight')
    await expect(panel.getByRole('list').last().getByRole('button')).toHaveCount(12)
    await app.choose(panel.getByRole('combobox', { name: 'Colours' }), /Rater A/)
    await expect(legend).toContainText('6 without')
    await app.screenshot('embeddings-map')

    // A line drawn around all of them fills the sample queue.
    const box = await map.boundingBox()
    if (!box) throw new Error('the map is nowhere')
    const corners = [
      [2, 2],
      [box.width - 2, 2],
      [box.width - 2, box.height - 2],
      [2, box.height - 2]
    ] as const
    await app.page.mouse.move(box.x + 2, box.y + 2)
    await app.page.mouse.down()
    for (const [x, y] of corners) await app.page.mouse.move(box.x + x, box.y + y, { steps: 3 })
    await app.page.mouse.up()
    await expect(panel.getByRole('group', { name: 'Sample queue', exact: true })).toContainText('1 of 26')

    await panel.getByRole('button', { name: 'Fit and score' }).click()
    const worth = panel.getByRole('group', { name: 'What the head is worth' })
    await expect(worth).toContainText('20 of 26 embeddings labelled', { timeout: 60_000 })
    await expect(worth.getByRole('heading', { name: 'On people it did not see' })).toBeVisible()
    await expect(worth.getByRole('button', { name: /^UAR/ })).toHaveCount(2)
    await worth.getByRole('button', { name: 'Queue the least sure' }).click()
    await expect(panel.getByRole('group', { name: 'Sample queue', exact: true })).toContainText('1 of 6')
    await app.screenshot('embeddings-head')
    const before = (await app.snapshot()).tracks.length
    await worth.getByRole('button', { name: 'Keep suggestions' }).click()
    await expect(app.page.getByText(/^6 suggestions kept/)).toBeVisible()
    const after = await app.snapshot()
    expect(after.tracks.length).toBeGreaterThan(before)
    const author = after.authors.find(({ name }) => name.startsWith('Logistic head on'))
    const kept = (await app.ask('track.segments', { recordingId: recordings[1]?.id ?? '' })).filter(
      ({ trackId }) => after.tracks.find(({ id }) => id === trackId)?.authorId === author?.id
    )
    expect(kept.map(({ start }) => start).sort((a, b) => a - b)).toEqual(
      open.map(({ start }) => start).sort((a, b) => a - b)
    )

    // How far the raters' classes lie apart, and a head on the ratings of the same rater.
    await panel.getByRole('group', { name: 'Classes' }).getByRole('button', { name: 'Classes' }).click()
    await expect(panel.getByRole('table', { name: 'Distances of classes' })).toBeVisible()
    await expect(
      panel.getByRole('list', { name: 'What stands for each class' }).getByRole('button').first()
    ).toBeEnabled()
    await app.choose(panel.getByRole('combobox', { name: 'Labels to learn from' }), /^Rater A: VA/)
    await panel.getByRole('button', { name: 'Fit and score' }).click()
    await expect(worth).toContainText('26 of 26 embeddings rated', { timeout: 60_000 })
    await expect(worth.getByRole('button', { name: /^CCC/ }).first()).toBeVisible()
    await app.screenshot('embeddings-ratings')
  } finally {
    await app.close()
  }
})

const faces = ['noface_face.mov', 'single_face.mp4'].flatMap(
  (name) => sharedData('face', 'video', name) ?? []
)

test('a face that two videos show is suggested as one person, and one undo takes that back', async () => {
  test.skip(faces.length < 2, 'the videos with faces are not there')
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Who is who')
    await app.importFiles(...faces)
    const recordingIds = (await app.snapshot()).recordings.map(({ id }) => id)
    for (const modelId of ['face-expression', 'face-identity']) {
      await app.ask('prediction.run', { modelId, recordingIds, options: { rateHz: 5 } })
      await app.jobsEnd()
    }
    await app.run('Embeddings of models')
    const panel = app.desk.locator('[data-panel=embeddings]')
    const pairs = panel.getByRole('list', { name: 'Faces that look alike' })
    await expect(pairs.getByRole('listitem')).toHaveCount(1, { timeout: 30_000 })
    await app.screenshot('embeddings-who-is-who')
    await pairs.getByRole('button', { name: 'They are one person' }).click()
    await expect(panel.getByText(/1 pair of faces are one person already/)).toBeVisible()
    const about = async (): Promise<readonly (string | undefined)[]> =>
      (await app.snapshot()).tracks.filter(({ name }) => name === 'Face 1').map(({ personId }) => personId)
    const [one, other] = await about()
    expect(one).toBeDefined()
    expect(other).toBe(one)
    await app.page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(about).toEqual([undefined, undefined])
    await expect(pairs.getByRole('listitem')).toHaveCount(1)
  } finally {
    await app.close()
  }
})
