import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)
test.describe.configure({ mode: 'serial' })

const LEAD = 'Lea'
let app: AffectoryApp
let first: string
let second: string
/** Ids of tracks, people's and models', on the recordings that Rater A labels blind. */
let others: readonly string[]
let frames: readonly string[]

test.beforeAll(async () => {
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
  const { authors } = await app.snapshot()
  const humans = authors.filter(({ kind, synthetic }) => kind === 'human' && synthetic)
  first = humans[0]?.name ?? ''
  second = humans[1]?.name ?? ''
})
test.afterAll(async () => app?.close())

const panel = (): Locator => app.desk.locator('[data-panel=study]')
const row = (annotator: string): Locator =>
  panel().getByRole('table', { name: 'Assignments' }).getByRole('row').filter({ hasText: annotator })

/** Work as somebody, by the button at the top right. */
async function workAs(name: string): Promise<void> {
  await app.page.getByRole('banner').locator('button.who').click()
  await app.page.getByRole('menuitem', { name, exact: true }).click()
}

/** Open a project folder by the dialogue while another is open. */
async function openFolder(folder: string): Promise<void> {
  await app.chooseNext(folder)
  await app.run('Open project')
  await expect.poll(async () => (await app.ask('project.current'))?.folder).toBe(folder)
  await expect(app.desk).toBeVisible()
}

/** Whether anything is drawn over the picture where models found faces. */
const facesDrawn = (): Promise<boolean> =>
  app.page.getByRole('img', { name: 'Faces found by models' }).evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    return data.some((value) => value !== 0)
  })

/** Everything written in the files of a folder. */
const textsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

/** The status that a page is answered when it fetches an address. */
const fetched = (url: string): Promise<number> =>
  app.page.evaluate(
    (address) =>
      fetch(address).then(
        (answer) => answer.status,
        () => 0
      ),
    url
  )

test('a lead gives blind work to two annotators, in a balanced order', async () => {
  await app.run('Add an annotator')
  await app.dialog.getByRole('textbox', { name: 'Name' }).fill(LEAD)
  await app.dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(app.annotator(LEAD)).toBeVisible()

  await app.panel('Video').focus()
  await app.press('Control+Shift+u')
  await expect(panel()).toContainText('Nothing is assigned yet')
  await panel().getByRole('button', { name: 'New assignment…' }).last().click()
  await app.dialog.getByRole('textbox', { name: 'Name' }).fill('Round 1')
  for (const name of [first, second]) await app.dialog.getByRole('checkbox', { name }).click()
  await app.choose(app.dialog.getByRole('combobox', { name: 'Order' }), 'Balanced')
  await app.dialog.getByRole('button', { name: 'Assign to 2 annotators' }).click()
  await expect(row(first)).toContainText('blind')
  await expect(row(second)).toContainText('blind')

  const { items, assignments, recordings, tracks, authors } = await app.snapshot()
  expect(items).toHaveLength(2 * recordings.length)
  const orders = assignments.map(({ id }) =>
    items.filter((item) => item.assignmentId === id).map(({ recordingId }) => recordingId)
  )
  expect(orders[0]).not.toEqual(orders[1])
  const firstId = authors.find(({ name }) => name === first)?.id
  others = tracks.filter(({ authorId }) => authorId !== firstId).map(({ id }) => id)
  frames = tracks.filter(({ kind }) => kind === 'frames').map(({ id }) => id)
  expect(others.length).toBeGreaterThan(0)
})

