import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Locator } from 'playwright'
import type { Segment } from '../../src/shared/domain/rows'
import { wavBytes } from '../fixtures/wav'
import { AffectoryApp } from './affectory-app'

const stamp = (seconds: number): string => {
  const ms = Math.round(seconds * 1000)
  const pad = (value: number, width: number): string => String(value).padStart(width, '0')
  return `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`
}

/** A conversation of two with a turn every two seconds, as WebVTT. */
const talkVtt = (count: number, words: (turn: number) => string): string =>
  `WEBVTT\n\n${Array.from(
    { length: count },
    (_, i) =>
      `${stamp(i * 2)} --> ${stamp(i * 2 + 1.6)}\n<v ${i % 2 === 0 ? 'Rachel' : 'Ross'}>${words(i + 1)}\n`
  ).join('\n')}`

const RATE_HZ = 8000

interface Talk {
  readonly app: AffectoryApp
  readonly pane: Locator
  readonly turns: Locator
  readonly work: string
  row(turn: number): Locator
}

/** The app with a conversation open in the Converse layout: sound, and a transcript of `count` turns. */
async function openTalk(
  count: number,
  words = (turn: number): string => `Turn ${turn} of the talk`,
  withSound = true
): Promise<Talk> {
  const app = await AffectoryApp.launch()
  const work = app.machine.work
  mkdirSync(work, { recursive: true })
  await app.newProject('Talk', 'Ada')
  writeFileSync(join(work, 'talk.vtt'), talkVtt(count, words))
  if (withSound) {
    const tone = Array.from({ length: (count * 2 + 1) * RATE_HZ }, (_, i) => 0.2 * Math.sin(i / 6))
    writeFileSync(join(work, 'talk.wav'), wavBytes(tone, { rate: RATE_HZ }))
  }
  await app.importFiles(...(withSound ? [join(work, 'talk.wav')] : []), join(work, 'talk.vtt'))
  await app.openRecording('talk')
  await app.page.getByRole('tab', { name: 'Converse', exact: true }).first().click()
  const pane = app.panel('Conversation')
  const turns = pane.getByRole('grid', { name: 'Turns' })
  await expect(turns).toBeVisible()
  return { app, pane, turns, work, row: (turn) => turns.locator(`[role=row][aria-rowindex="${turn}"]`) }
}

const mine = async (app: AffectoryApp): Promise<readonly Segment[]> => {
  const ada = (await app.snapshot()).authors.find(({ name }) => name === 'Ada')
  const tracks = new Set(
    (await app.snapshot()).tracks.filter(({ authorId }) => authorId === ada?.id).map(({ id }) => id)
  )
  return (await app.segments('talk')).filter(({ trackId }) => tracks.has(trackId))
}
const links = async (app: AffectoryApp): Promise<readonly string[]> => {
  const { recordings } = await app.snapshot()
  const all = await app.segments('talk')
  const numberOf = (id: string): number =>
    all.filter(({ text }) => text !== undefined).findIndex((segment) => segment.id === id) + 1
  const relations = await app.ask('track.relations', { recordingId: recordings[0]?.id ?? '' })
  return relations.map(({ fromId, toId, toSpan }) =>
    [`${numberOf(fromId)}>${numberOf(toId)}`, toSpan && `${toSpan.from}-${toSpan.to}`]
      .filter(Boolean)
      .join(' ')
  )
}

