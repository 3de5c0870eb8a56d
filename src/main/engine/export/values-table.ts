import type { Segment } from '../../../shared/domain/rows'
import { valueRows } from '../../../shared/values/value-rows'
import type { Column } from './column'
import type { Cell } from './csv'
import type { DatasetIndex } from './dataset-index'
import { secondsText } from './float-text'
import { hasTime } from './segments-table'

/** Columns of the long table of answers beyond one label. */
export const valueColumns: readonly Column[] = [
  { name: 'recording', unit: '', meaning: 'name of the recording' },
  { name: 'track', unit: '', meaning: 'name of the track' },
  { name: 'author', unit: '', meaning: 'who made the track' },
  { name: 'scheme', unit: '', meaning: 'id of the label scheme' },
  { name: 'attribute', unit: '', meaning: 'attribute of the scheme' },
  { name: 'start_s', unit: 's', meaning: 'start of the segment from the beginning of the recording' },
  { name: 'segment_id', unit: '', meaning: 'id of the segment in the segments table' },
  {
    name: 'kind',
    unit: '',
    meaning: 'labels, shares, ratings, terms, spans, explanation or region'
  },
  {
    name: 'key',
    unit: '',
    meaning:
      'label (labels, shares, spans), axis:label (composite), dimension (ratings), number (terms), text or clue (explanation), shape and time in µs (region)'
  },
  {
    name: 'value',
    unit: '',
    meaning:
      'intensity, empty when none was given (labels); share of 1; rating in the units of the scheme; word; from-to in Unicode code points; words or clue; place as JSON'
  }
]

/** Segments that have a value. */
export const valuedSegments = (index: DatasetIndex): readonly Segment[] =>
  index.dataset.segments.filter((segment) => segment.value !== undefined)

/** Rows of one segment, in the order of its value. */
export function valueCells(segment: Segment, index: DatasetIndex): readonly (readonly Cell[])[] {
  const { value } = segment
  if (!value) return []
  const track = index.track(segment.trackId)
  const common = [
    track && index.recording(track.recordingId)?.name,
    track?.name,
    track && index.author(track.authorId)?.name,
    track?.schemeId,
    track?.attributeId,
    hasTime(segment, index) ? secondsText(segment.start) : undefined,
    segment.id,
    value.kind
  ]
  return valueRows(value).map((row) => [...common, row.key, row.value])
}
