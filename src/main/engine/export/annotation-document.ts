import { micros } from '../../../shared/domain/time'
import type { Recording, Track } from '../../../shared/domain/rows'
import type {
  AnnotationDocument,
  DocumentLink,
  DocumentMedia,
  DocumentRecording,
  Tier
} from '../interchange/document'
import { keptKey } from '../interchange/kept'
import { uniqueNames } from '../interchange/tools'
import type { DatasetIndex } from './dataset-index'
import { documentSchemes } from './document-schemes'
import { keptSource, type KeptSource } from './kept-source'
import { spanTiers } from './span-tiers'
import { traceTier } from './trace-tiers'

/** Formats whose recordings are known by a name of their own. */
const withNames: ReadonlySet<string> = new Set(['boris', 'rttm', 'uem', 'via', 'label-studio'])

/**
 * A dataset as one annotation document: a tier for each track that has segments or ratings, a link for each relation.
 * `format`: which one it is made for; what files of that format said beyond the rows comes back. `only`: one recording.
 */
export function annotationDocument(
  index: DatasetIndex,
  format?: string,
  only?: string
): AnnotationDocument & { readonly left: readonly string[] } {
  const { dataset } = index
  const recordings = dataset.recordings.filter(({ id }) => only === undefined || id === only)
  const ids = new Set(recordings.map(({ id }) => id))
  const kept = keptSource(index, format, ids)
  const tracks = dataset.tracks
    .filter(({ recordingId }) => ids.has(recordingId))
    .toSorted((a, b) => a.position - b.position)
  const schemes = documentSchemes(index, tracks, kept)
  const byRecording = Map.groupBy(tracks, (track) => track.recordingId)
  const spans = spanTiers({ index, kept, schemes, format })
  const free = uniqueNames()
  const named = new Map(dataset.recordings.map((recording) => [recording.id, free(recording.name)]))
  const taken = uniqueNames()
  return {
    ...(format !== undefined && kept.documents.length > 0 ? { format: keptKey(format) } : {}),
    createdAt: dataset.createdAt,
    ...(kept.document ? { extra: kept.document } : {}),
    recordings: recordings.map((recording): DocumentRecording => {
      const documents = kept.documents.filter(({ recordingId }) => recordingId === recording.id)
      const [first] = documents
      const own = byRecording.get(recording.id) ?? []
      const { tiers, spanIds } = spans(own, documents)
      const traces = own.flatMap((track): (readonly [Track, Tier])[] => {
        const tier = track.kind === 'trace' ? traceTier(track, tiers.nameOf(track), index, format) : undefined
        return tier ? [[track, tier]] : []
      })
      const wanted = first && withNames.has(format ?? '') ? first.recording : named.get(recording.id)
      return {
        name: taken(wanted ?? recording.name),
        duration: recording.duration,
        media: mediaOf(recording, index, documents),
        tiers: tiers.with(traces),
        links: linksOf(index, kept, spanIds, documents),
        ...(first?.extra ? { extra: first.extra } : {})
      }
    }),
    schemes: schemes.all(),
    left: kept.left
  }
}

/** Files that play, with what another program said about them; then those that only the other program knows. */
function mediaOf(
  recording: Recording,
  { dataset }: DatasetIndex,
  documents: KeptSource['documents']
): readonly DocumentMedia[] {
  const theirs = documents.flatMap(({ media }) => media)
  const found = new Set<DocumentMedia>()
  const ours = dataset.files
    .filter((file) => file.recordingId === recording.id && file.playback !== 'none')
    .map((file): DocumentMedia => {
      const known = theirs.find((one) => nameOf(one.path) === nameOf(file.path) && !found.has(one))
      if (known) found.add(known)
      const offset = dataset.streams.find((stream) => stream.fileId === file.id)?.offset ?? 0
      const { offset: _, ...rest } = known ?? {}
      return { ...rest, path: file.path, ...(offset === 0 ? {} : { offset: micros(-offset) }) }
    })
  return [...ours, ...theirs.filter((one) => !found.has(one) && one.path !== '')]
}

const nameOf = (path: string): string =>
  decoded(path.split(/[\\/]/).at(-1) ?? path)
    .normalize('NFC')
    .toLowerCase()

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    // A per cent sign that stands for itself.
    return name
  }
}

function linksOf(
  index: DatasetIndex,
  kept: KeptSource,
  spanIds: ReadonlyMap<string, string>,
  documents: KeptSource['documents']
): readonly DocumentLink[] {
  const ours = index.dataset.relations.flatMap((relation): DocumentLink[] => {
    const [from, to] = [spanIds.get(relation.fromId), spanIds.get(relation.toId)]
    if (from === undefined || to === undefined) return []
    const known = kept.link(relation)
    const type = relation.label ?? relation.kind
    const theirs = known && relation.label === undefined && isKind(known.type, relation.kind)
    const shown = theirs ? known.type : type
    return [
      {
        id: known?.id ?? relation.id,
        from,
        to,
        direction: known?.direction ?? 'forward',
        ...(shown === undefined ? {} : { type: shown }),
        ...(relation.comment ? { text: relation.comment } : {}),
        ...(relation.fromSpan ? { fromWords: relation.fromSpan } : {}),
        ...(relation.toSpan ? { toWords: relation.toSpan } : {}),
        ...(known?.extra ? { extra: known.extra } : {})
      }
    ]
  })
  const taken = new Set(ours.map(({ id }) => id))
  return [...ours, ...documents.flatMap(({ links }) => links).filter(({ id }) => !taken.has(id))]
}

/** Whether a link's type in the file is still what the link is. */
const isKind = (type: string | undefined, kind: string): boolean => kind === 'cause' || type === kind
