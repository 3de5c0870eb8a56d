import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'
import { canKillProcesses } from './driver/processes'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

/** A cancelled job has stopped within this time. */
const CANCEL_MS = 1000

let app: AffectoryApp
test.beforeEach(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
})
test.afterEach(async () => app?.close())

test('the face model shows its progress, stops within a second of a click on cancel, and goes on where it was', async () => {
  test.setTimeout(180_000)
  await app.runModel(await app.modelName('face-expression'), { on: 'open', picturesPerSecond: 10 })
  const run = await lastRun()
  await expect(app.statusBar.getByRole('progressbar')).toBeVisible()
  await expect(app.statusBar).toContainText(/\d+ of [\d,]+ frames · .*frames\/s · .*\d/, { timeout: 30_000 })
  await expect.poll(async () => (await segmentsOfRun(run.id)).length, { timeout: 60_000 }).toBeGreaterThan(0)

  const clicked = Date.now()
  await app.statusBar.getByRole('button', { name: /^Cancel / }).click()
  await expect.poll(async () => (await lastRun()).state, { intervals: [20] }).toBe('cancelled')
  expect(Date.now() - clicked).toBeLessThan(CANCEL_MS)
  const kept = await framesOfRun(run.id)
  expect(kept).toBeGreaterThan(0)

  await app.run('Jobs')
  await app.dialog.getByRole('button', { name: 'Resume' }).first().click()
  await app.press('Escape')
  await expect.poll(async () => (await lastRun()).state, { timeout: 120_000 }).toBe('done')
  expect(await lastRun()).toMatchObject({ id: run.id, providerGot: 'cpu' })
  const tracks = (await app.snapshot()).tracks.filter(({ runId }) => runId === run.id)
  expect(tracks.filter(({ kind }) => kind === 'segments').length).toBeGreaterThanOrEqual(2)
  expect(await framesOfRun(run.id)).toBeGreaterThan(kept)
})

test('the box for small faces tells its price, is kept with the run, and finds everybody of the demo as well', async () => {
  test.setTimeout(180_000)
  await app.run('Run a model')
  const box = app.dialog.getByRole('checkbox', { name: 'Find small faces' })
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), await app.modelName('face-detection'))
  await expect(box).not.toBeChecked()
  await expect(app.dialog).toContainText('takes four to ten times as long')
  await app.press('Escape')
  await app.runModel(await app.modelName('face-detection'), {
    on: 'open',
    picturesPerSecond: 1,
    smallFaces: true
  })
  await expect.poll(async () => (await lastRun()).state, { timeout: 120_000 }).toBe('done')
  const run = await lastRun()
  expect(run.options).toMatchObject({ smallFaces: true, rateHz: 1 })
  const tracks = (await app.snapshot()).tracks.filter(({ runId }) => runId === run.id)
  expect(tracks.filter(({ kind }) => kind === 'segments').length).toBeGreaterThanOrEqual(2)
})

test('the speech model reads windows of the sound and writes a track with scores', async () => {
  test.setTimeout(120_000)
  await app.runModel(await app.modelName('speech-emotion'), { units: 'Windows' })
  const run = await lastRun()
  await expect.poll(async () => (await lastRun()).state, { timeout: 60_000 }).toBe('done')
  const segments = await segmentsOfRun(run.id)
  expect(segments.length).toBeGreaterThan(5)
  for (const { start, end, label, scores } of segments) {
    expect(end).toBeGreaterThan(start)
    expect(Object.keys(scores ?? {})).toContain(label)
    expect(Object.values(scores ?? {}).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 2)
  }
})

test('a provider that this machine lacks is asked for; the run says what was asked and what was got', async () => {
  test.setTimeout(120_000)
  const { providers } = await app.ask('app.info')
  test.skip(providers.includes('coreml'), 'this machine has Core ML')
  await app.ask('app.saveSettings', { provider: 'coreml' })
  await app.runModel(await app.modelName('speech-emotion'), { on: 'open', units: 'Windows' })
  await expect.poll(async () => (await lastRun()).state, { timeout: 60_000 }).toBe('done')
  expect(await lastRun()).toMatchObject({ providerAsked: 'coreml', providerGot: 'cpu' })
  await app.library
    .getByRole('group', { name: 'Runs' })
    .getByRole('button', { name: /^Speech emotion/ })
    .first()
    .click()
  await expect(app.inspector).toContainText(/Asked for\s*Core ?ML/i)
  await expect(app.inspector).toContainText(/Got\s*CPU/)
})

test('when the computing process dies, its job is marked, the window lives on, and the run can be resumed', async () => {
  test.skip(!canKillProcesses, 'processes cannot be killed one by one on this system')
  test.setTimeout(180_000)
  await app.runModel(await app.modelName('face-expression'), { on: 'open', picturesPerSecond: 10 })
  const run = await lastRun()
  await expect.poll(async () => (await segmentsOfRun(run.id)).length, { timeout: 60_000 }).toBeGreaterThan(0)
  app.killEngine()
  await expect.poll(async () => (await lastRun()).state).toBe('interrupted')
  await expect(app.page.getByRole('alert').filter({ hasText: /started again/ })).toBeVisible()
  await expect(app.statusBar).toContainText('1 problem')

  // Labelling goes on as if nothing had happened.
  await app.panel('Video').focus()
  const { revision } = await app.snapshot()
  await app.press('Home', 'Tab', 'f')
  await expect.poll(async () => (await app.snapshot()).revision).toBeGreaterThan(revision)

  await app.run('Jobs')
  await app.dialog.getByRole('button', { name: 'Resume' }).first().click()
  await app.press('Escape')
  await expect.poll(async () => (await lastRun()).state, { timeout: 120_000 }).toBe('done')
})

const lastRun = async () => {
  const { runs } = await app.snapshot()
  const [last] = runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
  if (!last) throw new Error('no model has run yet')
  return last
}

async function segmentsOfRun(runId: string) {
  const { tracks } = await app.snapshot()
  const mine = new Set(tracks.filter((track) => track.runId === runId).map(({ id }) => id))
  const recordings = new Set(tracks.filter(({ id }) => mine.has(id)).map(({ recordingId }) => recordingId))
  const all = await Promise.all(
    [...recordings].map((recordingId) => app.ask('track.segments', { recordingId }))
  )
  return all.flat().filter(({ trackId }) => mine.has(trackId))
}

/** Rows of per-frame predictions that a run has written. */
async function framesOfRun(runId: string): Promise<number> {
  const { tracks } = await app.snapshot()
  const ids = tracks.filter((track) => track.runId === runId && track.kind === 'frames').map(({ id }) => id)
  const bytes = await app.page.evaluate(
    (trackIds) =>
      Promise.all(
        trackIds.map((id) =>
          fetch(`lab://tiles/faces/${id}?from=0&to=9e12`).then(
            async (answer) => (await answer.arrayBuffer()).byteLength
          )
        )
      ),
    ids
  )
  return bytes.reduce((sum, each) => sum + each, 0)
}
