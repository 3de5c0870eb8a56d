import { basename } from 'node:path'
import { fail, ok } from '../../shared/domain/problem'
import type { ImportAsked, ImportOptions } from '../../shared/domain/import-options'
import type { JobBatch } from '../engine/protocol'
import type { Project } from '../store'
import { importIntake } from './import-intake'
import { checkFiles, sameContent, storedPath } from './check-files'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { prepareFile } from './prepare-streams'
import { tellChanged, withProject } from './with-project'

type Names = 'recording.import' | 'recording.questions' | 'recording.relink' | 'recording.checkFiles'

/** Bringing files in, and finding them again. */
export function recordingHandlers(context: HandlerContext): Area<Names> {
  const questions = new Map<string, readonly ImportAsked[]>()
  return {
    'recording.questions': ({ jobId }) => {
      const asked = questions.get(jobId) ?? []
      questions.delete(jobId)
      return ok(asked)
    },

    'recording.import': ({ paths, into, join, authorId, labelsFromNames, as, options }) =>
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
        const choices = { into, join, authorId: importer, labelsFromNames, as, options }
        const asked = (list: readonly ImportAsked[]): void => void questions.set(jobId, list)
        const jobId = startImport(context, project, paths, { ...choices, asked })
        return ok({ jobId })
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
  readonly options?: Readonly<Record<string, ImportOptions>>
  ended?(): void
  /** Takes the files that wait for an answer; without it they are problems. */
  asked?(files: readonly ImportAsked[]): void
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
  const intake = importIntake(context, project, { into, authorId: choices.authorId })
  const questions: Extract<JobBatch, { kind: 'question' }>[] = []
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
            knownHashes: project.knownHashes(),
            options: choices.options
          }
        : undefined,
    batch: (content, tell) => {
      if (content.kind === 'question') questions.push(content)
      return intake.take(content, tell)
    },
    ended: ({ state }) => {
      if (state !== 'done') intake.stop()
      void intake.finish().then(finished)
    }
  })

  function finished(): void {
    if (choices.asked)
      choices.asked(
        questions.map(({ path, question, together }) => ({
          path,
          question,
          into: into ?? (together === undefined ? undefined : intake.homeOf(together))
        }))
      )
    else for (const { problem } of questions) context.problems.add(problem)
    ended?.()
  }
}
