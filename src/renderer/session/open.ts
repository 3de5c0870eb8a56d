import type { CallInput } from '../../shared/contract'
import type { MediaFile } from '../../shared/domain/rows'
import { call } from '../client'
import { currentAuthorId } from './author'
import { undo } from './edit'
import { askAbout } from './import-questions'
import { joinedIn, listed, nameOf } from './joined-files'
import { whenDone } from './jobs'
import { project, projectStore, recordingOf, refreshProject } from './project'
import { deleteRecordings } from './row-edits'
import { openRecording, selection } from './selection'
import { toast, toastError } from './toasts'

/** Open the project in a folder. */
export const openFolder = (folder: string): Promise<boolean> =>
  opening(() => call('project.open', { folder }))

/** Copy the demo project where it can be changed, and open it. */
export const openDemo = (): Promise<boolean> => opening(() => call('project.openDemo'))

/** Make a project and open it. */
export const createProject = (folder: string, name: string): Promise<boolean> =>
  opening(() => call('project.create', { folder, name }))

/** Ask for a project folder and open it. */
export async function openProjectDialog(): Promise<void> {
  const folder = await call('dialog.openProject')
  if (folder !== undefined) await openFolder(folder)
}

export const closeProject = (): Promise<void> => call('project.close').catch(toastError)

/** Ask for files and import them. */
export async function importFiles(): Promise<void> {
  const paths = await call('dialog.importFiles')
  if (paths.length > 0) await importPaths(paths)
}

/** Ask for text files and import each as a document, whatever is written in it. */
export async function importDocuments(): Promise<void> {
  const paths = await call('dialog.importFiles', { kind: 'documents' })
  if (paths.length > 0) await importPaths(paths, { as: 'document', join: 'none' })
}

/** Ask for files and add them to a recording. */
export async function addFiles(recordingId: string): Promise<void> {
  const name = recordingOf(recordingId)?.name
  if (name === undefined) return
  const paths = await call('dialog.importFiles', { into: name })
  if (paths.length > 0) await importPaths(paths, { into: recordingId })
}

/** Add files or folders to the open project; says afterwards what was put together, and offers the way back. */
export async function importPaths(
  paths: readonly string[],
  options: Omit<CallInput<'recording.import'>, 'paths'> = {}
): Promise<void> {
  if (!project().snapshot) {
    toast('Recordings go into a project.', {
      tone: 'bad',
      hint: 'Make or open a project first, then drop the files again.'
    })
    return
  }
  try {
    const projectId = project().snapshot?.project.id
    const known = new Set(project().index.files.keys())
    const { jobId } = await call('recording.import', {
      paths: [...paths],
      labelsFromNames: 'auto',
      authorId: currentAuthorId(),
      ...options
    })
    await whenDone(jobId)
    const asked = await call('recording.questions', { jobId })
    await refreshProject()
    if (project().snapshot?.project.id !== projectId) return
    askAbout(asked)
    const added = [...project().index.files.values()].filter((file) => !known.has(file.id))
    openFirstPage(added)
    if (options.into === undefined) tellJoined(joinedIn(added))
    else tellAdded(options.into, added)
  } catch (error) {
    toastError(error)
  }
}

/** With nothing open yet, the first picture or document of an import shows where they are looked at. */
function openFirstPage(added: readonly MediaFile[]): void {
  const first = recordingOf(added[0]?.recordingId)
  if (selection().recordingId === undefined && first?.medium !== undefined && first.medium !== 'time')
    openRecording(first.id)
}

function tellAdded(into: string, files: readonly MediaFile[]): void {
  const here = files.filter((file) => file.recordingId === into)
  const name = recordingOf(into)?.name
  if (here.length === 0 || name === undefined) return
  toast(`${listed(here.map(nameOf))} ${here.length === 1 ? 'is' : 'are'} part of ${name} now.`, {
    tone: 'good',
    hint: 'Streams that began at another moment get an offset in the inspector.',
    action: { label: 'Undo', run: () => void undo() }
  })
}

function tellJoined(joined: ReadonlyMap<string, readonly MediaFile[]>): void {
  const [first] = joined
  if (!first) return
  const [id, files] = first
  const keepApart = async (): Promise<void> => {
    const paths = [...joined.values()].flat().map((file) => file.path)
    if (await deleteRecordings([...joined.keys()])) await importPaths(paths, { join: 'none' })
  }
  toast(
    joined.size === 1
      ? `${listed(files.map(nameOf))} are one recording, ${recordingOf(id)?.name ?? ''}: they belong together.`
      : `${joined.size} recordings were made of ${[...joined.values()].flat().length} files whose names belong together.`,
    { action: { label: 'Keep apart', run: () => void keepApart() } }
  )
}

async function opening(work: () => Promise<unknown>): Promise<boolean> {
  projectStore.setState({ opening: true })
  try {
    await work()
    return true
  } catch (error) {
    toastError(error)
    return false
  } finally {
    projectStore.setState({ opening: false })
  }
}
