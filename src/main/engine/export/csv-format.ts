import { csvRecord } from './csv'
import type { DatasetIndex } from './dataset-index'
import type { ExportFile } from './export-file'
import { framesTables, type FramesTable } from './frames-table'
import { goldColumns, goldIn, goldRows } from './gold-table'
import { linkCells, linkColumns } from './links-table'
import { responseCells, responseColumns, responsesIn } from './responses-table'
import { segmentCells, segmentColumns } from './segments-table'
import { hasSpans, spanCells, spanColumns } from './spans-table'
import { traceCsvFiles } from './trace-tables'
import { valueCells, valueColumns, valuedSegments } from './values-table'

/** `segments.csv`, `values.csv` where segments say more than one label, `spans.csv` where text is marked, `gold.csv` where there are gold standards, `responses.csv` where questionnaires were answered, `links.csv` where there are links, `traces/<recording>-<author>-<track>.csv` and `takes.csv` where there are ratings, and one `frames/<recording>-<model>.csv` per track of per-frame predictions. */
export const csvFormat = {
  id: 'csv',
  files: (index: DatasetIndex): readonly ExportFile[] => [
    segmentsFile(index),
    ...(valuedSegments(index).length > 0 ? [valuesFile(index)] : []),
    ...(hasSpans(index) ? [spansFile(index)] : []),
    ...(goldIn(index).length > 0 ? [goldFile(index)] : []),
    ...(responsesIn(index).length > 0 ? [responsesFile(index)] : []),
    ...(index.dataset.relations.length > 0 ? [linksFile(index)] : []),
    ...traceCsvFiles(index),
    ...framesTables(index).map(framesFile)
  ]
} as const

const segmentsFile = (index: DatasetIndex): ExportFile => ({
  name: 'segments.csv',
  rows: index.dataset.segments.length,
  *text() {
    yield csvRecord(segmentColumns(index).map((column) => column.name))
    for (const segment of index.dataset.segments) yield csvRecord(segmentCells(segment, index))
  }
})

const valuesFile = (index: DatasetIndex): ExportFile => ({
  name: 'values.csv',
  rows: valuedSegments(index).length,
  *text() {
    yield csvRecord(valueColumns.map((column) => column.name))
    for (const segment of valuedSegments(index))
      for (const row of valueCells(segment, index)) yield csvRecord(row)
  }
})

function spansFile(index: DatasetIndex): ExportFile {
  const cells = spanCells(index)
  return {
    name: 'spans.csv',
    rows: cells.length,
    *text() {
      yield csvRecord(spanColumns.map((column) => column.name))
      for (const row of cells) yield csvRecord(row)
    }
  }
}

const goldFile = (index: DatasetIndex): ExportFile => ({
  name: 'gold.csv',
  rows: goldIn(index).length,
  *text() {
    yield csvRecord(goldColumns(index).map((column) => column.name))
    for (const row of goldRows(index)) yield csvRecord(row)
  }
})

const responsesFile = (index: DatasetIndex): ExportFile => ({
  name: 'responses.csv',
  rows: responsesIn(index).length,
  *text() {
    yield csvRecord(responseColumns.map((column) => column.name))
    for (const response of responsesIn(index))
      for (const row of responseCells(response, index)) yield csvRecord(row)
  }
})

const linksFile = (index: DatasetIndex): ExportFile => ({
  name: 'links.csv',
  rows: index.dataset.relations.length,
  *text() {
    yield csvRecord(linkColumns.map((column) => column.name))
    for (const link of index.dataset.relations) yield csvRecord(linkCells(link, index))
  }
})

const framesFile = (table: FramesTable): ExportFile => ({
  name: `frames/${table.name}.csv`,
  rows: table.rowCount,
  *text() {
    yield csvRecord(table.columns.map((column) => column.name))
    for (const row of table.rows()) yield csvRecord(row)
  }
})
