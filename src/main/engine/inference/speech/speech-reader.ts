import { rootMeanSquare } from '../../../../shared/audio/root-mean-square'
import type { OpenedModel } from '../open-model'
import type { Problem } from '../../../../shared/domain/problem'
import type { PredictItem } from '../../protocol'
import type { Sink } from '../tasks/task'

/** A model that gives probabilities for a piece of sound, and how it wants its pieces. */
export interface SpeechReader {
  readonly model: OpenedModel
  readonly output: string
  readonly labels: readonly string[]
  readonly rateHz: number
  /** Longest piece that the model takes; longer ones are cut into equal pieces and averaged. */
  readonly longestSeconds: number
}

/**
 * Sound below this level is silence and gets no label: 0.00316 of full scale, -50 dB.
 * A quiet room behind a microphone lies near -60 dB, quiet speech near -40 dB.
 */
export const SILENCE_RMS = 10 ** (-50 / 20)

/** Pieces shorter than this (seconds) tell nothing of a voice. */
const SHORTEST_SECONDS = 0.1

/** Probabilities of one stretch of sound: the mean over its pieces; absent when it is silent or next to nothing. */
export async function readProbabilities(
  reader: SpeechReader,
  samples: Float32Array,
  sink: Sink
): Promise<number[] | undefined> {
  if (samples.length < SHORTEST_SECONDS * reader.rateHz || rootMeanSquare(samples) < SILENCE_RMS) return undefined
  const pieces = Math.ceil(samples.length / (reader.longestSeconds * reader.rateHz))
  const sums = new Array<number>(reader.labels.length).fill(0)
  for (let piece = 0; piece < pieces; piece++) {
    const part = samples.subarray(
      Math.floor((piece * samples.length) / pieces),
      Math.floor(((piece + 1) * samples.length) / pieces)
    )
    const result = await reader.model.infer(
      [{ kind: 'sound', samples: part, rateHz: reader.rateHz }],
      sink.stopwatch
    )
    result
      .output(reader.output)
      .forEach((value, label) => (sums[label] = (sums[label] ?? 0) + value / pieces))
  }
  return sums
}

/** Told when a recording gets no label at all, so that an empty track is not taken for a fault. */
export const nothingHeard = ({ recording, input }: PredictItem): Problem => ({
  code: 'silent',
  message: `${recording.name}: nothing louder than -50 dB of full scale, so no label was given.`,
  hint: 'Check that the right sound track was recorded.',
  file: input.path,
  severity: 'info'
})
