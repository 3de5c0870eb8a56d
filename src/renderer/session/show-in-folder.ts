import { call } from '../client'
import { project } from './project'
import { toastError } from './toasts'

/** Show a file in the system's file manager. Files kept inside the project are named by their path in it. */
export function showInFolder(path: string): void {
  const absolute = /^([\\/]|[A-Za-z]:)/.test(path)
  const folder = project().snapshot?.project.folder
  void call('app.showInFolder', {
    path: absolute || folder === undefined ? path : `${folder}/${path}`
  }).catch(toastError)
}
