import { project, projectStore } from './project'

/** Wait until the window has the first snapshot of a project. */
export function whenOpen(): Promise<void> {
  return new Promise((resolve) => {
    if (project().snapshot) return resolve()
    const stop = projectStore.subscribe((state) => {
      if (!state.snapshot) return
      stop()
      resolve()
    })
  })
}
