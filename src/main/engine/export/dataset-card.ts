import type { Author, Run } from '../../../shared/domain/rows'
import { formatClock } from '../../../shared/domain/time'
import type { Column } from './column'
import { MISSING_VALUES } from './dataset-document'
import type { DatasetIndex } from './dataset-index'
import { fileName } from './dataset-index'
import { featureColumns } from './features-table'
import { framesTables } from './frames-table'
import { goldColumns, goldIn } from './gold-table'
import { linkColumns } from './links-table'
import { responseColumns, responsesIn } from './responses-table'
import { segmentColumns } from './segments-table'
import { hasSpans, spanColumns } from './spans-table'
import { valueColumns, valuedSegments } from './values-table'
import { takeColumns, traceColumns, traceTables } from './trace-tables'

/** `dataset-card.md`: the same facts as `dataset.json`, to be read by people. */
export function datasetCard(index: DatasetIndex, files: readonly string[]): string {
  const { dataset } = index
  const parts = [
    `# ${dataset.projectName}`,
    `${dataset.synthetic ? '**Synthetic: media and annotators of this dataset are generated, nobody was recorded or asked.**\n\n' : ''}Written by Affectory ${dataset.appVersion} on ${dataset.createdAt} from revision ${dataset.revision} of project \`${dataset.projectId}\`.`,
    `## Files\n${files.map((file) => `- \`${file}\``).join('\n')}`,
    `## Recordings\n${table(['recording', 'group', 'length', 'files', 'content hash'], recordingRows(index))}`,
    `## Authors\n${table(
      ['author', 'kind', 'tracks', 'segments', 'labelled', 'simulated'],
      dataset.authors.map((author) => authorRow(author, index))
    )}`,
    `## Labels\n${table(['author', 'scheme', 'label', 'segments', 'time'], labelRows(index))}`,
    `## Schemes\n${list(dataset.schemes.map((scheme) => `${scheme.name} (\`${scheme.id}\`${scheme.version ? `, version ${scheme.version}` : ''}); whole in \`dataset.json\``))}`,
    `## Models and runs\n${dataset.runs.length ? dataset.runs.map((run) => runText(run, index)).join('\n\n') : 'No model was run.'}`,
    `## Missing values\n${MISSING_VALUES}`,
    `## Columns of the segments table\n${columnTable(segmentColumns(index))}`
  ]
  if (valuedSegments(index).length > 0)
    parts.push(`## Columns of the values table\n${columnTable(valueColumns)}`)
  if (hasSpans(index)) parts.push(`## Columns of the spans table\n${columnTable(spanColumns)}`)
  if (goldIn(index).length > 0)
    parts.push(
      `## Columns of the gold table\nThe verdict is never alone: every row holds what each annotator said and the share of each label.\n\n${columnTable(goldColumns(index))}`
    )
  if (responsesIn(index).length > 0)
    parts.push(`## Columns of the responses table\n${columnTable(responseColumns)}`)
  if (dataset.relations.length > 0) parts.push(`## Columns of the links table\n${columnTable(linkColumns)}`)
  parts.push(...traceParts(index))
  if (dataset.featureRows)
    parts.push(
      `## Columns of the table of signal features\nA row for each segment, measured from tracks and signals as they were at this revision. Where a number is not defined its cell is empty and the last but one column says why.\n\n${columnTable(featureColumns(index))}`
    )
  const frames = framesTables(index)[0]
  if (frames) parts.push(`## Columns of the frames tables\n${columnTable(frames.columns)}`)
  parts.push(
    '## Format\nCSV files follow RFC 4180 in UTF-8 with CRLF line ends; numbers have a decimal point. Free text is written unchanged: a spreadsheet may take a cell that begins with `=`, `+`, `-` or `@` for a formula, so import such columns as text.'
  )
  return `${parts.join('\n\n')}\n`
}

