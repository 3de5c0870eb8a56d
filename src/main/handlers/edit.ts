import { ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Applied } from '../store'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { mapResult, tellChanged, withProject } from './with-project'

type Names =
  | 'edit.apply'
  | 'edit.undo'
  | 'edit.redo'
  | 'edit.history'
  | 'edit.restore'
  | 'track.segments'
  | 'track.relations'

/** Edits, their undoing and their history. */
export function editHandlers(context: HandlerContext): Area<Names> {
  const told = (result: Result<Applied>): Result<Applied> => {
    if (result.ok) tellChanged(context, result.value)
    return result
  }
  const toldStep = (
    result: Result<Applied | undefined>
  ): Result<{ revision: number; title: string } | undefined> => {
    if (result.ok && result.value) tellChanged(context, result.value)
    return mapResult(result, (applied) => applied && { revision: applied.revision, title: applied.title })
  }
  return {
    'edit.apply': ({ authorId, commands }) =>
      withProject(context, (project) =>
        mapResult(told(project.apply(authorId, commands)), ({ revision, createdIds }) => ({
          revision,
          createdIds
        }))
      ),
    'edit.undo': ({ authorId }) => withProject(context, (project) => toldStep(project.undo(authorId))),
    'edit.redo': ({ authorId }) => withProject(context, (project) => toldStep(project.redo(authorId))),
    'edit.history': (query) => withProject(context, (project) => ok(project.history(query))),
    'edit.restore': ({ authorId, table, rowId, revision }) =>
      withProject(context, (project) =>
        mapResult(told(project.restore(authorId, table, rowId, revision)), (done) => ({
          revision: done.revision
        }))
      ),
    'track.segments': ({ recordingId, trackIds, page }) =>
      withProject(context, (project) => {
        if (!trackIds) return ok(project.segmentsOfRecording(recordingId))
        const own = trackIds.filter((id) => project.get('track', id)?.recordingId === recordingId)
        return ok(
          own.flatMap((id) =>
            page ? project.segmentsPage(id, page.after, page.limit) : project.segmentsOfTrack(id)
          )
        )
      }),
    'track.relations': ({ recordingId }) =>
      withProject(context, (project) => ok(project.relationsOfRecording(recordingId)))
  }
}
