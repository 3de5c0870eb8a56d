import type { ExportDataset } from '../protocol'
import type {
  Author,
  MediaFile,
  Person,
  Recording,
  Run,
  SchemeRow,
  Segment,
  Stream,
  Track
} from '../../../shared/domain/rows'
import { labelsOf } from '../../../shared/domain/labels'

/** The rows of a dataset by id, and what tables need to know about all of them. */
export interface DatasetIndex {
  readonly dataset: ExportDataset
  recording(id: string): Recording | undefined
  track(id: string): Track | undefined
  segment(id: string): Segment | undefined
  /** Segments of a track, in the order of the dataset. */
  segmentsOf(trackId: string): readonly Segment[]
  author(id: string): Author | undefined
  person(id: string | undefined): Person | undefined
  scheme(id: string): SchemeRow | undefined
  run(id: string | undefined): Run | undefined
  /** Names of the recording's files, the first one in front. */
  fileNames(recordingId: string): string
  labelName(track: Track, labelId: string | undefined): string | undefined
  /** Stream that a run looked at, which its per-frame times belong to. */
  streamOf(track: Track): Stream | undefined
  /** Every label id with a score, in the order of the schemes, then of appearance. */
  readonly scoredLabels: readonly string[]
}

export function indexDataset(dataset: ExportDataset): DatasetIndex {
  const recordings = byId(dataset.recordings)
  const tracks = byId(dataset.tracks)
  const authors = byId(dataset.authors)
  const persons = byId(dataset.persons)
  const schemes = byId(dataset.schemes)
  const runs = byId(dataset.runs)
  const models = byId(dataset.models)
  const segments = lazily(() => byId(dataset.segments))
  const byTrack = lazily(() => Map.groupBy(dataset.segments, (segment) => segment.trackId))
  const names = new Map<string, string | undefined>()
  return {
    dataset,
    recording: (id) => recordings.get(id),
    track: (id) => tracks.get(id),
    segment: (id) => segments().get(id),
    segmentsOf: (trackId) => byTrack().get(trackId) ?? [],
    author: (id) => authors.get(id),
    person: (id) => (id ? persons.get(id) : undefined),
    scheme: (id) => schemes.get(id),
    run: (id) => (id ? runs.get(id) : undefined),
    fileNames: (recordingId) =>
      dataset.files
        .filter((file) => file.recordingId === recordingId)
        .map(fileName)
        .join('; '),
    labelName(track, labelId) {
      if (labelId === undefined) return undefined
      const key = `${track.schemeId}/${track.attributeId}/${labelId}`
      if (!names.has(key))
        names.set(
          key,
          labelsOf(schemes.get(track.schemeId), track.attributeId).find((label) => label.id === labelId)?.name
        )
      return names.get(key)
    },
    streamOf(track) {
      const run = track.runId ? runs.get(track.runId) : undefined
      const kind = run && models.get(run.modelId)?.input
      return dataset.streams.find(
        (stream) => stream.recordingId === track.recordingId && stream.kind === kind
      )
    },
    scoredLabels: scoredLabels(dataset)
  }
}

/** Last part of a path of any system. */
export const fileName = (file: MediaFile): string => file.path.split(/[\\/]/).at(-1) ?? file.path

function scoredLabels(dataset: ExportDataset): string[] {
  const scored = new Set<string>()
  for (const segment of dataset.segments)
    for (const label of Object.keys(segment.scores ?? {})) scored.add(label)
  const known = dataset.schemes.flatMap((scheme) => labelsOf(scheme).map((label) => label.id))
  return [...new Set([...known.filter((label) => scored.has(label)), ...scored])]
}

/** Made when first asked for, and once: most exports never look. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]))
