import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { pngBytes } from '../fixtures/pictures'
import { AffectoryApp } from './affectory-app'

test.setTimeout(180_000)
const schemes = join(import.meta.dirname, '../../resources/schemes')

async function addSchemes(app: AffectoryApp, ...ids: readonly string[]): Promise<void> {
  const authorId = (await app.snapshot()).authors.find(({ kind }) => kind === 'human')?.id ?? ''
  await app.ask('edit.apply', {
    authorId,
    commands: ids.map((id) => ({
      id: 'scheme-save',
      input: { document: JSON.parse(readFileSync(join(schemes, `${id}.json`), 'utf8')) as unknown }
    }))
  })
}

const COLORS = [
  [214, 84, 72],
  [84, 160, 214],
  [96, 186, 120],
  [228, 190, 84],
  [150, 110, 200],
  [120, 130, 140]
] as const

/** A project with small pictures of one colour each. */
async function gallery(count: number): Promise<AffectoryApp> {
  const app = await AffectoryApp.launch()
  await app.newProject('Pictures', 'Ada')
  const folder = join(app.machine.work, 'pictures')
  mkdirSync(folder)
  const paths = Array.from({ length: count }, (_, index) => {
    const path = join(folder, `face ${String(index + 1).padStart(2, '0')}.png`)
    writeFileSync(
      path,
      pngBytes(64 + index, index % 3 === 0 ? 90 : 48, COLORS[index % COLORS.length] ?? [0, 0, 0])
    )
    return path
  })
  await app.chooseNext(...paths)
  await app.run('Import recordings')
  await expect.poll(async () => (await app.ask('job.list')).length).toBeGreaterThan(0)
  await app.jobsEnd(120_000 + 100 * count)
  return app
}

const labels = async (app: AffectoryApp): Promise<readonly (string | undefined)[]> => {
  const { recordings } = await app.snapshot()
  const found: (string | undefined)[] = []
  for (const { id } of [...recordings].sort((a, b) => a.position - b.position))
    found.push((await app.ask('track.segments', { recordingId: id }))[0]?.label)
  return found
}

test('a gallery is labelled by one key for each picture, filtered, undone, and a picture opens large', async () => {
  const app = await gallery(24)
  try {
    const panel = app.desk.locator('[data-panel=gallery]')
    const grid = panel.getByRole('listbox', { name: 'Pictures' })
    const cell = (name: string) => grid.getByRole('option', { name })
    await app.openRecording('face 01')
    await expect(cell('face 01')).toHaveAttribute('aria-selected', 'true')
    await expect(grid.locator('.gl-thumb[data-state=ready]').first()).toBeVisible()
    await cell('face 01').click()
    await app.press('1', '2', '1')
    await expect(cell('face 04')).toHaveAttribute('aria-selected', 'true')
    await expect.poll(async () => (await labels(app)).filter(Boolean).length).toBe(3)
    const [first, second, third] = await labels(app)
    expect(first).toBe(third)
    expect(second).not.toBe(first)
    await expect(cell('face 01').locator('.chip')).toBeVisible()
    // No made-up seconds: the axis shows a picture, and so does the inspector.
    await expect(app.panel('Tracks').getByRole('img', { name: 'Axis of pictures' })).toBeVisible()
    await cell('face 03').click()
    await expect(app.inspector.getByText('1 of 1 picture')).toBeVisible()
    await expect(app.inspector.getByText('00:00:01.000')).toHaveCount(0)
    await cell('face 04').click()
    await app.press('Control+z')
    await expect.poll(async () => (await labels(app)).filter(Boolean).length).toBe(2)
    await expect(cell('face 03').locator('.chip')).toHaveCount(0)
    await app.press('ArrowLeft')
    await expect(cell('face 03')).toHaveAttribute('aria-selected', 'true')
    await app.press('u')
    await expect(app.desk.getByText('22 shown, 2 of 24 labelled')).toBeVisible()
    await expect(cell('face 01')).toHaveCount(0)
    await app.press('3')
    await expect(cell('face 04')).toHaveAttribute('aria-selected', 'true')
    await expect(cell('face 03')).toHaveCount(0)
    await app.press('u')
    for (const key of ['4', '5', '6', '2', '3']) await app.press(key)
    await expect(app.desk.getByText('8 of 24 labelled')).toBeVisible()
    await app.dress(1440, 900, 'dark')
    await app.screenshot('pages-gallery-dark')
    await app.press('Enter')
    const image = panel.getByRole('img', { name: /^face/ })
    await expect(image).toBeVisible()
    await app.press('Control+=')
    await expect(panel.getByText('150 %')).toBeVisible()
    await app.press('Control+0', 'ArrowLeft')
    await expect(panel.getByRole('img', { name: 'face 08' })).toBeVisible()
    await app.dress(1920, 1080, 'light')
    await app.screenshot('pages-picture-light')
    await app.press('Escape')
    await expect(cell('face 08')).toHaveAttribute('aria-selected', 'true')
    await app.press('ArrowDown')
    await expect(cell('face 08')).toHaveAttribute('aria-selected', 'false')
    await app.screenshot('pages-gallery-light')
    // The boxes of the video panel go over pictures too.
    await app.openRecording('face 20')
    await app.run('Show video')
    const still = app.desk.locator('[data-panel=video] .vd-fit')
    await expect(still.locator('img')).toBeVisible()
    await app.run('Draw a box')
    const box = await still.boundingBox()
    if (!box) throw new Error('there is no picture to draw on')
    await app.page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25)
    await app.page.mouse.down()
    await app.page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5, { steps: 4 })
    await app.page.mouse.up()
    await expect.poll(async () => (await app.segments('face 20'))[0]?.value?.kind).toBe('region')
    await expect(still.locator('.vd-region')).toHaveCount(1)
  } finally {
    await app.close()
  }
})

