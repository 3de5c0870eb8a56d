import type { Sliced } from '../../../shared/agreement/sliced'
import { binNumbers } from '../../../shared/analysis/facets/bin-numbers'
import { meansAt } from '../../../shared/analysis/facets/means-at'
import type { Moments } from '../../../shared/analysis/facets/means-at'
import type { Stream, Track } from '../../../shared/domain/rows'
import { micros, toMaster } from '../../../shared/domain/time'
import { placesOf } from './facet-source'
import type { FacetGround, FacetSource } from './facet-source'

/** Height of the largest face at each item, percent of the picture's, as detectors found it. */
export function faceFacets(ground: FacetGround, tracks: readonly Track[]): readonly FacetSource[] {
  const frames = tracks.filter((track) => track.kind === 'frames' && videoOf(ground, track) !== undefined)
  if (frames.length === 0) return []
  const info = { id: 'face-height', name: 'Height of the largest face', unit: '%' }
  return [
    {
      info: { ...info, section: 'Picture', kind: 'number' },
      *column(edges) {
        const recordings = placesOf(ground)
        const seen: Moments[] = []
        for (const track of frames) {
          const recording = recordings.get(track.recordingId) ?? -1
          seen.push({ recording, ...(yield* fromFrames(ground, track)) })
        }
        return binNumbers(info, meansAt(ground, seen), edges && { edges }, 'No face was found there.')
      }
    }
  ]
}

function videoOf({ desk }: FacetGround, { streamId }: Track): Stream | undefined {
  const stream = streamId === undefined ? undefined : desk.reader.get('stream', streamId)
  return stream?.kind === 'video' || stream?.kind === 'image' ? stream : undefined
}

type Heights = Omit<Moments, 'recording'>

/** Frames read at once, µs. */
const PAGE = 600e6

function* fromFrames(ground: FacetGround, track: Track): Sliced<Heights> {
  const { reader } = ground.desk
  const stream = videoOf(ground, track)
  const times: number[] = []
  const values: number[] = []
  for (let from = 0; stream && from < stream.duration + PAGE; from += PAGE) {
    const rows = reader.framesOf(track.id, from, from + PAGE)
    const h = rows?.columns.indexOf('h') ?? -1
    for (let row = 0; rows && h >= 0 && row < rows.count; row++) {
      const height = 100 * (rows.data[row * rows.columns.length + h] ?? NaN)
      if (!(height > 0)) continue
      const time = toMaster(stream, micros(rows.pts[row] ?? 0))
      // Several faces of one picture: the largest.
      if (times.at(-1) === time) values[values.length - 1] = Math.max(values.at(-1) ?? 0, height)
      else {
        times.push(time)
        values.push(height)
      }
    }
    yield
  }
  return { times: Float64Array.from(times), values: Float64Array.from(values) }
}
