import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { app, clipboard, Menu } from 'electron'
import type { BrowserWindow } from 'electron'
import { z } from 'zod'
import { Settings } from '../shared/contract'
import { openAnalyses } from './analysis'
import { startEngine } from './engine/link'
import { buildHandlers } from './handlers'
import { problemList } from './handlers/context'
import type { AppPaths, HandlerContext } from './handlers/context'
import { buildDemo } from './handlers/demo/build-demo'
import { engineEnvironment } from './handlers/engine-environment'
import { jobBoard } from './handlers/job-board'
import { labLookups } from './handlers/lab-lookups'
import { makeMissingCaches } from './handlers/prepare-streams'
import { openDecoderWindow } from './shell/decoder-window'
import { dialogs } from './shell/dialogs'
import { grantedPaths } from './shell/granted-paths'
import { buildMenu } from './shell/menu'
import { printPdf } from './shell/print-pdf'
import { declareLabScheme, serveLab } from './shell/protocol'
import { emitter, route } from './shell/router'
import { hardenPages, hardenSession, showInFolder, trustedOrigins } from './shell/security'
import { jsonFile } from './shell/settings-file'
import { film } from './shell/studio-window'
import { createMainWindow, opensDark } from './shell/window'
import { openSignals } from './signals'
import { version } from '../../package.json'

const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const trusted = trustedOrigins(devServer)
const built = import.meta.dirname
const isMac = process.platform === 'darwin'

declareLabScheme()
hardenPages(trusted)
app.setName('Affectory')
if (app.requestSingleInstanceLock()) boot()
else app.quit()

function boot(): void {
  let window: BrowserWindow | undefined
  let context: HandlerContext | undefined
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  void app.whenReady().then(() => {
    hardenSession(devServer)
    context = wire(() => window)
    const demo = demoRequest()
    if (demo) {
      void makeDemo(context, demo)
      return
    }
    window = openWindow(context)
    window.on('closed', () => {
      window = undefined
      app.quit()
    })
  })
  // Hidden windows come and go by themselves; the app ends with its main window.
  app.on('window-all-closed', () => undefined)
  app.on('will-quit', () => {
    context?.link.close()
    context?.open.project?.close()
  })
}

/** Put the rooms together; nothing here decides anything. */
function wire(window: () => BrowserWindow | undefined): HandlerContext {
  const data = app.getPath('userData')
  const paths = appPaths()
  const settings = jsonFile(join(data, 'settings.json'), Settings, Settings.parse({}))
  const recent = jsonFile(join(data, 'recent.json'), Recent, [])
  const granted = grantedPaths()
  const emit = emitter(window)
  const problems = problemList((count) => emit('problems', { count }))
  const link = startEngine({
    entry: join(built, 'engine-host.js'),
    environment: engineEnvironment(settings.get(), paths),
    openDecoder: () => openDecoderWindow(page('decoder.html'), join(built, '../preload/decoder.cjs')),
    restarted: () => {
      emit('engine', { state: 'restarted', message: 'The process that computes was started again.' })
      // Waveforms and frame tables that were under way are needed; runs and exports wait for their owner.
      if (context.open.project) makeMissingCaches(context, context.open.project)
    }
  })
  const setMenu = (
    keys: Readonly<Record<string, string>>,
    objects: Readonly<Record<string, string>> = {}
  ): void => Menu.setApplicationMenu(buildMenu((id) => emit('action', { id }), isMac, keys, objects))
  const context: HandlerContext = {
    link,
    board: jobBoard(
      link,
      (job) => emit('job', job),
      (problem) => problems.add(problem)
    ),
    problems,
    signals: openSignals(),
    analyses: openAnalyses((done, total) => emit('analysisProgress', { slot: 'labels', done, total })),
    settings,
    recent: {
      get: () =>
        recent.get().map((item) => ({ ...item, exists: existsSync(join(item.folder, 'project.sqlite')) })),
      set: (items) => recent.set(items.map(({ name, folder, openedAt }) => ({ name, folder, openedAt })))
    },
    paths,
    granted,
    dialogs: dialogs(window, granted, paths.projects),
    system: {
      showInFolder,
      copyText: (text) => clipboard.writeText(text),
      printPdf,
      quit: () => app.quit(),
      popupMenu: () => Menu.getApplicationMenu()?.popup({ window: window(), x: 8, y: 40 }),
      showMenuKeys: setMenu
    },
    info: {
      version,
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      projectsFolder: paths.projects
    },
    emit,
    open: { project: undefined }
  }
  serveLab(
    join(built, '../renderer'),
    labLookups(context.open, context.board.ask, context.signals),
    devServer ? new URL(devServer).origin : 'lab://app'
  )
  route(buildHandlers(context), trusted, granted)
  setMenu({})
  return context
}

const Recent = z.array(z.object({ name: z.string(), folder: z.string(), openedAt: z.string() }))

/** `--make-demo=<folder> --photos=<folder>`: make the demo project and quit, without a window. */
function demoRequest(): { folder: string; photos: string } | undefined {
  const folder = app.commandLine.getSwitchValue('make-demo')
  const photos = app.commandLine.getSwitchValue('photos')
  return folder && photos ? { folder: resolve(folder), photos: resolve(photos) } : undefined
}

async function makeDemo(
  context: HandlerContext,
  { folder, photos }: { folder: string; photos: string }
): Promise<void> {
  try {
    await buildDemo(context, {
      folder,
      photos,
      film: (request, progress) =>
        film(page('studio.html'), join(built, '../preload/decoder.cjs'), request, progress),
      say: (line) => console.log(line)
    })
    app.exit(0)
  } catch (error) {
    console.error(
      `The demo project could not be made: ${error instanceof Error ? error.message : String(error)}`
    )
    app.exit(1)
  }
}

function openWindow(context: HandlerContext): BrowserWindow {
  return createMainWindow({
    url: page('index.html'),
    preload: join(built, '../preload/index.cjs'),
    dark: opensDark(context.settings.get().theme),
    icon: join(resources(), 'icon.png')
  })
}

const page = (name: string): string => (devServer ? `${devServer}/${name}` : `lab://app/${name}`)

/** Folder of what ships beside the code: unpacked in a packaged app, the repository in development. */
const resources = (): string =>
  app.isPackaged ? join(process.resourcesPath, 'resources') : resolve(built, '../../resources')

function appPaths(): AppPaths {
  const root = app.isPackaged ? process.resourcesPath : resolve(built, '../..')
  return {
    projects: join(existsSync(app.getPath('documents')) ? app.getPath('documents') : homedir(), 'Affectory'),
    models: join(root, 'models'),
    ownModels: join(app.getPath('userData'), 'models'),
    schemes: join(root, 'resources', 'schemes'),
    demo: app.isPackaged ? join(root, 'demo') : join(root, '.local', 'demo')
  }
}