test('several pictures are selected by click, Shift, Ctrl, a frame and all, labelled by one key and undone at once', async () => {
  const app = await gallery(24)
  try {
    const panel = app.desk.locator('[data-panel=gallery]')
    const grid = panel.getByRole('listbox', { name: 'Pictures' })
    const cell = (name: string) => grid.getByRole('option', { name })
    const chosen = grid.locator('[role=option][aria-selected=true]')
    // The head of a panel stands beside its tab.
    const count = app.desk.locator('.gl-chosen')
    const said = async (): Promise<number> => (await labels(app)).filter(Boolean).length
    await app.openRecording('face 01')
    await app.dress(1440, 900, 'dark')
    await cell('face 01').click()
    await expect(chosen).toHaveCount(1)
    await expect(count).toHaveCount(0)

    await cell('face 04').click({ modifiers: ['Shift'] })
    await expect(count).toHaveText('4 selected')
    await cell('face 02').click({ modifiers: ['Control'] })
    await cell('face 06').click({ modifiers: ['Control'] })
    await expect(count).toHaveText('4 selected')
    await expect(cell('face 02')).toHaveAttribute('aria-selected', 'false')
    await app.press('1')
    await expect(app.desk.getByText('4 of 24 labelled')).toBeVisible()
    expect((await labels(app)).map((label) => label !== undefined).slice(0, 6)).toEqual([
      true,
      false,
      true,
      true,
      false,
      true
    ])
    await expect(count, 'they stay selected, so that another key corrects them').toHaveText('4 selected')
    await app.press('2')
    await expect.poll(async () => new Set((await labels(app)).filter(Boolean)).size).toBe(1)
    await app.screenshot('pages-several-dark')
    await app.press('Control+z', 'Control+z')
    await expect.poll(said).toBe(0)
    await app.press('Control+Shift+z')
    await expect.poll(said).toBe(4)
    await app.press('Escape')
    await expect(count).toHaveCount(0)

    // By keys alone.
    await cell('face 01').click()
    await app.press('Shift+ArrowRight', 'Shift+ArrowRight')
    await expect(count).toHaveText('3 selected')
    await app.press('ArrowRight')
    await expect(chosen).toHaveCount(1)
    await app.press('Control+a')
    await expect(count).toHaveText('24 selected')
    await app.press('Escape')

    // A frame from beside the pictures over the first two of the first two rows.
    const [first, second] = [await cell('face 01').boundingBox(), await cell('face 02').boundingBox()]
    if (!first || !second) throw new Error('the pictures are not in view')
    await app.page.mouse.move(second.x + second.width / 2, second.y + second.height + 40)
    await app.page.mouse.down()
    await app.page.mouse.move(second.x, second.y + 40, { steps: 4 })
    await app.page.mouse.move(first.x + 20, first.y + 20, { steps: 4 })
    await expect(grid.locator('.gl-frame')).toBeVisible()
    await app.screenshot('pages-frame-dark')
    await app.page.mouse.up()
    await expect(grid.locator('.gl-frame')).toHaveCount(0)
    await expect(count).toHaveText('4 selected')
    await expect(cell('face 01')).toHaveAttribute('aria-selected', 'true')
    await expect(cell('face 02')).toHaveAttribute('aria-selected', 'true')
    await app.press('3')
    await expect(app.desk.getByText('6 of 24 labelled')).toBeVisible()

    // Under a filter those labelled leave, and the next one is there.
    await app.press('u')
    await app.press('Control+a')
    await expect(count).toHaveText('18 selected')
    await app.press('0')
    await expect(app.desk.getByText('0 shown, 24 of 24 labelled')).toBeVisible()
    await expect(count).toHaveCount(0)
    await app.press('Control+z')
    await expect(app.desk.getByText('18 shown, 6 of 24 labelled')).toBeVisible()
    await app.press('u')
    // The large picture is labelled alone.
    await app.press('Control+a', 'Enter')
    await expect(panel.getByRole('img', { name: /^face/ })).toBeVisible()
    await app.press('1')
    await expect.poll(said).toBe(7)
    await app.dress(1920, 1080, 'light')
    await app.press('Escape', 'Control+a')
    await app.screenshot('pages-several-light')
  } finally {
    await app.close()
  }
})

