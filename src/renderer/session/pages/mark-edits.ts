import { sameSpan } from '../../../shared/commands/rules/spans-in-scheme'
import type { Segment, Track } from '../../../shared/domain/rows'
import type { TextSpan } from '../../../shared/domain/segment-value'
import { characterStep, isRightToLeft, lineAt, wordAfter, wordBefore } from '../../../shared/documents/words'
import { micros } from '../../../shared/domain/time'
import { canEdit, createCommand } from '../desk-segments'
import { edit, shownSegments } from '../drafts'
import { command } from '../edit'
import { segmentOf, trackOf } from '../project'
import { toast } from '../toasts'
import { refusedByLock } from '../track-edits'
import { labelOver, myTrack, pageTarget } from './label-over'
import { chosenAttribute, openPage, pageChoice } from './page-choice'
import {
  chooseMark,
  documentOf,
  reading,
  selectedText,
  selectText,
  sentenceAt,
  type MarkRef,
  type ReadDocument
} from './reading'
import { DOCUMENT_LAYER } from '../../../shared/documents/document-text'

/** The open document. */
export function openDocument(): ReadDocument | undefined {
  const recording = openPage('document')
  return recording && documentOf(recording.id)
}

/** The segment of a track that holds its marks. */
export const markSegment = (track: Track | undefined): Segment | undefined =>
  track && shownSegments(track).find(({ value }) => value === undefined || value.kind === 'spans')

export const spansOf = (segment: Segment | undefined): readonly TextSpan[] =>
  segment?.value?.kind === 'spans' ? segment.value.spans : []

/** My marks in the open document, in order of the text. */
export function myMarks(): readonly MarkRef[] {
  const recording = openPage('document')
  const attribute = chosenAttribute('marks')
  const segment = recording && attribute && markSegment(myTrack(recording.id, attribute))
  return segment ? spansOf(segment).map((span) => ({ segmentId: segment.id, span })) : []
}

/** What a digit says in a document, by what the reader chose that digits are about. */
export async function labelReading(digit: number): Promise<void> {
  const { level } = pageChoice.get()
  if (level === 'marks') return markText(digit)
  const document = openDocument()
  const recording = openPage('document')
  const attribute = chosenAttribute('sentences')
  if (!document || !recording || !attribute) return
  if (level === 'document') {
    const place = {
      recordingId: recording.id,
      start: micros(0),
      end: recording.duration,
      layer: DOCUMENT_LAYER
    }
    await labelOver(place, attribute, digit)
    return
  }
  const at = Math.min(reading().anchor, reading().focus)
  const sentence = sentenceAt(document, at)
  if (!sentence) return
  const { start, end } = sentence.segment
  const said = await labelOver({ recordingId: recording.id, start, end }, attribute, digit)
  const next = document.sentences[document.sentences.indexOf(sentence) + 1]
  if (said === 'labelled' && next) selectText(next.units.from, next.units.from)
}

/** Mark the selected words with the label of a digit, or give the chosen mark that label. */
async function markText(digit: number): Promise<void> {
  const document = openDocument()
  const attribute = chosenAttribute('marks')
  if (!document) return
  if (!attribute)
    return toast('No scheme of this project marks text.', {
      hint: 'Add one with an attribute for stretches or parts of a text, for instance "Component Process Model narrative".'
    })
  const label = attribute.labels.find(({ key }) => key === String(digit))
  if (!label) return toast(`No label of this scheme has the key ${digit}.`)
  const range = selectedText()
  const chosen = reading().mark
  if (!range && chosen) return relabel(document.recordingId, chosen, label.id)
  if (!range)
    return toast('Select words first, then press the digit.', {
      hint: 'Drag over them, or use the arrow keys: Shift takes more words.'
    })
  const { positions, recordingId, text } = document
  // White space at the edges belongs to no mark.
  const words = text.slice(range.from, range.to)
  const from = range.from + (words.length - words.trimStart().length)
  const to = range.to - (words.length - words.trimEnd().length)
  if (to <= from) return toast('There are no words in the selection.')
  const after = { from: positions.toPoints(from), to: positions.toPoints(to), label: label.id }
  const target = pageTarget(recordingId, attribute)
  if (!target || refusedByLock([target.track])) return
  const own = markSegment(target.track)
  const same = spansOf(own).find((span) => span.from === after.from && span.to === after.to)
  const whole = { start: micros(0), end: openPage('document')?.duration ?? micros(1) }
  const made = own ? undefined : createCommand(target, whole)
  const segmentId = own?.id ?? made?.id ?? ''
  const done = await edit(recordingId, [
    ...target.before,
    ...(made ? [made.call] : []),
    command('span-set', { segmentId, ...(same ? { before: same } : {}), after })
  ])
  if (done) chooseMark({ segmentId, span: after })
}

