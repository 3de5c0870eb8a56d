import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ProjectInfo } from '../../shared/contract'
import { schemeUses } from '../../shared/commands/rules/scheme-uses'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { loadSchemes, openProject } from '../store'
import type { OpenOptions } from '../store'
import type { HandlerContext } from './context'
import { checkFiles } from './check-files'
import type { Area } from './area'
import { inSlices } from './in-slices'
import { makeMissingCaches } from './prepare-streams'
import { withProject } from './with-project'

type Names =
  | 'project.create'
  | 'project.open'
  | 'project.openDemo'
  | 'project.close'
  | 'project.current'
  | 'project.snapshot'
  | 'project.uiState'
  | 'project.saveUiState'
  | 'scheme.presets'
  | 'scheme.uses'

/** Recent projects shown on the start page. */
const KEEP_RECENT = 12

/** Opening, closing and looking at projects. */
export function projectHandlers(context: HandlerContext): Area<Names> {
  const { open, granted, recent, paths } = context

  const remember = (info: ProjectInfo): void => {
    const entry = { name: info.name, folder: info.folder, openedAt: new Date().toISOString(), exists: true }
    recent.set([entry, ...recent.get().filter(({ folder }) => folder !== info.folder)].slice(0, KEEP_RECENT))
  }

  const close = (): void => {
    if (!open.project) return
    context.board.cancelAll()
    context.signals.release()
    context.analyses.release()
    open.project.close()
    open.project = undefined
    context.problems.clear()
    context.emit('project', { project: undefined })
  }

  const enter = (folder: string, options: OpenOptions): Result<ProjectInfo> => {
    const before = open.project
    if (before && before.folder === folder) return ok(before.info())
    close()
    const opened = openProject(folder, { ...options, appVersion: context.info.version })
    if (!opened.ok) return opened
    open.project = opened.value
    granted.grant(folder)
    const info = opened.value.info()
    remember(info)
    context.emit('project', { project: info })
    if (opened.value.cutOff) context.problems.add(opened.value.cutOff)
    void checkFiles(context, opened.value).then(() => makeMissingCaches(context, opened.value))
    return ok(info)
  }

  const mayOpen = (folder: string): boolean =>
    granted.allows(folder) || recent.get().some((item) => item.folder === folder) || folder === paths.demo

  return {
    'project.create': ({ folder, name }) => {
      if (!granted.allows(folder))
        return fail(
          'not-allowed',
          `The folder ${folder} was not chosen in a dialog.`,
          'Choose it with New project.'
        )
      if (existsSync(folder) && readdirSync(folder).length > 0)
        return fail(
          'not-empty',
          `${folder} already holds files.`,
          'Choose a new folder name for the project.',
          folder
        )
      return enter(folder, { create: { name } })
    },
    'project.open': ({ folder }) => {
      if (!mayOpen(folder))
        return fail(
          'not-allowed',
          `The folder ${folder} was not chosen in a dialog.`,
          'Choose it with Open project.'
        )
      return enter(folder, {})
    },
    'project.openDemo': () => {
      if (!existsSync(join(paths.demo, 'project.sqlite')))
        return fail(
          'no-demo',
          'The demo project has not been made on this machine yet.',
          'Run "npm run demo" in the folder of Affectory once.'
        )
      const folder = freeFolder(join(paths.projects, 'Affectory demo'))
      if (folder.fresh)
        cpSync(paths.demo, folder.path, {
          recursive: true,
          filter: (from) => !basename(from).startsWith('.lock')
        })
      return enter(folder.path, {})
    },
    'project.close': () => {
      close()
      return ok(undefined)
    },
    'project.current': () => ok(open.project?.info()),
    'project.snapshot': (input) =>
      withProject(context, async (project) => {
        await inSlices(project.countTracks())
        return context.open.project === project
          ? ok(project.snapshot(input?.authorId))
          : fail('no-project', 'The project was closed meanwhile.')
      }),
    'project.uiState': ({ key }) => withProject(context, (project) => ok(project.uiState(key))),
    'project.saveUiState': ({ key, value }) =>
      withProject(context, (project) => {
        project.saveUiState(key, value)
        return ok(undefined)
      }),
    'scheme.presets': () => ok(loadSchemes(paths.schemes)),
    'scheme.uses': ({ id }) =>
      withProject(context, async (project) => {
        const scheme = project.get('scheme', id)
        if (!scheme) return ok([])
        const reader = {
          tracks: project.all('track'),
          segmentsOf: (trackId: string) => project.segmentsOfTrack(trackId)
        }
        return ok(await inSlices(schemeUses(scheme, reader)))
      })
  }
}

/** The user's copy of the demo, made when it is not there yet. */
function freeFolder(path: string): { path: string; fresh: boolean } {
  if (existsSync(join(path, 'project.sqlite'))) return { path, fresh: false }
  mkdirSync(path, { recursive: true })
  return { path, fresh: true }
}
