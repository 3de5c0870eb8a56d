import type { Sliced } from '../../shared/agreement/sliced'
import type { PairStrip } from '../../shared/analysis/traces/pair-strip'
import { meanOverSpans, stepsOfSpans, type RatedSpans } from '../../shared/analysis/traces/rated-spans'
import type { TraceCompareQuery, TraceSource } from '../../shared/contract/traces'
import type { Take, Track } from '../../shared/domain/rows'
import { spanOfTake } from '../../shared/trace/trace'
import { addTraceSteps } from '../../shared/trace/trace-steps'
import { timingOf } from '../../shared/values/timing'
import type { Desk } from './desk'

/** Two sides of one dimension in every recording that one of them has, in the order of the recordings. */
export function* readStrips(desk: Desk, query: TraceCompareQuery): Sliced<readonly PairStrip[]> {
  const takes = Map.groupBy(
    desk.reader.all('take').filter(({ hidden }) => !hidden),
    ({ trackId }) => trackId
  )
  const sides = [query.reference, query.candidate].map((source) => tracksOf(desk, source, query))
  const [reference = [], candidate = []] = sides
  const stepUs = stepOf(query, [...reference, ...candidate], takes) * 1e6
  const strips: PairStrip[] = []
  for (const { id } of desk.reader.all('recording')) {
    const own = reference.filter(({ recordingId }) => recordingId === id)
    const theirs = candidate.filter(({ recordingId }) => recordingId === id)
    for (const { personId, tracks } of groups(own, theirs, query.ignorePersons)) {
      const about = { recordingId: id, ...(personId === undefined ? {} : { personId }) }
      const input = { desk, query, takes, stepUs, tracks, personId }
      const strip = query.reference.kind === 'trace' ? yield* inSteps(input) : yield* inSegments(input)
      if (strip) strips.push({ ...about, ...strip })
    }
    yield
  }
  return strips
}

interface Group {
  readonly personId?: string | undefined
  readonly tracks: { readonly reference: readonly Track[]; readonly candidate: readonly Track[] }
}

interface StripInput {
  readonly desk: Desk
  readonly query: TraceCompareQuery
  readonly takes: ReadonlyMap<string, readonly Take[]>
  readonly stepUs: number
  readonly tracks: Group['tracks']
  readonly personId: string | undefined
}

type Columns = Pick<PairStrip, 'reference' | 'candidate' | 'time'>

function tracksOf(desk: Desk, source: TraceSource, { recordingIds }: TraceCompareQuery): readonly Track[] {
  return desk.reader
    .tracksForCompare([source.authorId], recordingIds)
    .filter(
      (track) =>
        (track.kind === 'trace') === (source.kind === 'trace') &&
        track.schemeId === source.schemeId &&
        track.attributeId === source.attributeId
    )
    .toSorted((a, b) => a.position - b.position)
}

/** Seconds of a step: as asked, else that of the slower trace. */
function stepOf(
  { stepSeconds }: TraceCompareQuery,
  tracks: readonly Track[],
  takes: ReadonlyMap<string, readonly Take[]>
): number {
  if (stepSeconds !== undefined) return stepSeconds
  const rates = tracks.flatMap((track) => track.trace?.rateHz ?? takes.get(track.id)?.[0]?.rateHz ?? [])
  return rates.length === 0 ? 1 : 1 / Math.min(...rates)
}

/** Whom tracks of a recording are about; where one side tells nobody apart, its tracks meet those about anybody. */
function groups(
  reference: readonly Track[],
  candidate: readonly Track[],
  ignorePersons: boolean
): readonly Group[] {
  if (reference.length + candidate.length === 0) return []
  const persons = (tracks: readonly Track[]) => new Set(tracks.map(({ personId }) => personId))
  const [a, b] = [persons(reference), persons(candidate)]
  const apart = !ignorePersons && !isNobody(a) && !isNobody(b)
  if (!apart) {
    const [only] = a.size === 1 ? a : b.size === 1 ? b : [undefined]
    return [{ ...(ignorePersons ? {} : { personId: only }), tracks: { reference, candidate } }]
  }
  return [...new Set([...a, ...b])].map((personId) => ({
    personId,
    tracks: {
      reference: reference.filter((track) => track.personId === personId),
      candidate: candidate.filter((track) => track.personId === personId)
    }
  }))
}

