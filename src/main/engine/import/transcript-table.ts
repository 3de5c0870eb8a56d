import { parseClock } from '../../../shared/domain/time'
import type { FileFormat } from './format'
import { failed, fileProblem } from './format'
import { headerOf, parseTable } from './delimited'
import { headText, readText } from './text-file'
import { transcript } from './utterances'
import type { Utterance } from './utterances'

const LARGEST = 64 * 1024 * 1024

/** Column names, in lower case, that stand for each fact. */
const names = {
  start: ['start', 'start_s', 'start_time', 'starttime', 'begin', 'onset', 'from'],
  end: ['end', 'end_s', 'end_time', 'endtime', 'stop', 'offset', 'to'],
  speaker: ['speaker', 'person', 'who'],
  text: ['text', 'utterance', 'words', 'transcript', 'sentence'],
  label: ['label', 'emotion']
} as const

/** Our own simple transcript: CSV or TSV with columns start, end, text and perhaps speaker and label. Times in seconds or as hh:mm:ss.mmm. */
export const transcriptTable: FileFormat = {
  id: 'transcript-table',
  name: 'transcript tables (csv, tsv)',
  extensions: ['csv', 'tsv', 'txt'],
  probe({ extension, head }) {
    if (!['csv', 'tsv', 'txt'].includes(extension)) return false
    const columns = columnsOf(headerOf(headText(head)))
    return columns.start >= 0 && columns.end >= 0 && columns.text >= 0
  },
  async read(file) {
    if (file.sizeBytes > LARGEST)
      return failed(
        file,
        'too-large',
        'is larger than 64 MB, which no transcript is.',
        'Check that it is the right file.'
      )
    const table = parseTable(await readText(file.path))
    const columns = columnsOf(table.header.map((name) => name.toLowerCase()))
    const utterances: Utterance[] = []
    const wrong: number[] = []
    for (const { line, cells } of table.rows) {
      const start = parseClock(cells[columns.start] ?? '')
      const end = parseClock(cells[columns.end] ?? '')
      if (start === undefined || end === undefined || end <= start) wrong.push(line)
      else
        utterances.push({
          start,
          end,
          text: cells[columns.text] ?? '',
          ...named('speaker', cells[columns.speaker]),
          ...named('label', cells[columns.label])
        })
    }
    if (utterances.length === 0)
      return failed(
        file,
        'no-rows',
        'has the columns of a transcript but no row with a start before its end.',
        'Give times in seconds (12.5) or as 00:00:12.500.'
      )
    const hint = 'Give times in seconds (12.5) or as 00:00:12.500, the end after the start.'
    const warnings =
      wrong.length === 0
        ? []
        : [
            fileProblem(
              file,
              'row-left-out',
              `has ${wrong.length} rows without usable times (first: line ${wrong[0]}); left out.`,
              hint,
              'warning'
            )
          ]
    return { ok: true, value: transcript('table', utterances, warnings) }
  }
}

const columnsOf = (header: readonly string[]) => {
  const find = (known: readonly string[]) => header.findIndex((name) => known.includes(name))
  return {
    start: find(names.start),
    end: find(names.end),
    speaker: find(names.speaker),
    text: find(names.text),
    label: find(names.label)
  }
}

const named = <K extends string>(key: K, cell: string | undefined): Partial<Record<K, string>> => {
  const value = cell?.trim()
  return value ? ({ [key]: value } as Partial<Record<K, string>>) : {}
}
