import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { bareOnnx } from '../main/engine/inference/wizard/bare-onnx'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

let app: AffectoryApp
let folder = ''
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-bare-'))
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
})
test.afterEach(async () => {
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a bare ONNX file becomes a model by the keyboard: asked about, tried on a moment, kept with that moment as its test, run', async () => {
  test.setTimeout(120_000)
  const path = join(folder, 'Three sounds.onnx')
  writeFileSync(path, bareOnnx([{ name: 'x', dims: ['B', 32_000] }], [{ name: 'logits', count: 3 }]))
  await app.chooseNext(path)
  await app.press('Control+Shift+r')
  await expect(app.dialog).toContainText('Make a model of Three sounds.onnx')
  const manifest = app.dialog.getByRole('region', { name: 'Manifest' })
  await expect(manifest).toContainText('"windowSec": 2')
  await expect(app.dialog.getByRole('combobox', { name: 'Input x' })).toHaveText(/Sound as samples/)

  // Tabs are chosen by arrow keys; each answer is in the manifest at once.
  const tabs = app.dialog.getByRole('tablist', { name: 'Steps of the wizard' })
  await tabs.getByRole('tab').first().focus()
  await app.press('ArrowRight')
  await expect(app.dialog.getByRole('textbox', { name: 'Sample rate, Hz' })).toHaveValue('16000')
  await tabs.getByRole('tab').nth(1).focus()
  await app.press('ArrowRight')
  const labels = app.dialog.getByRole('textbox', { name: 'Labels in the order of the network' })
  await labels.focus()
  await labels.fill('low, middle')
  await expect(app.dialog.getByRole('status')).toContainText('gives 3 numbers, and there are 2 labels')
  await labels.fill('low, middle, high')
  await expect(manifest).toContainText('"middle"')

  // Closed by accident: the answers are still there.
  await app.press('Escape')
  await expect(app.dialog).toBeHidden()
  await app.press('Alt+Shift+r')
  await expect(manifest).toContainText('"middle"')
  await tabs.getByRole('tab').nth(1).focus()
  await app.press('ArrowRight')
  await tabs.getByRole('tab').nth(2).focus()
  await app.press('ArrowRight')
  const name = app.dialog.getByRole('textbox', { name: 'Name' })
  await name.focus()
  await name.fill('Heights of sounds')
  await expect(manifest).toContainText('"id": "heights-of-sounds"')
  // Enter in a field goes on.
  await app.press('Enter')

  const tryIt = app.dialog.getByRole('button', { name: 'Try it on this moment' })
  await tryIt.focus()
  await app.press('Enter')
  const steps = app.dialog.getByRole('list', { name: 'Steps of voice' })
  await expect(steps).toContainText('audio.fit')
  await expect(app.dialog.getByRole('region', { name: 'Answers' })).toContainText('High')
  for (const theme of ['dark', 'light'] as const) {
    await app.dress(1440, 900, theme)
    const { violations } = await new AxeBuilder({ page: app.page })
      .setLegacyMode()
      .include('[role=dialog]')
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  }
  const box = app.dialog.getByRole('checkbox', { name: 'Keep this moment as a self-test' })
  await box.focus()
  await app.press('Space')
  await app.dialog.getByRole('button', { name: 'Keep the model' }).focus()
  await app.press('Enter')
  await expect(app.page.getByText('Heights of sounds was added.')).toBeVisible()
  await expect(app.dialog).toBeHidden()

  const own = (await app.ask('model.list')).find(({ id }) => id === 'heights-of-sounds')
  expect(own?.selfTests?.map(({ passed }) => passed)).toEqual([true])
  await app.runModel('Heights of sounds', { on: 'open' })
  const run = async () => (await app.snapshot()).runs.find(({ modelId }) => modelId === 'heights-of-sounds')
  await expect.poll(async () => (await run())?.state, { timeout: 60_000 }).toBe('done')
  const runId = (await run())?.id
  const tracks = (await app.snapshot()).tracks.filter((track) => track.runId === runId)
  expect(tracks).toHaveLength(1)
  const segments = await app.ask('track.segments', { recordingId: tracks[0]?.recordingId ?? '' })
  expect(segments.filter(({ trackId }) => trackId === tracks[0]?.id).map(({ label }) => label)).toContain(
    'high'
  )

  // The same view serves what is installed.
  await app.run('What the model sees')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Model' }), 'Heights of sounds')
  await expect(app.dialog.getByRole('list', { name: 'Steps of voice' })).toContainText('audio.fit')
  await app.press('Escape')

  writeFileSync(join(folder, 'broken.onnx'), readFileSync(path).subarray(0, 60))
  await app.chooseNext(join(folder, 'broken.onnx'))
  await app.run('Make a model of an ONNX file')
  await expect(app.page.getByText(/broken\.onnx is no ONNX model/)).toBeVisible()
})