/** What there is to know about continuous ratings; nothing where there are none. */
function traceParts(index: DatasetIndex): readonly string[] {
  const { takes, traceOptions } = index.dataset
  if (takes.length === 0) return []
  const tables = traceTables(index)
  const rows = tables.map(({ track, name, trace, takes: own }) => [
    name,
    index.author(track.authorId)?.name ?? '',
    trace.dims.join(', '),
    `${Math.round(trace.rateHz * 1e6) / 1e6} Hz`,
    String(trace.count),
    String(own.length),
    own.map(({ lag }) => ((lag ?? 0) / 1e6).toFixed(3)).join('; ')
  ])
  const lags = traceOptions.withLag
    ? 'Reaction lags are taken out: each take is read earlier by its lag.'
    : 'Traces are as they were rated; their lags stand in the list of takes and are not taken out.'
  const raw = traceOptions.rawTakes ? ' Each take as it was rated is in `takes/`.' : ''
  const [first] = tables
  return [
    `## Continuous ratings\nA trace is its takes laid over each other, the later one on top, with a linear cross-fade at its ends; hidden takes are left out; between samples values lie on straight lines. ${lags}${raw}\n\n${table(['trace', 'author', 'dimensions', 'rate', 'samples', 'takes', 'lags of the takes in s'], rows)}`,
    ...(first ? [`## Columns of the tables of ratings\n${columnTable(traceColumns(first, index))}`] : []),
    `## Columns of the list of takes\n${columnTable(takeColumns)}`
  ]
}

function recordingRows({ dataset }: DatasetIndex): string[][] {
  return dataset.recordings.map((recording) => {
    const files = dataset.files.filter((file) => file.recordingId === recording.id)
    return [
      recording.name,
      recording.group ?? '',
      recording.medium === 'image' || recording.medium === 'document' ? '' : formatClock(recording.duration),
      files.map(fileName).join('; '),
      files.map((file) => file.contentHash).join('; ')
    ]
  })
}

function authorRow(author: Author, { dataset }: DatasetIndex): string[] {
  const tracks = new Set(
    dataset.tracks.filter((track) => track.authorId === author.id).map((track) => track.id)
  )
  const segments = dataset.segments.filter((segment) => tracks.has(segment.trackId))
  return [
    author.name,
    author.kind,
    String(tracks.size),
    String(segments.length),
    String(segments.filter((segment) => segment.label).length),
    author.synthetic ? 'yes' : 'no'
  ]
}

function labelRows(index: DatasetIndex): string[][] {
  const sums = new Map<string, { cells: readonly string[]; count: number; time: number }>()
  for (const segment of index.dataset.segments) {
    const track = index.track(segment.trackId)
    const author = track && index.author(track.authorId)
    const cells = [author?.name ?? '', track?.schemeId ?? '', segment.label ?? '(none)']
    const key = cells.join('\n')
    const before = sums.get(key) ?? { cells, count: 0, time: 0 }
    sums.set(key, { cells, count: before.count + 1, time: before.time + segment.end - segment.start })
  }
  return [...sums.values()].map(({ cells, count, time }) => [
    ...cells,
    String(count),
    `${(time / 1e6).toFixed(3)} s`
  ])
}

function runText(run: Run, { dataset }: DatasetIndex): string {
  const model = dataset.models.find((known) => known.id === run.modelId)
  return [
    `### ${model?.name ?? run.modelId}`,
    `- model \`${run.modelId}\`${model?.version ? `, version ${model.version}` : ''}${model?.licence ? `, licence ${model.licence}` : ''}`,
    `- manifest SHA-256 \`${run.manifestHash}\``,
    `- weights SHA-256 \`${run.weightsHash}\``,
    `- ONNX Runtime ${run.runtimeVersion}; execution provider asked for: ${run.providerAsked}, got: ${run.providerGot ?? 'unknown'}`,
    `- options: \`${JSON.stringify(run.options)}\``,
    `- started ${run.startedAt}, ${run.state}${run.finishedAt ? `, ended ${run.finishedAt}` : ''}${run.note ? `; ${run.note}` : ''}`
  ].join('\n')
}

const columnTable = (columns: readonly Column[]): string =>
  table(
    ['column', 'unit', 'meaning'],
    columns.map(({ name, unit, meaning }) => [`\`${name}\``, unit, meaning])
  )

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.'
  return [head, head.map(() => '---'), ...rows.map((row) => row.map(escape))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

const list = (lines: readonly string[]): string =>
  lines.length ? lines.map((line) => `- ${line}`).join('\n') : 'None.'

/** A bar or a line break inside a cell would end it. */
const escape = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*[\r\n]+\s*/g, ' ')