test('two annotators of pictures are compared by items, not by seconds', async () => {
  const app = await gallery(6)
  try {
    const [first] = (await app.snapshot()).authors.filter(({ kind }) => kind === 'human')
    const {
      recordings,
      schemes: [scheme]
    } = await app.snapshot()
    const attribute = (scheme?.document as { attributes: { id: string }[] }).attributes[0]?.id
    const second = '00000000-0000-4000-8000-00000000000b'
    const label = (recordingId: string, authorId: string, trackId: string, said: string) => [
      {
        id: 'track-create',
        input: {
          id: trackId,
          recordingId,
          authorId,
          schemeId: scheme?.id,
          attributeId: attribute,
          kind: 'segments'
        }
      },
      { id: 'segment-create', input: { trackId, start: 0, end: 1_000_000, label: said } }
    ]
    await app.ask('edit.apply', {
      authorId: first?.id ?? '',
      commands: [{ id: 'author-save', input: { id: second, kind: 'human', name: 'Ben', color: '#cc8844' } }]
    })
    // Five of six alike.
    for (const [index, { id }] of recordings.entries()) {
      const said = index % 2 === 0 ? 'anger' : 'fear'
      await app.ask('edit.apply', {
        authorId: first?.id ?? '',
        commands: label(id, first?.id ?? '', crypto.randomUUID(), said)
      })
      await app.ask('edit.apply', {
        authorId: second,
        commands: label(id, second, crypto.randomUUID(), index === 5 ? 'anger' : said)
      })
    }
    const panel = await app.compare('Ada', 'Ben')
    await expect(panel.getByRole('tab', { name: 'Items' })).toBeVisible()
    await expect(panel.getByRole('tab', { name: 'Seconds' })).toHaveCount(0)
    await expect(panel.getByRole('tab', { name: 'Time, s' })).toHaveCount(0)
    expect(await app.comparedNumber('Accuracy (WAR)')).toBeCloseTo(5 / 6, 2)
    await app.run('Agreement of annotators')
    const agreement = app.desk.locator('[data-panel=agreement]')
    await expect(agreement.getByRole('tab', { name: 'Items' })).toBeVisible()
    await expect(agreement.getByText('Over time')).toHaveCount(0)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('pages-agreement-dark')
  } finally {
    await app.close()
  }
})

