import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { ElectronApplication, Locator, Page } from 'playwright'
import type { CallInput, CallName, CallOutput, ProjectSnapshot } from '../../src/shared/contract'
import type { Problem, Result } from '../../src/shared/domain/problem'
import type {} from '../../src/renderer/client'
import type { Segment } from '../../src/shared/domain/rows'
import { formatClock, parseClock } from '../../src/shared/domain/time'
import { freshMachine, launchElectron, root } from './driver/launch'
import type { Machine } from './driver/launch'

import { barcodeOf, shownPixels } from './driver/pixels'
import { isRunning, killAtOnce, processTree } from './driver/processes'

/** Time that slow machines may take for what happens at once elsewhere. */
const PATIENCE_MS = 20_000

/** Panels by what stands on their tab. */
const PANELS = {
  Video: 'video',
  Tracks: 'timeline',
  Conversation: 'conversation',
  'Sample queue': 'queue',
  Compare: 'compare',
  Models: 'models',
  Export: 'export',
  Problems: 'problems',
  History: 'history'
} as const
export type PanelTitle = keyof typeof PANELS

/** The real app in a real window, as a person uses it: what can be pressed, and what can be seen. */
export class AffectoryApp {
  private constructor(
    readonly machine: Machine,
    readonly electron: ElectronApplication,
    readonly page: Page,
    /** Number of the main process; Playwright forgets it when the process dies. */
    readonly pid: number
  ) {}

  /** Start the app; without `machine` on one that has never seen it. */
  static async launch(
    machine: Machine = freshMachine(),
    environment: Readonly<Record<string, string>> = {}
  ): Promise<AffectoryApp> {
    const electron = await launchElectron(machine, environment)
    const page = await electron.firstWindow()
    page.setDefaultTimeout(PATIENCE_MS)
    const app = new AffectoryApp(machine, electron, page, electron.process().pid ?? 0)
    await expect(app.startPage.or(app.desk)).toBeVisible({ timeout: PATIENCE_MS })
    return app
  }

  /** End the app as a person does, and forget its machine. */
  async close(): Promise<void> {
    await this.quit()
    this.machine.remove()
  }

  /** End the app; its machine stays for another start. */
  async quit(): Promise<void> {
    if (isRunning(this.pid)) await this.electron.close()
  }

  /** End every process of the app at once with SIGKILL, as a power cut would. */
  async killAll(): Promise<void> {
    const pids = processTree(this.pid).map(({ pid }) => pid)
    killAtOnce(pids)
    await expect.poll(() => pids.filter(isRunning)).toEqual([])
  }

  /** End the process that computes, and only that one. */
  killEngine(): void {
    const engines = processTree(this.pid).filter(({ command }) =>
      command.includes('--utility-sub-type=node.mojom.NodeService')
    )
    expect(engines, 'the engine runs in a process of its own').not.toEqual([])
    killAtOnce(engines.map(({ pid }) => pid))
  }

  // Places of the window

