import { NEEDS_MAPPING } from '../../../shared/domain/import-options'
import { sniffTable } from '../../../shared/tables/sniff-table'
import type { FileFormat } from './format'
import { failed } from './format'
import { beginningOf, isPacked } from './line-blocks'
import { headText } from './text-file'
import { readTable } from './table/read-table'

const ENDINGS = ['csv', 'tsv', 'txt', 'asc', 'dat']
/** Lines shown where the user is asked, and how much of each. */
const SHOWN_LINES = 40
const SHOWN_LENGTH = 400

/** Physiology and other signals as text: any table of numbers; what it does not say is asked. */
export const signalTable: FileFormat = {
  id: 'signal-table',
  name: 'signal tables (csv, tsv, txt)',
  extensions: ENDINGS,
  probe({ name, head }) {
    if (!/\.(csv|tsv|txt|asc|dat)(\.gz)?$/i.test(name)) return false
    // What is in a packed file is seen when it is read.
    if (isPacked(head)) return /\.(csv|tsv|txt)\.gz$/i.test(name)
    const lines = wholeLines(headText(head), head.length > 8192)
    return sniffTable(lines, rateInName(name)) !== undefined
  },
  async read(file, context) {
    const gzip = isPacked(file.head)
    const lines = wholeLines(await beginningOf(file.path, gzip), true)
    const answered = context.options?.columns
    const sniffed = sniffTable(lines, rateInName(file.name))
    if (answered) return readTable(file, answered, { container: 'table', gzip }, context)
    if (!sniffed)
      return failed(
        file,
        'no-numbers',
        'has no column of numbers besides the time.',
        'Check the separator and the decimal sign.'
      )
    if (sniffed.unclear === undefined)
      return readTable(file, sniffed.columns, { container: 'table', gzip }, context)
    context.ask({
      kind: 'columns',
      why: `${file.name} ${sniffed.unclear}`,
      lines: lines.slice(0, SHOWN_LINES).map((line) => line.slice(0, SHOWN_LENGTH)),
      proposal: sniffed.columns
    })
    return failed(
      file,
      NEEDS_MAPPING,
      sniffed.unclear,
      'Import it again and say what its columns are, or add a first column "time_s" with the time of each row in seconds.'
    )
  }
}

/** Lines of the beginning of a text; the last may be cut off. */
function wholeLines(text: string, cut: boolean): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  return cut && lines.length > 1 ? lines.slice(0, -1) : lines
}

/** Rows per second as a file name tells them: `chest_100hz.csv`. */
function rateInName(name: string): number | undefined {
  const rateHz = Number(/(\d+(?:\.\d+)?)\s?hz/i.exec(name)?.[1])
  return rateHz > 0 ? rateHz : undefined
}
