import type { Segment } from '../../../../shared/domain/rows'
import { toMedia } from '../../../../shared/domain/time'
import { cutStretch } from '../../../../shared/speech/cut-stretch'
import { speechStretches, type SpeechStretch } from '../../../../shared/speech/speech-stretches'
import type { PredictItem } from '../../protocol'
import type { Sink } from '../tasks/task'
import { growingFloats } from './growing-floats'
import { hearSpeech } from './vad-hear'
import type { VadListener } from './vad-listener'

/** A stretch that one person speaks, as it is written down. Seconds of the stream. */
export interface SpokenTurn {
  readonly start: number
  readonly end: number
  /** Segment that it is, where turns were given. */
  readonly id?: string
  readonly personId?: string
  /** Stable within the recording. */
  readonly speakerKey: string
  readonly speakerName: string
}

const NOBODY = { speakerKey: 'speech', speakerName: 'Speech' } as const

/** Speech of a recording with the probability of each frame. */
export interface HeardSpeech {
  readonly stretches: readonly SpeechStretch[]
  readonly probabilities: Float32Array
  readonly frameSeconds: number
}

/** Listen to a whole recording. `advance` is told the seconds heard. */
export async function speechOf(
  listener: VadListener,
  item: PredictItem,
  sink: Sink,
  advance: (seconds: number) => void
): Promise<HeardSpeech> {
  const frameSeconds = listener.hop / listener.rateHz
  const heard = growingFloats()
  for await (const { first, probabilities } of hearSpeech(listener, item, sink)) {
    heard.put(first, probabilities)
    advance((first + probabilities.length) * frameSeconds)
  }
  const probabilities = heard.all()
  const end = item.input.stream.duration / 1e6
  const stretches = speechStretches(probabilities, frameSeconds, listener.rules, end)
  return { stretches, probabilities, frameSeconds }
}

/** Stretches as turns of nobody in particular, none longer than the recogniser hears at once. */
export const turnsOfSpeech = (
  { stretches, probabilities, frameSeconds }: HeardSpeech,
  longestSeconds: number
): SpokenTurn[] =>
  stretches
    .flatMap((stretch) => cutStretch(stretch, probabilities, frameSeconds, longestSeconds))
    .map(({ start, end }) => ({ ...NOBODY, start, end }))

/** Segments as turns, longer ones in equal parts. */
export function turnsOfSegments(
  segments: readonly Segment[],
  { input }: PredictItem,
  longestSeconds: number
): SpokenTurn[] {
  return segments
    .map((segment) => ({
      id: segment.id,
      personId: segment.personId,
      start: Math.max(0, toMedia(input.stream, segment.start) / 1e6),
      end: Math.max(0, toMedia(input.stream, segment.end) / 1e6)
    }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .flatMap((turn) => {
      const parts = Math.ceil((turn.end - turn.start) / longestSeconds)
      const step = (turn.end - turn.start) / parts
      return Array.from({ length: parts }, (_, i) => ({
        ...NOBODY,
        ...turn,
        start: turn.start + i * step,
        end: turn.start + (i + 1) * step,
        // The last part finishes the segment.
        id: i === parts - 1 ? turn.id : undefined
      }))
    })
}
