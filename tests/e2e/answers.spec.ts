import { readFileSync, writeFileSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

let app: AffectoryApp
test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
  await app.panel('Video').focus()
})
test.afterAll(async () => app?.close())

test('answers of a language model about turns are read by pattern and alias, doubt is shown, and Compare knows the run', async () => {
  test.setTimeout(120_000)
  const { recordings, tracks, authors } = await app.snapshot()
  const rater = authors.find(({ name }) => name === 'Rater A')
  const own = tracks.filter(({ authorId, kind }) => authorId === rater?.id && kind === 'segments')
  const lines: string[] = []
  for (const recording of recordings) {
    const segments = (await app.ask('track.segments', { recordingId: recording.id }))
      .filter(({ trackId }) => own.some(({ id }) => id === trackId))
      .sort((a, b) => a.start - b.start || a.end - b.end)
    segments.forEach(({ id, label }, i) =>
      lines.push(
        JSON.stringify({
          clip: recording.name,
          segment: id,
          response:
            i === 0
              ? 'I am not sure'
              : `<think>Number ${i}</think><answer>${label === 'happiness' ? 'Happy' : label}</answer>`
        })
      )
    )
  }
  lines.push(JSON.stringify({ clip: 'Nowhere', segment: '1', response: '<answer>anger</answer>' }))
  const file = join(app.machine.work, 'some-llm.jsonl')
  writeFileSync(file, `${lines.join('\n')}\n`)

  await app.chooseNext(file)
  await app.press('Control+Shift+x')
  await expect(app.dialog.getByRole('heading', { name: 'Answers of a model' })).toBeVisible()
  await app.dialog.getByRole('tab', { name: 'A segment or turn' }).click()
  await app.choose(app.dialog.getByRole('combobox', { name: 'Segment', exact: true }), 'segment')
  await app.choose(app.dialog.getByRole('combobox', { name: 'Segments of' }), 'Rater A, segments')
  const outcome = app.dialog.getByRole('complementary', { name: 'What comes of it' })
  const placed = lines.length - 1
  await expect(outcome).toContainText(`${placed} of ${lines.length} rows find their place`)
  await expect(outcome.getByRole('list', { name: 'Answers outside the labels' })).toContainText(
    'I am not sure'
  )
  await expect(outcome.getByRole('list', { name: 'Rows without a place' })).toContainText('Nowhere')
  await app.dress(1440, 900, 'dark')
  await app.screenshot('answers-dark')
  await app.dress(1920, 1080, 'light')
  await app.screenshot('answers-light')
  await app.dialog.getByRole('textbox', { name: 'Model' }).fill('Some LLM')
  await app.dialog.getByRole('button', { name: 'Import as a run' }).click()
  await expect
    .poll(
      async () => (await app.snapshot()).runs.find(({ modelId }) => modelId === 'external.some-llm')?.state
    )
    .toBe('done')
  await app.library
    .getByRole('group', { name: 'Runs' })
    .getByRole('button', { name: /^Some LLM/ })
    .click()
  await expect(app.inspector).toContainText(`${placed} of ${lines.length} rows found their place`)
  await expect(app.inspector.getByRole('list', { name: 'Answers outside the labels' })).toContainText(
    'I am not sure'
  )
  // Every answer that is a label is the rater's own; the doubtful ones are left out.
  await app.compare('Rater A', 'Some LLM')
  expect(await app.comparedNumber('Accuracy (WAR)')).toBe(1)
})

test('prompts are written for every turn of the transcript, with the turns before', async () => {
  const path = join(app.machine.work, 'prompts.jsonl')
  await app.saveNextAs(path)
  await app.panel('Video').focus()
  await app.press('Control+Shift+w')
  await expect(app.dialog.getByLabel('The first prompt')).toContainText('Which emotion')
  await app.screenshot('prompts-light')
  await app.dialog.getByRole('textbox', { name: 'Prompt' }).fill('{mood} of {text}')
  await expect(app.dialog.getByRole('alert')).toContainText('{mood}')
  await app.dialog.getByRole('textbox', { name: 'Prompt' }).fill('{prev:1} | {text}')
  await app.dialog.getByRole('button', { name: /^Write \d+ prompts/ }).click()
  await expect(app.dialog).toBeHidden()
  const rows = readFileSync(path, 'utf8').trim().split('\n')
  expect(rows.length).toBeGreaterThan(5)
  const [first, second] = rows.map((row) => String(JSON.parse(row).prompt))
  expect(second?.split(' | ')[0]).toContain(first?.split(' | ')[1] ?? 'nothing')
})
