import { basename, join } from 'node:path'
import { practiceFeedback } from '../../shared/study/practice-feedback'
import type { StudyFeedback } from '../../shared/contract'
import { labelsOf } from '../../shared/domain/labels'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { ComparedSegment } from '../../shared/compare/pairing'
import type { Lane } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { gapsOf } from './perspective-gaps'
import { makeMissingCaches } from './prepare-streams'
import { mapResult, tellChanged, withProject } from './with-project'

type Names =
  | 'session.viewAs'
  | 'study.addWork'
  | 'study.feedback'
  | 'study.gaps'
  | 'study.exportPackage'
  | 'study.mergePlan'
  | 'study.merge'

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
    'study.exportPackage': ({ folder, ...spec }) =>
      withProject(context, (project) => {
        if (!context.granted.allows(folder)) return notChosen(folder)
        const made = project.makePackage({ ...spec, folder, appVersion: context.info.version })
        return mapResult(made, ({ recordings, media }) => {
          if (media.length === 0) return { folder, recordings }
          const jobId = context.board.start({
            kind: 'copy',
            title: `Media of the package ${basename(folder)}`,
            lane: 'export',
            spec: () => ({
              kind: 'copy',
              files: media.map(({ from, to }) => ({ from, to: join(folder, to) }))
            })
          })
          return { folder, recordings, jobId }
        })
      }),
    'study.mergePlan': ({ folder }) =>
      withProject(context, (project) =>
        context.granted.allows(folder) ? project.mergePlan(folder) : notChosen(folder)
      ),
    'study.merge': ({ folder, authorId, choices, rows }) =>
      withProject(context, (project) => {
        if (!context.granted.allows(folder)) return notChosen(folder)
        const merged = project.merge(folder, authorId, choices, rows)
        if (!merged.ok) return merged
        tellChanged(context, merged.value)
        makeMissingCaches(context, project)
        return ok({ revision: merged.value.revision, tracks: merged.value.tracks })
      }),
    'study.gaps': (query) => withProject(context, (project) => gapsOf(project, query)),
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

const notChosen = (folder: string): Result<never> =>
  fail('not-allowed', `The folder ${folder} was not chosen in a dialog.`, 'Choose it in the Study panel.')

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
