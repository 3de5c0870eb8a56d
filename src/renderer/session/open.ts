import type { CallInput } from '../../shared/contract'
import { call } from '../client'
import { project, projectStore } from './project'
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

/** Add files or folders to the open project. */
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
  await call('recording.import', { paths: [...paths], labelsFromNames: 'auto', ...options }).catch(toastError)
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
