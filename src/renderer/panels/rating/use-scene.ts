import { clock } from '../../session/clock'
import { selectedSpan } from '../../session/desk-navigate'
import { dimsOfTrack } from '../../session/rating/rating-tracks'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { ratingChoice } from '../../session/rating/rating-choice'
import { ratingLive, subscribeRatingLive } from '../../session/rating/rating-live'
import { rating } from '../../session/rating/rating-status'
import { subscribeTraceValues, traceValues } from '../../session/rating/trace-values'
import type { PlanePlace, PlaneScene } from '../../ui/paint-plane'
import type { Landmark } from '../../session/rating/circumplex'
import { AFTER, BEFORE } from './paint-scale'
import type { ScaleScene } from './paint-scale'

/** Listen to everything that moves on the rating surface. */
export function subscribeSurface(repaint: () => void): () => void {
  const stops = [clock.subscribe(repaint), subscribeRatingLive(repaint), subscribeTraceValues(repaint)]
  return () => stops.forEach((stop) => stop())
}

/** Whether earlier takes are drawn now: always while nothing is rated, else as chosen. */
const showsEarlier = (underWay: boolean): boolean => !underWay || ratingChoice().showEarlier

const isUnderWay = (track: TraceTrack): boolean => rating().phase !== 'idle' && rating().trackId === track.id

/** What the strip of a one-dimensional track shows now. */
export function scaleScene(track: TraceTrack): ScaleScene {
  const [dim] = dimsOfTrack(track)
  const underWay = isUnderWay(track)
  const time = clock.get()
  const live = ratingLive()
  const shown = showsEarlier(underWay)
  const stored = shown ? traceValues.at(track.id, time)?.[0] : undefined
  const value = underWay ? live.values[0] : stored === undefined || Number.isNaN(stored) ? undefined : stored
  return {
    dim: dim ?? { id: '', name: '', min: -1, max: 1, neutral: 0 },
    mode: track.trace.mode,
    time,
    value: track.trace.mode === 'binary' && !underWay ? undefined : value,
    missing: underWay && live.missing,
    fresh: underWay
      ? live.recent
          .filter((sample) => sample.time >= time - BEFORE)
          .map((sample) => [sample.time, sample.values[0] ?? Number.NaN] as const)
      : [],
    earlier: shown ? traceValues.between(track.id, 0, time - BEFORE, time + AFTER) : [],
    rating: underWay,
    span: underWay ? rating().span : selectedSpan()
  }
}

/** How long the tail of the cursor is, µs. */
const TAIL = 2_000_000

/** What the plane of a two-dimensional track shows now. */
export function ratingPlane(track: TraceTrack, landmarks: readonly Landmark[]): PlaneScene {
  const [x, y] = dimsOfTrack(track)
  const underWay = isUnderWay(track)
  const time = clock.get()
  const live = ratingLive()
  const stored = showsEarlier(underWay) ? placeOf(traceValues.at(track.id, time)) : undefined
  const place = underWay ? placeOf(live.values) : stored
  const axis = { name: '', min: -1, max: 1 }
  return {
    x: x ?? axis,
    y: y ?? axis,
    landmarks: landmarks.map(({ valence, arousal, ...rest }) => ({ ...rest, x: valence, y: arousal })),
    points: [],
    ...(place ? { cursor: { ...place, missing: underWay && live.missing } } : {}),
    tail: underWay
      ? live.recent.filter((sample) => sample.time >= time - TAIL).map((sample) => toPlace(sample.values))
      : storedTail(track.id, time),
    ...(underWay && stored ? { earlier: stored } : {})
  }
}

function storedTail(trackId: string, time: number): readonly PlanePlace[] {
  const xs = traceValues.between(trackId, 0, time - TAIL, time)
  const ys = traceValues.between(trackId, 1, time - TAIL, time)
  return xs.map(([, x], index) => ({ x, y: ys[index]?.[1] ?? Number.NaN }))
}

const toPlace = (values: readonly number[]): PlanePlace => ({
  x: values[0] ?? Number.NaN,
  y: values[1] ?? Number.NaN
})

function placeOf(values: readonly number[] | undefined): PlanePlace | undefined {
  const place = toPlace(values ?? [])
  return Number.isNaN(place.x) || Number.isNaN(place.y) ? undefined : place
}
