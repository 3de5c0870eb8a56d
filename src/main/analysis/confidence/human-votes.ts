import type { Sliced } from '../../../shared/agreement/sliced'
import type { Votes } from '../../../shared/analysis/confidence/disagreement'
import { labelCodes } from '../../../shared/compare/label-codes'
import { pairSegments } from '../../../shared/compare/pair-segments'
import type { ComparedSegment } from '../../../shared/compare/pairing'
import type { CompareQuery } from '../../../shared/contract'
import type { ConfidenceSettings } from '../../../shared/contract/confidence'
import { labelMapper } from '../../../shared/mapping/label-mapper'
import type { Desk } from '../desk'
import type { ConfidenceState } from './state'

/** What people said of the items of a state, by class. */
export interface HumanVotes extends Votes {
  /** People with at least one answer. */
  readonly people: number
}

/**
 * Answers of every human author of the project that may be seen, about the same items: theirs is the label with the
 * largest overlap, as when two authors are compared. Where they say nothing, the votes that a gold standard was made
 * of count. Labels that the candidate has no class for are answers that are not counted.
 */
export function* humanVotes(
  desk: Desk,
  query: CompareQuery,
  { reading, fit }: Pick<ConfidenceSettings, 'reading' | 'fit'>,
  state: ConfidenceState
): Sliced<HumanVotes> {
  return yield* desk.kept(`human-votes ${JSON.stringify([query, reading, fit])}`, () =>
    readVotes(desk, query, state)
  )
}

function* readVotes(desk: Desk, query: CompareQuery, state: ConfidenceState): Sliced<HumanVotes> {
  const { reader } = desk
  const { compared, units } = state
  const n = units.length
  const k = state.labels.length
  const axes = compared.labels
  const classOf = new Int32Array(axes.length).fill(-1)
  state.labels.forEach((id, c) => {
    const axis = axes.findIndex((label) => label.id === id)
    if (axis >= 0) classOf[axis] = c
  })
  const counts = new Uint16Array(n * k)
  const reference: ComparedSegment[] = Array.from(units, (unit) => segmentOf(compared, unit, query))
  yield
  const mapper = query.mapTo && labelMapper(query.mapTo, reader.all('scheme'))
  let people = 0
  for (const author of reader.all('author')) {
    if (author.kind !== 'human' || author.id === query.candidateAuthorId) continue
    const lanes = yield* desk.lanes([author.id], query.recordingIds, query.practice)
    const said = lanes
      .filter(({ track }) =>
        mapper
          ? mapper.reaches(track)
          : track.schemeId === compared.schemeId && track.attributeId === compared.attributeId
      )
      .flatMap(({ track, segments }) =>
        segments.map((segment): ComparedSegment => ({
          id: segment.id,
          recordingId: track.recordingId,
          start: segment.start,
          end: segment.end,
          label: mapper ? mapper.label(track, segment) : segment.label,
          personId: query.ignorePersons ? undefined : (segment.personId ?? track.personId)
        }))
      )
    if (said.length === 0) continue
    yield
    const codes = { reference: labelCodes(axes), candidate: labelCodes(axes) }
    const pairs = pairSegments(reference, said, codes)
    let any = false
    for (let i = 0; i < n; i++) {
      const c = classOf[pairs.candidate[i] ?? -1] ?? -1
      if (c < 0) continue
      counts[i * k + c] = (counts[i * k + c] ?? 0) + 1
      any = true
    }
    if (any) people++
    yield
  }
  const codes = labelCodes(axes)
  const voters = new Set<string>()
  for (let i = 0; i < n; i++) {
    if (i % 20_000 === 19_999) yield
    const votes = compared.own(units[i] ?? -1)?.origin?.votes
    if (!votes || answersOf(counts, i, k) > 1) continue
    counts.fill(0, i * k, (i + 1) * k)
    for (const { authorId, labels } of votes) {
      const c = classOf[codes.code(labels[0])] ?? -1
      if (c < 0) continue
      voters.add(authorId)
      counts[i * k + c] = (counts[i * k + c] ?? 0) + 1
    }
  }
  return { n, k, counts, people: Math.max(people, voters.size) }
}

function answersOf(counts: Uint16Array, item: number, k: number): number {
  let sum = 0
  for (let c = 0; c < k; c++) sum += counts[item * k + c] ?? 0
  return sum
}

function segmentOf(
  { units, own, tracks, labels, persons, person }: ConfidenceState['compared'],
  unit: number,
  { ignorePersons }: CompareQuery
): ComparedSegment {
  const segment = own(unit)
  const start = units.start[unit] ?? 0
  const personId = persons[person[unit] ?? -1]
  return {
    id: segment?.id ?? '',
    recordingId: tracks.get(segment?.trackId ?? '')?.recordingId ?? '',
    start,
    end: start + (units.duration[unit] ?? 0),
    label: labels[units.reference[unit] ?? -1]?.id,
    ...(ignorePersons || personId === undefined ? {} : { personId })
  }
}