  get startPage(): Locator {
    return this.page.getByRole('main', { name: 'Start' })
  }
  get desk(): Locator {
    return this.page.getByRole('main', { name: 'Desk' })
  }
  get library(): Locator {
    return this.page.getByRole('navigation', { name: 'Library' })
  }
  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' })
  }
  get statusBar(): Locator {
    return this.page.getByRole('contentinfo')
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
  /** The button that says who labels in this window. */
  annotator(name: string): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: new RegExp(`(^|: )${name}$`) })
  }
  /** A panel of the desk by its title: Video, Tracks, Compare, ... */
  panel(title: PanelTitle): Locator {
    return this.desk.locator(`[data-panel=${PANELS[title]}]`)
  }

  // The system's dialogues, answered as a person would

  /** The next open dialogues answer with these paths. */
  async chooseNext(...paths: readonly string[]): Promise<void> {
    await this.electron.evaluate(
      ({ dialog }, filePaths) => {
        dialog.showOpenDialog = (() =>
          Promise.resolve({ canceled: false, filePaths })) as typeof dialog.showOpenDialog
      },
      [...paths]
    )
  }

  /** The next save dialogues answer with this path. */
  async saveNextAs(path: string): Promise<void> {
    await this.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (() =>
        Promise.resolve({ canceled: false, filePath })) as typeof dialog.showSaveDialog
    }, path)
  }

  // Whole steps

  /** Make a project by the start page's button and answer its folder. */
  async newProject(name = 'Study', annotator = 'Rater A'): Promise<string> {
    const folder = join(this.machine.work, name)
    await this.saveNextAs(folder)
    await this.startPage.getByRole('button', { name: 'New project' }).click()
    await this.dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await this.dialog.getByRole('textbox', { name: 'You label as' }).fill(annotator)
    await this.dialog.getByRole('button', { name: 'Choose a folder and create' }).click()
    await expect(this.desk).toBeVisible()
    await expect(this.annotator(annotator)).toBeVisible()
    await expect.poll(async () => (await this.snapshot()).schemes.length).toBeGreaterThan(0)
    return folder
  }

  /** Open a project folder by the dialogue. */
  async openProject(folder: string): Promise<void> {
    await this.chooseNext(folder)
    await this.startPage.getByRole('button', { name: 'Open a project' }).click()
    await expect(this.desk).toBeVisible()
  }

  async openDemo(): Promise<void> {
    await this.startPage.getByRole('button', { name: 'Open the demo project' }).first().click()
    await expect(this.desk).toBeVisible()
  }

  /** Import files by the dialogue and wait until every job has ended. */
  async importFiles(...paths: readonly string[]): Promise<void> {
    await this.chooseNext(...paths)
    const before = (await this.ask('job.list')).length
    await this.run('Import recordings')
    await expect.poll(async () => (await this.ask('job.list')).length).toBeGreaterThan(before)
    await this.jobsEnd()
  }

  /** Open a recording by its name in the library. */
  async openRecording(name: string): Promise<void> {
    await this.library.getByRole('listbox', { name: 'Recordings' }).getByText(name, { exact: true }).click()
    await expect(this.page.getByRole('banner')).toContainText(name)
  }

  /** Do an action by the palette, searching for its title. */
  async run(title: string): Promise<void> {
    await this.press('Control+k')
    // The command may open a dialogue with lists of its own, so the palette is known by its field alone.
    const field = this.dialog.locator('input[role=combobox]')
    await field.fill(title)
    await this.dialog.getByRole('option', { name: title }).first().click()
    await expect(field).toBeHidden()
  }

  /** Choose from a list that opens under a field. */
  async choose(field: Locator, option: string | RegExp): Promise<void> {
    await field.click()
    await this.page.getByRole('option', { name: option }).first().click()
    await expect(this.page.locator('.menu[role=listbox]')).toHaveCount(0)
  }

  /** Start a model by the dialogue; on every recording that suits it, or on the open one. */
  async runModel(
    model: string,
    options: {
      readonly on?: 'all' | 'open'
      readonly units?: 'Segments' | 'Windows' | 'Whole'
      readonly picturesPerSecond?: number
      readonly smallFaces?: boolean
    } = {}
  ): Promise<void> {
    await this.run('Run a model')
    await this.choose(this.dialog.getByRole('combobox', { name: 'Model' }), model)
    const known = this.dialog.getByRole('checkbox', { name: /I know what this model is for/ })
    await this.dialog.getByRole('tab', { name: options.on === 'open' ? 'The open one' : /^All/ }).click()
    if (options.units) await this.dialog.getByRole('tab', { name: options.units }).click()
    if (options.picturesPerSecond !== undefined) {
      const slider = this.dialog.getByRole('slider', { name: 'Pictures per second' })
      await slider.press('Home')
      for (let rate = 1; rate < options.picturesPerSecond; rate++) await slider.press('ArrowRight')
    }
    if (options.smallFaces) await this.dialog.getByRole('checkbox', { name: 'Find small faces' }).click()
    if (await known.isVisible()) await known.click()
    await this.dialog.getByRole('button', { name: /^Run on/ }).click()
    await expect(this.dialog).toBeHidden()
  }

  /** Show the comparison of two authors by their names. */
  async compare(reference: string, candidate: string): Promise<Locator> {
    await this.page.getByRole('tab', { name: 'Compare', exact: true }).first().click()
    const panel = this.panel('Compare')
    await this.choose(panel.getByRole('combobox', { name: 'Reference' }), reference)
    await this.choose(panel.getByRole('combobox', { name: 'Candidate' }), candidate)
    await expect(
      panel.getByRole('grid', { name: `Confusion matrix: rows ${reference}, columns ${candidate}` })
    ).toBeVisible()
    await expect(panel.locator('[aria-busy=true]')).toHaveCount(0)
    return panel
  }

  /** A number of the comparison as it stands on the screen. */
  async comparedNumber(name: string): Promise<number> {
    const card = this.panel('Compare')
      .getByRole('group', { name: 'Numbers' })
      .getByRole('button', { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')} -?[\\d.]+ `) })
    return Number.parseFloat(((await card.textContent()) ?? '').slice(name.length))
  }

  /** Export everything by the panel into a new folder and answer the folder of the dataset. */
  async exportDataset(name: string): Promise<string> {
    const target = join(this.machine.work, 'exports')
    mkdirSync(target, { recursive: true })
    await this.chooseNext(target)
    await this.run('Export labels')
    const panel = this.panel('Export')
    await panel.getByRole('textbox', { name: 'Name' }).fill(name)
    await panel.getByRole('button', { name: /^Export / }).click()
    // The dataset gets its name when the whole of it is written.
    await expect.poll(() => existsSync(join(target, name)), { timeout: 30_000 }).toBe(true)
    await expect(panel.getByRole('status')).toContainText('Written at revision')
    return join(target, name)
  }

  /** Press keys one after another. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Wait until the status bar says that everything is in the project file. */
  async saved(): Promise<void> {
    await expect(this.statusBar).toContainText('All changes saved')
  }

  /** Wait until no job waits or runs, as the status bar says. */
  async jobsEnd(timeout = 120_000): Promise<void> {
    await expect
      .poll(
        async () =>
          (await this.ask('job.list'))
            .filter(({ state }) => state === 'queued' || state === 'running')
            .map(({ title }) => title),
        { timeout }
      )
      .toEqual([])
  }

  // Time and pictures

  /** Time as the clock shows it, in microseconds. */
  async time(): Promise<number> {
    return parseClock((await this.clock.textContent()) ?? '') ?? Number.NaN
  }
  get clock(): Locator {
    return this.page.getByTestId('clock')
  }
  /** The picture of the first video. */
  get videoFrame(): Locator {
    return this.page.getByTestId('video-frame').first()
  }

  /** Go to a time by typing it into the clock. */
  async seek(seconds: number): Promise<void> {
    await this.clock.click()
    const field = this.page.getByRole('textbox', { name: 'Time' })
    await field.fill(seconds.toFixed(6).replace(/(\.\d{3}\d*?)0+$/, '$1'))
    await field.press('Enter')
    await expect(this.clock).toHaveText(formatClock(Math.round(seconds * 1e6)))
  }

  /** Click the time axis at a share of its width. */
  async clickTimeAxis(share: number): Promise<void> {
    const box = await this.page.getByRole('img', { name: /axis/i }).boundingBox()
    if (!box) throw new Error('there is no time axis on the desk')
    await this.page.mouse.click(box.x + box.width * share, box.y + box.height / 2)
  }

  /** Wait until the video says that it shows the frame of the clock, and answer that frame. */
  async settledFrame(): Promise<number> {
    const frame = this.videoFrame
    const read = (name: string): Promise<string | null> => frame.getAttribute(name)
    await expect
      .poll(async () => ((await read('data-wanted')) || 'none') === (await read('data-shown')))
      .toBe(true)
    return Number(await read('data-shown'))
  }

  /**
   * Frame number burnt into the picture, read from the pixels on the screen once they stand still.
   * The browser's compositor may show a decoded frame a moment after it was reported: `expected` is waited for, and must stay.
   */
  async barcode(expected?: number): Promise<number | undefined> {
    const box = await this.videoFrame.boundingBox()
    if (!box) throw new Error('there is no video on the desk')
    const until = Date.now() + 3000
    let before: number | undefined
    for (;;) {
      await this.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      )
      const now = barcodeOf(await shownPixels(this.electron, box))
      const still = now !== undefined && now === before
      if (still && (expected === undefined || now === expected)) return now
      if (Date.now() > until) return now
      before = now
    }
  }

  /** Where the playhead stands over the lanes, as a time in microseconds; the whole recording must be in view. */
  async playheadTime(durationMicros: number): Promise<number> {
    const head = await this.page.getByRole('img', { name: 'Playhead' }).boundingBox()
    const axis = await this.page.getByRole('img', { name: /axis/i }).boundingBox()
    if (!head || !axis) throw new Error('there is no playhead on the desk')
    // A little room is shown after the end of a recording.
    return ((head.x + head.width / 2 - axis.x) / axis.width) * durationMicros * 1.01
  }

  // What main says, asked by the window's own bridge

  /** Ask main what the window could ask; throws the problem's sentence when it is refused. */
  async ask<N extends CallName>(name: N, input?: CallInput<N>): Promise<CallOutput<N>> {
    const answer = await this.tell(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
    return answer.value
  }

  /** Ask main and answer what it says, refusals too. */
  tell<N extends CallName>(name: N, input?: CallInput<N>): Promise<Result<CallOutput<N>>> {
    return this.page.evaluate(([call, value]) => window.lab.call(call, value), [
      name as string,
      input as unknown
    ] as const) as Promise<Result<CallOutput<N>>>
  }

  snapshot(): Promise<ProjectSnapshot> {
    return this.ask('project.snapshot', undefined)
  }

  /** Name of a model as the window shows it. */
  async modelName(id: string): Promise<string> {
    const model = (await this.ask('model.list')).find((each) => each.id === id)
    if (!model) throw new Error(`no model "${id}"`)
    return model.name
  }

  /** Name of the author whose tracks a model writes. */
  async authorOfModel(id: string): Promise<string> {
    const author = (await this.snapshot()).authors.find(({ modelId }) => modelId === id)
    if (!author) throw new Error(`no track of the model "${id}"`)
    return author.name
  }

  /** Segments of a recording by its name, in order of start. */
  async segments(recordingName: string): Promise<readonly Segment[]> {
    const { recordings } = await this.snapshot()
    const recording = recordings.find(({ name }) => name === recordingName)
    if (!recording)
      throw new Error(
        `no recording "${recordingName}"; known: ${recordings.map(({ name }) => name).join(', ')}`
      )
    const segments = await this.ask('track.segments', { recordingId: recording.id })
    return [...segments].sort((a, b) => a.start - b.start || a.end - b.end)
  }

  problems(): Promise<readonly (Problem & { readonly id: string })[]> {
    return this.ask('problem.list')
  }

  /** Give the window a size and a theme. */
  async dress(widthPx: number, heightPx: number, theme: 'dark' | 'light'): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, [width, height]) =>
        BrowserWindow.getAllWindows()
          .find((window) => window.isVisible())
          ?.setBounds({ x: 0, y: 0, width, height }),
      [widthPx, heightPx] as const
    )
    await this.ask('app.saveSettings', { theme })
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', theme)
    // A screen of just this size leaves a pixel to its own frame.
    await expect
      .poll(() =>
        this.page.evaluate(
          ([width, height]) => Math.abs(window.innerWidth - width) + Math.abs(window.innerHeight - height),
          [widthPx, heightPx] as const
        )
      )
      .toBeLessThan(4)
    // Canvases draw on the next screen frame, tiles come a moment later.
    // A video whose buffer is full keeps its request open for good, so this waits for a moment at most.
    await this.page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    )
  }

  /** Picture of the window in .local/shots, for people to look at. */
  async screenshot(name: string): Promise<string> {
    const path = join(root, '.local', 'shots', `${name}.png`)
    mkdirSync(join(root, '.local', 'shots'), { recursive: true })
    await this.page.screenshot({ path })
    return path
  }
}
