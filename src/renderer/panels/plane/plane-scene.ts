import { clock } from '../../session/clock'
import { schemeOf, trackOf } from '../../session/project'
import type { Landmark } from '../../session/rating/circumplex'
import type { PlaneSource } from '../../session/rating/plane-sources'
import { ratingLive, subscribeRatingLive } from '../../session/rating/rating-live'
import { rating } from '../../session/rating/rating-status'
import { dimsOf } from '../../session/rating/trace-attributes'
import { subscribeTraceValues, traceValues } from '../../session/rating/trace-values'
import type { PlanePlace, PlaneScene } from '../../ui/paint-plane'

type Source = PlaneSource['valence']

/** Listen to everything that moves on the plane. */
export function subscribePlane(repaint: () => void): () => void {
  const stops = [clock.subscribe(repaint), subscribeRatingLive(repaint), subscribeTraceValues(repaint)]
  return () => stops.forEach((stop) => stop())
}

/** How long tails are, and how far apart their points lie, µs. */
const TAIL = 2_000_000
const TAIL_STEP = 100_000

/** What the plane shows at the playhead; both axes from -1 to 1, ratings on other ranges are stretched to it. */
export function planeScene(sources: readonly PlaneSource[], landmarks: readonly Landmark[]): PlaneScene {
  const time = clock.get()
  return {
    x: { name: 'Valence', min: -1, max: 1 },
    y: { name: 'Arousal', min: -1, max: 1 },
    landmarks: landmarks.map(({ valence, arousal, ...rest }) => ({ ...rest, x: valence, y: arousal })),
    points: sources.flatMap((source) => {
      const place = placeAt(source, time)
      if (!place) return []
      const tail = Array.from({ length: TAIL / TAIL_STEP + 1 }, (_, step) =>
        placeAt(source, time - TAIL + step * TAIL_STEP)
      )
      const letter = source.author.name.charAt(0).toUpperCase()
      return [
        {
          ...place,
          color: source.author.color,
          letter,
          tail: tail.map((each) => each ?? { x: Number.NaN, y: Number.NaN })
        }
      ]
    }),
    ...liveCursor(time)
  }
}

function placeAt(source: PlaneSource, time: number): PlanePlace | undefined {
  const x = unitValue(source.valence, time)
  const y = unitValue(source.arousal, time)
  return x === undefined || y === undefined ? undefined : { x, y }
}

/** A dimension's value, from -1 at the low end of its scale to 1 at the high end. */
function unitValue({ trackId, dim }: Source, time: number): number | undefined {
  const value = traceValues.at(trackId, time)?.[dim]
  const track = trackOf(trackId)
  if (value === undefined || Number.isNaN(value) || !track?.trace) return undefined
  const range = dimsOf(schemeOf(track.schemeId), track.attributeId, track.trace.dims)[dim]
  return range ? ((value - range.min) / (range.max - range.min)) * 2 - 1 : value
}

/** The rating under way, when it is one of both dimensions. */
function liveCursor(time: number): LiveCursor {
  const track = trackOf(rating().trackId)
  const live = ratingLive()
  if (rating().phase === 'idle' || track?.trace?.dims.length !== 2) return { tail: [] }
  const ranges = dimsOf(schemeOf(track.schemeId), track.attributeId, track.trace.dims)
  const toUnit = (values: readonly number[]): PlanePlace => {
    const [x = Number.NaN, y = Number.NaN] = values.map((value, index) => {
      const range = ranges[index]
      return range ? ((value - range.min) / (range.max - range.min)) * 2 - 1 : value
    })
    return { x, y }
  }
  return {
    cursor: { ...toUnit(live.values), missing: live.missing },
    tail: live.recent.filter((sample) => sample.time >= time - TAIL).map((sample) => toUnit(sample.values))
  }
}

type LiveCursor = { readonly cursor?: PlaneScene['cursor']; readonly tail: readonly PlanePlace[] }
