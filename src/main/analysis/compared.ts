import type { Sliced } from '../../shared/agreement/sliced'
import { countedUnits } from '../../shared/analysis/compared-items'
import type { ComparedItems } from '../../shared/analysis/compared-items'
import { labelCodes } from '../../shared/compare/label-codes'
import type { AxisLabel } from '../../shared/compare/label-codes'
import { pairAuthors } from '../../shared/compare/pair-authors'
import type { ComparedSegment } from '../../shared/compare/pairing'
import type { CompareQuery } from '../../shared/contract'
import { labelsOf } from '../../shared/domain/labels'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import { labelMapper } from '../../shared/mapping/label-mapper'
import type { LabelMapper, MappingReport } from '../../shared/mapping/label-mapper'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import { answersInLabels, comparedLabels } from '../../shared/values/answers-in-labels'
import type { Lane, ProjectReader } from '../store'
import type { Desk } from './desk'

/** Pair what two authors said, by the conventions of the query. */
export function* comparedItems(desk: Desk, query: CompareQuery): Sliced<Result<ComparedItems>> {
  const sides = yield* bothSides(desk, query)
  if (!sides.ok) return sides
  const { reference, candidate, axes } = sides.value
  yield
  const units = pairAuthors({
    reference: reference.segments,
    candidate: candidate.segments,
    mode: query.mode,
    minOverlap: query.minOverlap,
    axes
  })
  yield
  return ok(itemsOf(desk.reader, sides.value, units))
}

function itemsOf(
  reader: ProjectReader,
  { reference, candidate, axes, schemeId, attributeId, mapping, axisOf, tracks }: Sides,
  units: ComparedItems['units']
): ComparedItems {
  const named = labelsOf(reader.get('scheme', schemeId), attributeId)
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const known = new Map<string, number>()
  const persons: string[] = []
  const person = Int32Array.from(units.own, (own, unit) => {
    const id = reference.segments[own]?.personId ?? candidate.segments[units.other[unit] ?? -1]?.personId
    if (id === undefined) return -1
    const at = known.get(id)
    if (at !== undefined) return at
    known.set(id, persons.length)
    return persons.push(id) - 1
  })
  return {
    units,
    rows: countedUnits(units),
    labels: axes.map((axis) => ({ ...axis, name: names.get(axis.id) ?? axis.id })),
    persons,
    person,
    own: (unit) => reference.rows[units.own[unit] ?? -1],
    other: (unit) => candidate.rows[units.other[unit] ?? -1],
    tracks,
    candidateAxis: axisOf,
    schemeId,
    ...(attributeId === undefined ? {} : { attributeId }),
    ...(mapping ? { mapping } : {})
  }
}

/** What one author said: as it is compared, and as it is stored, in the same order. */
interface Side {
  readonly segments: readonly ComparedSegment[]
  readonly rows: readonly Segment[]
}

interface Sides {
  readonly reference: Side
  readonly candidate: Side
  readonly axes: readonly AxisLabel[]
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly mapping?: MappingReport
  readonly axisOf: ComparedItems['candidateAxis']
  readonly tracks: ReadonlyMap<string, Lane['track']>
}

