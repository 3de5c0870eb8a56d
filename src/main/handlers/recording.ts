import { basename } from 'node:path'
import { fail, ok } from '../../shared/domain/problem'
import type { ImportedFile } from '../engine/protocol'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import { checkFiles, sameContent, storedPath } from './check-files'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { prepareFile } from './prepare-streams'
import { tellChanged, withProject } from './with-project'

type Names = 'recording.import' | 'recording.relink' | 'recording.checkFiles'

/** Bringing files in, and finding them again. */
export function recordingHandlers(context: HandlerContext): Area<Names> {
  return {
    'recording.import': ({ paths, into, labelsFromNames }) =>
      withProject(context, (project) => {
        const refused = paths.find((path) => !context.granted.allows(path))
        if (refused)
          return fail(
            'not-allowed',
            `${refused} was not chosen in a dialog or dropped on the window.`,
            'Import it with File > Import.'
          )
        return ok({ jobId: startImport(context, project, paths, { into, labelsFromNames }) })
      }),

    'recording.relink': ({ fileId, path }) =>
      withProject(context, async (project) => {
        const file = project.get('file', fileId)
        if (!file) return fail('unknown-file', 'This file is not part of the project any more.')
        if (!context.granted.allows(path)) return fail('not-allowed', `${path} was not chosen in a dialog.`)
        if (!(await sameContent(context, path, file)))
          return fail(
            'other-content',
            `${path} is not the file that was labelled: its content differs.`,
            'Choose the original file, or import this one as a new recording.',
            path
          )
        tellChanged(context, project.updateFile(fileId, { path: storedPath(project, path), missing: false }))
        await checkFiles(context, project)
        const linked = project.get('file', fileId)
        if (!linked) return fail('unknown-file', 'This file is not part of the project any more.')
        prepareFile(context, project, linked)
        return ok(linked)
      }),

    'recording.checkFiles': () =>
      withProject(context, async (project) => ok(await checkFiles(context, project)))
  }
}

interface ImportChoices {
  readonly into?: string
  readonly labelsFromNames: 'none' | 'auto'
  ended?(): void
}

/** Import files and wait until the last one is in the project. */
export function importInto(
  context: HandlerContext,
  project: Project,
  paths: readonly string[],
  into?: string
): Promise<void> {
  return new Promise(
    (ended) => void startImport(context, project, paths, { into, labelsFromNames: 'auto', ended })
  )
}

function startImport(
  context: HandlerContext,
  project: Project,
  paths: readonly string[],
  choices: ImportChoices
): string {
  const { into, labelsFromNames, ended } = choices
  return context.board.start({
    kind: 'import',
    title: paths.length === 1 ? `Import of ${basename(paths[0] ?? '')}` : `Import of ${paths.length} files`,
    lane: 'export',
    spec: () =>
      context.open.project === project
        ? {
            kind: 'import',
            paths,
            cacheFolder: project.cacheFolder,
            labelsFromNames,
            knownHashes: project.knownHashes()
          }
        : undefined,
    batch: (content) => {
      if (content.kind === 'imported') takeIn(context, project, content.file, into)
    },
    ended
  })
}

/** Commit one imported file and start what it needs in the background. */
function takeIn(
  context: HandlerContext,
  project: Project,
  file: ImportedFile,
  into: string | undefined
): void {
  const needed = new Set(file.tracks.map(({ schemeId }) => schemeId))
  const schemes = needed.size > 0 ? loadSchemes(context.paths.schemes).filter(({ id }) => needed.has(id)) : []
  const committed = project.commitImported(
    { ...file, path: storedPath(project, file.path) },
    { into, schemes }
  )
  if (!committed.ok) {
    context.problems.add(committed.error)
    return
  }
  const rows = committed.value
  if (rows.skipped) {
    context.problems.add(rows.skipped)
    return
  }
  tellChanged(context, rows)
  const added = project.get('file', rows.fileId)
  if (added) prepareFile(context, project, added)
}