async function relabel(recordingId: string, { segmentId, span }: MarkRef, label: string): Promise<void> {
  const track = trackOf(segmentOf(recordingId, segmentId)?.trackId)
  if (!canEdit(track))
    return toast('This mark is somebody else’s.', { hint: 'Select the words to mark them yourself.' })
  const after = { ...span, label }
  if (sameSpan(span, after)) return
  if (await edit(recordingId, [command('span-set', { segmentId, before: span, after })]))
    chooseMark({ segmentId, span: after })
}

/** Take a mark away; without one named, the chosen one. */
export async function deleteMark(mark: MarkRef | undefined = reading().mark): Promise<void> {
  const document = openDocument()
  if (!document || !mark) return
  const track = trackOf(segmentOf(document.recordingId, mark.segmentId)?.trackId)
  if (!canEdit(track)) return toast('This mark is somebody else’s, so it stays.')
  const done = await edit(document.recordingId, [
    command('span-set', { segmentId: mark.segmentId, before: mark.span })
  ])
  if (done) chooseMark(undefined)
}

/** Choose my next or previous mark. */
export function stepMark(direction: 1 | -1): void {
  const marks = myMarks()
  if (marks.length === 0) return toast('Nothing is marked in this document yet.')
  const { mark, focus } = reading()
  const document = openDocument()
  const at = mark ? marks.findIndex(({ span }) => sameSpan(span, mark.span)) : -1
  const points = document?.positions.toPoints(focus) ?? 0
  const next =
    at >= 0
      ? at + direction
      : direction > 0
        ? marks.findIndex(({ span }) => span.from >= points)
        : marks.findLastIndex(({ span }) => span.to <= points)
  chooseMark(marks[(next + marks.length) % marks.length])
}

/** Move by word: `right` as it is seen, so that texts from right to left go the other way. `extend` keeps the anchor. */
export function stepWord(right: boolean, extend: boolean): void {
  const document = openDocument()
  if (!document) return
  const { anchor, focus } = positionNow(document)
  const forward = right !== rightToLeft(document, focus)
  if (extend) {
    const word = forward ? wordAfter(document.text, focus) : wordBefore(document.text, focus)
    if (word) selectText(anchor, forward ? word.to : word.from)
    return
  }
  const from = forward ? Math.max(anchor, focus) : Math.min(anchor, focus)
  const word = forward ? wordAfter(document.text, from) : wordBefore(document.text, from)
  if (word) selectText(word.from, word.to)
}

/** One character more or less of the selection, as a reader sees characters. */
export function stepCharacter(right: boolean): void {
  const document = openDocument()
  if (!document) return
  const { anchor, focus } = positionNow(document)
  const forward = right !== rightToLeft(document, focus)
  selectText(anchor, characterStep(document.text, focus, forward ? 1 : -1))
}

/** Select the next or previous sentence; where none is selected, the one here. */
export function stepSentence(direction: 1 | -1): void {
  const document = openDocument()
  if (!document) return
  const { anchor, focus } = positionNow(document)
  const from = Math.min(anchor, focus)
  const here = sentenceAt(document, from)
  if (!here) return
  const fresh = anchor === focus && focus === 0
  const next = fresh ? here : document.sentences[document.sentences.indexOf(here) + direction]
  if (next) selectText(next.units.from, next.units.to)
}

/** Where keys start from: the chosen mark, else the selection. */
function positionNow({ positions }: ReadDocument): { readonly anchor: number; readonly focus: number } {
  const { mark, anchor, focus } = reading()
  return mark
    ? { anchor: positions.toUnits(mark.span.from), focus: positions.toUnits(mark.span.to) }
    : { anchor, focus }
}

function rightToLeft({ text }: ReadDocument, units: number): boolean {
  const { from, to } = lineAt(text, units)
  return isRightToLeft(text.slice(from, to))
}