test('the reviewer sees both lanes; a blind annotator gets nobody else’s by any call or address', async () => {
  const { recordings, authors } = await app.snapshot()
  const shown = async (): Promise<readonly string[]> => {
    const rows = await Promise.all(recordings.map(({ id }) => app.ask('track.segments', { recordingId: id })))
    return [...new Set(rows.flat().map(({ trackId }) => trackId))]
  }
  expect((await shown()).filter((id) => others.includes(id)).length).toBeGreaterThan(0)
  for (const id of frames) expect(await fetched(`lab://tiles/faces/${id}`)).toBe(200)
  await expect.poll(facesDrawn).toBe(true)

  await workAs(first)
  await expect(app.annotator(`${first} blind`)).toBeVisible()
  await expect(panel()).toContainText(`${first} works blind on`)
  await expect(row(second)).toHaveCount(0)
  await expect(app.desk.getByRole('button', { name: 'Merge…' })).toHaveCount(0)
  await expect.poll(facesDrawn, 'a face found before the hand-over stays on the picture').toBe(false)
  const words = (await app.snapshot()).tracks.filter(({ kind }) => kind === 'utterances').map(({ id }) => id)
  const hidden = others.filter((id) => !words.includes(id))

  const snapshot = await app.snapshot()
  expect(snapshot.tracks.map(({ id }) => id).filter((id) => hidden.includes(id))).toEqual([])
  expect(snapshot.counts.map(({ trackId }) => trackId).filter((id) => hidden.includes(id))).toEqual([])
  expect((await shown()).filter((id) => hidden.includes(id))).toEqual([])
  for (const id of hidden) {
    expect(await fetched(`lab://tiles/faces/${id}`), id).toBe(404)
    expect(await fetched(`lab://tiles/trace/${id}?from=0&to=9000000&px=100`), id).toBe(404)
    expect(await app.ask('edit.history', { table: 'track', rowId: id })).toEqual([])
  }
  const history = await app.ask('edit.history', { limit: 10_000 })
  const names = authors.filter(({ kind }) => kind !== 'human').map(({ name }) => name)
  expect(history.filter(({ authorName }) => [second, ...names].includes(authorName))).toEqual([])
  const secondId = authors.find(({ name }) => name === second)?.id ?? ''
  const firstId = authors.find(({ name }) => name === first)?.id ?? ''
  for (const [reference, candidate] of [
    [secondId, firstId],
    [firstId, secondId]
  ] as const)
    expect(
      await app.tell('compare.report', { referenceAuthorId: reference, candidateAuthorId: candidate })
    ).toMatchObject({ ok: false })
  expect(await app.tell('edit.undo', { authorId: secondId })).toMatchObject({
    ok: false,
    error: { code: 'blind.other-author' }
  })
  await app.run('Show tracks')
  await expect(app.panel('Tracks').getByText(first).first()).toBeVisible()
  await expect(app.panel('Tracks')).not.toContainText(second)
  for (const name of names.filter((each) => each !== 'Transcript file'))
    await expect(app.panel('Tracks')).not.toContainText(name)
})

test('the key starts the next recording with its lane, and another finishes it', async () => {
  await app.panel('Video').focus()
  await app.press('Control+Shift+j')
  await expect
    .poll(async () => (await app.snapshot()).items.some(({ state }) => state === 'started'))
    .toBe(true)
  const snapshot = await app.snapshot()
  const item = snapshot.items.find(({ state }) => state === 'started')
  const recording = snapshot.recordings.find(({ id }) => id === item?.recordingId)
  await expect(app.page.getByRole('banner')).toContainText(recording?.name ?? '?')
  expect(snapshot.tracks.filter(({ itemId }) => itemId === item?.id)).toHaveLength(1)
  const lane = snapshot.tracks.find(({ itemId }) => itemId === item?.id)?.id ?? ''
  await expect(app.panel('Tracks').locator(`.tl-gutter.is-active[data-lane-id$="${lane}"]`)).toBeVisible()
  await app.panel('Video').focus()
  await app.press('Home', 'i', 'Control+ArrowRight', 'o', '1')
  await app.saved()
  const began = Date.now()
  await expect.poll(() => Date.now() - began, 'two seconds and more of work').toBeGreaterThan(2500)
  const inLane = (await app.ask('track.segments', { recordingId: item?.recordingId ?? '' })).filter(
    ({ trackId }) => trackId === lane
  )
  expect(
    inLane.map(({ label }) => label),
    'the key labels in the lane of the assignment'
  ).toHaveLength(1)
  await app.press('Control+Shift+Enter')
  await app.press('Control+Shift+u')
  await expect(
    panel()
      .getByRole('row')
      .filter({ hasText: recording?.name ?? '?' })
  ).toContainText('finished')
  const finished = (await app.snapshot()).items.find(({ state }) => state === 'finished')
  expect(finished?.workSeconds, 'the time until it was finished is counted').toBeGreaterThan(1)
  await app.saved()
})

test('handing over is asked for, and stands in the history', async () => {
  await workAs(second)
  await expect(app.dialog).toContainText(`Hand over to ${second}?`)
  await app.dialog.getByRole('button', { name: `Stay ${first}` }).click()
  await expect(app.annotator(`${first} blind`)).toBeVisible()
  await workAs(second)
  await app.dialog.getByRole('button', { name: `Work as ${second}` }).click()
  await expect(app.annotator(`${second} blind`)).toBeVisible()
  await workAs(LEAD)
  await app.dialog.getByRole('button', { name: `Work as ${LEAD}` }).click()
  await expect(app.annotator(LEAD)).toBeVisible()
  const titles = (await app.ask('edit.history', { limit: 20 })).map(({ title }) => title)
  expect(titles).toContain(`Switch to ${second} from ${first}, whose blind work is open`)
  expect(titles).toContain(`Switch to ${LEAD} from ${second}, whose blind work is open`)
})

