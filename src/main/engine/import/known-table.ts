import type { FileFormat } from './format'
import { failed } from './format'
import { beginningOf } from './line-blocks'
import { headText } from './text-file'
import { readTable } from './table/read-table'
import { knownTable } from './table/presets'

/** Text of programs that say all about their signals in their first lines; asked before tables in general and lists of labels. */
export const knownSignalTable: FileFormat = {
  id: 'known-table',
  name: 'text of OpenSignals, AcqKnowledge, BioSPPy, BioTrace, Ledalab and Sensor Logger',
  extensions: ['txt', 'csv'],
  probe: ({ extension, name, head }) =>
    ['txt', 'csv', 'tsv', 'asc', 'dat'].includes(extension) &&
    knownTable(linesOf(headText(head)), name) !== undefined,
  async read(file, context) {
    const known = knownTable(linesOf(await beginningOf(file.path, false)), file.name)
    return known
      ? readTable(file, known.columns, known.facts, context)
      : failed(file, 'damaged', 'cannot be read to the end of its header.', 'Export it again.')
  }
}

const linesOf = (text: string): readonly string[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  return lines.length > 1 ? lines.slice(0, -1) : lines
}
