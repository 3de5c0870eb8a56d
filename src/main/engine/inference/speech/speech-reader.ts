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
  /** Output that holds the embedding of a piece, where the model gives one. */
  readonly embedding?: string
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
export const readProbabilities = async (
  reader: SpeechReader,
  samples: Float32Array,
  sink: Sink
): Promise<number[] | undefined> => (await readStretch(reader, samples, sink))?.probabilities

/** What the model says of one stretch of sound. */
export interface StretchReading {
  readonly probabilities: number[]
  readonly embedding?: Float32Array
}

/** Probabilities and, where the model gives one, the embedding of one stretch: means over its pieces; absent when it is silent or next to nothing. */
export async function readStretch(
  reader: SpeechReader,
  samples: Float32Array,
  sink: Sink
): Promise<StretchReading | undefined> {
  if (samples.length < SHORTEST_SECONDS * reader.rateHz || rootMeanSquare(samples) < SILENCE_RMS)
    return undefined
  const pieces = Math.ceil(samples.length / (reader.longestSeconds * reader.rateHz))
  const sums = new Array<number>(reader.labels.length).fill(0)
  let embedding: Float32Array | undefined
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
    if (reader.embedding === undefined) continue
    const own = result.output(reader.embedding)
    embedding ??= new Float32Array(own.length)
    for (let i = 0; i < own.length; i++) embedding[i] = (embedding[i] ?? 0) + (own[i] ?? 0) / pieces
  }
  return { probabilities: sums, ...(embedding ? { embedding } : {}) }
}

/** Told when a recording gets no label at all, so that an empty track is not taken for a fault. */
export const nothingHeard = ({ recording, input }: PredictItem): Problem => ({
  code: 'silent',
  message: `${recording.name}: nothing louder than -50 dB of full scale, so no label was given.`,
  hint: 'Check that the right sound track was recorded.',
  file: input.path,
  severity: 'info'
})