test('work goes out as a package without others’ labels and comes home; undo takes it back', async () => {
  const folder = join(app.machine.work, 'to Rater A')
  await app.saveNextAs(folder)
  await row(first)
    .getByRole('button', { name: /^More about/ })
    .click()
  await app.page.getByRole('menuitem', { name: 'Send out…' }).click()
  await app.dialog.getByRole('checkbox', { name: /Copy the media/ }).click()
  await app.dialog.getByRole('button', { name: 'Choose a folder and write' }).click()
  await expect(app.dialog).toBeHidden()
  await expect.poll(() => existsSync(join(folder, 'project.sqlite'))).toBe(true)
  expect(readFileSync(join(folder, 'project.sqlite')).includes(Buffer.from(second))).toBe(false)

  // On the other machine: the package opens as a project, blind, and its annotator goes on.
  const home = (await app.snapshot()).project.folder
  await openFolder(folder)
  await expect(app.annotator(`${first} blind`)).toBeVisible()
  const away = await app.snapshot()
  expect(away.authors.map(({ name }) => name).filter((name) => [second, LEAD].includes(name))).toEqual([])
  await app.panel('Video').focus()
  await app.press('Control+Shift+j')
  await expect
    .poll(async () => (await app.snapshot()).items.filter(({ state }) => state === 'started').length)
    .toBe(1)
  const made = (await app.snapshot()).items.find(({ state }) => state === 'started')?.id
  const laneAway = (await app.snapshot()).tracks.find(({ itemId }) => itemId === made)?.id ?? ''
  await app.ask('edit.apply', {
    authorId: away.viewer.authorId ?? '',
    commands: [
      { id: 'segment-create', input: { trackId: laneAway, start: 1_000_000, end: 2_000_000, label: 'fear' } }
    ]
  })
  await app.saved()

  await openFolder(home)
  await expect(app.annotator(LEAD)).toBeVisible()
  await app.press('Control+Shift+u')
  const before = (await app.snapshot()).tracks.length
  await app.chooseNext(folder)
  await app.desk.getByRole('button', { name: 'Merge…' }).click()
  await expect(app.dialog).toContainText('sent out from this project')
  await expect(app.dialog).toContainText('New tracks')
  await app.dialog.getByRole('button', { name: 'Merge 1 track' }).click()
  await expect.poll(async () => (await app.snapshot()).tracks.length).toBe(before + 1)
  await expect(app.page.getByRole('status').filter({ hasText: 'is merged' })).toBeVisible()
  await app.panel('Video').focus()
  await app.press('Control+z')
  await expect.poll(async () => (await app.snapshot()).tracks.length).toBe(before)
  await app.press('Control+Shift+z')
  await expect.poll(async () => (await app.snapshot()).tracks.length).toBe(before + 1)
})

test('locking all of it reveals what others said', async () => {
  await row(first)
    .getByRole('button', { name: /^More about/ })
    .click()
  await app.page.getByRole('menuitem', { name: /^Lock .* and reveal$/ }).click()
  await expect
    .poll(async () => {
      const { items, assignments, authors } = await app.snapshot()
      const firstId = authors.find(({ name }) => name === first)?.id
      const mine = assignments.filter(({ authorId }) => authorId === firstId).map(({ id }) => id)
      return items
        .filter(({ assignmentId }) => mine.includes(assignmentId))
        .every(({ state }) => state === 'locked')
    })
    .toBe(true)
  await workAs(first)
  await expect(app.annotator(first)).toBeVisible()
  const marks = app.library.getByRole('img', { name: 'Your work: locked' })
  await expect(marks).toHaveCount((await app.snapshot()).recordings.length)
  await app.run('Show tracks')
  await expect(
    app
      .panel('Tracks')
      .getByRole('img', { name: /^Locked by the study/ })
      .first()
  ).toBeVisible()
  await app.press('Control+Shift+u')
  expect((await app.snapshot()).tracks.filter(({ id }) => others.includes(id)).length).toBeGreaterThan(0)
  const snapshot = await app.snapshot()
  const locked = snapshot.tracks.find(({ itemId }) => itemId !== undefined)
  expect(
    await app.tell('edit.apply', {
      authorId: snapshot.viewer.authorId ?? '',
      commands: [{ id: 'segment-create', input: { trackId: locked?.id, start: 1_000_000, end: 2_000_000 } }]
    })
  ).toMatchObject({ ok: false, error: { code: 'item.locked' } })
  await workAs(LEAD)
  await expect(app.annotator(LEAD)).toBeVisible()
})

