import { labelsOf, mainAttribute } from '../../../shared/domain/labels'
import { micros } from '../../../shared/domain/time'
import type { Recording, Segment, Track } from '../../../shared/domain/rows'
import type {
  AnnotationDocument,
  DocumentRecording,
  DocumentScheme,
  SpanTier,
  Tier
} from '../interchange/document'
import { given, uniqueNames } from '../interchange/tools'
import type { DatasetIndex } from './dataset-index'
import { traceTier } from './trace-tiers'

/** A dataset as one annotation document: a tier for each track that has segments or ratings. `format`: which one it is made for. */
export function annotationDocument(index: DatasetIndex, format?: string): AnnotationDocument {
  const { dataset } = index
  const byTrack = Map.groupBy(dataset.segments, (segment) => segment.trackId)
  const byRecording = Map.groupBy(dataset.tracks, (track) => track.recordingId)
  const names = uniqueNames()
  const schemes = new Map<string, DocumentScheme>()
  for (const track of dataset.tracks) {
    if (track.kind !== 'segments') continue
    const scheme = schemeFor(track, index)
    if (scheme) schemes.set(scheme.id, scheme)
  }
  return {
    createdAt: dataset.createdAt,
    schemes: [...schemes.values()],
    recordings: dataset.recordings.map((recording) => ({
      name: names(recording.name),
      duration: recording.duration,
      media: mediaOf(recording, index),
      tiers: tiersOf(byRecording.get(recording.id) ?? [], byTrack, schemes, index, format),
      links: []
    }))
  }
}

const schemeKey = (track: Track, index: DatasetIndex): string =>
  track.attributeId === mainAttribute(index.scheme(track.schemeId))
    ? track.schemeId
    : `${track.schemeId}.${track.attributeId}`

function schemeFor(track: Track, index: DatasetIndex): DocumentScheme | undefined {
  const row = index.scheme(track.schemeId)
  const labels = labelsOf(row, track.attributeId)
  if (!row || labels.length === 0) return undefined
  return {
    id: schemeKey(track, index),
    name: row.name,
    labels: labels.map(({ id, name, color, definition }) => ({
      id,
      name,
      ...(/^#[\da-f]{6}$/i.test(color) ? { color } : {}),
      ...given('definition', definition)
    }))
  }
}

/** Files that play; where the recording's time 0 lies in each. */
function mediaOf(recording: Recording, { dataset }: DatasetIndex): DocumentRecording['media'] {
  return dataset.files
    .filter((file) => file.recordingId === recording.id && file.playback !== 'none')
    .map((file) => {
      const offset = dataset.streams.find((stream) => stream.fileId === file.id)?.offset ?? 0
      return { path: file.path, ...(offset === 0 ? {} : { offset: micros(-offset) }) }
    })
}

function tiersOf(
  tracks: readonly Track[],
  byTrack: ReadonlyMap<string, readonly Segment[]>,
  schemes: ReadonlyMap<string, DocumentScheme>,
  index: DatasetIndex,
  format: string | undefined
): readonly Tier[] {
  const names = uniqueNames()
  const told = tracks.filter((track) => track.kind !== 'frames')
  const authors = new Set(told.map((track) => track.authorId))
  return told
    .toSorted((a, b) => a.position - b.position)
    .flatMap((track): Tier[] => {
      const author = index.author(track.authorId)
      // Several people's tracks often have the same name.
      const name = names(authors.size > 1 && author ? `${track.name} - ${author.name}` : track.name)
      if (track.kind === 'trace') {
        const tier = traceTier(track, name, index, format)
        return tier ? [tier] : []
      }
      const key = schemeKey(track, index)
      const spans = byTrack.get(track.id) ?? []
      const words = track.kind === 'utterances' && spans.every(({ label }) => label === undefined)
      const spanTier: SpanTier = {
        id: track.id,
        name,
        kind: 'spans',
        ...given('person', index.person(track.personId)?.name),
        ...given('annotator', author?.name),
        ...(author?.kind === 'model' ? { predicted: true } : {}),
        ...(!words && schemes.has(key) ? { schemeId: key } : {}),
        spans: spans.map((segment) => ({
          id: segment.id,
          start: segment.start,
          end: segment.end,
          labels: segment.label === undefined ? [] : [segment.label],
          ...given('text', segment.text),
          ...given('confidence', segment.confidence),
          ...given('intensity', segment.intensity),
          ...given('comment', segment.comment)
        }))
      }
      return [spanTier]
    })
}
