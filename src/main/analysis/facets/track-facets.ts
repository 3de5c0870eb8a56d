import type { Sliced } from '../../../shared/agreement/sliced'
import { binNumbers } from '../../../shared/analysis/facets/bin-numbers'
import { labelsAt } from '../../../shared/analysis/facets/labels-at'
import { meansAt } from '../../../shared/analysis/facets/means-at'
import type { Moments } from '../../../shared/analysis/facets/means-at'
import { labelsOf } from '../../../shared/domain/labels'
import type { Track } from '../../../shared/domain/rows'
import { composeTakes } from '../../../shared/trace/compose-takes'
import { timeOfSample } from '../../../shared/trace/trace'
import { answersInLabels } from '../../../shared/values/answers-in-labels'
import type { CompareQuery } from '../../../shared/contract'
import { faceFacets } from './face-facets'
import { distinct, placesOf } from './facet-source'
import type { FacetGround, FacetSource } from './facet-source'

/** Facets from other tracks at the moment of an item: labels, means of traces, size of faces. */
export function trackFacets(ground: FacetGround, query: CompareQuery): readonly FacetSource[] {
  const { reader } = ground.desk
  const here = new Set(ground.items.units.recordings)
  const compared = new Set(ground.items.tracks.keys())
  const tracks = reader.dataTracks().filter(({ recordingId }) => here.has(recordingId))
  const labelled = tracks.filter(
    (track) =>
      track.kind !== 'trace' &&
      track.kind !== 'frames' &&
      !compared.has(track.id) &&
      track.authorId !== query.candidateAuthorId &&
      answersInLabels(reader.get('scheme', track.schemeId), track.attributeId) &&
      labelsOf(reader.get('scheme', track.schemeId), track.attributeId).length > 0
  )
  const traces = tracks.filter(({ kind }) => kind === 'trace')
  return [
    ...grouped(
      labelled,
      ({ authorId, schemeId, attributeId }) => `${authorId}/${schemeId}/${attributeId}`
    ).map((own) => saidFacet(ground, own)),
    ...grouped(traces, ({ schemeId, attributeId }) => `${schemeId}/${attributeId}`).flatMap((own) =>
      dimsOf(own).map((dim) => traceFacet(ground, own, dim))
    ),
    ...faceFacets(ground, tracks)
  ]
}

/** As many sources of one kind are offered. */
const MOST = 24

function grouped(tracks: readonly Track[], key: (track: Track) => string): readonly (readonly Track[])[] {
  const groups = new Map<string, Track[]>()
  for (const track of tracks) {
    const own = groups.get(key(track))
    if (own) own.push(track)
    else groups.set(key(track), [track])
  }
  return [...groups.values()].slice(0, MOST)
}

/** The label that an author gives at the moment of each item. */
function saidFacet(ground: FacetGround, tracks: readonly Track[]): FacetSource {
  const { reader } = ground.desk
  const [first] = tracks
  const scheme = first && reader.get('scheme', first.schemeId)
  const author = first && reader.get('author', first.authorId)
  const labels = labelsOf(scheme, first?.attributeId)
  const id = `said:${first?.authorId ?? ''}:${first?.schemeId ?? ''}:${first?.attributeId ?? ''}`
  const name = `${author?.name ?? 'Gone'}: ${scheme?.name ?? first?.schemeId ?? ''}`
  return {
    info: { id, name, section: 'Labels at that moment', kind: 'category' },
    *column() {
      const place = new Map(labels.map((label, at) => [label.id, at]))
      const spans = {
        recording: [] as number[],
        start: [] as number[],
        end: [] as number[],
        code: [] as number[]
      }
      const recordings = placesOf(ground)
      for (const track of tracks) {
        for (const { start, end, label } of reader.segmentsOfTrack(track.id)) {
          spans.recording.push(recordings.get(track.recordingId) ?? -1)
          spans.start.push(start)
          spans.end.push(end)
          spans.code.push(label === undefined ? -1 : (place.get(label) ?? -1))
        }
        yield
      }
      const codes = labelsAt(
        ground,
        {
          recording: Int32Array.from(spans.recording),
          start: Float64Array.from(spans.start),
          end: Float64Array.from(spans.end),
          code: Int32Array.from(spans.code)
        },
        recordings.size
      )
      const missing = codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0)
      return {
        id,
        name,
        groups: distinct(labels.map((label) => label.name)),
        codes,
        gaps:
          missing > 0 ? [{ reason: `${author?.name ?? 'Nobody'} says nothing there.`, count: missing }] : []
      }
    }
  }
}

const dimsOf = (tracks: readonly Track[]): readonly string[] => [
  ...new Set(tracks.flatMap(({ trace }) => trace?.dims ?? []))
]

/** The mean of a trace over each item. */
function traceFacet(ground: FacetGround, tracks: readonly Track[], dim: string): FacetSource {
  const [first] = tracks
  const scheme = first && ground.desk.reader.get('scheme', first.schemeId)
  const several = (first?.trace?.dims.length ?? 1) > 1
  const name = several ? `${scheme?.name ?? first?.name ?? ''}: ${dim}` : (first?.name ?? scheme?.name ?? dim)
  const id = `trace:${first?.schemeId ?? ''}:${first?.attributeId ?? ''}:${dim}`
  return {
    info: { id, name, section: 'Traces at that moment', kind: 'number' },
    *column(edges) {
      const numbers = yield* overTraces(ground, tracks, dim)
      return binNumbers({ id, name }, numbers, edges && { edges }, 'The trace has no value there.')
    }
  }
}

function* overTraces(ground: FacetGround, tracks: readonly Track[], dim: string): Sliced<Float64Array> {
  const { reader } = ground.desk
  const recordings = placesOf(ground)
  const takes = reader.all('take')
  const found: Moments[] = []
  for (const track of tracks) {
    const own = takes.filter(({ trackId }) => trackId === track.id)
    const rateHz = track.trace?.rateHz ?? own[0]?.rateHz
    if (own.length === 0 || rateHz === undefined) continue
    const trace = composeTakes(
      own.map((take) => ({ take, samples: reader.takeSamples(take) })),
      { dims: [dim], rateHz }
    )
    found.push({
      recording: recordings.get(track.recordingId) ?? -1,
      times: Float64Array.from({ length: trace.count }, (_, at) => timeOfSample(trace, at)),
      values: trace.values[0] ?? new Float64Array(0)
    })
    yield
  }
  return meansAt(ground, found)
}