const isNobody = (persons: ReadonlySet<string | undefined>): boolean =>
  persons.size === 0 || (persons.size === 1 && persons.has(undefined))

function* inSteps(input: StripInput): Sliced<Columns | undefined> {
  const { query, takes, stepUs, tracks } = input
  const ends = [...tracks.reference, ...tracks.candidate].flatMap((track) =>
    (takes.get(track.id) ?? []).map((take) => spanOfTake(take, query.withLag).end)
  )
  const spans =
    query.candidate.kind === 'ratings'
      ? yield* spansOf(input, tracks.candidate, query.candidate.dim)
      : undefined
  const length = Math.ceil(
    Math.max(0, ...ends, ...(spans ? [spans.end.reduce((last, end) => Math.max(last, end), 0)] : [])) /
      stepUs -
      1e-9
  )
  if (length <= 0) return undefined
  const reference = yield* columnOf(input, tracks.reference, query.reference, length)
  const candidate = spans
    ? stepsOfSpans(spans, stepUs, length)
    : yield* columnOf(input, tracks.candidate, query.candidate, length)
  return { reference, candidate, time: { kind: 'steps', startUs: 0, stepUs } }
}

function* inSegments(input: StripInput): Sliced<Columns | undefined> {
  const { query, tracks, stepUs } = input
  const own = yield* spansOf(input, tracks.reference, query.reference.dim)
  if (own.start.length === 0) return undefined
  let candidate: Float64Array
  if (query.candidate.kind === 'ratings') {
    const theirs = yield* spansOf(input, tracks.candidate, query.candidate.dim)
    candidate = meanOverSpans(own, theirs)
  } else {
    const length = Math.ceil(own.end.reduce((last, end) => Math.max(last, end), 0) / stepUs - 1e-9)
    const column = yield* columnOf(input, tracks.candidate, query.candidate, length)
    const steps = Float64Array.from(column, (_, i) => i * stepUs)
    candidate = meanOverSpans(own, {
      start: steps,
      end: steps.map((start) => start + stepUs),
      value: column,
      ids: []
    })
  }
  const { start, end, ids } = own
  return { reference: own.value, candidate, time: { kind: 'segments', start, end, segmentIds: ids } }
}

function* columnOf(
  { desk, query, takes, stepUs }: StripInput,
  tracks: readonly Track[],
  { dim }: TraceSource,
  length: number
): Sliced<Float64Array> {
  const column = new Float64Array(length).fill(NaN)
  for (const track of tracks) {
    const own = (takes.get(track.id) ?? []).toSorted((a, b) => a.position - b.position)
    const skipUs = timingOf(desk.reader.get('scheme', track.schemeId), track.attributeId).skipFirstSec * 1e6
    const input = { track, takes: own, dim, withLag: query.withLag, stepUs, skipUs }
    yield* addTraceSteps(desk.reader, input, column)
  }
  return column
}

/** Segments with a value of a dimension, in order of time. */
function* spansOf(
  { desk, query, personId }: StripInput,
  tracks: readonly Track[],
  dim: string
): Sliced<RatedSpans> {
  const found: { start: number; end: number; value: number; id: string; about: string | undefined }[] = []
  for (const track of tracks) {
    for (const segment of desk.reader.segmentsOfTrack(track.id)) {
      const { id, start, end, value } = segment
      const rated = value?.kind === 'ratings' ? value.ratings[dim] : undefined
      const about = query.ignorePersons ? undefined : (segment.personId ?? track.personId)
      const other = personId !== undefined && about !== undefined && about !== personId
      if (rated !== undefined && !other) found.push({ start, end, value: rated, id, about })
    }
    yield
  }
  found.sort((a, b) => a.start - b.start || a.end - b.end)
  return {
    start: Float64Array.from(found, ({ start }) => start),
    end: Float64Array.from(found, ({ end }) => end),
    value: Float64Array.from(found, ({ value }) => value),
    ids: found.map(({ id }) => id),
    persons: found.map(({ about }) => about)
  }
}
