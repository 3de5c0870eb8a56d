import type { DatasetIndex } from './dataset-index'
import { featureColumns, seenIn } from './features-table'
import { framesFiles, framesTables } from './frames-table'
import { goldColumns, goldIn } from './gold-table'
import { linkColumns } from './links-table'
import { responseColumns, responsesIn } from './responses-table'
import { segmentColumns } from './segments-table'
import { hasSpans, spanColumns } from './spans-table'
import { valueColumns, valuedSegments } from './values-table'

/** How absent values look in every file of a dataset. */
export const MISSING_VALUES =
  'CSV: an empty cell. JSON: the property is absent, or null in rows of numbers. Never 0 and never a repeated value: where a model saw no face or heard no voice there is no row. The label "cannot-rate" means that the rater declined; no label means not labelled yet.'

/** What `dataset.json` says: where the data come from, who made them and how, and what every column means. */
export function datasetDocument(index: DatasetIndex, files: readonly string[]): object {
  const { dataset } = index
  return {
    schema: 'affectory.dataset/1',
    project: { id: dataset.projectId, name: dataset.projectName },
    revision: dataset.revision,
    appVersion: dataset.appVersion,
    createdAt: dataset.createdAt,
    synthetic: dataset.synthetic,
    files,
    frames: framesFiles(index),
    counts: {
      recordings: dataset.recordings.length,
      tracks: dataset.tracks.length,
      segments: dataset.segments.length,
      takes: dataset.takes.length,
      values: valuedSegments(index).length,
      gold: goldIn(index).length,
      responses: responsesIn(index).length,
      links: dataset.relations.length,
      frames: dataset.frames.reduce((sum, chunk) => sum + chunk.count, 0)
    },
    times:
      'Microseconds are exact; seconds are the same numbers with six decimals. Both count from the beginning of the recording.',
    missingValues: MISSING_VALUES,
    columns: {
      segments: segmentColumns(index),
      values: valuedSegments(index).length > 0 ? valueColumns : [],
      ...(hasSpans(index) ? { spans: spanColumns } : {}),
      gold: goldIn(index).length > 0 ? goldColumns(index) : [],
      responses: responsesIn(index).length > 0 ? responseColumns : [],
      links: dataset.relations.length > 0 ? linkColumns : [],
      ...(dataset.featureRows ? { signalFeatures: featureColumns(index) } : {}),
      frames: framesTables(index)[0]?.columns ?? []
    },
    recordings: dataset.recordings,
    mediaFiles: dataset.files,
    streams: dataset.streams.map(({ cache: _cache, ...stream }) => stream),
    persons: dataset.persons,
    groups: dataset.groupings ?? [],
    authors: dataset.authors,
    schemes: dataset.schemes,
    tracks: dataset.tracks,
    takes: dataset.takes.map(({ take }) => take),
    traceOptions: dataset.traceOptions,
    ...(dataset.signalFeatures
      ? {
          signalFeatures: {
            ...dataset.signalFeatures,
            seen: Object.fromEntries(
              dataset.recordings.flatMap(({ id }) => {
                const text = seenIn(index, id)
                return text === undefined ? [] : [[id, text]]
              })
            )
          }
        }
      : {}),
    runs: dataset.runs,
    models: dataset.models.map(({ problem: _problem, ...model }) => model)
  }
}
