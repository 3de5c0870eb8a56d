import { fromSeconds, micros } from '../../../shared/domain/time'
import { vocabularyOf } from './vocabulary'
import type { EdfAnnotation } from './edf-annotations'
import type { Found } from './format'

/** What a track of events is: its name, which is that of whoever wrote it and of its scheme, too, and whether events last. */
export interface EventKind {
  readonly name: string
  readonly kind: 'segments' | 'points'
}

const ANNOTATIONS: EventKind = { name: 'EDF annotations', kind: 'segments' }

/** Codes on the trigger inputs of a BioSemi amplifier. */
export const TRIGGERS: EventKind = { name: 'BDF triggers', kind: 'points' }

/** More different texts than this are notes, not labels: a scheme of so many answers helps nobody. */
const MOST_LABELS = 100

/** Shortest segment made of an annotation without a duration, µs; a point is always one microsecond. */
const MOMENT_US = { segments: 1000, points: 1 }

/** The one label of annotations that are notes; what they say is the segment's comment. */
const NOTE = 'Note'

/**
 * Annotations of an EDF or BDF file as one track of labels, in a scheme made of their texts: stimuli, responses and
 * sleep stages are labels, nobody says them.
 * @param fileStart seconds of the first sample on the clock of the annotations
 */
export function edfTrack(
  annotations: readonly EdfAnnotation[],
  fileStart: number,
  { name, kind }: EventKind = ANNOTATIONS
): Pick<Found, 'tracks' | 'schemes'> {
  if (annotations.length === 0) return { tracks: [] }
  const texts = [...new Set(annotations.map(({ text }) => text))].sort()
  const areNotes = texts.length > MOST_LABELS
  const labels = (areNotes ? [NOTE] : texts).map((text) => ({ id: text, name: text }))
  const vocabulary = vocabularyOf(name, [], { id: name, name, labels })
  const labelOf = (text: string): string | undefined => vocabulary.ids.get(areNotes ? NOTE : text)
  const segments = annotations
    .map(({ onset, duration, text }) => {
      const start = fromSeconds(Math.max(0, onset - fileStart))
      return {
        start,
        end: micros(start + Math.max(MOMENT_US[kind], duration * 1e6)),
        label: labelOf(text),
        ...(areNotes ? { comment: text } : {}),
        flagged: false,
        origin: { kind: 'import' as const }
      }
    })
    .sort((a, b) => a.start - b.start)
  const { schemeId, attributeId, scheme } = vocabulary
  return {
    tracks: [{ name, authorName: name, schemeId, attributeId, kind, segments }],
    ...(scheme ? { schemes: [scheme] } : {})
  }
}
