import type { Segment, Track } from '../../../shared/domain/rows'
import { sliceCodePoints } from '../../../shared/documents/code-points'
import { holdsDocument, textOfSpans } from '../../../shared/documents/document-text'
import type { Column } from './column'
import type { Cell } from './csv'
import type { DatasetIndex } from './dataset-index'

/** Columns of the table of marked text. */
export const spanColumns: readonly Column[] = [
  { name: 'recording', unit: '', meaning: 'name of the recording' },
  { name: 'author', unit: '', meaning: 'who marked it' },
  { name: 'track', unit: '', meaning: 'name of the track' },
  { name: 'scheme', unit: '', meaning: 'id of the label scheme' },
  { name: 'attribute', unit: '', meaning: 'attribute of the scheme' },
  {
    name: 'about',
    unit: '',
    meaning: 'mark: words marked by hand; sentence, document: labels of those (documents only)'
  },
  { name: 'label', unit: '', meaning: 'label or part of the scheme' },
  {
    name: 'from',
    unit: 'code points',
    meaning:
      'first character, counted from 0 in the text of the document (of the turn where it is no document)'
  },
  { name: 'to', unit: 'code points', meaning: 'character behind the last' },
  { name: 'text', unit: '', meaning: 'the words, exactly; empty when the text is not part of the export' },
  { name: 'segment_id', unit: '', meaning: 'id in the segments table' },
  { name: 'recording_id', unit: '', meaning: 'id in the project' }
]

/** One stretch of text that somebody said something about. */
interface Row {
  readonly about: 'mark' | 'sentence' | 'document'
  readonly label: string
  readonly from: number
  readonly to: number
}

/** Cells of all marked text, document by document in the order of tracks. */
export function spanCells(index: DatasetIndex): readonly (readonly Cell[])[] {
  const byRecording = Map.groupBy(index.dataset.tracks, ({ recordingId }) => recordingId)
  return index.dataset.tracks.flatMap((track) => {
    const recording = index.recording(track.recordingId)
    const beside = byRecording.get(track.recordingId) ?? []
    const sentences = recording?.medium === 'document' ? offsets(beside, index) : []
    return index.segmentsOf(track.id).flatMap((segment) => {
      const text = textOfSpans(
        track.kind === 'utterances' ? segment : { text: segment.text },
        recording,
        beside,
        index.segmentsOf
      )
      return rowsOf(segment, track, sentences).map(({ about, label, from, to }) => [
        recording?.name,
        index.author(track.authorId)?.name,
        track.name,
        track.schemeId,
        track.attributeId,
        about,
        label,
        from,
        to,
        text === undefined ? undefined : sliceCodePoints(text, from, to),
        segment.id,
        recording?.id
      ])
    })
  })
}

/** Whether there is anything for the table. */
export const hasSpans = (index: DatasetIndex): boolean =>
  index.dataset.segments.some(({ value }) => value?.kind === 'spans') ||
  index.dataset.recordings.some(({ medium }) => medium === 'document')

function rowsOf(segment: Segment, track: Track, sentences: readonly Segment[]): readonly Row[] {
  if (segment.value?.kind === 'spans')
    return segment.value.spans.map((span) => ({ about: 'mark' as const, ...span }))
  const { label } = segment
  const first = sentences.find(({ start }) => start === segment.start)
  const last = sentences.find(({ end }) => end === segment.end)
  const [from, to] = [placeOf(first)?.from, placeOf(last)?.to]
  if (label === undefined || holdsDocument(track) || from === undefined || to === undefined) return []
  const whole = track.layer !== undefined && sentences.length > 0 && first === sentences[0]
  return [{ about: whole && last === sentences.at(-1) ? 'document' : 'sentence', label, from, to }]
}

/** The sentences of a document with their offsets. */
const offsets = (tracks: readonly Track[], index: DatasetIndex): readonly Segment[] => {
  const track = tracks.find((each) => each.kind === 'utterances' && !holdsDocument(each))
  return track ? index.segmentsOf(track.id).filter((segment) => placeOf(segment) !== undefined) : []
}

function placeOf(segment: Segment | undefined): { readonly from: number; readonly to: number } | undefined {
  const place = segment?.extra?.['document']
  return typeof place === 'object' &&
    place !== null &&
    'from' in place &&
    'to' in place &&
    typeof place.from === 'number' &&
    typeof place.to === 'number'
    ? { from: place.from, to: place.to }
    : undefined
}
