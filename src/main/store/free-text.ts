import type { NameCount, NameInText } from '../../shared/contract'
import type { Relation } from '../../shared/domain/relation'
import type { Segment } from '../../shared/domain/rows'
import type { SegmentValue } from '../../shared/domain/segment-value'
import { holdsDocument } from '../../shared/documents/document-text'
import { movedSpan, type CodedText, type TextName } from '../../shared/study/text-names'
import type { DatasetRows } from './types'

/** Rows in which people write or speak freely. */
type FreeRows = Pick<DatasetRows, 'recordings' | 'tracks' | 'segments' | 'relations'>

/** Where a free text stands. */
type Place = Pick<NameInText, 'recordingId' | 'segmentId' | 'where'>

/**
 * Notes, comments, words of transcripts and documents, explanations and free words of an export with codes in place of
 * names. Marks on words move with the words: offsets of spans and links count in the text as it is written.
 */
export function codeFreeText<R extends FreeRows>(
  rows: R,
  coder: (text: string) => CodedText,
  found: (place: Place, text: string, coded: CodedText) => void = () => undefined
): R {
  const trackOf = new Map(rows.tracks.map((track) => [track.id, track]))
  /** Texts that spans count in: of segments by their id, of documents by their recording. */
  const texts = new Map<string, CodedText>()
  const code = <T extends string | undefined>(text: T, place: Place): T | string => {
    if (text === undefined || text === '') return text
    const coded = coder(text)
    if (coded.hits.length > 0) found(place, text, coded)
    return coded.text
  }
  for (const { id, trackId, text } of rows.segments) {
    const track = trackOf.get(trackId)
    if (text === undefined || !track) continue
    const coded = coder(text)
    texts.set(id, coded)
    if (holdsDocument(track)) texts.set(track.recordingId, coded)
  }
  const recordingOf = ({ trackId }: Segment): string => trackOf.get(trackId)?.recordingId ?? ''
  const segments = rows.segments.map((segment): Segment => {
    const place = { recordingId: recordingOf(segment), segmentId: segment.id }
    const counted = texts.get(segment.text === undefined ? place.recordingId : segment.id)
    return {
      ...segment,
      text: code(segment.text, { ...place, where: 'words' }),
      comment: code(segment.comment, { ...place, where: 'comment' }),
      value: valueOf(segment.value, counted, (text) => code(text, { ...place, where: 'answer' }))
    }
  })
  const home = new Map(rows.segments.map((segment) => [segment.id, recordingOf(segment)]))
  return {
    ...rows,
    recordings: rows.recordings.map((recording) => ({
      ...recording,
      note: code(recording.note, { recordingId: recording.id, where: 'note' })
    })),
    segments,
    relations: rows.relations.map((link): Relation => {
      const place = {
        recordingId: home.get(link.fromId) ?? '',
        segmentId: link.fromId,
        where: 'comment' as const
      }
      const [from, to] = [texts.get(link.fromId), texts.get(link.toId)]
      return {
        ...link,
        comment: code(link.comment, place),
        ...(link.fromSpan && from ? { fromSpan: movedSpan(link.fromSpan, from) } : {}),
        ...(link.toSpan && to ? { toSpan: movedSpan(link.toSpan, to) } : {})
      }
    })
  }
}

function valueOf(
  value: SegmentValue | undefined,
  counted: CodedText | undefined,
  code: (text: string) => string
): SegmentValue | undefined {
  switch (value?.kind) {
    case 'explanation':
      return { ...value, text: code(value.text) }
    case 'terms':
      return { ...value, terms: value.terms.map(code) }
    case 'spans':
      return counted ? { ...value, spans: value.spans.map((span) => movedSpan(span, counted)) } : value
    default:
      return value
  }
}

/** Letters shown on each side of a name. */
const AROUND = 32

/** Which of these names stand in the free text of an export, how often, and the first so many places. */
export function namesInText(
  rows: FreeRows,
  names: readonly TextName[],
  coder: (text: string) => CodedText,
  limit: number
): { readonly counts: readonly NameCount[]; readonly hits: readonly NameInText[] } {
  const counts = new Map<string, number>()
  const hits: NameInText[] = []
  codeFreeText(rows, coder, (place, text, coded) => {
    const letters = [...text]
    for (const { from, to, word, code } of coded.hits) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
      if (hits.length < limit)
        hits.push({
          ...place,
          word,
          code,
          before: letters.slice(Math.max(0, from - AROUND), from).join(''),
          name: letters.slice(from, to).join(''),
          after: letters.slice(to, to + AROUND).join('')
        })
    }
  })
  return {
    counts: names.flatMap(({ word, code }) => {
      const count = counts.get(word) ?? 0
      return count === 0 ? [] : [{ word, code, count }]
    }),
    hits
  }
}
