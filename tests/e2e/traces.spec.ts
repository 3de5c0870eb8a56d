import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

const RATE = 20
const SECONDS = 60
/** Seconds by which each rater follows what happens. */
const DELAYS = { anna: 0.2, ben: 0.6, cleo: 1.4 }
type Rater = keyof typeof DELAYS
const RATERS: readonly Rater[] = ['anna', 'ben', 'cleo']

/** A feeling that changes within seconds; the same in every run. */
const truth = (seconds: number, dim: number): number =>
  [0.05, 0.083, 0.131, 0.19, 0.27].reduce(
    (sum, hz, k) => sum + Math.sin(2 * Math.PI * hz * seconds + k * 2.1 + dim * 1.3),
    0
  ) / 6
const rated = (rater: Rater, seconds: number, dim: number): number =>
  Math.round(truth(seconds - DELAYS[rater], dim) * 1e4) / 1e4

function ratingsFile(folder: string, rater: Rater): string {
  const path = join(folder, `${rater}.csv`)
  const rows = Array.from({ length: SECONDS * RATE }, (_, i) =>
    [i / RATE, rated(rater, i / RATE, 0), rated(rater, i / RATE, 1)].join(',')
  )
  writeFileSync(path, ['time_s,valence,arousal', ...rows, ''].join('\n'))
  return path
}

/** A minute of a quiet tone: 8 kHz, 8 bit. */
function soundFile(folder: string): string {
  const samples = 8000 * SECONDS
  const bytes = Buffer.alloc(44 + samples)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(8000, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples, 40)
  for (let i = 0; i < samples; i++) bytes[44 + i] = 128 + Math.round(20 * Math.sin(i / 6))
  const path = join(folder, 'talk.wav')
  writeFileSync(path, bytes)
  return path
}

let app: AffectoryApp
test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.newProject('Ratings', 'Rater A')
  await app.importFiles(soundFile(app.machine.work))
  await app.openRecording('talk')
  await app.chooseNext(...RATERS.map((rater) => ratingsFile(app.machine.work, rater)))
  await app.run('Add files to this recording')
  await expect.poll(async () => (await app.snapshot()).takes.length).toBe(3)
  await app.jobsEnd()
})
test.afterAll(async () => app?.close())

const lane = (rater: Rater): Locator =>
  app.page
    .locator('.tl-lane')
    .filter({ has: app.page.getByRole('img', { name: new RegExp(`^Ratings of ${rater}`) }) })
const picture = (rater: Rater): Locator => lane(rater).getByRole('img', { name: /^Ratings of/ })
const agreement = (): Locator => app.desk.locator('[data-panel=agreement]')

/** The timeline in front of the panels it shares its place with. */
async function showTracks(): Promise<void> {
  const tab = app.page.getByRole('tab', { name: 'Tracks', exact: true })
  if (await tab.isVisible()) await tab.click()
}

/** Share of a canvas that is drawn on. */
const drawn = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element: HTMLCanvasElement) => {
    const context = element.getContext('2d')
    if (!context) return 0
    const { data } = context.getImageData(0, 0, element.width, element.height)
    let count = 0
    for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 60) count++
    return count / (data.length / 4)
  })

test('imported ratings stand in the timeline, each dimension drawn', async () => {
  for (const rater of RATERS) {
    await expect(picture(rater)).toHaveAccessibleName(
      new RegExp(`^Ratings of ${rater}: Valence, Arousal, 1 of 1 takes shown`)
    )
    await expect.poll(() => drawn(picture(rater))).toBeGreaterThan(0.01)
  }
})

