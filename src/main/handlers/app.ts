import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { AppInfo } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { HandlerContext } from './context'
import { engineEnvironment, findFfmpeg } from './engine-environment'
import type { Area } from './area'

type Names =
  | 'app.info'
  | 'app.settings'
  | 'app.saveSettings'
  | 'app.recent'
  | 'app.forgetRecent'
  | 'app.showInFolder'
  | 'app.copyText'
  | 'app.popupMenu'
  | 'app.menuKeys'
  | 'app.quit'
  | 'dialog.newProject'
  | 'dialog.openProject'
  | 'dialog.importFiles'
  | 'dialog.exportFolder'
  | 'dialog.relink'

/** The machine, its settings and the system's dialogs. */
export function appHandlers(context: HandlerContext): Area<Names> {
  const { settings, recent, dialogs, system, granted } = context
  let runtime: Promise<{ providers: readonly string[]; runtimeVersion: string }> | undefined

  const info = async (): Promise<AppInfo> => {
    runtime ??= askRuntime(context)
    const { providers, runtimeVersion } = await runtime
    const demoBuilt = existsSync(join(context.paths.demo, 'project.sqlite'))
    return {
      ...context.info,
      onnxRuntime: runtimeVersion,
      providers,
      demoFolder: demoBuilt ? context.paths.demo : undefined,
      ffmpeg: await ffmpegFacts(settings.get().ffmpegPath)
    }
  }

  return {
    'app.info': async () => ok(await info()),
    'app.settings': () => ok(settings.get()),
    'app.saveSettings': (patch) => {
      const next = { ...settings.get(), ...patch }
      settings.set(next)
      context.link.setEnvironment(engineEnvironment(next, context.paths))
      context.emit('settings', next)
      return ok(next)
    },
    'app.recent': () => ok(recent.get()),
    'app.forgetRecent': ({ folder }) => {
      recent.set(recent.get().filter((item) => item.folder !== folder))
      return ok(undefined)
    },
    'app.showInFolder': ({ path }) => {
      const known =
        granted.allows(path) || context.open.project?.all('file').some((file) => file.path === path)
      if (!known) return fail('not-allowed', `${path} was not chosen in Affectory.`)
      system.showInFolder(path)
      return ok(undefined)
    },
    'app.copyText': ({ text }) => {
      system.copyText(text)
      return ok(undefined)
    },
    'app.popupMenu': () => {
      system.popupMenu()
      return ok(undefined)
    },
    'app.menuKeys': ({ keys, objects }) => {
      system.showMenuKeys(keys, objects)
      return ok(undefined)
    },
    'app.quit': () => {
      system.quit()
      return ok(undefined)
    },
    'dialog.newProject': async ({ name }) => ok(await dialogs.newProject(name)),
    'dialog.openProject': async () => ok(await dialogs.openProject()),
    'dialog.importFiles': async (input) => ok(await dialogs.importFiles(input?.into, input?.kind)),
    'dialog.exportFolder': async () => ok(await dialogs.exportFolder()),
    'dialog.relink': async ({ name }) => ok(await dialogs.relink(name))
  }
}

async function askRuntime({
  board
}: HandlerContext): Promise<{ providers: readonly string[]; runtimeVersion: string }> {
  const outcome = await board.ask({ kind: 'providers' })
  if (outcome.state === 'done' && outcome.result.kind === 'providers') return outcome.result
  return { providers: ['cpu'], runtimeVersion: 'unknown' }
}

async function ffmpegFacts(chosen: string | undefined): Promise<AppInfo['ffmpeg']> {
  const path = findFfmpeg(chosen)
  if (!path) return undefined
  try {
    const { stdout } = await promisify(execFile)(path, ['-version'], { timeout: 5000 })
    return { path, version: stdout.split('\n')[0] ?? '' }
  } catch (error) {
    console.warn(`ffmpeg at ${path} does not run: ${String(error)}`)
    return undefined
  }
}
