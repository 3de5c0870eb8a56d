import type { Author } from '../../shared/domain/rows'
import { call, CallError } from '../client'
import { openDialog } from './dialogs'
import { keepWork } from './keep-work'
import { project, refreshProject, useProject } from './project'
import type { ProjectState } from './project'
import { toastError } from './toasts'

/** Author of my edits: the annotator to whom main shows the project. Undefined while the project has none. */
export const currentAuthorId = (): string | undefined => viewerOf(project())?.id

/** The annotator who works in this window; undefined while the project has none. */
export const useCurrentAuthor = (): Author | undefined => useProject(viewerOf)

/**
 * Work as another annotator; remembered with the project. While the present one has blind work open it is asked first
 * whether somebody else sits here now, unless that was `confirmed`.
 */
export function chooseAuthor(authorId: string, confirmed = false): void {
  void keepWork()
    .then(() => call('session.viewAs', { authorId, confirmed }))
    .then(refreshProject)
    .catch((error: unknown) => {
      if (error instanceof CallError && error.problem.code === 'session.blind')
        openDialog({ id: 'switch-annotator', props: { authorId } })
      else toastError(error)
    })
}

/** Whether labels of others on a recording are hidden from the annotator who works here. */
export const useBlindOn = (recordingId: string | undefined): boolean =>
  useProject(
    ({ snapshot }) =>
      recordingId !== undefined && (snapshot?.viewer.blindRecordingIds.includes(recordingId) ?? false)
  )

function viewerOf({ snapshot, index }: ProjectState): Author | undefined {
  const id = snapshot?.viewer.authorId
  return id === undefined ? undefined : index.authors.get(id)
}