const MANY = Number(process.env['AFFECTORY_PICTURES'] ?? 400)
test(`a gallery of ${MANY} pictures scrolls and labels without standing still`, async () => {
  test.setTimeout(600_000)
  const app = await gallery(MANY)
  try {
    await app.page.locator('.gl-grid').focus()
    await expect(app.desk.locator('.gl-thumb[data-state=ready]').first()).toBeVisible()
    const gaps = await app.page.evaluate(async () => {
      const grid = document.querySelector('.gl-grid')
      const times: number[] = []
      const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done))
      await frame()
      for (let step = 0; step < 120; step++) {
        grid?.scrollBy(0, 90)
        times.push(await frame())
      }
      return times.slice(1).map((time, index) => time - (times[index] ?? time))
    })
    const sorted = [...gaps].sort((a, b) => a - b)
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
    console.log(
      `${MANY} pictures: frame gap median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, longest ${at(1).toFixed(1)} ms`
    )
    await app.press('Home')
    const cell = app.desk.locator('.gl-cell[aria-selected=true]')
    const took: number[] = []
    for (let index = 0; index < 10; index++) {
      const before = await cell.getAttribute('aria-posinset')
      const from = Date.now()
      await app.press('1')
      await expect.poll(() => cell.getAttribute('aria-posinset'), { intervals: [5] }).not.toBe(before)
      took.push(Date.now() - from)
    }
    console.log(`label and move on, ms: ${took.join(' ')}`)
    await expect(app.desk.getByText(`10 of ${MANY} labelled`)).toBeVisible()
    await app.press('Control+a')
    await expect(app.desk.getByText(`${MANY} selected`)).toBeVisible()
    const from = Date.now()
    await app.press('2')
    await expect(app.desk.getByText(`${MANY} of ${MANY} labelled`)).toBeVisible({ timeout: 60_000 })
    console.log(`${MANY} pictures labelled by one key in ${Date.now() - from} ms`)
    await app.press('Control+z')
    await expect(app.desk.getByText(`10 of ${MANY} labelled`)).toBeVisible({ timeout: 60_000 })
    expect(at(0.5), 'median gap between frames while scrolling, ms').toBeLessThan(50)
  } finally {
    await app.close()
  }
})

const STORY =
  'My boss shouted at me 😡 in front of everyone.\n' +
  'My chest felt tight and my hands were cold.\n' +
  'I thought: why does he never ask first?\n' +
  'I need to be treated with respect, cafe\u0301 or not.\n\n' +
  'שלום עולם. אני כועס מאוד.\n'

