import { micros } from '../../../shared/domain/time'
import { csvLine, cellsOf } from './csv-lines'
import type { AnnotationDocument, DocumentRecording, TraceTier } from './document'
import type { InterchangeFormat, WrittenFile } from './format'
import { lossesOf, oneLoss, plain } from './losses'
import { traceTiersOf } from './traces'
import { bytesOf, fileSafe, freeName, linesOf, secondsOf, textOf, uniqueNames, valueIn } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

/** Names of a column of times, with its unit. */
const TIME =
  /^(?:time|t|second|seconds|sec|frametime|frame_time|timestamp|sample_?start)(?:[_ ([-]*(s|sec|seconds|ms|us|µs)[)\]]?)?$/i
const MICROS: Readonly<Record<string, number>> = { ms: 1e3, us: 1, µs: 1 }
/** Names of a column that says which recording a row belongs to. */
const RECORDING = /^(?:recording|file|video|clip|song|music|song_?id|music_?id|clip_?id|video_?id|name)$/i
/** Names by which a column of ratings is known from any other signal. */
const RATED =
  /^(?:valence|arousal|dominance|activation|pleasure|liking|power|control|expectan(?:cy|t|ation)|intensity|interest|engagement|tension|energy|emotion|rating|value|affect|mood|trust|warmth|agency|communion)\b/i

/** Ratings as the simplest of tables: a column of seconds, a column for each dimension, and perhaps one that names the recording. */
export const traceCsv: InterchangeFormat = {
  id: 'trace-csv',
  name: 'ratings as CSV',
  extensions: ['csv', 'tsv'],
  probe: ({ extension, head }) => {
    if (extension !== 'csv' && extension !== 'tsv') return false
    const header = cellsOf(linesOf(head.replace(/^\uFEFF/, ''))[0] ?? '', separatorOf(head))
    const layout = layoutOf(header)
    return layout !== undefined && layout.dims.every((column) => RATED.test((header[column] ?? '').trim()))
  },
  read: (source) => attempt(source, (repairs) => readTable(source.bytes, source.name, repairs)),
  write: writeTables,
  losses: (document) => [
    ...lossesOf(document, {
      ...plain,
      id: 'trace-csv',
      name: 'a table of ratings',
      resolution: 1,
      spans: false,
      traces: true,
      annotators: true
    }),
    ...rangeLosses(document)
  ]
}

function rangeLosses(document: AnnotationDocument) {
  const ranged = document.recordings
    .flatMap(traceTiersOf)
    .filter(({ dimensions }) => dimensions.some(({ min }) => min !== undefined)).length
  return ranged === 0
    ? []
    : [
        oneLoss(
          'range',
          `The range of ${ranged} continuous rating${ranged === 1 ? '' : 's'} would be left out: a table of ratings gives values only.`
        )
      ]
}

const separatorOf = (text: string): string => {
  const line = linesOf(text)[0] ?? ''
  return ['\t', ';', ','].find((candidate) => line.includes(candidate)) ?? ','
}

interface Layout {
  readonly recording: number | undefined
  readonly time: number
  /** µs in one unit of the column of times. */
  readonly unit: number
  readonly dims: readonly number[]
}

function layoutOf(header: readonly string[]): Layout | undefined {
  const names = header.map((name) => name.trim())
  const recording = RECORDING.test(names[0] ?? '') ? 0 : undefined
  const time = recording === undefined ? 0 : 1
  const found = TIME.exec(names[time] ?? '')
  const dims = names.flatMap((name, column) => (column > time && name !== '' ? [column] : []))
  if (!found || dims.length === 0) return undefined
  return { recording, time, unit: MICROS[found[1]?.toLowerCase() ?? ''] ?? 1e6, dims }
}

