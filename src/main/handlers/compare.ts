import type { CompareQuery } from '../../shared/contract'
import { comparisonItems } from '../../shared/compare/comparison-items'
import { comparisonReport } from '../../shared/compare/comparison-report'
import { differenceSpans } from '../../shared/compare/difference-spans'
import { pairAuthors } from '../../shared/compare/pair-authors'
import type { PairedUnits } from '../../shared/compare/pair-authors'
import type { AxisLabel } from '../../shared/compare/label-codes'
import { pairingConventions } from '../../shared/compare/pairing'
import type { ComparedSegment } from '../../shared/compare/pairing'
import { SchemeDocument } from '../../shared/domain/scheme'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Lane, Project } from '../store'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { withProject } from './with-project'

type Names = 'compare.report' | 'compare.items' | 'compare.difference'

/** Comparisons of any two authors, human or model. */
export function compareHandlers(context: HandlerContext): Area<Names> {
  return {
    'compare.report': (query) =>
      withProject(context, (project) => {
        const paired = pair(project, query)
        if (!paired.ok) return paired
        const recordings = project.all('recording')
        const clusters = Object.fromEntries(recordings.map(({ id, group }) => [id, group ?? id]))
        const report = comparisonReport(paired.value.units, { clusters })
        const pairing = query.ignorePersons
          ? `${pairingConventions[query.mode]} Persons are ignored: segments are paired whoever they are about.`
          : report.pairing
        const { schemeId, attributeId } = paired.value
        return ok({ ...report, pairing, revision: project.revision(), schemeId, attributeId })
      }),
    'compare.items': ({ reference, candidate, onlyErrors, ...query }) =>
      withProject(context, (project) => {
        const paired = pair(project, query)
        return paired.ok
          ? ok(comparisonItems(paired.value.units, { reference, candidate, onlyErrors }))
          : paired
      }),
    'compare.difference': ({ referenceTrackId, candidateTrackId }) =>
      withProject(context, (project) => {
        const reference = project.get('track', referenceTrackId)
        if (!reference || !project.get('track', candidateTrackId))
          return fail('unknown-track', 'One of the two tracks is not part of the project any more.')
        const axes = axesOf(project, reference.schemeId, reference.attributeId)
        return ok(
          differenceSpans(
            project.segmentsOfTrack(referenceTrackId),
            project.segmentsOfTrack(candidateTrackId),
            { axes }
          )
        )
      })
  }
}

interface Paired {
  readonly units: PairedUnits
  readonly schemeId: string
  readonly attributeId: string | undefined
}

function pair(project: Project, query: CompareQuery): Result<Paired> {
  const reference = project.get('author', query.referenceAuthorId)
  const candidate = project.get('author', query.candidateAuthorId)
  if (!reference || !candidate)
    return fail('unknown-author', 'One of the two authors is not part of the project any more.')
  const lanes = project.segmentsForCompare([reference.id], query.recordingIds, query.practice)
  const main = mainTrack(lanes, query.schemeId)
  if (!main)
    return fail(
      'nothing-labelled',
      `${reference.name} has not labelled anything in the chosen recordings.`,
      'Choose another reference, or label some segments first.'
    )
  const others = project.segmentsForCompare([candidate.id], query.recordingIds, query.practice)
  if (others.length === 0)
    return fail(
      'nothing-labelled',
      `${candidate.name} has no labels in the chosen recordings.`,
      'Choose another author, or run the model there first.'
    )
  const schemeId = query.schemeId ?? main.schemeId
  const attributeId = main.schemeId === schemeId ? main.attributeId : undefined
  const units = pairAuthors({
    reference: compared(lanes, query.ignorePersons),
    candidate: compared(others, query.ignorePersons),
    mode: query.mode,
    minOverlap: query.minOverlap,
    axes: axesOf(project, schemeId, attributeId)
  })
  return ok({ units, schemeId, attributeId })
}

/** The track whose scheme gives the axes: of the scheme asked for, or the one with most segments. */
function mainTrack(lanes: readonly Lane[], schemeId: string | undefined): Lane['track'] | undefined {
  const fitting = lanes.filter(
    ({ track, segments }) => segments.length > 0 && (!schemeId || track.schemeId === schemeId)
  )
  const pool = fitting.length > 0 ? fitting : lanes
  return [...pool].sort((a, b) => b.segments.length - a.segments.length)[0]?.track
}

const compared = (lanes: readonly Lane[], ignorePersons: boolean): ComparedSegment[] =>
  lanes.flatMap(({ track, segments }) =>
    segments.map(({ id, start, end, label, personId, confidence }) => ({
      id,
      start,
      end,
      label,
      confidence,
      recordingId: track.recordingId,
      personId: ignorePersons ? undefined : (personId ?? track.personId)
    }))
  )

function axesOf(project: Project, schemeId: string, attributeId: string | undefined): AxisLabel[] {
  const document = SchemeDocument.safeParse(project.get('scheme', schemeId)?.document)
  if (!document.success) return []
  const { attributes } = document.data
  const attribute = attributes.find(({ id }) => id === attributeId) ?? attributes[0]
  return (attribute?.labels ?? []).map(({ id, aliases }) => ({ id, aliases }))
}
