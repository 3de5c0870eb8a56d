import type { CompareQuery } from '../../shared/contract'
import { comparisonItems } from '../../shared/compare/comparison-items'
import { comparisonReport } from '../../shared/compare/comparison-report'
import { labelSetCards } from '../../shared/compare/label-set-cards'
import type { ComparisonReport, NumberCard } from '../../shared/compare/report'
import { diarizationReport } from '../../shared/compare/diarization-report'
import { differenceSpans } from '../../shared/compare/difference-spans'
import { pairAuthors } from '../../shared/compare/pair-authors'
import type { PairedUnits } from '../../shared/compare/pair-authors'
import type { AxisLabel } from '../../shared/compare/label-codes'
import { pairingConventions } from '../../shared/compare/pairing'
import type { ComparedSegment } from '../../shared/compare/pairing'
import type { Sliced } from '../../shared/agreement/sliced'
import { knownEmotion } from '../../shared/domain/known-emotion'
import { labelsOf } from '../../shared/domain/labels'
import { fail, ok } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import { attributeTask } from '../../shared/values/attribute'
import { answersInLabels, comparedLabels } from '../../shared/values/answers-in-labels'
import type { Result } from '../../shared/domain/problem'
import { commonTargets, sameRef } from '../../shared/mapping/common-targets'
import { labelMapper } from '../../shared/mapping/label-mapper'
import type { LabelMapper, MappingReport } from '../../shared/mapping/label-mapper'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import type { Lane, Project } from '../store'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { inSlices } from './in-slices'
import { withProject } from './with-project'

type Names = 'compare.report' | 'compare.items' | 'compare.diarization' | 'compare.difference'

/** Comparisons of any two authors, human or model. */
export function compareHandlers(context: HandlerContext): Area<Names> {
  return {
    'compare.report': (query) =>
      withProject(context, async (project) => {
        const revision = project.revision()
        const paired = pair(project, query)
        if (!paired.ok) return paired
        const recordings = project.all('recording')
        const clusters = Object.fromEntries(recordings.map(({ id, group }) => [id, group ?? id]))
        const report = comparisonReport(paired.value.units, { clusters })
        const pairing = query.ignorePersons
          ? `${pairingConventions[query.mode]} Persons are ignored: segments are paired whoever they are about.`
          : report.pairing
        const { schemeId, attributeId, mapping } = paired.value
        // Everything has been read by now; an edit in a pause belongs to the next revision.
        const sets = await inSlices(setCards(project, query, paired.value, report.leftOut))
        return ok({
          ...report,
          cards: [...report.cards, ...sets],
          pairing,
          revision,
          schemeId,
          attributeId,
          ...(mapping ? { mapping } : {})
        })
      }),
    'compare.items': ({ reference, candidate, onlyErrors, ...query }) =>
      withProject(context, (project) => {
        const paired = pair(project, query)
        return paired.ok
          ? ok(comparisonItems(paired.value.units, { reference, candidate, onlyErrors }))
          : paired
      }),
    'compare.diarization': ({ neutral, ...query }) =>
      withProject(context, (project) => {
        const paired = pair(project, query)
        if (!paired.ok) return paired
        const { sides, schemeId, attributeId } = paired.value
        const labels = labelsOf(project.get('scheme', schemeId), attributeId)
        const calm = labels.find(({ id }) => id === neutral) ?? labels.find(isNeutral)
        if (!calm)
          return fail(
            'no-neutral',
            'None of the labels stands for no emotion.',
            'Choose the label that does.'
          )
        const axes = axesOf(project, schemeId, attributeId)
        return ok(
          diarizationReport({ ...sides, recordings: project.all('recording'), axes, neutral: calm.id })
        )
      }),
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
        return ok(
          differenceSpans(own ?? [], theirs ?? [], { axes: axesOf(project, to.schemeId, to.attributeId) })
        )
      })
  }
}

/** Numbers about several labels at once, where the attribute takes several. */
function* setCards(
  project: Project,
  query: CompareQuery,
  { units, schemeId, attributeId, lanes }: Paired,
  leftOut: ComparisonReport['leftOut']
): Sliced<readonly NumberCard[]> {
  yield
  const scheme = project.get('scheme', schemeId)
  if (!lanes || query.mode !== 'segments' || attributeId === undefined) return []
  if (attributeTask(scheme, attributeId)?.kind !== 'labels') return []
  const segments = new Map<string, Segment>()
  for (const { track, segments: own } of lanes)
    if (track.schemeId === schemeId && track.attributeId === attributeId)
      for (const segment of own) segments.set(segment.id, segment)
  const labels = comparedLabels(scheme, attributeId).map(({ id }) => id)
  yield
  const items = comparisonItems(units)
  yield
  return yield* labelSetCards(items, labels, (id) => segments.get(id), leftOut)
}

