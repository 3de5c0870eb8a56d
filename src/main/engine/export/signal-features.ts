import { micros } from '../../../shared/domain/time'
import type { Segment, Track } from '../../../shared/domain/rows'
import { eventRole, eventTracksOf } from '../../../shared/physio/measures/event-tracks'
import type { MeasureResult } from '../../../shared/physio/measures/measure-work'
import { measureWorkOf } from '../../../shared/physio/measures/work-of'
import { answerer } from '../../signals/answer-question'
import { GivenUp } from '../../signals/pause'
import type { JobContext } from '../protocol'
import type { DatasetIndex } from './dataset-index'
import type { FeatureRow } from './feature-row'

/** Segments of a recording that are measured at a time: progress is told and a cancel heard between. */
const AT_A_TIME = 200

/** Measures of every segment of the chosen schemes, in the order of the dataset. Rejects with the signal's reason when cancelled. */
export async function signalFeatures(
  index: DatasetIndex,
  { signal, progress }: Pick<JobContext, 'signal' | 'progress'>
): Promise<readonly FeatureRow[]> {
  const { signalFeatures: options, signalBad = {} } = index.dataset
  if (!options) return []
  const rows: FeatureRow[] = []
  const desk = answerer()
  const chosen = chosenSegments(index, options.schemeIds)
  const total = [...chosen.values()].reduce((sum, { length }) => sum + length, 0)
  let done = 0
  try {
    for (const [recordingId, segments] of chosen) {
      const tracks = index.dataset.tracks.filter((track) => track.recordingId === recordingId)
      const streams = index.dataset.streams.filter((stream) => stream.recordingId === recordingId)
      const bad = signalBad[recordingId] ?? {}
      const events = eventTracksOf(tracks, options.tracks[recordingId])
      for (let from = 0; from < segments.length; from += AT_A_TIME) {
        const part = segments.slice(from, from + AT_A_TIME)
        const work = measureWorkOf(
          {
            tracks,
            streams,
            segmentsOf: (id) => index.segmentsOf(id),
            badOf: (streamId) => bad[streamId ?? ''] ?? []
          },
          {
            settings: options.settings,
            stretches: part.map(({ segment }) => ({ fromUs: segment.start, toUs: segment.end })),
            chosen: events,
            levels: true,
            bands: options.bands,
            views: options.views
          }
        )
        const result = await measured(
          () =>
            desk.answer(
              { kind: 'measures', request: { ...work, places: index.dataset.signalPlaces ?? {} } },
              () => signal.aborted,
              (share, whole) =>
                progress(Math.round(done + (share / whole) * part.length), total, 'segments', 'measured')
            ),
          signal
        )
        for (const [at, row] of result.rows.entries()) {
          const own = part[at]
          if (own) rows.push({ ...own, events, measured: row, responseUnit: result.responseUnit ?? '' })
        }
        done += part.length
        progress(done, total, 'segments', 'measured')
      }
    }
  } finally {
    desk.release()
  }
  return rows
}

async function measured(
  ask: () => ReturnType<ReturnType<typeof answerer>['answer']>,
  signal: AbortSignal
): Promise<MeasureResult> {
  try {
    const answer = await ask()
    if (answer.kind === 'measures') return answer.result
    throw new Error(answer.kind === 'refused' ? answer.message : 'the signals could not be read')
  } catch (error) {
    if (error instanceof GivenUp) signal.throwIfAborted()
    throw error
  }
}

/** Segments with a length by recording; tracks of events of the body are what is measured, not where. */
function chosenSegments(
  index: DatasetIndex,
  schemeIds: readonly string[]
): ReadonlyMap<string, readonly { readonly segment: Segment; readonly track: Track }[]> {
  const rows = index.dataset.segments.flatMap((segment) => {
    const track = index.track(segment.trackId)
    const wanted = track && schemeIds.includes(track.schemeId) && track.kind !== 'points' && !isEvents(track)
    return wanted && segment.end - segment.start > micros(1) ? [{ segment, track }] : []
  })
  return Map.groupBy(rows, ({ track }) => track.recordingId)
}

const isEvents = (track: Track): boolean => eventRole(track) !== undefined