test('the four parts of a narrative are marked by mouse and keys, kept apart, exported and undone', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Stories', 'Ada')
    await addSchemes(app, 'cpm4')
    const path = join(app.machine.work, 'story.txt')
    writeFileSync(path, STORY)
    await app.chooseNext(path)
    await app.run('Import documents')
    await app.jobsEnd()
    await app.openRecording('story')
    const panel = app.desk.locator('[data-panel=reading]')
    const page = panel.getByRole('textbox', { name: 'Text of the document' })
    await expect(page).toContainText('My chest felt tight')
    await app.choose(app.desk.getByRole('combobox', { name: 'Label with' }), /Components/)
    const spans = async () => {
      const value = (await app.segments('story')).find(({ value }) => value?.kind === 'spans')?.value
      return value?.kind === 'spans'
        ? value.spans.map(({ from, to, label }) => [label, [...STORY].slice(from, to).join('')])
        : []
    }
    // By keys: four words on, then six more; the emoji is inside.
    await page.click({ position: { x: 4, y: 4 } })
    await app.press('ArrowRight')
    for (let word = 0; word < 4; word++) await app.press('Shift+ArrowRight')
    await app.press('1')
    await expect.poll(spans).toEqual([['behavior', 'My boss shouted at me']])
    await app.press('Escape')
    // A whole sentence by one key, from the mark on.
    await app.press('ArrowDown', '2')
    await expect.poll(async () => (await spans()).map(([label]) => label)).toEqual(['behavior', 'feeling'])
    await app.press('Escape')
    // Over words that are marked already: refused, nothing changes.
    await app.press('ArrowDown')
    await app.press('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft')
    await app.press('Escape')
    // By mouse: a double click takes a word.
    await page.getByText('I thought: why').dblclick({ position: { x: 30, y: 12 } })
    await app.press('3')
    await expect.poll(async () => (await spans()).length).toBe(3)
    await page.getByText('I need to be').click({ clickCount: 3 })
    await app.press('4')
    await expect
      .poll(async () => (await spans()).at(-1))
      .toEqual(['territory', 'I need to be treated with respect, cafe\u0301 or not.'])
    await expect(panel.getByRole('option')).toHaveCount(4)
    await page.getByText('I need to be').click({ clickCount: 3 })
    await app.press('1')
    await expect.poll(async () => (await spans()).length, 'the same words get another label').toBe(4)
    await app.press('Control+z')
    await expect.poll(async () => (await spans()).at(-1)?.[0]).toBe('territory')
    await page.getByText('I need to be').dblclick({ position: { x: 30, y: 12 } })
    await app.press('2')
    await expect(app.page.locator('.toast').filter({ hasText: 'does not allow overlaps' })).toBeVisible()
    expect((await spans()).length).toBe(4)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('pages-reading-dark')
    await app.press('Escape', 'Tab', 'Delete')
    await expect.poll(async () => (await spans()).length).toBe(3)
    await app.press('Control+z')
    await expect.poll(async () => (await spans()).length).toBe(4)

    // Sentences and the whole document by digit.
    await expect(app.panel('Tracks').getByRole('img', { name: 'Axis of sentences' })).toBeVisible()
    await app.desk.getByRole('tab', { name: 'Sentences' }).click()
    await app.choose(app.desk.getByRole('combobox', { name: 'Label with' }), /Emotion/)
    await page.click({ position: { x: 4, y: 4 } })
    await page.getByText('My boss').click()
    await app.press('1', '2')
    const said = async (layer: string | undefined) => {
      const { tracks } = await app.snapshot()
      const track = tracks.find(
        (each) => each.attributeId === 'emotion' && each.kind === 'segments' && each.layer === layer
      )
      return (await app.segments('story'))
        .filter(({ trackId }) => trackId === track?.id)
        .map(({ label }) => label)
    }
    await expect.poll(() => said(undefined)).toHaveLength(2)
    await app.desk.getByRole('tab', { name: 'Document' }).click()
    await page.focus()
    await app.press('1')
    await expect.poll(() => said('Document')).toHaveLength(1)
    await app.dress(1920, 1080, 'light')
    await app.desk.getByRole('tab', { name: 'Sentences' }).click()
    await app.screenshot('pages-reading-light')

    const folder = await app.exportDataset('stories')
    const rows = readFileSync(join(folder, 'spans.csv'), 'utf8').split('\r\n').filter(Boolean)
    // No cell of this story holds a quote or a comma but the last sentence, which is quoted.
    for (const row of rows.slice(1)) {
      const [, , , , , about = '', , from, to, ...words] = row.split(',')
      if (!['mark', 'sentence'].includes(about)) continue
      const text = words.slice(0, -2).join(',').replace(/^"|"$/g, '')
      expect(text).toBe([...STORY].slice(Number(from), Number(to)).join(''))
    }
    expect(rows.filter((row) => row.includes(',mark,'))).toHaveLength(4)
    expect(rows.filter((row) => row.includes(',sentence,'))).toHaveLength(2)
    expect(rows.filter((row) => row.includes(',document,'))).toHaveLength(1)
  } finally {
    await app.close()
  }
})

test('a typed conversation without times is counted in turns, not in seconds nobody measured', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Typed', 'Ada')
    const path = join(app.machine.work, 'chat.txt')
    writeFileSync(path, 'Noa: How are you today?\nLior: Not well at all, to be honest.\nNoa: Tell me.\n')
    await app.importFiles(path)
    await app.openRecording('chat')
    await expect(app.panel('Tracks').getByRole('img', { name: 'Axis of turns' })).toBeVisible()
    await expect(app.inspector.getByText('conversation, 3 turns')).toBeVisible()
    await expect(app.panel('Video').getByText('Words only · 3 turns')).toBeVisible()
    const turn = (await app.segments('chat')).find(({ text }) => text === 'Not well at all, to be honest.')
    await app.panel('Conversation').getByText('Not well at all').click()
    await expect(app.inspector.getByText('Turn 2', { exact: true })).toBeVisible()
    expect(turn?.start).toBeGreaterThan(0)
    await app.dress(1440, 900, 'dark')
    await app.screenshot('axis-turns-dark')
  } finally {
    await app.close()
  }
})