interface Paired {
  readonly units: PairedUnits
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly mapping?: MappingReport
  /** What both said. */
  readonly sides: {
    readonly reference: readonly ComparedSegment[]
    readonly candidate: readonly ComparedSegment[]
  }
  /** All that was compared, where labels were not mapped. */
  readonly lanes?: readonly Lane[]
}

function pair(project: Project, query: CompareQuery): Result<Paired> {
  const reference = project.get('author', query.referenceAuthorId)
  const candidate = project.get('author', query.candidateAuthorId)
  if (!reference || !candidate)
    return fail('unknown-author', 'One of the two authors is not part of the project any more.')
  if (query.mapTo) return pairMapped(project, query, query.mapTo)
  const own = inLabels(
    project,
    project.segmentsForCompare([reference.id], query.recordingIds, query.practice)
  )
  const main = mainTrack(own, query.schemeId)
  if (!main)
    return fail(
      'nothing-labelled',
      `${reference.name} has not labelled anything in the chosen recordings.`,
      'Choose another reference, or label some segments first.'
    )
  const lanes = sameQuestion(own, main)
  const others = sameQuestion(
    inLabels(project, project.segmentsForCompare([candidate.id], query.recordingIds, query.practice)),
    main
  )
  if (others.length === 0)
    return fail(
      'nothing-labelled',
      `${candidate.name} has no labels in the chosen recordings.`,
      'Choose another author, or run the model there first.'
    )
  const schemeId = query.schemeId ?? main.schemeId
  const attributeId = main.schemeId === schemeId ? main.attributeId : undefined
  const sides = {
    reference: compared(lanes, query.ignorePersons),
    candidate: compared(others, query.ignorePersons)
  }
  const units = pairAuthors({
    ...sides,
    mode: query.mode,
    minOverlap: query.minOverlap,
    axes: axesOf(project, schemeId, attributeId)
  })
  return ok({ units, sides, schemeId, attributeId, lanes: [...lanes, ...others] })
}

/** Labels of both said in those of one attribute; the axes are the labels that both can give. */
function pairMapped(project: Project, query: CompareQuery, to: AttributeRef): Result<Paired> {
  const target = project.get('scheme', to.schemeId)
  if (!target)
    return fail(
      'unknown-scheme',
      'The scheme that labels were mapped to is not part of the project any more.',
      'Choose other labels under “Convention”.'
    )
  const mapper = labelMapper(to, project.all('scheme'))
  const reference = lanesThrough(project, query, query.referenceAuthorId, mapper)
  const candidate = lanesThrough(project, query, query.candidateAuthorId, mapper)
  const mapping = mapper.report([reference.used, candidate.used])
  const sides = {
    reference: compared(reference.lanes, query.ignorePersons),
    candidate: compared(candidate.lanes, query.ignorePersons)
  }
  const units = pairAuthors({
    ...sides,
    mode: query.mode,
    minOverlap: query.minOverlap,
    axes: labelsOf(target, to.attributeId)
      .filter(({ id }) => mapping.shared.includes(id))
      .map(({ id, aliases }) => ({ id, aliases }))
  })
  return ok({ units, sides, schemeId: to.schemeId, attributeId: to.attributeId, mapping })
}

/** An author's segments with the labels that a mapping gives them; lanes that no table leads from are left out. */
function lanesThrough(project: Project, query: CompareQuery, authorId: string, mapper: LabelMapper) {
  const lanes = project
    .segmentsForCompare([authorId], query.recordingIds, query.practice)
    .filter(({ track }) => mapper.reaches(track))
    .map(({ track, segments }) => ({
      track,
      segments: segments.map((segment) => ({ ...segment, label: mapper.label(track, segment) }))
    }))
  return { lanes, used: lanes.map(({ track }) => track) }
}

/** Lanes whose segments carry labels; ratings, words and explanations are compared elsewhere. */
const inLabels = (project: Project, lanes: readonly Lane[]): readonly Lane[] =>
  lanes.filter(({ track }) => answersInLabels(project.get('scheme', track.schemeId), track.attributeId))

/** Without lanes that answer another question of the same scheme. */
const sameQuestion = (lanes: readonly Lane[], main: Lane['track']): readonly Lane[] =>
  lanes.filter(({ track }) => track.schemeId !== main.schemeId || track.attributeId === main.attributeId)

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

const isNeutral = ({ id, name }: { readonly id: string; readonly name: string }): boolean =>
  knownEmotion(id, name)?.id === 'neutral'

const axesOf = (project: Project, schemeId: string, attributeId: string | undefined): readonly AxisLabel[] =>
  comparedLabels(project.get('scheme', schemeId), attributeId)
