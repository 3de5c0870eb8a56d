import { differenceSpans } from '../../shared/compare/difference-spans'
import { fail, ok } from '../../shared/domain/problem'
import { commonTargets, sameRef } from '../../shared/mapping/common-targets'
import { labelMapper } from '../../shared/mapping/label-mapper'
import { comparedLabels } from '../../shared/values/answers-in-labels'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { withProject } from './with-project'

/** Where two tracks of a recording differ, for the lane between them. */
export function compareHandlers(context: HandlerContext): Area<'compare.difference'> {
  return {
    'compare.difference': ({ referenceTrackId, candidateTrackId }) =>
      withProject(context, (project) => {
        const reference = project.get('track', referenceTrackId)
        const candidate = project.get('track', candidateTrackId)
        if (!reference || !candidate)
          return fail('unknown-track', 'One of the two tracks is not part of the project any more.')
        // Tracks of different schemes meet in the labels that a mapping table leads both to, where there is one.
        const to = sameRef(reference, candidate)
          ? reference
          : (commonTargets([[reference], [candidate]], project.all('scheme'))[0]?.to ?? reference)
        const mapper = labelMapper(to, project.all('scheme'))
        const [own, theirs] = [reference, candidate].map((track) =>
          project.segmentsOfTrack(track.id).map((segment) => ({
            ...segment,
            label: mapper.reaches(track) ? mapper.label(track, segment) : segment.label
          }))
        )
        const axes = comparedLabels(project.get('scheme', to.schemeId), to.attributeId)
        return ok(differenceSpans(own ?? [], theirs ?? [], { axes }))
      })
  }
}