test('rating a stretch again lies on top, and can be hidden, shown and undone', async () => {
  const { tracks, authors } = await app.snapshot()
  const anna = tracks.find(
    ({ kind, authorId }) => kind === 'trace' && authors.find(({ id }) => id === authorId)?.name === 'anna'
  )
  const me = authors.find(({ name }) => name === 'Rater A')
  if (!anna || !me) throw new Error('nobody to rate')
  const { takeId } = await app.ask('take.begin', {
    authorId: me.id,
    trackId: anna.id,
    start: 20e6,
    rateHz: RATE,
    dims: ['valence', 'arousal'],
    device: 'mouse'
  })
  const samples = Array.from({ length: 10 * RATE * 2 }, (_, i) => (i % 2 === 0 ? 0.9 : -0.9))
  expect(await app.ask('take.append', { takeId, samples })).toEqual({ count: 10 * RATE })
  await app.ask('take.finish', { takeId })
  await expect(picture('anna')).toHaveAccessibleName(/2 of 2 takes shown/)
  const read = async (from: number, to: number) =>
    (await app.ask('trace.read', { trackId: anna.id, from, to })).values[0]?.map((value) => value ?? NaN) ??
    []
  // Exactly the interval from 20 to 30 s is replaced.
  expect(new Set(await read(20e6, 30e6))).toEqual(new Set([0.9]))
  const around = [...(await read(19e6, 20e6)), ...(await read(30e6, 31e6))]
  const expected = [19, 30].flatMap((second) =>
    Array.from({ length: RATE }, (_, i) => rated('anna', second + i / RATE, 0))
  )
  expect(around).toEqual(expected)

  await lane('anna').click({ button: 'right', position: { x: 200, y: 20 } })
  await app.page.getByRole('menuitem', { name: /^Take 2, 00:20 to 00:30/ }).click()
  await expect(picture('anna')).toHaveAccessibleName(/1 of 2 takes shown/)
  await app.page.locator('.tl').focus()
  await app.press('Control+z')
  await expect(picture('anna')).toHaveAccessibleName(/2 of 2 takes shown/)
  await app.press('Control+z')
  await expect(picture('anna')).toHaveAccessibleName(/1 of 1 takes shown/)
})

test('reaction lags are found from the group, shown, stored and taken away again', async () => {
  await app.run('Reaction lag')
  const table = app.dialog.getByRole('table', { name: 'Reaction lags' })
  await expect(table).toHaveAttribute('aria-busy', 'false')
  for (const rater of RATERS) {
    const text =
      (await table
        .getByRole('row', { name: new RegExp(rater) })
        .getByRole('cell')
        .nth(2)
        .textContent()) ?? ''
    expect(Math.abs(Number(text) - (DELAYS[rater] - DELAYS.anna)), rater).toBeLessThanOrEqual(0.04)
  }
  await table.getByRole('row', { name: /cleo/ }).getByRole('cell').nth(1).click()
  await expect(app.dialog.getByRole('img', { name: /^cleo.* moved by 1\.\d+ s/ })).toBeVisible()
  await expect.poll(() => drawn(app.dialog.getByRole('img', { name: /moved by/ }))).toBeGreaterThan(0.005)
  // Against one trace the lag is that of the two.
  await app.choose(app.dialog.getByRole('combobox', { name: 'Held against' }), /^ben/)
  await expect(table.getByRole('row', { name: /ben/ })).toContainText(
    'This is the trace that the others are held against'
  )
  await expect(table).toHaveAttribute('aria-busy', 'false')
  const against =
    (await table.getByRole('row', { name: /cleo/ }).getByRole('cell').nth(2).textContent()) ?? ''
  expect(Math.abs(Number(against) - (DELAYS.cleo - DELAYS.ben))).toBeLessThanOrEqual(0.04)
  await app.choose(app.dialog.getByRole('combobox', { name: 'Held against' }), 'The other annotators')
  await expect(table.getByRole('row', { name: /ben/ })).not.toContainText('held against')
  await expect(table).toHaveAttribute('aria-busy', 'false')
  await app.dialog.getByRole('button', { name: /^Store for 3 traces/ }).click()
  await expect(app.dialog).toBeHidden()
  await expect
    .poll(
      async () => (await app.snapshot()).takes.filter(({ lagSource }) => lagSource?.kind === 'group').length
    )
    .toBe(2)
})

test('agreement of traces: lags out agree better than as rated, and the lowest stretch is heard', async () => {
  await app.run('Agreement of annotators')
  await expect(agreement().getByRole('rowheader', { name: 'cleo' })).toBeVisible()
  const ccc = async (): Promise<number> => {
    await expect(agreement().locator('[aria-busy=true]')).toHaveCount(0)
    const card = agreement().getByRole('button', { name: /^Mean pairwise CCC/ })
    return Number.parseFloat(((await card.textContent()) ?? '').replace('Mean pairwise CCC', ''))
  }
  const shifted = await ccc()
  await agreement().getByRole('tab', { name: 'As rated' }).click()
  await expect(app.desk.getByText('lags left in')).toBeVisible()
  await expect.poll(ccc).toBeLessThan(shifted - 0.1)
  // The same number from the formula of the raters, in steps of a second.
  expect(Math.abs((await ccc()) - meanCcc(RATERS.map((rater) => secondMeans(rater, 0))))).toBeLessThan(0.0006)
  await agreement()
    .getByRole('gridcell', { name: /^anna and cleo: CCC/ })
    .click()
  await expect(app.page.getByText(/anna and cleo far apart in valence/).first()).toBeVisible()
  await agreement().getByRole('tab', { name: 'Lags out' }).click()
  await expect(app.desk.getByText('lags left in')).toBeHidden()
  await agreement()
    .getByRole('button', { name: /^Lowest:/ })
    .click()
  await expect.poll(() => app.time()).toBeGreaterThan(0)
})

