import { rootMeanSquare } from '../../../../shared/audio/root-mean-square'
import { nextToken, probabilityOf } from '../../../../shared/speech/next-token'
import { splitAtTimes } from '../../../../shared/speech/split-at-times'
import { withoutRepetition } from '../../../../shared/speech/without-repetition'
import { breathe } from '../breathe'

import type { Sink } from '../tasks/task'
import { firstFeeds, keptFirst, keptLater, nextFeeds, type Transcriber } from './transcriber'

/** Words of one stretch of sound. */
export interface SpokenPiece {
  /** Seconds from the start of the sound. */
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Transcribed {
  readonly pieces: readonly SpokenPiece[]
  /** Mean probability of the tokens (geometric), 0 to 1. */
  readonly confidence: number
  /** It said the same again and again; one time was kept. */
  readonly looped: boolean
  /** Probability that nobody speaks. */
  readonly noSpeech: number
}

/**
 * Sound is followed by silence up to this length and by at least this much: where less follows, the recogniser begins
 * again from the start. Shorter than the 30 s of its training, and measured to be as good (models/transcription/card.md).
 */
const SHORTEST_HEARD_SECONDS = 10
const SILENCE_BEHIND_SECONDS = 3
/** Level at which speech is heard: what the recogniser understands best of what was tried (card.md). */
const LEVEL = 0.05
/** People say at most about this many tokens a second; more is a recogniser running on. */
const TOKENS_PER_SECOND = 12
const TOKENS_ANYWAY = 16
const MOST_TOKENS = 220
/** Time tokens are this exact, at best. */
const TIME_SLACK_SECONDS = 0.2

/** The states that a piece of sound gives, for the decoder. Resolves to a copy of its own each time it is called with `read`. */
export async function listenTo(
  transcriber: Transcriber,
  samples: Float32Array,
  sink: Sink
): Promise<Float32Array> {
  const { rateHz, longestSeconds } = transcriber
  const seconds = samples.length / rateHz
  const heard = Math.min(
    longestSeconds,
    Math.max(SHORTEST_HEARD_SECONDS, Math.ceil(seconds + SILENCE_BEHIND_SECONDS))
  )
  const waveform = new Float32Array(Math.round(heard * rateHz))
  const level = rootMeanSquare(samples)
  const gain = level > 0 ? LEVEL / level : 1
  const count = Math.min(samples.length, waveform.length)
  for (let i = 0; i < count; i++) waveform[i] = gain * (samples[i] ?? 0)
  const { values, seconds: took } = await transcriber.encoder.run(
    { waveform: { type: 'float32', data: waveform, dims: [1, waveform.length] } },
    ['last_hidden_state']
  )
  sink.stopwatch.add('inference', took)
  const states = values['last_hidden_state']
  if (states?.type !== 'float32') throw new Error('the model gave no float32 output "last_hidden_state"')
  return states.data
}

/** Natural logarithms of the probability of each language, by code. */
export async function languagesHeard(
  transcriber: Transcriber,
  states: Float32Array,
  sink: Sink
): Promise<ReadonlyMap<string, number>> {
  const { vocabulary, decoder } = transcriber
  const { values, seconds } = await decoder.run(firstFeeds([vocabulary.start], states), ['logits'])
  sink.stopwatch.add('inference', seconds)
  const scores = lastRow(values['logits'], 1)
  const codes = [...vocabulary.languages]
  const peak = codes.reduce((most, [, token]) => Math.max(most, scores[token] ?? -Infinity), -Infinity)
  const total = codes.reduce((sum, [, token]) => sum + Math.exp((scores[token] ?? -Infinity) - peak), 0)
  return new Map(codes.map(([code, token]) => [code, (scores[token] ?? -Infinity) - peak - Math.log(total)]))
}

/** The likeliest words, token by token, without a second try. */
export async function transcribePiece(
  transcriber: Transcriber,
  states: Float32Array,
  spokenSeconds: number,
  language: string,
  sink: Sink
): Promise<Transcribed> {
  const { vocabulary, decoder } = transcriber
  const asked = [
    vocabulary.start,
    vocabulary.languages.get(language) ?? vocabulary.start,
    vocabulary.transcribe
  ]
  const most = Math.min(MOST_TOKENS, Math.ceil(TOKENS_ANYWAY + TOKENS_PER_SECOND * spokenSeconds))
  const isPast = (token: number): boolean =>
    token >= vocabulary.firstTime &&
    (token - vocabulary.firstTime) * 0.02 >= spokenSeconds - TIME_SLACK_SECONDS
  const said: number[] = []
  let sum = 0
  let noSpeech = 0
  let result = await decoder.run(firstFeeds(asked, states), ['logits'], { keep: keptFirst, fresh: true })
  for (;;) {
    sink.stopwatch.add('inference', result.seconds)
    const rows = said.length === 0 ? asked.length : 1
    if (said.length === 0)
      noSpeech = probabilityOf(vocabulary.noSpeech, row(result.values['logits'], rows, 0))
    const next = sink.stopwatch.time('output', () =>
      nextToken(lastRow(result.values['logits'], rows), said, vocabulary)
    )
    sum += next.logProbability
    if (next.token === vocabulary.end) break
    said.push(next.token)
    // Nothing is said behind the end of the sound.
    if ((said.length > 1 && isPast(next.token)) || said.length >= most) break
    if (withoutRepetition(said).looped) break
    await breathe(sink.signal)
    result = await decoder.run(nextFeeds(next.token), ['logits'], { keep: keptLater })
  }
  const { tokens, looped } = withoutRepetition(said)
  return {
    pieces: splitAtTimes(tokens, vocabulary, spokenSeconds).flatMap(({ tokens: words, start, end }) => {
      const text = transcriber.text(words)
      return text === '' ? [] : [{ start, end, text }]
    }),
    confidence: Math.exp(sum / (said.length + 1)),
    looped,
    noSpeech
  }
}

type Output = Awaited<ReturnType<Transcriber['decoder']['run']>>['values'][string]

/** Scores of one of `rows` tokens. */
function row(output: Output | undefined, rows: number, index: number): Float32Array {
  if (output?.type !== 'float32') throw new Error('the model gave no float32 output "logits"')
  const width = output.data.length / rows
  return output.data.subarray(index * width, (index + 1) * width)
}

const lastRow = (output: Output | undefined, rows: number): Float32Array => row(output, rows, rows - 1)
