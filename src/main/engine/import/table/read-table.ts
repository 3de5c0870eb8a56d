import type { Problem, Result } from '../../../../shared/domain/problem'
import type { TableColumns } from '../../../../shared/domain/table-columns'
import { fromSeconds } from '../../../../shared/domain/time'
import { cellNumber, saysNothing, splitRow } from '../../../../shared/tables/split-row'
import { SignalWriter } from '../../media/signal-writer'
import { eventTrack, eventTracks } from '../event-track'
import type { FileEvent } from '../event-track'
import { failed, fileProblem } from '../format'
import type { Found, ProbedFile, ReadContext } from '../format'
import { lineBlocks } from '../line-blocks'
import { startedAt } from './started-at'
import { rowPlaces } from './row-places'
import type { RowPlaces } from './row-places'

/** What a format knows of a table beyond its columns. */
export interface TableFacts {
  readonly container: string
  readonly gzip?: boolean
  /** Name of the program that wrote it, for the tracks of its events. */
  readonly authorName?: string
  readonly startedAt?: string
  readonly extra?: Readonly<Record<string, unknown>>
  /** Column that counts rows and goes back to 0: jumps are lost rows. */
  readonly sequence?: number
  /** What a number of an events column is called: 0 is no event. */
  readonly zeroIsNone?: boolean
  readonly warnings?: readonly Problem[]
}

/** Read a table of signals of any size, row by row. */
export async function readTable(
  file: ProbedFile,
  columns: TableColumns,
  facts: TableFacts,
  context: ReadContext
): Promise<Result<Found>> {
  const source = { signal: context.signal, ...(facts.gzip === undefined ? {} : { gzip: facts.gzip }) }
  const places = await rowPlaces(rowsOf(file.path, columns, source), columns, facts.sequence)
  if (typeof places === 'string')
    return failed(
      file,
      'no-time',
      `${places}.`,
      'Import it again and choose another time column, or say how many rows there are per second.'
    )
  const writer = new SignalWriter(context.cache, 0, columns.channels.length)
  try {
    const { events, numbers, rows } = await writeRows(
      rowsOf(file.path, columns, source),
      columns,
      places,
      writer,
      facts
    )
    if (context.signal.aborted || rows === 0 || numbers.every((count) => count === 0))
      return failed(
        file,
        'no-numbers',
        'has no column of numbers besides the time.',
        'Check the separator and the decimal sign.'
      )
    const count = writer.count(0)
    const written = await writer.finish(
      columns.channels.map(({ label, unit }, i) =>
        (numbers[i] ?? 0) > 0 ? { label, unit, rateHz: places.rateHz, startUs: 0 } : undefined
      )
    )
    const seconds = count / places.rateHz
    const began = facts.startedAt ?? startedAt(places)
    return {
      ok: true,
      value: {
        container: facts.container,
        playback: 'none',
        durationSeconds: seconds,
        streams: [
          {
            kind: 'signal',
            name: 'Signals',
            index: 0,
            duration: fromSeconds(seconds),
            info: {
              channels: written.channels,
              ...(began === undefined ? {} : { startedAt: began }),
              ...(facts.extra === undefined ? {} : { extra: { ...facts.extra } }),
              ...(context.options?.columns === undefined
                ? {}
                : { import: { columns: context.options.columns } })
            },
            cache: written.cache
          }
        ],
        ...eventTracks(
          columns.events.map(({ label }, i) =>
            eventTrack(events[i] ?? [], { name: label, authorName: facts.authorName ?? 'Table' })
          )
        ),
        warnings: [...(facts.warnings ?? []), ...placeWarnings(file, places)]
      }
    }
  } finally {
    writer.drop()
  }
}

/** Cells of the rows of values, in blocks. */
async function* rowsOf(
  path: string,
  { separator, skipLines }: TableColumns,
  source: { readonly signal: AbortSignal; readonly gzip?: boolean }
): AsyncGenerator<readonly (readonly string[])[], void> {
  let line = 0
  for await (const lines of lineBlocks(path, source)) {
    const rows: (readonly string[])[] = []
    for (const text of lines)
      if (line++ >= skipLines && text.trim() !== '' && !text.startsWith('#'))
        rows.push(splitRow(text, separator))
    yield rows
  }
}

async function writeRows(
  blocks: AsyncIterable<readonly (readonly string[])[]>,
  columns: TableColumns,
  places: RowPlaces,
  writer: SignalWriter,
  facts: TableFacts
) {
  const events: FileEvent[][] = columns.events.map(() => [])
  const before: string[] = columns.events.map(() => '')
  const numbers = columns.channels.map(() => 0)
  const place = places.begin()
  const values = columns.channels.map(
    ({ column }) =>
      (cells: readonly string[]) =>
        cellNumber(cells[column] ?? '', columns.decimal)
  )
  const least = Math.max(0, ...columns.channels.map(({ column }) => column + 1))
  let rows = 0
  for await (const block of blocks)
    for (const cells of block) {
      // Signatures and remarks below the values.
      if (cells.length < least && values.every((value) => Number.isNaN(value(cells)))) continue
      const slot = place(cells)
      if (slot < 0) continue
      rows++
      for (const [i, read] of values.entries()) {
        const value = read(cells)
        writer.padTo(i, slot)
        writer.push(i, value)
        if (!Number.isNaN(value)) numbers[i] = (numbers[i] ?? 0) + 1
      }
      for (const [i, { column }] of columns.events.entries()) {
        const text = cells[column] ?? ''
        if (text === before[i]) continue
        before[i] = text
        if (text !== '' && !saysNothing(text) && !(facts.zeroIsNone === true && Number(text) === 0))
          events[i]?.push({ time: slot / places.rateHz, text })
      }
    }
  return { events: events.map((list) => (isConstant(list) ? [] : list)), numbers, rows }
}

/** One text from the first row on, and never another, is a fact about the file and no event. */
const isConstant = (events: readonly FileEvent[]): boolean => events.length === 1 && events[0]?.time === 0

function placeWarnings(file: ProbedFile, places: RowPlaces): readonly Problem[] {
  const { gaps, gapSeconds, duplicates, backward } = places.report()
  const tell = (
    code: string,
    what: string,
    hint: string,
    severity: Problem['severity'] = 'warning'
  ): Problem => fileProblem(file, code, what, hint, severity)
  return [
    ...(places.irregular
      ? [
          tell(
            'uneven',
            `has rows at uneven times; ${places.rateHz.toFixed(2)} Hz is their usual rate.`,
            'Rows were placed at the nearest step of that rate.'
          )
        ]
      : gaps > 0
        ? [
            tell(
              'gaps',
              `has ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} of ${gapSeconds.toFixed(gapSeconds < 10 ? 2 : 0)} s in all.`,
              'Nothing was recorded there; it is drawn as a gap.',
              'info'
            )
          ]
        : []),
    ...(duplicates > 0
      ? [
          tell(
            'duplicates',
            `has ${duplicates} ${duplicates === 1 ? 'row' : 'rows'} at the time of the row before.`,
            'The first row of each moment was kept.'
          )
        ]
      : []),
    ...(backward > 0
      ? [
          tell(
            'backward',
            `has ${backward} ${backward === 1 ? 'row' : 'rows'} earlier than the row before.`,
            'They were left out: the clock of the device may have been set while it recorded.'
          )
        ]
      : [])
  ]
}