function readTable(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const text = textOf(bytes)
  const separator = separatorOf(text)
  const [head = '', ...lines] = linesOf(text)
  const header = cellsOf(head, separator)
  const layout = layoutOf(header)
  if (!layout)
    throw new Unreadable(
      'has no column of times before columns of ratings.',
      'Name the first column "time_s" and the others after their dimensions, for instance "valence".',
      'not-this-format'
    )
  const base = name.replace(/\.[^.]*$/, '')
  const parts = new Map<string, { readonly times: number[]; readonly rows: (number | null)[][] }>()
  lines.forEach((line, i) => {
    if (line.trim() === '') return
    const cells = cellsOf(line, separator)
    const time = valueIn(cells[layout.time])
    if (time === null || Math.abs(time * layout.unit) > 3.2e15)
      return repairs.add('row', 'rows without a time', 'They were left out.', `line ${i + 2}`)
    const key = layout.recording === undefined ? base : (cells[layout.recording] ?? '').trim()
    const part = parts.get(key) ?? { times: [], rows: [] }
    parts.set(key, part)
    part.times.push(Math.round(time * layout.unit))
    part.rows.push(layout.dims.map((column) => valueIn(cells[column])))
  })
  if (parts.size === 0)
    throw new Unreadable('holds no row with a time.', 'Export the ratings again.', 'no-rows')
  const names = uniqueNames()
  return {
    format: 'trace-csv',
    schemes: [],
    recordings: [...parts].map(([recording, { times, rows }]) => {
      const order = times.map((_, i) => i).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0))
      const sorted = order.map((i) => micros(times[i] ?? 0))
      const rateHz = evenRate(sorted)
      const title = names(recording || base)
      const tier: TraceTier = {
        id: title,
        // Of a table about several recordings the file tells who rated, not the column of recordings.
        name: layout.recording === undefined ? title : base,
        kind: 'trace',
        ...(layout.recording === undefined ? {} : { annotator: base }),
        ...(rateHz === undefined ? {} : { rateHz }),
        times: sorted,
        dimensions: layout.dims.map((column, d) => ({
          name: (header[column] ?? '').trim(),
          values: order.map((i) => rows[i]?.[d] ?? null)
        })),
        extra: {
          header: header.map((cell) => cell.trim()),
          ...(layout.recording === undefined ? {} : { recording })
        }
      }
      return { name: title, media: [], links: [], tiers: [tier] }
    })
  }
}

/** Rate of the usual step, when nine of ten steps are that long; gaps between are gaps. Undefined for uneven times. */
function evenRate(times: readonly number[]): number | undefined {
  if (times.length < 2) return 1
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
  const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] ?? 0
  if (usual <= 0) return undefined
  const even = steps.filter((step) => Math.abs(step - usual) <= Math.max(2, usual * 0.05))
  if (even.length * 10 < steps.length * 9) return undefined
  return 1e6 / (even.reduce((sum, step) => sum + step, 0) / even.length)
}

function writeTables(document: AnnotationDocument, name: string): readonly WrittenFile[] {
  const parts = document.recordings.flatMap((recording) =>
    traceTiersOf(recording).map((tier) => ({ recording, tier }))
  )
  const taken = new Set<string>()
  return parts.map(({ recording, tier }) => ({
    name: freeName(fileName(name, parts.length, document, recording, tier), 'csv', taken),
    bytes: bytesOf(tableOf(tier))
  }))
}

const fileName = (
  name: string,
  count: number,
  document: AnnotationDocument,
  recording: DocumentRecording,
  tier: TraceTier
): string =>
  [
    name,
    ...(document.recordings.length > 1 ? [recording.name] : []),
    ...(count > 1 ? [tier.annotator ?? tier.name] : [])
  ]
    .map(fileSafe)
    .join('.')

function tableOf(tier: TraceTier): string {
  const rows = tier.times.map(
    (time, i) => `${[secondsOf(time), ...tier.dimensions.map(({ values }) => values[i] ?? '')].join(',')}\n`
  )
  return `${csvLine(['time_s', ...tier.dimensions.map((dimension) => dimension.name)])}${rows.join('')}`
}
