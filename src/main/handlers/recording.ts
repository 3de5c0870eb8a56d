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
    'recording.import': ({ paths, into, join, authorId, labelsFromNames, as }) =>
      withProject(context, (project) => {
        const refused = paths.find((path) => !context.granted.allows(path))
        if (refused)
          return fail(
            'not-allowed',
            `${refused} was not chosen in a dialog or dropped on the window.`,
            'Import it with File > Import.'
          )
        if (into !== undefined && !project.get('recording', into))
          return fail('recording.gone', 'The recording that was to get the files is not part of the project.')
        const importer = authorId !== undefined && project.get('author', authorId) ? authorId : undefined
        const choices = { into, join, authorId: importer, labelsFromNames, as }
        return ok({ jobId: startImport(context, project, paths, choices) })
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
  readonly join?: 'by-name' | 'none'
  readonly authorId?: string
  readonly labelsFromNames: 'none' | 'auto'
  readonly as?: 'auto' | 'transcript' | 'document'
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
  const { into, join = 'by-name', labelsFromNames, as, ended } = choices
  let waiting: { readonly together?: string; readonly files: ImportedFile[] } = { files: [] }
  // Recordings come one after another; one undo takes back the whole import, also one that was cancelled or cut off.
  let step: number | undefined
  // Labels of several recordings wait for the media that are imported with them.
  const late: ImportedFile[] = []
  const flush = (): void => {
    const { files, together } = waiting
    waiting = { files: [] }
    if (files.length > 0) step = takeIn(context, project, files, { ...choices, name: together, step }) ?? step
  }
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
            as,
            join: into === undefined ? join : 'none',
            knownHashes: project.knownHashes()
          }
        : undefined,
    batch: (content) => {
      if (content.kind !== 'imported') return
      // What goes into one recording is one edit, so that one undo takes it back.
      const { together, file } = content
      if (file.parts) {
        late.push(file)
        return
      }
      if (into === undefined && (together === undefined || together !== waiting.together)) flush()
      waiting = { together, files: [...waiting.files, file] }
      if (into === undefined && together === undefined) flush()
    },
    ended: () => {
      flush()
      for (const file of late) {
        waiting = { files: [file] }
        flush()
      }
      ended?.()
    }
  })
}

/** Commit the imported files of one recording and start what they need in the background. Answers the step to undo that they belong to. */
function takeIn(
  context: HandlerContext,
  project: Project,
  files: readonly ImportedFile[],
  { into, name, authorId, step }: ImportChoices & { readonly name?: string; readonly step?: number }
): number | undefined {
  if (context.open.project !== project) return undefined
  const needed = new Set(
    files.flatMap((file) =>
      [file, ...(file.parts ?? [])].flatMap(({ tracks, traces = [] }) =>
        [...tracks, ...traces].map(({ schemeId }) => schemeId)
      )
    )
  )
  const shipped = needed.size > 0 ? loadSchemes(context.paths.schemes).filter(({ id }) => needed.has(id)) : []
  const schemes = [...shipped, ...files.flatMap((file) => file.schemes ?? [])]
  const committed = project.commitTogether(
    files.map((file) => ({ ...file, path: storedPath(project, file.path) })),
    { into, name, authorId, schemes, step }
  )
  if (!committed.ok) {
    context.problems.add(committed.error)
    return undefined
  }
  for (const problem of committed.value.skipped) context.problems.add(problem)
  if (committed.value.tables.length > 0) tellChanged(context, committed.value)
  for (const id of committed.value.fileIds) {
    const added = project.get('file', id)
    if (added) prepareFile(context, project, added)
  }
  return committed.value.step
}
