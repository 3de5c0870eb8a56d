import type { Problem } from '../../../shared/domain/problem'
import { micros } from '../../../shared/domain/time'
import type { Found } from './format'

/** One thing said: times in µs. */
export interface Utterance {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly speaker?: string
  readonly label?: string
  /** Not counted in word error rates. */
  readonly unscored?: boolean
}

/** What is known of a whole transcript. */
export interface TranscriptFacts {
  /** Name of the layer, where the file has one. */
  readonly layer?: string
  /** Its times are made up. */
  readonly nominal?: boolean
}

/** Scheme that utterances can be labelled with at once; another can be chosen later. */
const SCHEME = { schemeId: 'ekman7', attributeId: 'emotion' }

/** What a transcript file holds: one utterance track for each speaker, in order of first words. */
export function transcript(
  container: string,
  utterances: readonly Utterance[],
  warnings: readonly Problem[],
  { layer, nominal }: TranscriptFacts = {}
): Found {
  const bySpeaker = Map.groupBy(
    [...utterances].sort((a, b) => a.start - b.start || a.end - b.end),
    ({ speaker }) => speaker ?? ''
  )
  const end = micros(utterances.reduce((latest, utterance) => Math.max(latest, utterance.end), 0))
  return {
    container,
    playback: 'none',
    durationSeconds: end / 1e6,
    streams: [{ kind: 'text', name: 'Transcript', index: 0, duration: end, info: {}, cache: {} }],
    tracks: [...bySpeaker].map(([speaker, said]) => ({
      name: speaker === '' ? 'Transcript' : speaker,
      authorName: 'Transcript file',
      ...SCHEME,
      kind: 'utterances',
      ...(layer === undefined ? {} : { layer }),
      ...(nominal ? { nominalTimes: true } : {}),
      segments: said.map(({ start, end: until, text, label, unscored }) => ({
        start: micros(start),
        end: micros(until),
        text,
        ...(label ? { label } : {}),
        ...(unscored ? { unscored } : {}),
        flagged: false,
        origin: { kind: 'import' }
      }))
    })),
    warnings
  }
}