test('a person’s facts are kept with consent, shown in the table, and gone when consent is withdrawn', async () => {
  await app.page.getByRole('tab', { name: 'People and groups' }).click()
  await app.run('Add a person')
  const dialog = app.dialog
  await dialog.getByRole('textbox', { name: 'Name or code' }).fill('Eva Lund')
  await dialog.getByRole('textbox', { name: 'Code in exports' }).fill('K1')
  await dialog.getByRole('textbox', { name: 'Role' }).fill('client')
  await dialog.getByRole('button', { name: 'Fact', exact: true }).click()
  await dialog
    .getByRole('textbox', { name: /^Name of fact/ })
    .last()
    .fill('sex')
  await dialog.getByRole('textbox', { name: 'Value of sex' }).fill('female')
  await dialog.getByRole('checkbox', { name: 'consent' }).last().click()
  await app.choose(dialog.getByRole('combobox', { name: 'Channel in all recordings' }), 'left channel')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const line = panel().getByRole('table', { name: 'People' }).getByRole('row').filter({ hasText: 'Eva Lund' })
  await expect(line).toContainText('female')
  await expect(line).toContainText('K1')

  await app.run('Add a group of persons')
  await app.dialog.getByRole('checkbox', { name: 'Eva Lund' }).click()
  await app.dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(panel().getByRole('table', { name: 'Groups and folds' })).toContainText('Eva Lund')

  await line.click()
  await app.dialog.getByRole('checkbox', { name: 'consent' }).last().click()
  await app.dialog.getByRole('button', { name: 'Save' }).click()
  await expect(line).not.toContainText('female')
  const personId = (await app.snapshot()).persons.find(({ name }) => name === 'Eva Lund')?.id ?? ''
  expect(JSON.stringify(await app.ask('edit.history', { rowId: personId }))).not.toContain('female')
  expect(JSON.stringify(await app.snapshot())).not.toContain('female')

  // The person labels nothing yet, so a lane is made about her: exports name only persons who are labelled.
  const { tracks, viewer } = await app.snapshot()
  const lane = tracks.find(({ kind, itemId }) => kind === 'segments' && itemId === undefined)
  await app.ask('edit.apply', {
    authorId: viewer.authorId ?? '',
    commands: [{ id: 'track-set', input: { id: lane?.id, patch: { personId } } }]
  })
  const folder = await app.exportDataset('consent')
  const files = textsIn(folder)
  expect(files.some((text) => text.includes('Eva Lund'))).toBe(true)
  expect(files.filter((text) => text.includes('female'))).toEqual([])
  await app.desk.getByRole('checkbox', { name: 'Codes instead of names of persons' }).click()
  const coded = await app.exportDataset('codes')
  const codedFiles = textsIn(coded)
  expect(codedFiles.some((text) => text.includes('K1'))).toBe(true)
  expect(codedFiles.filter((text) => text.includes('Eva Lund'))).toEqual([])
  await app.press('Control+Shift+u')
})

test('what a writer says and readers do not find is listed and played', async () => {
  const { authors, viewer } = await app.snapshot()
  const raters = authors.filter(({ kind, synthetic }) => kind === 'human' && synthetic)
  await app.ask('edit.apply', {
    authorId: viewer.authorId ?? '',
    commands: raters.map(({ id }, index) => ({
      id: 'author-save',
      input: { id, perspective: index === 0 ? 'writer' : 'reader' }
    }))
  })
  await app.page.getByRole('tab', { name: 'Perspectives' }).click()
  await app.choose(panel().getByRole('combobox', { name: 'Label' }), 'Anger')
  await panel().getByRole('textbox', { name: 'At least' }).fill('1')
  const list = panel().getByRole('table', { name: 'Moments between the perspectives' })
  await expect(panel()).toContainText(/[1-9]\d* segments compared/)
  await panel().getByRole('textbox', { name: 'Below' }).fill('2')
  await expect(list.getByRole('row').nth(1)).toContainText(' of ')
  await panel()
    .getByRole('button', { name: /^Play \d+ moments?$/ })
    .click()
  await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await app.page.getByRole('tab', { name: 'People and groups' }).click()
})

test('the panel has no barrier for keyboard and screen reader, dark and light', async () => {
  for (const view of ['People and groups', 'Perspectives', 'Assignments'])
    for (const theme of ['dark', 'light'] as const) {
      await app.page.getByRole('tab', { name: view }).click()
      await app.dress(1440, 900, theme)
      const { violations } = await new AxeBuilder({ page: app.page })
        .include('[data-panel=study]')
        .setLegacyMode()
        .analyze()
      expect(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        `${view}, ${theme}`
      ).toEqual([])
    }
})
