import { missingCode } from '../../../shared/values/missing-answer'
import type { Segment } from '../../../shared/domain/rows'
import type { Column } from './column'
import type { Cell } from './csv'
import type { DatasetIndex } from './dataset-index'
import { secondsText } from './float-text'

const fixed: readonly (Column & { readonly cell: (segment: Segment, index: DatasetIndex) => Cell })[] = [
  {
    name: 'recording',
    unit: '',
    meaning: 'name of the recording',
    cell: (segment, index) => recordingOf(segment, index)?.name
  },
  {
    name: 'file',
    unit: '',
    meaning: 'file names of the recording, separated by "; "',
    cell: (segment, index) => index.fileNames(recordingOf(segment, index)?.id ?? '')
  },
  {
    name: 'group',
    unit: '',
    meaning: 'group of the recording, for instance a speaker',
    cell: (segment, index) => recordingOf(segment, index)?.group
  },
  {
    name: 'track',
    unit: '',
    meaning: 'name of the track',
    cell: (segment, index) => index.track(segment.trackId)?.name
  },
  {
    name: 'author',
    unit: '',
    meaning: 'who made the track',
    cell: (segment, index) => authorOf(segment, index)?.name
  },
  {
    name: 'author_kind',
    unit: '',
    meaning: 'human, model, import or gold',
    cell: (segment, index) => authorOf(segment, index)?.kind
  },
  {
    name: 'person',
    unit: '',
    meaning: 'who is labelled, where named',
    cell: (segment, index) => personOf(segment, index)?.name
  },
  {
    name: 'start_s',
    unit: 's',
    meaning:
      'start from the beginning of the recording; empty for pictures and documents, which have no time',
    cell: (segment, index) => (hasTime(segment, index) ? secondsText(segment.start) : undefined)
  },
  {
    name: 'end_s',
    unit: 's',
    meaning: 'end from the beginning of the recording',
    cell: (segment, index) => (hasTime(segment, index) ? secondsText(segment.end) : undefined)
  },
  {
    name: 'start_us',
    unit: 'µs',
    meaning: 'start, exact',
    cell: (segment, index) => (hasTime(segment, index) ? segment.start : undefined)
  },
  {
    name: 'end_us',
    unit: 'µs',
    meaning: 'end, exact',
    cell: (segment, index) => (hasTime(segment, index) ? segment.end : undefined)
  },
  {
    name: 'label',
    unit: '',
    meaning: 'label id of the scheme; empty: not labelled; cannot-rate: the rater declined',
    cell: (segment) => segment.label
  },
  {
    name: 'missing_code',
    unit: '',
    meaning: 'code of the scheme for why the rater declined, where one was given',
    cell: missingCode
  },
  { name: 'label_name', unit: '', meaning: 'name of the label', cell: nameOfLabel },
  {
    name: 'confidence',
    unit: '0 to 1',
    meaning: "the rater's or model's confidence",
    cell: (segment) => segment.confidence
  },
  {
    name: 'intensity',
    unit: 'level of the scheme',
    meaning: 'how strong',
    cell: (segment) => segment.intensity
  },
  { name: 'comment', unit: '', meaning: 'free text', cell: (segment) => segment.comment },
  {
    name: 'flagged',
    unit: 'true or false',
    meaning: 'marked for another look',
    cell: (segment) => segment.flagged
  },
  { name: 'text', unit: '', meaning: 'words spoken', cell: (segment) => segment.text },
  {
    name: 'layer',
    unit: '',
    meaning: 'transcript that the words belong to, where named',
    cell: (segment, index) => index.track(segment.trackId)?.layer
  },
  {
    name: 'unscored',
    unit: 'true or empty',
    meaning: 'a turn that word error rates leave out',
    cell: (segment) => segment.unscored
  },
  {
    name: 'scheme',
    unit: '',
    meaning: 'id of the label scheme',
    cell: (segment, index) => index.track(segment.trackId)?.schemeId
  },
  {
    name: 'scheme_version',
    unit: '',
    meaning: 'version of the label scheme; the whole scheme stands in dataset.json',
    cell: (segment, index) => index.scheme(index.track(segment.trackId)?.schemeId ?? '')?.version
  },
  {
    name: 'run_id',
    unit: '',
    meaning: 'run of the model, where one made the track',
    cell: (segment, index) => index.track(segment.trackId)?.runId
  },
  { name: 'segment_id', unit: '', meaning: 'id in the project', cell: (segment) => segment.id },
  { name: 'track_id', unit: '', meaning: 'id in the project', cell: (segment) => segment.trackId },
  {
    name: 'recording_id',
    unit: '',
    meaning: 'id in the project',
    cell: (segment, index) => recordingOf(segment, index)?.id
  },
  {
    name: 'medium',
    unit: '',
    meaning: 'image or document; empty: something that has time',
    cell: (segment, index) => (hasTime(segment, index) ? undefined : recordingOf(segment, index)?.medium)
  }
]

/** Columns of the segments table, a `p_` column per label with scores at the end. */
export function segmentColumns(index: DatasetIndex): readonly Column[] {
  return [
    ...fixed,
    ...index.scoredLabels.map((label) => ({
      name: `p_${label}`,
      unit: '0 to 1',
      meaning: `the model's score of "${label}"; of a gold standard, the label's share of the votes`
    }))
  ]
}

/** Cells of one segment, in the order of the columns. */
export function segmentCells(segment: Segment, index: DatasetIndex): readonly Cell[] {
  return [
    ...fixed.map((column) => column.cell(segment, index)),
    ...index.scoredLabels.map((label) => segment.scores?.[label])
  ]
}

function recordingOf(segment: Segment, index: DatasetIndex) {
  const track = index.track(segment.trackId)
  return track && index.recording(track.recordingId)
}

/** Pictures and documents have nominal seconds, which say nothing outside the project. */
export function hasTime(segment: Segment, index: DatasetIndex): boolean {
  const medium = recordingOf(segment, index)?.medium
  return medium === undefined || medium === 'time'
}

function authorOf(segment: Segment, index: DatasetIndex) {
  const track = index.track(segment.trackId)
  return track && index.author(track.authorId)
}

const personOf = (segment: Segment, index: DatasetIndex) =>
  index.person(segment.personId ?? index.track(segment.trackId)?.personId)

function nameOfLabel(segment: Segment, index: DatasetIndex): Cell {
  const track = index.track(segment.trackId)
  return track && index.labelName(track, segment.label)
}
