import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { NEEDS_MAPPING } from '../../../shared/domain/import-options'
import type { TableColumns } from '../../../shared/domain/table-columns'
import { fromSeconds } from '../../../shared/domain/time'
import { describeTable } from '../../../shared/tables/sniff-table'
import { cellNumber, splitRow } from '../../../shared/tables/split-row'
import type { FileFormat, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { beginningOf, isPacked } from './line-blocks'
import { readTable } from './table/read-table'

const NAME = /_(physio|stim|motion)\.tsv(?:\.gz)?$/i
/** Folders above a file that are looked into for what describes it. */
const LEVELS = 6

const Facts = z.looseObject({
  SamplingFrequency: z.coerce.number().positive().optional(),
  StartTime: z.union([z.number(), z.string()]).optional(),
  Columns: z.array(z.string()).optional()
})

/** Physiology and motion of BIDS datasets: a table without names, described by a JSON file beside or above it. */
export const bids: FileFormat = {
  id: 'bids',
  name: 'BIDS physiology and motion (tsv, tsv.gz with json)',
  extensions: ['tsv', 'gz'],
  probe: ({ name }) => NAME.test(name),
  read: readBids
}

async function readBids(file: ProbedFile, context: ReadContext): ReturnType<FileFormat['read']> {
  const gzip = isPacked(file.head)
  const lines = (await beginningOf(file.path, gzip, 64 * 1024)).split(/\r\n|\n|\r/).slice(0, -1)
  const answered = context.options?.columns
  if (answered) return readTable(file, answered, { container: 'bids', gzip }, context)
  const described = await inherited(file)
  const facts = Facts.safeParse(described).data ?? {}
  const first = splitRow(lines[0] ?? '', '\t')
  const hasHeader =
    first.length > 0 &&
    first.every((cell) => Number.isNaN(cellNumber(cell, '.')) && cell !== '' && !/^n\/?an?$/i.test(cell))
  const listed = await channelList(file)
  const names = facts.Columns ?? (hasHeader ? first : listed.map(({ name }) => name))
  const rateHz = facts.SamplingFrequency
  if (rateHz === undefined || names.length !== first.length) {
    const proposal = describeTable(
      lines,
      { separator: '\t', decimal: '.', skipLines: hasHeader ? 1 : 0 },
      rateHz
    )?.columns
    const why =
      rateHz === undefined
        ? 'has no JSON file beside or above it that says its SamplingFrequency.'
        : `has ${first.length} columns where its JSON file names ${names.length}.`
    if (!proposal) return failed(file, 'no-numbers', why, 'Keep the JSON file of the dataset beside it.')
    context.ask({
      kind: 'columns',
      why: `${file.name} ${why}`,
      lines: lines.slice(0, 40).map((line) => line.slice(0, 400)),
      proposal
    })
    return failed(
      file,
      NEEDS_MAPPING,
      why,
      'Keep the JSON file of the dataset beside it, or say what its columns are.'
    )
  }
  const columns: TableColumns = {
    separator: '\t',
    decimal: '.',
    skipLines: hasHeader ? 1 : 0,
    time: { kind: 'rate', rateHz },
    channels: names.map((label, column) => ({
      column,
      label,
      unit: unitOf(described, label) ?? listed.find(({ name }) => name === label)?.unit ?? ''
    })),
    events: []
  }
  const start = Number(facts.StartTime ?? 0)
  const answer = await readTable(
    file,
    columns,
    { container: 'bids', gzip, extra: { bids: { startTime: facts.StartTime ?? 0 } } },
    context
  )
  if (!answer.ok || !(Math.abs(start) > 0)) return answer
  const { value } = answer
  // The table begins so long after the scan or stimulus that the dataset counts from, or before it.
  const placed = {
    ...value,
    durationSeconds: Math.max(0, value.durationSeconds + start),
    streams: value.streams.map((stream) => ({ ...stream, offset: fromSeconds(start) }))
  }
  if (start > 0) return { ok: true, value: placed }
  // Where all of it lies before that moment there would be nothing to see: it stands at 0.
  const before = value.durationSeconds + start <= 0
  return {
    ok: true,
    value: {
      ...(before ? value : placed),
      warnings: [
        ...value.warnings,
        fileProblem(
          file,
          'starts-before',
          `begins ${-start} s before the moment that its dataset counts from.`,
          before
            ? `All of it lies before that moment, so it stands at 0 here. Beside other files of the run, set its offset to ${start} s.`
            : `It is in step with the other files of the run; what lies before that moment is not shown. Set its offset to 0 to see it.`,
          'info'
        )
      ]
    }
  }
}

/** What JSON files say of a table: those whose name has the same ending and only entities that the table's name has, from the top down (inheritance of BIDS). */
async function inherited(file: ProbedFile): Promise<Record<string, unknown>> {
  const suffix = NAME.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const own = new Set(file.name.replace(/\.tsv(?:\.gz)?$/i, '').split('_'))
  const levels: Record<string, unknown>[][] = []
  let folder = dirname(file.path)
  for (let level = 0; level < LEVELS; level++) {
    const names: readonly string[] = await readdir(folder).catch(() => [])
    const fitting = names
      .filter(
        (name) =>
          name.toLowerCase().endsWith('.json') && new RegExp(`(?:^|_)${suffix}\\.json$`, 'i').test(name)
      )
      .filter((name) =>
        name
          .slice(0, -5)
          .split('_')
          .every((part) => own.has(part))
      )
      .sort((a, b) => a.length - b.length)
    const found: Record<string, unknown>[] = []
    for (const name of fitting) {
      const parsed = await jsonOf(join(folder, name))
      if (parsed) found.push(parsed)
    }
    levels.unshift(found)
    const above = dirname(folder)
    // The top of a dataset has its description.
    if (above === folder || names.includes('dataset_description.json')) break
    folder = above
  }
  return Object.assign({}, ...levels.flat()) as Record<string, unknown>
}

async function jsonOf(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Names and units of the file of channels beside a motion file. */
async function channelList(
  file: ProbedFile
): Promise<readonly { readonly name: string; readonly unit: string }[]> {
  const name = basename(file.name).replace(NAME, '_channels.tsv')
  const full = await readFile(join(dirname(file.path), name), 'utf8').catch(() => '')
  const [header = '', ...rows] = full.split(/\r?\n/).filter((line) => line.trim() !== '')
  const names = splitRow(header, '\t')
  const [at, unit] = [names.indexOf('name'), names.indexOf('units')]
  return at < 0
    ? []
    : rows
        .map((row) => splitRow(row, '\t'))
        .map((cells) => ({ name: cells[at] ?? '', unit: cells[unit] ?? '' }))
}

/** A column may have its own entry: `"cardiac": { "Units": "mV" }`. */
function unitOf(described: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return z.looseObject({ Units: z.string() }).safeParse(described[name]).data?.Units
}