/** Means of a rater's samples by second. */
const secondMeans = (rater: Rater, dim: number): number[] =>
  Array.from(
    { length: SECONDS },
    (_, second) =>
      Array.from({ length: RATE }, (_, i) => rated(rater, second + i / RATE, dim)).reduce(
        (a, b) => a + b,
        0
      ) / RATE
  )

/** Mean over pairs of Lin's concordance. */
function meanCcc(columns: readonly (readonly number[])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
  const values: number[] = []
  columns.forEach((x, a) =>
    columns.slice(a + 1).forEach((y) => {
      const [mx, my] = [mean(x), mean(y)]
      const cov = mean(x.map((value, i) => (value - mx) * ((y[i] ?? 0) - my)))
      const [vx, vy] = [mean(x.map((value) => (value - mx) ** 2)), mean(y.map((value) => (value - my) ** 2))]
      values.push((2 * cov) / (vx + vy + (mx - my) ** 2))
    })
  )
  return mean(values)
}

test('dialogues and numbers of traces have no barrier for keyboard and screen reader, dark and light', async () => {
  const barriers = async (place: string): Promise<unknown> => {
    const { violations } = await new AxeBuilder({ page: app.page }).include(place).setLegacyMode().analyze()
    return violations.map(({ id, nodes }) => [id, nodes[0]?.html])
  }
  for (const theme of ['dark', 'light'] as const) {
    await app.ask('app.saveSettings', { theme })
    await expect(app.page.locator('html')).toHaveAttribute('data-theme', theme)
    expect(await barriers('[data-panel=agreement]'), theme).toEqual([])
    await app.run('Reaction lag')
    await expect(app.dialog.getByRole('table', { name: 'Reaction lags' })).toHaveAttribute(
      'aria-busy',
      'false'
    )
    expect(await barriers('[role=dialog]'), theme).toEqual([])
    await app.dialog.getByRole('button', { name: 'Cancel' }).click()
    await app.run('Takes of the trace')
    await expect(app.dialog.getByRole('table', { name: 'Takes' })).toBeVisible()
    expect(await barriers('[role=dialog]'), theme).toEqual([])
    await app.dialog.getByRole('button', { name: 'Close' }).last().click()
  }
})

test('a dataset and files for CARMA hold the traces', async () => {
  await app.run('Export labels')
  const panel = app.panel('Export')
  await panel.getByRole('checkbox', { name: /^CARMA/ }).click()
  await app.choose(panel.getByRole('combobox', { name: 'Reaction lags' }), 'As they were rated')
  const folder = await app.exportDataset('traces')
  const traces = readdirSync(join(folder, 'traces')).filter((name) => name.endsWith('.csv'))
  expect(traces).toHaveLength(3)
  const ben = traces.find((name) => name.includes('ben')) ?? ''
  const row = readFileSync(join(folder, 'traces', ben), 'utf8').split('\r\n')[1 + 10 * RATE]
  expect(row).toBe(`10.000000,10000000,${rated('ben', 10, 0)},${rated('ben', 10, 1)}`)
  expect(readdirSync(join(folder, 'carma')).length).toBe(6)
  expect(readFileSync(join(folder, 'dataset-card.md'), 'utf8')).toContain('Continuous ratings')
})

test('two hours at 100 Hz move fluidly', async () => {
  const path = join(app.machine.work, 'long.csv')
  const rows = Array.from({ length: 7200 * 100 }, (_, i) => `${i / 100},${truth(i / 100, 0).toFixed(4)}`)
  writeFileSync(path, `time_s,valence\n${rows.join('\n')}\n`)
  await app.importFiles(path)
  await app.openRecording('long')
  await showTracks()
  await app.run('Whole recording')
  const canvas = app.page.getByRole('img', { name: /^Ratings of long: Valence/ })
  await expect.poll(() => drawn(canvas), { timeout: 20_000 }).toBeGreaterThan(0.02)
  const long = await panGaps(canvas)
  await expect.poll(() => drawn(canvas)).toBeGreaterThan(0.005)
  await app.openRecording('talk')
  await app.run('Whole recording')
  await expect.poll(() => drawn(picture('anna'))).toBeGreaterThan(0.01)
  const short = await panGaps(picture('anna'))
  console.log('median frame gap in ms: two hours', long, 'a minute', short)
  // What the length of a recording costs, whatever else the machine is doing.
  expect(long).toBeLessThan(short * 1.5 + 8)
})

