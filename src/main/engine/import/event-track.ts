import { fromSeconds, micros } from '../../../shared/domain/time'
import type { ImportedTrack } from '../../../shared/domain/imported'
import type { Found } from './format'
import { vocabularyOf } from './vocabulary'

/** Something that a file says happened. */
export interface FileEvent {
  /** Seconds on the clock of the recording. */
  readonly time: number
  /** Seconds; 0 for a moment. */
  readonly duration?: number
  readonly text: string
  /** What else is said about this one. */
  readonly comment?: string
  /** Fields of the file that have no place here, by format. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** More different texts than this are notes, not labels: a scheme of so many answers helps nobody. */
const MOST_LABELS = 100
/** The one label of events that are notes; what they say is the segment's comment. */
const NOTE = 'Note'

/** Events of a file as one track of labels, in a scheme made of their texts; points where none of them lasts. */
export function eventTrack(
  events: readonly FileEvent[],
  about: {
    readonly name: string
    readonly authorName: string
    /** What the labels mean, by text. */
    readonly definitions?: Readonly<Record<string, string>>
    readonly stream?: number
  }
): Pick<Found, 'tracks' | 'schemes'> {
  if (events.length === 0) return { tracks: [] }
  const texts = [...new Set(events.map(({ text }) => text.trim()))].sort()
  const areNotes = texts.length > MOST_LABELS
  const labels = (areNotes ? [NOTE] : texts).map((text) => ({
    id: text,
    name: text || '(empty)',
    definition: about.definitions?.[text]
  }))
  const vocabulary = vocabularyOf(about.name, [], { id: about.name, name: about.name, labels })
  const points = events.every(({ duration = 0 }) => duration <= 0)
  const segments = events
    .map(({ time, duration = 0, text, comment, extra }): ImportedTrack['segments'][number] => {
      const start = fromSeconds(Math.max(0, time))
      const said = areNotes ? [text, comment].filter(Boolean).join(' ') : comment
      return {
        start,
        end: micros(Math.max(start + 1, fromSeconds(Math.max(0, time + duration)))),
        label: vocabulary.ids.get(areNotes ? NOTE : text.trim()),
        ...(said ? { comment: said } : {}),
        ...(extra ? { extra: { ...extra } } : {}),
        flagged: false,
        origin: { kind: 'import' }
      }
    })
    .sort((a, b) => a.start - b.start)
  const { schemeId, attributeId, scheme } = vocabulary
  return {
    tracks: [
      {
        name: about.name,
        authorName: about.authorName,
        schemeId,
        attributeId,
        kind: points ? 'points' : 'segments',
        segments,
        ...(about.stream === undefined ? {} : { stream: about.stream })
      }
    ],
    ...(scheme ? { schemes: [scheme] } : {})
  }
}

/** Several tracks with their schemes as one answer; a scheme that two share is kept once. */
export function eventTracks(
  parts: readonly Pick<Found, 'tracks' | 'schemes'>[]
): Required<Pick<Found, 'tracks' | 'schemes'>> {
  const schemes = new Map(parts.flatMap((part) => (part.schemes ?? []).map((scheme) => [scheme.id, scheme])))
  return { tracks: parts.flatMap(({ tracks }) => tracks), schemes: [...schemes.values()] }
}
