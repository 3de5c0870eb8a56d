import type { PerspectiveQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { perspectiveGaps } from '../../shared/study/perspective-gaps'
import type { PerspectiveGaps, RatedSegment } from '../../shared/study/perspective-gaps'
import type { Project } from '../store'

/** What one perspective says and another does not, over the labels of one attribute. */
export function gapsOf(project: Project, query: PerspectiveQuery): Result<PerspectiveGaps> {
  const authors = project.all('author')
  const ids = (perspective: string): ReadonlySet<string> =>
    new Set(authors.filter((author) => author.perspective === perspective).map(({ id }) => id))
  const [ones, others] = [ids(query.one), ids(query.others)]
  if (ones.size === 0 || others.size === 0)
    return fail(
      'perspective.nobody',
      `Nobody has the perspective "${ones.size === 0 ? query.one : query.others}".`,
      'Set the perspective of each annotator in the library.'
    )
  const tracks = project
    .dataTracks()
    .filter(
      ({ schemeId, attributeId, kind }) =>
        schemeId === query.schemeId &&
        attributeId === query.attributeId &&
        kind !== 'frames' &&
        kind !== 'trace'
    )
  const rated = (of: ReadonlySet<string>): readonly RatedSegment[] =>
    tracks
      .filter(({ authorId }) => of.has(authorId))
      .flatMap(({ id, recordingId, authorId, personId }) =>
        project.segmentsOfTrack(id).map((segment) => ({
          recordingId,
          authorId,
          segment: personId === undefined || segment.personId ? segment : { ...segment, personId }
        }))
      )
  return ok(perspectiveGaps(rated(ones), rated(others), query))
}