/** Zoom in and move: median time between frames meanwhile, ms. */
async function panGaps(canvas: Locator): Promise<number> {
  const box = await canvas.boundingBox()
  if (!box) throw new Error('the lane is not on the screen')
  await app.page.mouse.move(box.x + box.width / 2, box.y + 20)
  await app.page.keyboard.down('Control')
  for (let turn = 0; turn < 6; turn++) await app.page.mouse.wheel(0, -300)
  await app.page.keyboard.up('Control')
  await app.page.evaluate(() => {
    delete document.body.dataset['gaps']
    const gaps: number[] = []
    let last = performance.now()
    const tick = (): void => {
      const now = performance.now()
      gaps.push(now - last)
      last = now
      if (gaps.length < 120) requestAnimationFrame(tick)
      else document.body.dataset['gaps'] = JSON.stringify(gaps)
    }
    requestAnimationFrame(tick)
  })
  await app.page.keyboard.down('Shift')
  for (let turn = 0; turn < 50; turn++) await app.page.mouse.wheel(0, 60)
  await app.page.keyboard.up('Shift')
  await expect(app.page.locator('body')).toHaveAttribute('data-gaps', /\d/)
  const gaps: number[] = await app.page.evaluate(() => JSON.parse(document.body.dataset['gaps'] ?? '[]'))
  return gaps.sort((a, b) => a - b)[60] ?? NaN
}

test('pictures of traces @shots', async () => {
  await app.openRecording('talk')
  const { tracks, authors } = await app.snapshot()
  const [first] = tracks.filter(({ kind }) => kind === 'trace')
  const me = authors.find(({ name }) => name === 'Rater A')
  if (!first || !me) throw new Error('nothing to show')
  for (const [start, level] of [
    [20, 0.55],
    [24, -0.4]
  ] as const) {
    const { takeId } = await app.ask('take.begin', {
      authorId: me.id,
      trackId: first.id,
      start: start * 1e6,
      rateHz: RATE,
      dims: ['valence', 'arousal'],
      device: 'mouse',
      fade: 500_000
    })
    const samples = Array.from({ length: 10 * RATE * 2 }, (_, i) => level + 0.1 * Math.sin(i / 9))
    await app.ask('take.append', { takeId, samples })
    await app.ask('take.finish', { takeId })
  }
  for (const [theme, width, height] of [
    ['dark', 1440, 900],
    ['light', 1440, 900],
    ['dark', 1920, 1080]
  ] as const) {
    const shot = (name: string): Promise<string> => app.screenshot(`${name}-${theme}-${width}x${height}`)
    await app.dress(width, height, theme)
    await app.page.getByRole('tab', { name: 'Annotate', exact: true }).click()
    await showTracks()
    await app.run('Whole recording')
    await expect.poll(() => drawn(picture('anna'))).toBeGreaterThan(0.01)
    await shot('traces')
    if (theme === 'dark')
      await app.page.locator('.tl').screenshot({ path: join(root, '.local/shots/traces.png') })
    await app.run('Reaction lag')
    await expect(app.dialog.getByRole('table', { name: 'Reaction lags' })).toHaveAttribute(
      'aria-busy',
      'false'
    )
    await app.dialog.getByRole('row', { name: /cleo/ }).getByRole('cell').nth(1).click()
    await shot('traces-lag')
    await app.dialog.getByRole('button', { name: 'Cancel' }).click()
    await app.run('Takes of the trace')
    await expect(app.dialog.getByRole('table', { name: 'Takes' })).toBeVisible()
    await shot('traces-takes')
    await app.dialog.getByRole('button', { name: 'Close' }).last().click()
    await app.run('Agreement of annotators')
    await expect(agreement().getByRole('rowheader', { name: 'cleo' })).toBeVisible()
    await expect(agreement().locator('[aria-busy=true]')).toHaveCount(0)
    await shot('traces-agreement')
    await app.run('Export labels')
    await expect(app.panel('Export').getByRole('combobox', { name: 'Reaction lags' })).toBeVisible()
    await shot('traces-export')
  }
})
