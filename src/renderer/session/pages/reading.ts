import { holdsDocument } from '../../../shared/documents/document-text'
import { sentences } from '../../../shared/documents/sentences'
import type { Sentence } from '../../../shared/documents/sentences'
import { textPositions } from '../../../shared/documents/text-positions'
import type { TextPositions } from '../../../shared/documents/text-positions'
import { lineAt } from '../../../shared/documents/words'
import type { UnitRange } from '../../../shared/documents/words'
import type { Segment, Track } from '../../../shared/domain/rows'
import type { TextSpan } from '../../../shared/domain/segment-value'
import { project, tracksOf } from '../project'
import { makeStore } from '../store'

/** A document as it is read: its text, lines and sentences; positions in UTF-16 units unless named otherwise. */
export interface ReadDocument {
  readonly recordingId: string
  readonly text: string
  readonly positions: TextPositions
  readonly lines: readonly UnitRange[]
  /** In code points, one for every sentence of the imported track, in its order. */
  readonly sentences: readonly SentenceOfTrack[]
}

export interface SentenceOfTrack extends Sentence {
  readonly segment: Segment
  /** In UTF-16 units. */
  readonly units: UnitRange
}

/** One mark of somebody: where it is and whose. */
export interface MarkRef {
  readonly segmentId: string
  readonly span: TextSpan
}

/** What is selected in the document; positions in UTF-16 units, `anchor` where the selection began. */
interface ReadingState {
  readonly recordingId: string | undefined
  readonly anchor: number
  readonly focus: number
  readonly mark: MarkRef | undefined
  /** Grows when the page shall scroll to what is selected. */
  readonly reveals: number
}
const start: ReadingState = { recordingId: undefined, anchor: 0, focus: 0, mark: undefined, reveals: 0 }
export const readingStore = makeStore<ReadingState>(start)
export const reading = (): ReadingState => readingStore.getState()

/** Open another document: nothing is selected in it. */
export function beginReading(recordingId: string): void {
  if (reading().recordingId !== recordingId) readingStore.setState({ ...start, recordingId })
}

/** Select text; without `extend` from its first to its last character. */
export const selectText = (anchor: number, focus: number, reveal = true): void =>
  readingStore.setState(({ reveals }) => ({
    anchor,
    focus,
    mark: undefined,
    reveals: reveals + (reveal ? 1 : 0)
  }))

/** Choose a mark; it stands for what digits and Delete mean. */
export const chooseMark = (mark: MarkRef | undefined): void =>
  readingStore.setState(({ reveals, anchor, focus }) => ({
    mark,
    reveals: reveals + 1,
    ...(mark ? { anchor: focus, focus } : { anchor, focus })
  }))

/** The selected stretch, when it has a character. */
export function selectedText(): UnitRange | undefined {
  const { anchor, focus } = reading()
  return anchor === focus ? undefined : { from: Math.min(anchor, focus), to: Math.max(anchor, focus) }
}

/** The document read last: rows come anew with every edit, the text and its sentences stay. */
let last: ReadDocument | undefined

/** The document of a recording; undefined until its segments are read, or where it holds none. */
export function documentOf(recordingId: string): ReadDocument | undefined {
  const tracks = tracksOf(recordingId)
  const rows = project().segments.get(recordingId)
  const track = tracks.find(holdsDocument)
  const text = track && rows?.byTrack.get(track.id)?.[0]?.text
  if (text === undefined || text === '') return undefined
  const said = sentenceRows(tracks, rows?.byTrack)
  if (last?.recordingId === recordingId && last.text === text && sameRows(last.sentences, said)) return last
  const positions = textPositions(text)
  last = { recordingId, text, positions, lines: linesOf(text), sentences: placed(text, positions, said) }
  return last
}

const sameRows = (known: readonly SentenceOfTrack[], rows: readonly Segment[]): boolean =>
  known.length === rows.length &&
  known.every(({ segment }, index) => {
    const row = rows[index]
    return (
      segment.id === row?.id &&
      segment.text === row.text &&
      segment.start === row.start &&
      segment.end === row.end
    )
  })

const sentenceRows = (
  tracks: readonly Track[],
  byTrack: ReadonlyMap<string, readonly Segment[]> | undefined
): readonly Segment[] => {
  const track = tracks.find((each) => each.kind === 'utterances' && !holdsDocument(each))
  return (track && byTrack?.get(track.id)) ?? []
}

/** Offsets come with the sentences; where they are hidden (blind work hides all but words) they are found again. */
function placed(
  text: string,
  positions: TextPositions,
  rows: readonly Segment[]
): readonly SentenceOfTrack[] {
  const found = sentences(text)
  return rows.flatMap((segment, index) => {
    const kept = segment.extra?.['document']
    const sentence = isPlace(kept) ? { ...kept, text: segment.text ?? '' } : found[index]
    if (!sentence) return []
    const units = { from: positions.toUnits(sentence.from), to: positions.toUnits(sentence.to) }
    return [{ ...sentence, segment, units }]
  })
}

const isPlace = (value: unknown): value is { readonly from: number; readonly to: number } =>
  typeof value === 'object' &&
  value !== null &&
  'from' in value &&
  'to' in value &&
  typeof value.from === 'number' &&
  typeof value.to === 'number'

function linesOf(text: string): readonly UnitRange[] {
  const lines: UnitRange[] = []
  for (let at = 0; at <= text.length;) {
    const line = lineAt(text, at)
    lines.push(line)
    at = line.to + 1
  }
  return lines
}

/** The sentence at a position, else the one before it. */
export const sentenceAt = (document: ReadDocument, units: number): SentenceOfTrack | undefined =>
  document.sentences.findLast((sentence) => sentence.units.from <= units) ?? document.sentences[0]
