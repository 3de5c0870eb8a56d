import type { Take, Track } from '../../../shared/domain/rows'
import { composeTakes } from '../../../shared/trace/compose-takes'
import { resampleTrace } from '../../../shared/trace/resample-trace'
import { spanOfTake, timeOfSample } from '../../../shared/trace/trace'
import type { TakeSamples, Trace } from '../../../shared/trace/trace'
import { traceDims } from '../../../shared/trace/trace-dims'
import type { Column } from './column'
import type { Cell } from './csv'
import { csvRecord } from './csv'
import type { DatasetIndex } from './dataset-index'
import type { ExportFile } from './export-file'
import { secondsText } from './float-text'

/** A trace track of a dataset with its composed trace. */
export interface TraceTable {
  readonly track: Track
  /** File name without folder and ending, unique in the dataset. */
  readonly name: string
  readonly trace: Trace
  readonly takes: readonly Take[]
}

/** Composed traces of all trace tracks that have visible takes, at the rate asked for, with or without their lags. */
export function traceTables(index: DatasetIndex): readonly TraceTable[] {
  const known = made.get(index)
  if (known) return known
  const { withLag, rateHz } = index.dataset.traceOptions
  const taken = new Set<string>()
  const tables = index.dataset.tracks
    .filter(({ kind }) => kind === 'trace')
    .flatMap((track): TraceTable[] => {
      const parts = takesIn(index, track.id)
      const name = freeName(
        [
          index.recording(track.recordingId)?.name ?? 'recording',
          index.author(track.authorId)?.name ?? 'author',
          track.name
        ].join('-'),
        taken
      )
      const trace = composedTrace(index, track, withLag)
      if (!trace) return []
      const hold = track.trace?.mode === 'binary'
      const asked =
        rateHz === undefined || rateHz === trace.rateHz ? trace : resampleTrace(trace, rateHz, hold)
      return [{ track, name, trace: asked, takes: parts.map(({ take }) => take) }]
    })
  made.set(index, tables)
  return tables
}

/** Composing long traces takes a moment, and several formats ask for the same ones. */
const made = new WeakMap<DatasetIndex, readonly TraceTable[]>()

/** Visible takes of a track laid over each other at the track's rate; undefined when there are none. */
export function composedTrace(index: DatasetIndex, track: Track, withLag: boolean): Trace | undefined {
  const parts = takesIn(index, track.id).filter(({ take }) => !take.hidden)
  const [lowest] = parts
  if (!lowest) return undefined
  return composeTakes(parts, {
    dims: track.trace?.dims ?? lowest.take.dims,
    rateHz: track.trace?.rateHz ?? lowest.take.rateHz,
    hold: track.trace?.mode === 'binary',
    origin: spanOfTake(lowest.take, withLag).start,
    withLag
  })
}

/** Takes of a track from below. */
export const takesIn = (
  index: DatasetIndex,
  trackId: string
): readonly (TakeSamples & { readonly take: Take })[] =>
  index.dataset.takes
    .filter(({ take }) => take.trackId === trackId)
    .toSorted((a, b) => a.take.position - b.take.position)

const timeColumns: readonly Column[] = [
  { name: 'time_s', unit: 's', meaning: 'time from the beginning of the recording' },
  { name: 'time_us', unit: 'µs', meaning: 'the same, rounded to whole microseconds' }
]

/** Columns of a table of ratings. */
export const traceColumns = (table: TraceTable, index: DatasetIndex): readonly Column[] => [
  ...timeColumns,
  ...traceDims(index.scheme(table.track.schemeId), table.track.attributeId, table.trace.dims).map(
    ({ id, name, min, max }) => ({
      name: id,
      unit: min === undefined ? '' : `${min} to ${max}`,
      meaning: `rated ${name.toLowerCase()}; empty: not rated or declined`
    })
  )
]

/** Rows of a composed trace: seconds, µs, then the dimensions. */
export function* traceRows({ trace }: Pick<TraceTable, 'trace'>): Iterable<readonly Cell[]> {
  for (let i = 0; i < trace.count; i++) {
    const time = Math.round(timeOfSample(trace, i))
    yield [secondsText(time), time, ...trace.values.map((column) => column[i])]
  }
}

export const takeColumns: readonly Column[] = [
  { name: 'recording', unit: '', meaning: 'name of the recording' },
  { name: 'track', unit: '', meaning: 'name of the track' },
  { name: 'author', unit: '', meaning: 'who rated' },
  { name: 'take', unit: '', meaning: 'place in the stack, from 1; later takes lie on top' },
  { name: 'start_us', unit: 'µs', meaning: 'time of the first sample as it was rated' },
  { name: 'end_us', unit: 'µs', meaning: 'end of the last sample as it was rated' },
  { name: 'rate_hz', unit: 'Hz', meaning: 'samples a second' },
  { name: 'samples', unit: '', meaning: 'samples of the take' },
  { name: 'missing', unit: '', meaning: 'samples without a value' },
  { name: 'hidden', unit: 'true or false', meaning: 'kept, but not part of the trace' },
  {
    name: 'lag_us',
    unit: 'µs',
    meaning: 'reaction lag: the trace is read this much earlier than it was rated'
  },
  { name: 'lag_source', unit: '', meaning: 'typed, group or feature' },
  { name: 'fade_us', unit: 'µs', meaning: 'length of the cross-fade at either end' },
  {
    name: 'source',
    unit: '',
    meaning: 'live, import, model, gold, drawn or feature (computed from a signal)'
  },
  { name: 'device', unit: '', meaning: 'input used' },
  { name: 'made_at', unit: '', meaning: 'when it was made, ISO 8601' },
  { name: 'take_id', unit: '', meaning: 'id in the project' },
  { name: 'track_id', unit: '', meaning: 'id in the project' }
]

