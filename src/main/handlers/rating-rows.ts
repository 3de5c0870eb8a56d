import type { Sliced } from '../../shared/agreement/sliced'
import type { RatingSource } from '../../shared/contract/embeddings'
import type { Track } from '../../shared/domain/rows'
import { readTrace, takesOfTrack } from '../../shared/trace/read-trace'
import { attributeTask } from '../../shared/values/attribute'
import type { Project } from '../store'
import type { EmbeddingTable } from './embedding-rows'

/** Ratings of the rows by dimension; NaN: nobody rated it. */
export interface RatedRows {
  readonly dims: readonly string[]
  readonly targets: readonly Float64Array[]
}

/** Ratings count for a row when they cover at least this share of its time. */
const LEAST_SHARE = 0.5

/**
 * What an author rated where the rows are: the mean of the ratings of segments by the time that they share with the row,
 * or of the samples of a trace in it, about the same person where both say whom.
 */
export function* ratedRows(project: Project, table: EmbeddingTable, source: RatingSource): Sliced<RatedRows> {
  const found = new Map<string, Float64Array>()
  const put = (dim: string, row: number, value: number): void => {
    const target = found.get(dim) ?? new Float64Array(table.facts.length).fill(NaN)
    found.set(dim, target)
    if (Number.isNaN(target[row])) target[row] = value
  }
  if (source.kind === 'segments') yield* fromSegments(project, table, source, put)
  else yield* fromTraces(project, table, source, put)
  const order = attributeTask(project.get('scheme', source.schemeId), source.attributeId)?.dimensions ?? []
  const known = order.map(({ id }) => id).filter((id) => found.has(id))
  const dims = [...known, ...[...found.keys()].filter((id) => !known.includes(id))]
  return { dims, targets: dims.map((dim) => found.get(dim) ?? new Float64Array(table.facts.length)) }
}

type Put = (dim: string, row: number, value: number) => void

interface Rated {
  readonly start: number
  readonly end: number
  readonly person: string | undefined
  readonly ratings: Readonly<Record<string, number>>
}

function* fromSegments(
  project: Project,
  { facts }: EmbeddingTable,
  { authorId, schemeId, attributeId }: RatingSource,
  put: Put
): Sliced<void> {
  const recordingIds = [...new Set(facts.map(({ recordingId }) => recordingId))]
  const byRecording = new Map<string, Rated[]>()
  for (const { track, segments } of project.segmentsForCompare([authorId], recordingIds)) {
    if (track.schemeId !== schemeId || track.attributeId !== attributeId) continue
    const own = byRecording.get(track.recordingId) ?? []
    byRecording.set(track.recordingId, own)
    for (const { start, end, value, personId } of segments)
      if (value?.kind === 'ratings')
        own.push({ start, end, person: personId ?? track.personId, ratings: value.ratings })
    yield
  }
  for (const [row, { recordingId, start, end, personId }] of facts.entries()) {
    const sums = new Map<string, { time: number; sum: number }>()
    for (const one of byRecording.get(recordingId) ?? []) {
      const time = Math.min(end, one.end) - Math.max(start, one.start)
      if (time <= 0 || !mayBe(one.person, personId)) continue
      for (const [dim, value] of Object.entries(one.ratings)) {
        const known = sums.get(dim) ?? { time: 0, sum: 0 }
        sums.set(dim, { time: known.time + time, sum: known.sum + value * time })
      }
    }
    for (const [dim, { time, sum }] of sums)
      if (time >= LEAST_SHARE * (end - start)) put(dim, row, sum / time)
    if (row % 64 === 0) yield
  }
}

function* fromTraces(
  project: Project,
  { facts }: EmbeddingTable,
  { authorId, schemeId, attributeId }: RatingSource,
  put: Put
): Sliced<void> {
  const tracks = project
    .dataTracks()
    .filter(
      (track) =>
        track.kind === 'trace' &&
        track.authorId === authorId &&
        track.schemeId === schemeId &&
        track.attributeId === attributeId
    )
    .sort((a, b) => a.position - b.position)
  const takes = new Map(tracks.map((track) => [track, takesOfTrack(project, track.id)]))
  for (const [row, { recordingId, start, end, personId }] of facts.entries()) {
    for (const track of tracks) {
      if (track.recordingId !== recordingId || !mayBe(track.personId, personId)) continue
      for (const [dim, value] of meansOf(project, track, takes.get(track) ?? [], start, end))
        put(dim, row, value)
    }
    if (row % 16 === 0) yield
  }
}

/** Means of a trace over a stretch that it covers at least half of. */
function meansOf(
  project: Project,
  track: Track,
  takes: ReturnType<typeof takesOfTrack>,
  from: number,
  to: number
): [string, number][] {
  const trace = readTrace(project, track, takes, { from, to })
  const dims = track.trace?.dims ?? takes[0]?.dims ?? []
  return dims.flatMap((dim, i): [string, number][] => {
    const known = trace.values[i]?.filter((value) => !Number.isNaN(value)) ?? new Float64Array()
    const expected = ((to - from) / 1e6) * trace.rateHz
    if (known.length === 0 || known.length < LEAST_SHARE * expected) return []
    return [[dim, known.reduce((sum, value) => sum + value, 0) / known.length]]
  })
}

const mayBe = (rated: string | undefined, wanted: string | undefined): boolean =>
  rated === undefined || wanted === undefined || rated === wanted
