import { practiceFeedback } from '../../shared/study/practice-feedback'
import type { StudyFeedback } from '../../shared/contract'
import { labelsOf } from '../../shared/domain/labels'
import { ok } from '../../shared/domain/problem'
import type { ComparedSegment } from '../../shared/compare/pairing'
import type { Lane } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { mapResult, tellChanged, withProject } from './with-project'

type Names = 'session.viewAs' | 'study.addWork' | 'study.feedback'

/** Who works here, how long, and how practice went. */
export function studyHandlers(context: HandlerContext): Area<Names> {
  return {
    'session.viewAs': ({ authorId, confirmed }) =>
      withProject(context, (project) => {
        const switched = project.viewAs(authorId, confirmed)
        if (switched.ok) tellChanged(context, switched.value)
        return mapResult(switched, ({ viewer }) => viewer)
      }),
    'study.addWork': ({ itemId, seconds }) =>
      withProject(context, (project) => {
        const item = project.get('item', itemId)
        const author = item && project.get('assignment', item.assignmentId)?.authorId
        // Time counts for the annotator who is here, and only while the recording is being worked on.
        if (item?.state === 'started' && author === project.viewer().authorId)
          tellChanged(context, project.addWork(itemId, seconds))
        return ok(undefined)
      }),
    'study.feedback': ({ itemId }) =>
      withProject(context, (project) =>
        mapResult(project.practiceLanes(itemId), ({ item, assignment, lanes }): StudyFeedback => ({
          itemId,
          recordingId: item.recordingId,
          referenceAuthorId: assignment.calibration.referenceAuthorId,
          lanes: lanes.map(({ lane, scheme, own, reference }) => ({
            schemeId: lane.schemeId,
            attributeId: lane.attributeId,
            ownTrackId: own[0]?.track.id,
            ...practiceFeedback({
              reference: compared(reference),
              own: compared(own),
              axes: labelsOf(scheme, lane.attributeId).map(({ id, aliases }) => ({ id, aliases })),
              passAt: assignment.calibration.passAt
            })
          }))
        }))
      )
  }
}

const compared = (lanes: readonly Lane[]): readonly ComparedSegment[] =>
  lanes.flatMap(({ track, segments }) =>
    segments.map(({ id, start, end, label, personId }) => ({
      id,
      start,
      end,
      label,
      recordingId: track.recordingId,
      personId: personId ?? track.personId
    }))
  )