test('sixty turns are labelled without the mouse, and Enter plays exactly one (CONV-1)', async () => {
  test.setTimeout(180_000)
  const { app, turns, row } = await openTalk(60)
  try {
    // From wherever the focus is, F6 goes round the parts of the window.
    for (let step = 0; step < 12; step++) {
      if (
        await turns.evaluate((list) => list.closest('.desk-panel')?.contains(document.activeElement) ?? false)
      )
        break
      await app.press('F6')
    }
    await app.press('ArrowDown')
    await expect(row(1)).toHaveAttribute('aria-selected', 'true')

    // Where the sound really is when it is told to stop.
    await app.page.evaluate(() => {
      const stops: number[] = []
      Object.assign(window, { stops })
      const pause = HTMLMediaElement.prototype.pause
      HTMLMediaElement.prototype.pause = function () {
        if (!this.paused) stops.push(this.currentTime)
        pause.call(this)
      }
    })
    await app.press('ArrowDown', 'Enter')
    await expect(app.page.getByRole('button', { name: 'Pause' })).toBeVisible()
    await expect(app.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    const stops = await app.page.evaluate(() => (window as unknown as { stops: number[] }).stops)
    // Turn 2 lasts from 2.0 to 3.6 s.
    expect(stops).toHaveLength(1)
    expect(Math.abs((stops[0] ?? 0) - 3.6)).toBeLessThan(0.04)
    expect(await app.time()).toBe(3_600_000)

    await app.press('ArrowUp')
    for (let turn = 1; turn <= 60; turn++) {
      await app.press(String((turn % 5) + 1))
      await expect.poll(async () => (await mine(app)).length).toBe(turn)
    }
    const labelled = await mine(app)
    expect(labelled.map(({ start }) => start / 1e6)).toEqual(Array.from({ length: 60 }, (_, i) => i * 2))
    expect(labelled.every(({ label }) => label !== undefined)).toBe(true)
  } finally {
    await app.close()
  }
})

test('a link is drawn from a turn to its cause, by hand and by key, and exported as SemEval pairs (OPN-4)', async () => {
  test.setTimeout(180_000)
  const { app, pane, turns, row, work } = await openTalk(12, (turn) =>
    turn === 1 ? 'I got the job' : `Turn ${turn}`
  )
  try {
    await row(3).click()
    const joy = (await app.snapshot()).schemes.length > 0 ? '1' : '1'
    await app.press(joy)
    const [label = ''] = (await mine(app)).map((segment) => segment.label)
    expect(label).not.toBe('')

    // By hand: from the handle of turn 3 to turn 1, then to itself.
    const drag = async (from: number, to: number): Promise<void> => {
      await row(from).hover()
      const handle = await row(from).getByRole('button', { name: 'Drag to the cause' }).boundingBox()
      const target = await row(to).boundingBox()
      if (!handle || !target) throw new Error('the turns are not in view')
      await app.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2)
      await app.page.mouse.down()
      await app.page.mouse.move(target.x + 150, target.y + target.height / 2, { steps: 6 })
      await app.page.mouse.up()
    }
    await drag(3, 1)
    await expect.poll(() => links(app)).toEqual(['3>1'])
    await expect(turns.locator('.cv-arc[data-from="3"][data-to="1"]')).toHaveClass(/is-selected/)
    await drag(3, 3)
    await expect.poll(() => links(app)).toEqual(['3>1', '3>3'])

    // By key: R on turn 5, down to turn 6, Enter: a cause that comes later.
    await row(5).click()
    await app.press('r')
    await expect(pane.getByRole('status').filter({ hasText: 'Click on the cause' })).toBeVisible()
    await app.press('ArrowDown', 'Enter')
    await expect.poll(() => links(app)).toEqual(['3>1', '3>3', '5>6'])
    // R, then a click; and Escape leaves it.
    await row(7).click()
    await app.press('r')
    await row(2).click()
    await expect.poll(() => links(app)).toEqual(['3>1', '3>3', '5>6', '7>2'])
    await app.press('r', 'Escape')
    await row(4).click()
    await expect(row(4)).toHaveAttribute('aria-selected', 'true')
    expect(await links(app)).toHaveLength(4)

    // An arc is selected by a click and deleted by key; undo brings it back, and again away.
    await turns.locator('.cv-arc[data-from="7"] .head').click()
    await app.press('Delete')
    await expect.poll(() => links(app)).toHaveLength(3)
    await app.press('Control+z')
    await expect.poll(() => links(app)).toHaveLength(4)
    await app.press('Control+Shift+z')
    await expect.poll(() => links(app)).toHaveLength(3)

    // Words of the cause, with keys: "the job" of turn 1.
    await turns.locator('.cv-arc[data-from="3"][data-to="1"] .head').click()
    await app.press('Shift+R')
    await expect(turns.getByRole('group', { name: /Words of the cause/ })).toBeFocused()
    await app.press('ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'Enter')
    await expect.poll(() => links(app)).toContain('3>1 6-13')
    // The inspector tells the link and leads to its ends.
    await row(3).click()
    const section = app.inspector.getByRole('region', { name: 'Links' })
    await expect(section.getByRole('listitem')).toHaveCount(2)
    await section.getByRole('button', { name: /the job/ }).click()
    await expect(row(1)).toHaveAttribute('aria-selected', 'true')

    // What the selected link means is said in the inspector.
    await section.getByRole('textbox', { name: 'Label of the link' }).fill('trigger')
    await app.press('Enter')
    await section.getByRole('textbox', { name: 'Comment on the link' }).fill('he says so himself')
    await app.press('Enter')
    const [recording] = (await app.snapshot()).recordings
    const described = async (): Promise<unknown> =>
      (await app.ask('track.relations', { recordingId: recording?.id ?? '' })).find(({ label }) => label)
    await expect.poll(described).toMatchObject({ label: 'trigger', comment: 'he says so himself' })

    // Over the lanes: R, then a click on a segment; and a click on the foot of a bow selects its link.
    await row(9).click()
    await app.press('r')
    const clickLane = async (turn: number, up = 0): Promise<void> => {
      const axis = await app.page.getByRole('img', { name: /axis/i }).boundingBox()
      const lane = await app
        .panel('Tracks')
        .getByRole('row', { name: turn % 2 === 1 ? /^Rachel/ : /^Ross/ })
        .boundingBox()
      if (!axis || !lane) throw new Error('the lanes are not in view')
      // The whole recording of 25 s is in view, with a little room behind it.
      const x = axis.x + (((turn - 1) * 2 + 0.8) / (25 * 1.01)) * axis.width
      await app.page.mouse.click(x, up > 0 ? lane.y + up : lane.y + lane.height / 2)
    }
    await clickLane(10)
    await expect.poll(() => links(app)).toContain('9>10')
    await app.press('Escape')
    await clickLane(10, 3)
    await app.press('Delete')
    await expect.poll(() => links(app)).not.toContain('9>10')

    // No barrier for keyboard and screen reader, with links in view.
    for (const theme of ['dark', 'light']) {
      const { violations } = await new AxeBuilder({ page: app.page })
        .include('[data-panel=conversation]')
        .setLegacyMode()
        .analyze()
      expect(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        theme
      ).toEqual([])
      await app.run('Switch between light and dark')
    }

    // Merging and deleting turns take links along; here the link goes with its turn and comes back by undo.
    await row(6).click()
    await app.press('Escape', 'Delete')
    expect(await links(app)).toHaveLength(3)

    const folder = join(work, 'exports')
    mkdirSync(folder, { recursive: true })
    await app.chooseNext(folder)
    await app.run('Export labels')
    const panel = app.panel('Export')
    await panel.getByRole('textbox', { name: 'Name' }).fill('causes')
    await panel.getByRole('checkbox', { name: /Emotion-cause pairs/ }).click()
    await panel.getByRole('button', { name: /^Export / }).click()
    await expect(panel.getByRole('status')).toContainText('Written at revision')
    const [conversation] = JSON.parse(
      readFileSync(join(folder, 'causes', 'emotion-causes', 'Ada.json'), 'utf8')
    ) as Record<string, unknown>[]
    expect(conversation?.['emotion-cause_pairs']).toEqual([
      [`3_${label}`, '1_the job'],
      [`3_${label}`, '3']
    ])
  } finally {
    await app.close()
  }
})

test('words, times and speakers are changed in place, turns made and split at the caret, all undoable', async () => {
  test.setTimeout(180_000)
  const { app, turns, row } = await openTalk(6, (turn) =>
    turn === 2 ? 'שלום, מה שלומך?' : turn === 3 ? '我很高兴' : `Turn ${turn} goes on`
  )
  try {
    const texts = async (): Promise<readonly (string | undefined)[]> =>
      (await app.segments('talk')).map(({ text }) => text)
    const speakers = (): Promise<readonly string[]> => turns.locator('.cv-speaker bdi').allTextContents()
    // Right-to-left words stand at the right, and their turn keeps its place for keys.
    expect(
      await row(2)
        .locator('.cv-text')
        .evaluate((words) => getComputedStyle(words).direction)
    ).toBe('rtl')
    await row(1).click()
    await app.press('F2')
    const words = turns.getByRole('textbox', { name: 'Words' })
    await words.fill('Turn one was changed')
    await turns.getByRole('textbox', { name: 'End' }).fill('00:00:01.000')
    await turns.getByRole('textbox', { name: 'End' }).press('Enter')
    await expect.poll(async () => (await texts())[0]).toBe('Turn one was changed')
    expect((await app.segments('talk'))[0]?.end).toBe(1_000_000)
    await app.press('Control+z')
    await expect.poll(async () => (await texts())[0]).toBe('Turn 1 goes on')

    // Ctrl+Enter cuts the turn behind "Turn 1".
    await app.press('F2')
    await words.press('Home')
    for (let letter = 0; letter < 6; letter++) await words.press('ArrowRight')
    await words.press('Control+Enter')
    await expect.poll(texts).toEqual(['Turn 1', 'goes on', ...(await texts()).slice(2)])
    await expect(row(2)).toHaveAttribute('aria-selected', 'true')
    // The second half is said by somebody new.
    await app.press('p')
    const field = app.page.getByRole('textbox', { name: 'Name of the speaker' })
    await field.fill('Monica')
    await field.press('Enter')
    await expect.poll(speakers).toEqual(['Rachel', 'Monica', 'Ross', 'Rachel', 'Ross', 'Rachel', 'Ross'])
    // A click on the name opens the same; Escape leaves it, and the keys are the list's again.
    await row(4)
      .getByRole('button', { name: /change who speaks|Rachel/ })
      .first()
      .click()
    await expect(field).toBeVisible()
    await app.press('Escape')
    await expect(field).toBeHidden()
    await expect(turns).toBeFocused()
    // A turn behind the last one.
    await row(7).click()
    await app.press('Shift+Enter')
    await words.fill('And that was all')
    await words.press('Enter')
    await expect.poll(async () => (await texts()).at(-1)).toBe('And that was all')
    for (let step = 0; step < 4; step++) await app.press('Control+z')
    await expect.poll(texts).toHaveLength(6)

    // Search does not mind marks and case; Enter goes from one to the next.
    await row(1).click()
    await app.press('Control+f')
    await app.page.getByRole('textbox', { name: 'Search the conversation' }).fill('GOES')
    await expect(app.panel('Conversation').getByRole('search')).toContainText('1 of 4')
    await app.press('Enter')
    await expect(row(4)).toHaveAttribute('aria-selected', 'true')
  } finally {
    await app.close()
  }
})

test('differences of transcripts that run from right to left stand in the order in which they are read', async () => {
  test.setTimeout(120_000)
  const app = await AffectoryApp.launch()
  try {
    const path = join(app.machine.work, 'talk.json')
    const record = (speaker: string, groundtruth: string, w2v2100: string): object => ({
      need_prediction: 'yes',
      emotion: 'neu',
      id: `${speaker}_${groundtruth.length}`,
      speaker,
      groundtruth,
      w2v2100
    })
    writeFileSync(
      path,
      JSON.stringify([
        // The first word is foreign, and foreign words and numbers stand among those that differ.
        record(
          'F',
          'OK, אני כועס מאוד machine learning 25 פעמים',
          'OK, הוא כועס machine learning now 30 פעמים'
        ),
        record('M', 'أنا غاضب جدا (Windows 11) لا', 'أنت غاضب (Windows 10) لا لا'),
        record('F', 'She said שלום עולם to me', 'She says שלום to me')
      ])
    )
    await app.newProject('Right', 'Ada')
    await app.importFiles(path)
    await app.openRecording('talk')
    await app.page.getByRole('tab', { name: 'Converse', exact: true }).first().click()
    const pane = app.panel('Conversation')
    const row = (turn: number): Locator => pane.locator(`[role=row][aria-rowindex="${turn}"]`)
    await app.choose(app.desk.getByRole('combobox', { name: 'Transcript', exact: true }), 'groundtruth')
    await row(1).click()
    await app.press('d')
    await app.dress(1440, 900, 'dark')
    await expect(row(1).locator('.cv-diff')).toHaveAttribute('dir', 'rtl')
    await expect(row(2).locator('.cv-diff')).toHaveAttribute('dir', 'rtl')
    await expect(row(3).locator('.cv-diff')).toHaveAttribute('dir', 'ltr')
    // Stretches of the line and where they begin, as they are read: from the right edge, line by line.
    const placed = (
      turn: number
    ): Promise<readonly { text: string; left: number; right: number; top: number }[]> =>
      row(turn)
        .locator('.cv-diff > *')
        .evaluateAll((parts) =>
          parts.map((part) => {
            const [box] = part.getClientRects()
            return {
              text: part.textContent ?? '',
              left: box?.left ?? 0,
              right: box?.right ?? 0,
              top: box?.top ?? 0
            }
          })
        )
    for (const turn of [1, 2]) {
      const parts = await placed(turn)
      expect(parts.length).toBeGreaterThan(5)
      for (const [index, part] of parts.slice(1).entries()) {
        const before = parts[index]
        if (before && Math.abs(before.top - part.top) < 4)
          expect(part.right, `“${part.text}” is read behind “${before.text}”`).toBeLessThanOrEqual(
            before.left + 1
          )
      }
    }
    const english = await placed(3)
    for (const [index, part] of english.slice(1).entries())
      expect(part.left, part.text).toBeGreaterThanOrEqual((english[index]?.right ?? 0) - 1)
    expect((await placed(1)).map(({ text }) => text)).toContain('machine learning')
    await app.screenshot('diff-rtl-dark')
  } finally {
    await app.close()
  }
})

test('transcripts are layers that are compared word by word, and turns can be left out (CONV-2)', async () => {
  test.setTimeout(180_000)
  const app = await AffectoryApp.launch()
  try {
    const work = app.machine.work
    mkdirSync(work, { recursive: true })
    await app.newProject('Layers', 'Ada')
    const record = (need: string, speaker: string, groundtruth: string, w2v2100: string): object => ({
      need_prediction: need,
      emotion: 'neu',
      id: `${speaker}_${groundtruth.length}`,
      speaker,
      groundtruth,
      w2v2100
    })
    writeFileSync(
      join(work, 'talk.json'),
      JSON.stringify([
        record('yes', 'F', 'Oh shut up.', 'no shut a i wille tra'),
        record('no', 'M', 'Excuse me.', 'something else entirely')
      ])
    )
    await app.importFiles(join(work, 'talk.json'))
    await app.openRecording('talk')
    await app.page.getByRole('tab', { name: 'Converse', exact: true }).first().click()
    const pane = app.panel('Conversation')
    const row = (turn: number): Locator => pane.locator(`[role=row][aria-rowindex="${turn}"]`)
    await expect(row(1)).toContainText('Oh shut up.')
    await app.choose(app.desk.getByRole('combobox', { name: 'Transcript', exact: true }), 'w2v2100')
    await expect(row(1)).toContainText('no shut a i wille tra')
    await app.choose(app.desk.getByRole('combobox', { name: 'Transcript', exact: true }), 'groundtruth')
    await row(1).click()
    await app.press('d')
    await expect(pane.getByRole('button', { name: /^WER 1\.667/ })).toBeVisible()
    await expect(row(1).locator('.cv-wer')).toHaveText('1.67')
    await expect(row(1).locator('ins')).toHaveText(['no', 'a', 'i', 'wille', 'tra'])
    await expect(row(1).locator('del')).toHaveText(['Oh', 'up.'])
    await expect(row(2)).toContainText('not scored')
    await expect(row(2).locator('.cv-turn')).toHaveClass(/is-unscored/)
    await expect(pane.getByRole('group', { name: 'Comparison of transcripts' })).toContainText('1 not scored')
    await app.desk.getByRole('button', { name: 'What the conversation shows' }).click()
    await app.page.getByRole('tab', { name: 'Side by side' }).click()
    await expect(row(1).locator('.cv-beside > *')).toHaveText(['Oh shut up.', 'no shut a i wille tra'])
    await app.page.getByRole('checkbox', { name: 'Punctuation does not count' }).click()
    await app.page.getByRole('checkbox', { name: 'Case does not count' }).click()
    // The words differ as before, since no pair is equal but for case or punctuation.
    await expect(pane.getByRole('button', { name: /^WER 1\.667/ })).toBeVisible()
    await app.press('Escape')
    // Counted again, the total follows: five edits and at least one more over five words.
    await row(2).click()
    await app.press('Shift+X')
    await expect(pane.getByRole('group', { name: 'Comparison of transcripts' })).not.toContainText(
      'not scored'
    )

    // A plain text with a turn on each line becomes a third layer with the times of the first.
    writeFileSync(join(work, 'typed.txt'), 'Oh shut up\nExcuse me')
    await app.chooseNext(join(work, 'typed.txt'))
    await app.run('Add a transcript to this recording')
    await app.jobsEnd()
    await app.choose(app.desk.getByRole('combobox', { name: 'Transcript', exact: true }), 'typed')
    await row(2).click()
    await app.press('d')
    await expect(row(2)).toContainText('Excuse me')
    const typed = (await app.segments('talk')).filter(({ text }) => text === 'Oh shut up')
    expect(typed.map(({ start, end }) => [start, end])).toEqual([[0, 1_000_000]])
  } finally {
    await app.close()
  }
})

test('twelve hundred turns stay smooth, and emotions of a speaker are counted from turn to turn (CONV-3)', async () => {
  test.setTimeout(240_000)
  const { app, pane, turns, row } = await openTalk(1200, undefined, false)
  try {
    // Only what is in view exists.
    expect(await turns.getByRole('row').count()).toBeLessThan(80)
    await expect(turns).toHaveAttribute('aria-rowcount', '1200')
    // Work of the window's main thread for a frame in which ten rows come and ten go; processor time, so that it does
    // not depend on what else runs on the machine.
    const FRAMES = 60
    const devtools = await app.page.context().newCDPSession(app.page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const worked = async (): Promise<number> =>
      (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')
        ?.value ?? Number.NaN
    const before = await worked()
    await turns.evaluate(
      (list, frames) =>
        new Promise<void>((done) => {
          let step = 0
          const frame = (): void => {
            list.scrollTop += 400
            if (++step < frames) requestAnimationFrame(frame)
            else done()
          }
          requestAnimationFrame(frame)
        }),
      FRAMES
    )
    const msPerFrame = ((await worked()) - before) * (1000 / FRAMES)
    console.log(`scrolling 1,200 turns by ten a frame: ${msPerFrame.toFixed(1)} ms of the main thread each`)
    expect(msPerFrame).toBeLessThan(30)

    // Rachel speaks turns 1, 3, 5, Ross 2 and 4: 1 > 2 > 2 for her, 1 > 1 for him.
    await turns.evaluate((list) => list.scrollTo(0, 0))
    await row(1).click()
    for (const [digit, count] of [
      ['1', 1],
      ['1', 2],
      ['2', 3],
      ['1', 4],
      ['2', 5]
    ] as const) {
      await app.press(digit)
      await expect.poll(async () => (await mine(app)).length).toBe(count)
    }
    await expect(row(3).locator('.cv-shift')).toBeVisible()
    // Two turns of context before the chosen one.
    await row(5).click()
    await app.desk.getByRole('button', { name: 'What the conversation shows' }).click()
    await app.choose(app.page.getByRole('combobox', { name: 'Context of the chosen turn' }), '2 turns before')
    await app.press('Escape')
    await expect(turns.locator('.cv-turn.is-context')).toHaveCount(2)
    await expect(row(4).locator('.cv-turn')).toHaveClass(/is-context/)
    await expect(row(4).locator('.cv-shift')).toHaveCount(0)
    await app.run('Emotion transitions of speakers')
    const matrix = pane.getByRole('table')
    await expect(matrix).toContainText('Emotion of a speaker before')
    const cells = await matrix.getByRole('cell').allTextContents()
    // Rows before, columns after: 1 > 1 once (Ross), 1 > 2 once, 2 > 2 once (Rachel).
    expect(cells.filter((cell) => /^\d+$/.test(cell))).toEqual(['1', '1', '0', '1'])
    await expect(pane).toContainText('1 of 3 pairs change')
  } finally {
    await app.close()
  }
})

test('pictures of the conversation @shots', async () => {
  test.setTimeout(240_000)
  const { app, pane, turns, work, row } = await openTalk(24, (turn) =>
    turn === 4
      ? 'שלום, מה שלומך היום?'
      : turn === 7
        ? '我今天很高兴，因为我得到了那份工作。'
        : turn % 5 === 0
          ? `Turn ${turn} is a long one, because people talk at length when something matters to them and others listen.`
          : `Turn ${turn} of the talk`
  )
  const everySize = async (name: string): Promise<void> => {
    for (const [width, height] of [
      [1440, 900],
      [1920, 1080]
    ] as const)
      for (const theme of ['dark', 'light'] as const) {
        await app.dress(width, height, theme)
        await app.screenshot(`conversation-${name}-${theme}-${width}x${height}`)
      }
  }
  try {
    await row(1).click()
    for (let turn = 1; turn <= 12; turn++) {
      await app.press(String((turn % 4) + 1))
      await expect.poll(async () => (await mine(app)).length).toBe(turn)
    }
    for (const [from, to] of [
      [3, 1],
      [4, 3],
      [5, 5],
      [6, 9],
      [9, 2]
    ] as const) {
      await row(from).click()
      await app.press('r')
      await row(to).click()
      await expect(turns.locator(`.cv-arc[data-from="${from}"][data-to="${to}"]`)).toBeVisible()
    }
    await row(6).click()
    await app.press('f')
    await everySize('links')
    await row(5).click()
    await app.press('F2')
    await expect(turns.getByRole('textbox', { name: 'Words' })).toBeVisible()
    await everySize('editing')
    await app.press('Escape')
    await app.desk.getByRole('button', { name: 'What the conversation shows' }).click()
    await everySize('options')
    await app.press('Escape')
    await app.run('Emotion transitions of speakers')
    await expect(pane.getByRole('table')).toBeVisible()
    await everySize('transitions')
    await app.run('Emotion transitions of speakers')
    writeFileSync(
      join(work, 'heard.vtt'),
      talkVtt(24, (turn) => (turn % 3 === 0 ? `Torn ${turn} of talk` : `Turn ${turn} of the talk`))
    )
    await app.chooseNext(join(work, 'heard.vtt'))
    await app.run('Add a transcript to this recording')
    await app.jobsEnd()
    await row(3).click()
    await app.press('d')
    await expect(pane.getByRole('group', { name: 'Comparison of transcripts' })).toBeVisible()
    await everySize('layers')
    await app.press('d')
    await app.page.getByRole('tab', { name: 'Annotate', exact: true }).first().click()
    await expect(turns).toBeVisible()
    await everySize('annotate')
  } finally {
    await app.close()
  }
})

test('a scheme offers other links than causes: R again makes the link one of them, and the inspector changes its kind', async () => {
  const { app, pane, row } = await openTalk(6)
  try {
    const snapshot = await app.snapshot()
    const preset = (await app.ask('scheme.presets')).find(({ id }) => id === 'emotion-cause')
    const base = preset?.document as { attributes: readonly unknown[] }
    await app.ask('edit.apply', {
      authorId: snapshot.authors.find(({ name }) => name === 'Ada')?.id ?? '',
      commands: [
        {
          id: 'scheme-save',
          input: {
            document: {
              ...base,
              attributes: [
                ...base.attributes,
                { id: 'target', type: 'relation', unit: 'pair', name: 'Directed at' }
              ]
            }
          }
        }
      ]
    })
    const kinds = async (): Promise<readonly string[]> =>
      (await app.ask('track.relations', { recordingId: snapshot.recordings[0]?.id ?? '' })).map(
        ({ kind }) => kind
      )
    await row(3).click()
    await app.press('r')
    const told = pane.getByRole('status').filter({ hasText: 'select it and press Enter' })
    await expect(told).toContainText('the cause')
    await app.press('r')
    await expect(told).toContainText('Directed at')
    await row(1).click()
    await expect.poll(kinds).toEqual(['target'])
    // The next one is of the same kind; its kind can be changed, and undo changes it back.
    await row(5).click()
    await app.press('r')
    await expect(told).toContainText('Directed at')
    await row(2).click()
    await expect.poll(kinds).toEqual(['target', 'target'])
    await app.choose(app.inspector.getByRole('combobox', { name: 'Kind of the link' }), 'Cause')
    await expect.poll(kinds).toEqual(['target', 'cause'])
    await row(5).click()
    await app.press('Control+z')
    await expect.poll(kinds).toEqual(['target', 'target'])
  } finally {
    await app.close()
  }
})
