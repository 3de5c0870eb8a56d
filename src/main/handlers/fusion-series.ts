import type { Sliced } from '../../shared/agreement/sliced'
import type { Track } from '../../shared/domain/rows'
import { micros, toMaster } from '../../shared/domain/time'
import type { FusionMember } from '../../shared/fusion/fusion-plan'
import { seriesFromFrames, seriesFromSegments, usualStep } from '../../shared/fusion/member-series'
import type { AnsweredSegment, MemberSeries, ToTarget } from '../../shared/fusion/member-series'
import type { Project } from '../store'
import { pagesOf } from './pages-of'

/** Answers of one member in one recording, by whom they are about; '' for nobody in particular. */
export type SeriesByPerson = ReadonlyMap<string, PersonSeries>

export interface PersonSeries {
  /** What the lane is called. */
  readonly name: string
  /** A person of the project, where somebody said who it is. */
  readonly personId?: string
  readonly series: MemberSeries
}

/** Columns of per-frame rows before the labels: person, x, y, w, h, score. */
const PLACE_COLUMNS = 6
/** Time read at once, µs. */
const FRAMES_PAGE = 600e6

interface SeriesRequest {
  /** Of one author in one recording, the latest run's. */
  readonly tracks: readonly Track[]
  readonly member: FusionMember
  readonly labels: number
  /** End of the recording, µs. */
  readonly until: number
  toTarget(track: Track): ToTarget | undefined
}

/** Read what a member says in a recording: the scores of every picture or step where the model kept them, else its segments. */
export function* readSeries(project: Project, request: SeriesRequest): Sliced<SeriesByPerson> {
  const found = new Map<string, PersonSeries>()
  const framed = new Set<string | undefined>()
  for (const track of request.tracks) {
    if (track.kind !== 'frames') continue
    for (const [key, series] of yield* fromFrames(project, track, request)) {
      found.set(key, series)
      framed.add(track.runId)
    }
  }
  const open = request.tracks.filter(
    ({ kind, runId }) =>
      (kind === 'segments' || kind === 'utterances') && !(runId !== undefined && framed.has(runId))
  )
  for (const [key, series] of yield* fromSegments(project, open, request)) found.set(key, series)
  return found
}

function* fromSegments(
  project: Project,
  tracks: readonly Track[],
  { member, labels, toTarget }: SeriesRequest
): Sliced<ReadonlyMap<string, PersonSeries>> {
  const lanes = new Map<
    string,
    { name: string; personId?: string; toTarget: ToTarget; segments: AnsweredSegment[] }
  >()
  for (const track of tracks) {
    const own = toTarget(track)
    if (!own) continue
    for (const page of pagesOf(project, track.id)) {
      for (const segment of page) {
        const personId = segment.personId ?? track.personId
        // A face that nobody named is a person of its own, known by its lane.
        const key = personId ?? (isFace(track) ? track.name : '')
        const lane = lanes.get(key) ?? {
          name: personId === undefined ? track.name : (project.get('person', personId)?.name ?? track.name),
          toTarget: own,
          segments: [],
          ...(personId === undefined ? {} : { personId })
        }
        lanes.set(key, lane)
        lane.segments.push(segment)
      }
      yield
    }
  }
  const options = { labels, offset: member.offsetSeconds * 1e6, post: member.post }
  return new Map(
    [...lanes].map(([key, { segments, toTarget: map, ...lane }]) => [
      key,
      { ...lane, series: seriesFromSegments(segments, map, options) }
    ])
  )
}

function* fromFrames(
  project: Project,
  track: Track,
  { tracks, member, labels, until, toTarget }: SeriesRequest
): Sliced<ReadonlyMap<string, PersonSeries>> {
  const own = toTarget(track)
  if (!own) return new Map()
  const stream = project.get('stream', track.streamId ?? '')
  const clock = stream ?? { offset: micros(0), driftPpm: 0 }
  const persons = new Map<string, { times: number[]; scores: number[] }>()
  const all: number[] = []
  let columns: readonly string[] = []
  const last = stream ? Math.max(stream.duration, until) : until
  for (let from = 0; from <= last; from += FRAMES_PAGE) {
    const rows = project.framesOf(track.id, from, from + FRAMES_PAGE)
    if (rows) {
      columns = rows.columns.slice(PLACE_COLUMNS)
      const width = rows.columns.length
      for (let i = 0; i < rows.count; i++) {
        const at = i * width
        // Sound has no place in the picture.
        const key = Number.isNaN(rows.data[at + 1] ?? NaN) ? '' : `Face ${rows.data[at] ?? 0}`
        const lane = persons.get(key) ?? { times: [], scores: [] }
        persons.set(key, lane)
        const time = toMaster(clock, rows.pts[i] ?? 0)
        lane.times.push(time)
        all.push(time)
        for (let c = 0; c < columns.length; c++) lane.scores.push(rows.data[at + PLACE_COLUMNS + c] ?? 0)
      }
    }
    yield
  }
  if (columns.length === 0) return new Map()
  const usual = usualStep(all) ?? 1e6
  const offset = member.offsetSeconds * 1e6
  const found = new Map<string, PersonSeries>()
  for (const [key, { times, scores }] of persons) {
    const lane = tracks.find(
      (other) => other.runId === track.runId && other.kind !== 'frames' && (key === '' || other.name === key)
    )
    const personId = lane?.personId
    const series = seriesFromFrames({ times: Float64Array.from(times), columns, scores }, own, {
      labels,
      usual,
      until,
      offset,
      post: member.post
    })
    found.set(personId ?? key, {
      name: lane?.name ?? key,
      series,
      ...(personId === undefined ? {} : { personId })
    })
    yield
  }
  return found
}

const isFace = (track: Track): boolean => track.runId !== undefined && /^Face \d+$/.test(track.name)
