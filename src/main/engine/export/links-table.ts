import type { Relation } from '../../../shared/domain/relation'
import type { Segment } from '../../../shared/domain/rows'
import type { Column } from './column'
import type { Cell } from './csv'
import type { DatasetIndex } from './dataset-index'
import { secondsText } from './float-text'

const columns: readonly (Column & { readonly cell: (link: Relation, index: DatasetIndex) => Cell })[] = [
  {
    name: 'recording',
    unit: '',
    meaning: 'name of the recording',
    cell: (link, index) => index.recording(trackOf(link.fromId, index)?.recordingId ?? '')?.name
  },
  { name: 'kind', unit: '', meaning: 'cause, or the relation of the scheme', cell: ({ kind }) => kind },
  {
    name: 'author',
    unit: '',
    meaning: 'who made the link',
    cell: ({ authorId }, index) => index.author(authorId)?.name
  },
  {
    name: 'label',
    unit: '',
    meaning: 'label of the link itself, where it has one',
    cell: ({ label }) => label
  },
  ...(['from', 'to'] as const).flatMap((end) => endColumns(end)),
  { name: 'comment', unit: '', meaning: 'free text', cell: ({ comment }) => comment },
  { name: 'link_id', unit: '', meaning: 'id in the project', cell: ({ id }) => id }
]

function endColumns(end: 'from' | 'to'): typeof columns {
  const meaning = end === 'from' ? 'what is explained' : 'what explains it'
  const segmentOf = (link: Relation, index: DatasetIndex): Segment | undefined =>
    index.segment(link[`${end}Id`])
  return [
    {
      name: `${end}_segment_id`,
      unit: '',
      meaning: `${meaning}: id of the segment`,
      cell: (link) => link[`${end}Id`]
    },
    {
      name: `${end}_start_s`,
      unit: 's',
      meaning: 'its start from the beginning of the recording',
      cell: (link, index) => startText(segmentOf(link, index))
    },
    {
      name: `${end}_label`,
      unit: '',
      meaning: 'its label',
      cell: (link, index) => segmentOf(link, index)?.label
    },
    {
      name: `${end}_text`,
      unit: '',
      meaning: 'its words',
      cell: (link, index) => segmentOf(link, index)?.text
    },
    {
      name: `${end}_span_from`,
      unit: 'code points',
      meaning: 'first character of the words meant; empty: all of them',
      cell: (link) => link[`${end}Span`]?.from
    },
    {
      name: `${end}_span_to`,
      unit: 'code points',
      meaning: 'character behind the last of the words meant',
      cell: (link) => link[`${end}Span`]?.to
    },
    {
      name: `${end}_span_text`,
      unit: '',
      meaning: 'the words meant',
      cell: (link, index) => spanText(segmentOf(link, index), link[`${end}Span`])
    }
  ]
}

/** The columns of the table of links. */
export const linkColumns: readonly Column[] = columns.map(({ name, unit, meaning }) => ({
  name,
  unit,
  meaning
}))

/** Cells of one link, in the order of the columns. */
export const linkCells = (link: Relation, index: DatasetIndex): readonly Cell[] =>
  columns.map((column) => column.cell(link, index))

/** The characters of a segment's words that a stretch names. */
export const spanText = (
  segment: Segment | undefined,
  span: { readonly from: number; readonly to: number } | undefined
): string | undefined => span && [...(segment?.text ?? '')].slice(span.from, span.to).join('')

const startText = (segment: Segment | undefined): string | undefined => segment && secondsText(segment.start)

const trackOf = (segmentId: string, index: DatasetIndex) =>
  index.track(index.segment(segmentId)?.trackId ?? '')
