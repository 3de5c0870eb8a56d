import type { FrameChunk } from '../protocol'
import type { DatasetIndex } from './dataset-index'
import type { ExportFile } from './export-file'
import { shortestFloat } from './float-text'
import { framesTables } from './frames-table'
import { goldIn, goldObjects } from './gold-table'
import { responsesIn } from './responses-table'
import { traceJsonFiles } from './trace-tables'

/** `segments.json` with what segments say beyond one label, `gold.json` with what gold segments rest on, `responses.json` where questionnaires were answered and, where there are links, `links.json`: the rows as they stand in the project. `frames/<recording>-<model>.json`: columns and rows. Not-a-number is null. */
export const jsonFormat = {
  id: 'json',
  files: (index: DatasetIndex): readonly ExportFile[] => [
    rowsFile('segments.json', index.dataset.segments),
    ...(goldIn(index).length > 0 ? [goldFile(index)] : []),
    ...(responsesIn(index).length > 0 ? [rowsFile('responses.json', responsesIn(index))] : []),
    ...(index.dataset.relations.length > 0 ? [rowsFile('links.json', index.dataset.relations)] : []),
    ...traceJsonFiles(index),
    ...framesFiles(index)
  ]
} as const

const goldFile = (index: DatasetIndex): ExportFile => ({
  name: 'gold.json',
  rows: goldIn(index).length,
  *text() {
    yield '['
    let first = true
    for (const row of goldObjects(index)) {
      yield `${first ? '\n' : ',\n'}${JSON.stringify(row)}`
      first = false
    }
    yield '\n]\n'
  }
})

const rowsFile = (name: string, rows: readonly object[]): ExportFile => ({
  name,
  rows: rows.length,
  *text() {
    yield '[\n'
    for (const [at, row] of rows.entries()) yield `${at ? ',\n' : ''}${JSON.stringify(row)}`
    yield '\n]\n'
  }
})

function framesFiles(index: DatasetIndex): ExportFile[] {
  return framesTables(index).map(({ trackId, name, rowCount }) => {
    const chunks = index.dataset.frames
      .filter((chunk) => chunk.trackId === trackId)
      .toSorted((a, b) => a.chunk - b.chunk)
    return { name: `frames/${name}.json`, rows: rowCount, text: () => framesText(trackId, chunks) }
  })
}

function* framesText(trackId: string, chunks: readonly FrameChunk[]): Iterable<string> {
  yield `{"trackId":${JSON.stringify(trackId)},"columns":${JSON.stringify(['pts_us', ...(chunks[0]?.columns ?? [])])},"rows":[\n`
  let first = true
  for (const { count, columns, pts, data } of chunks) {
    for (let row = 0; row < count; row++) {
      const values = Array.from(
        data.subarray(row * columns.length, (row + 1) * columns.length),
        shortestFloat
      )
      yield `${first ? '' : ',\n'}${JSON.stringify([pts[row], ...values])}`
      first = false
    }
  }
  yield '\n]}\n'
}