/** What both authors said in the labels of one attribute. */
export function* bothSides(desk: Desk, query: CompareQuery): Sliced<Result<Sides>> {
  const { reader } = desk
  const reference = reader.get('author', query.referenceAuthorId)
  const candidate = reader.get('author', query.candidateAuthorId)
  if (!reference || !candidate)
    return fail('unknown-author', 'One of the two authors is not part of the project any more.')
  const all = {
    reference: yield* desk.lanes([reference.id], query.recordingIds, query.practice),
    candidate: yield* desk.lanes([candidate.id], query.recordingIds, query.practice)
  }
  if (query.mapTo) return mappedSides(reader, query, query.mapTo, all)
  const own = inLabels(reader, all.reference)
  const main = mainTrack(own, query.schemeId)
  if (!main)
    return fail(
      'nothing-labelled',
      `${reference.name} has not labelled anything in the chosen recordings.`,
      'Choose another reference, or label some segments first.'
    )
  const lanes = sameQuestion(own, main)
  const others = sameQuestion(inLabels(reader, all.candidate), main)
  if (others.length === 0)
    return fail(
      'nothing-labelled',
      `${candidate.name} has no labels in the chosen recordings.`,
      'Choose another author, or run the model there first.'
    )
  const schemeId = query.schemeId ?? main.schemeId
  const attributeId = main.schemeId === schemeId ? main.attributeId : undefined
  const axes = comparedLabels(reader.get('scheme', schemeId), attributeId)
  const codes = labelCodes(axes)
  return ok({
    reference: sideOf(lanes, query),
    candidate: sideOf(others, query),
    axes,
    schemeId,
    attributeId,
    axisOf: (_, label) => placeOf(codes.code(label), axes.length),
    tracks: tracksOf([...lanes, ...others])
  })
}

/** Labels of both said in those of one attribute; the axes are the labels that both can give. */
function mappedSides(
  reader: ProjectReader,
  query: CompareQuery,
  to: AttributeRef,
  all: { readonly reference: readonly Lane[]; readonly candidate: readonly Lane[] }
): Result<Sides> {
  const target = reader.get('scheme', to.schemeId)
  if (!target)
    return fail(
      'unknown-scheme',
      'The scheme that labels were mapped to is not part of the project any more.',
      'Choose other labels under “Convention”.'
    )
  const mapper = labelMapper(to, reader.all('scheme'))
  const reference = lanesThrough(all.reference, mapper)
  const candidate = lanesThrough(all.candidate, mapper)
  const mapping = mapper.report([reference, candidate].map((lanes) => lanes.map(({ track }) => track)))
  const axes = labelsOf(target, to.attributeId)
    .filter(({ id }) => mapping.shared.includes(id))
    .map(({ id, aliases }) => ({ id, aliases }))
  const codes = labelCodes(axes)
  const tracks = tracksOf([...reference, ...candidate])
  // Scores go the way of the labels; asking does not count as a segment that was mapped.
  const scoreMapper = labelMapper(to, reader.all('scheme'))
  return ok({
    reference: sideOf(reference, query),
    candidate: sideOf(candidate, query),
    axes,
    schemeId: to.schemeId,
    attributeId: to.attributeId,
    mapping,
    axisOf(trackId, label) {
      const track = tracks.get(trackId)
      return track ? placeOf(codes.code(scoreMapper.label(track, { label })), axes.length) : -1
    },
    tracks
  })
}

const placeOf = (code: number, k: number): number => (code >= 0 && code < k ? code : -1)

const tracksOf = (lanes: readonly Lane[]): Sides['tracks'] =>
  new Map(lanes.map(({ track }) => [track.id, track]))

/** An author's segments with the labels that a mapping gives them; lanes that no table leads from are left out. */
const lanesThrough = (lanes: readonly Lane[], mapper: LabelMapper): readonly Lane[] =>
  lanes
    .filter(({ track }) => mapper.reaches(track))
    .map(({ track, segments }) => ({
      track,
      segments: segments.map((segment) => ({ ...segment, label: mapper.label(track, segment) }))
    }))

/** Lanes whose segments carry labels; ratings, words and explanations are compared elsewhere. */
const inLabels = (reader: ProjectReader, lanes: readonly Lane[]): readonly Lane[] =>
  lanes.filter(({ track }) => answersInLabels(reader.get('scheme', track.schemeId), track.attributeId))

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

function sideOf(lanes: readonly Lane[], { ignorePersons }: CompareQuery): Side {
  const segments: ComparedSegment[] = []
  const rows: Segment[] = []
  for (const { track, segments: own } of lanes)
    for (const segment of own) {
      const { id, start, end, label, personId, confidence } = segment
      rows.push(segment)
      segments.push({
        id,
        start,
        end,
        label,
        confidence,
        recordingId: track.recordingId,
        personId: ignorePersons ? undefined : (personId ?? track.personId)
      })
    }
  return { segments, rows }
}