/** One row for each take, hidden ones included. */
export function* takeRows(index: DatasetIndex): Iterable<readonly Cell[]> {
  for (const track of index.dataset.tracks) {
    let number = 0
    for (const { take } of takesIn(index, track.id)) {
      number++
      yield [
        index.recording(track.recordingId)?.name,
        track.name,
        index.author(track.authorId)?.name,
        number,
        take.start,
        take.end,
        take.rateHz,
        take.count,
        take.missingCount,
        take.hidden,
        take.lag,
        take.lagSource?.kind,
        take.fade,
        take.source,
        take.device,
        take.madeAt,
        take.id,
        track.id
      ]
    }
  }
}

/** Tables of the CSV dataset: each composed trace, the list of takes and, where asked for, each take as it was rated. */
export function traceCsvFiles(index: DatasetIndex): readonly ExportFile[] {
  if (index.dataset.takes.length === 0) return []
  return [
    ...traceTables(index).map((table): ExportFile => ({
      name: `traces/${table.name}.csv`,
      rows: table.trace.count,
      *text() {
        yield csvRecord(traceColumns(table, index).map(({ name }) => name))
        for (const row of traceRows(table)) yield csvRecord(row)
      }
    })),
    {
      name: 'takes.csv',
      rows: index.dataset.takes.length,
      *text() {
        yield csvRecord(takeColumns.map(({ name }) => name))
        for (const row of takeRows(index)) yield csvRecord(row)
      }
    },
    ...rawTakes(index).map(({ name, trace }): ExportFile => ({
      name: `takes/${name}.csv`,
      rows: trace.count,
      *text() {
        yield csvRecord([...timeColumns.map((column) => column.name), ...trace.dims])
        for (const row of traceRows({ trace })) yield csvRecord(row)
      }
    }))
  ]
}

/** The same as JSON: columns of numbers, null where there is no value. */
export function traceJsonFiles(index: DatasetIndex): readonly ExportFile[] {
  if (index.dataset.takes.length === 0) return []
  const file = (name: string, head: object, trace: Trace): ExportFile => ({
    name,
    rows: trace.count,
    *text() {
      const facts = {
        ...head,
        startUs: trace.startUs,
        rateHz: trace.rateHz,
        count: trace.count,
        dims: trace.dims
      }
      yield `${JSON.stringify(facts).slice(0, -1)},"values":{\n`
      for (const [d, dim] of trace.dims.entries()) {
        yield `${d === 0 ? '' : ',\n'}${JSON.stringify(dim)}:[`
        const values = trace.values[d] ?? []
        for (let at = 0; at < values.length; at += 4096) {
          const part = Array.from(values.slice(at, at + 4096), (value) =>
            Number.isNaN(value) ? null : value
          )
          yield `${at === 0 ? '' : ','}${JSON.stringify(part).slice(1, -1)}`
        }
        yield ']'
      }
      yield '\n}}\n'
    }
  })
  return [
    ...traceTables(index).map(({ track, name, trace }) =>
      file(`traces/${name}.json`, { trackId: track.id, withLag: index.dataset.traceOptions.withLag }, trace)
    ),
    {
      name: 'takes.json',
      rows: index.dataset.takes.length,
      text: () => [
        `${JSON.stringify(
          index.dataset.takes.map(({ take }) => take),
          undefined,
          1
        )}\n`
      ]
    },
    ...rawTakes(index).map(({ name, take, trace }) => file(`takes/${name}.json`, { takeId: take.id }, trace))
  ]
}

function rawTakes(
  index: DatasetIndex
): readonly { readonly name: string; readonly take: Take; readonly trace: Trace }[] {
  if (!index.dataset.traceOptions.rawTakes) return []
  const taken = new Set<string>()
  return index.dataset.tracks.flatMap((track) =>
    takesIn(index, track.id).map(({ take, samples }, number) => ({
      name: freeName(
        `${index.recording(track.recordingId)?.name ?? ''}-${index.author(track.authorId)?.name ?? ''}-${track.name}-take-${number + 1}`,
        taken
      ),
      take,
      trace: composeTakes([{ take: { ...take, hidden: false, fade: undefined }, samples }], {
        dims: take.dims,
        rateHz: take.rateHz,
        withLag: false
      })
    }))
  )
}

function freeName(wanted: string, taken: Set<string>): string {
  const safe = wanted
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .slice(0, 100)
  let name = safe
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${safe}-${copy}`
  taken.add(name.toLowerCase())
  return name
}
