import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Problem, type Result } from '../../../../shared/domain/problem'
import {
  GenerationConfig,
  whisperVocabulary,
  type WhisperVocabulary
} from '../../../../shared/speech/whisper-vocabulary'
import { openTokenDecoder } from '../../../../shared/speech/token-decoder'
import type { RunnableModel } from '../runnable-model'
import type { ModelSession, ProviderChoice } from '../session'
import { openThreadedSession } from '../threaded-session'

/** The two halves of a speech recogniser, opened, and what its numbers mean. */
export interface Transcriber {
  readonly choice: ProviderChoice
  readonly rateHz: number
  /** Longest piece that it hears at once. */
  readonly longestSeconds: number
  readonly encoder: ModelSession
  readonly decoder: ModelSession
  readonly vocabulary: WhisperVocabulary
  /** Words of tokens. */
  text(tokens: readonly number[]): string
  dispose(): Promise<void>
}

export const RATE_HZ = 16_000
export const LAYERS = 4
export const HEADS = 6
export const HEAD_WIDTH = 64
export const WIDTH = HEADS * HEAD_WIDTH

/** Open a model with the files `model` (sound to states), `decoder`, `tokenizer` and `generation`. */
export async function openTranscriber(
  model: RunnableModel,
  provider: string,
  threads: number
): Promise<Result<Transcriber>> {
  const file = (key: string): string => join(model.folder, model.manifest.files?.[key]?.path ?? key)
  const read = await readParts(file('tokenizer'), file('generation'))
  if (!read.ok) return read
  const allowed = model.manifest.runtime?.providers
  const encoder = await openThreadedSession({
    path: model.weightsPath,
    provider,
    allowed,
    threads,
    warmUp: { waveform: { type: 'float32', data: new Float32Array(RATE_HZ), dims: [1, RATE_HZ] } }
  })
  if (!encoder.ok) return encoder
  const decoder = await openThreadedSession({
    path: file('decoder'),
    provider,
    allowed,
    threads,
    warmUp: firstFeeds([0], new Float32Array(50 * WIDTH))
  })
  if (!decoder.ok) {
    await encoder.value.dispose()
    return decoder
  }
  return ok({
    choice: encoder.value.choice,
    rateHz: RATE_HZ,
    longestSeconds: model.manifest.unit.maxSec ?? 30,
    encoder: encoder.value,
    decoder: decoder.value,
    ...read.value,
    async dispose() {
      await encoder.value.dispose()
      await decoder.value.dispose()
    }
  })
}

/** What the decoder is fed first: nothing is remembered yet. */
export function firstFeeds(
  tokens: readonly number[],
  states: Float32Array
): Parameters<ModelSession['run']>[0] {
  return {
    input_ids: tokenTensor(tokens),
    encoder_hidden_states: { type: 'float32', data: states, dims: [1, states.length / WIDTH, WIDTH] },
    use_cache_branch: { type: 'bool', data: Uint8Array.of(0), dims: [1] },
    ...Object.fromEntries(memories('past_key_values').map((name) => [name, nothingYet()]))
  }
}

/** What it is fed for each further token: the rest it remembers. */
export const nextFeeds = (token: number): Parameters<ModelSession['run']>[0] => ({
  input_ids: tokenTensor([token]),
  // What was heard is in its memory; the input must be there and is not read.
  encoder_hidden_states: { type: 'float32', data: new Float32Array(WIDTH), dims: [1, 1, WIDTH] },
  use_cache_branch: { type: 'bool', data: Uint8Array.of(1), dims: [1] }
})

/** Memories by the input that they feed: of what was heard (told once) and of what was said. */
export const keptFirst = pairs(['decoder', 'encoder'])
export const keptLater = pairs(['decoder'])

function pairs(of: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    memories('past_key_values', of).map((name) => [name, name.replace('past_key_values', 'present')])
  )
}

function memories(prefix: string, of: readonly string[] = ['decoder', 'encoder']): string[] {
  return Array.from({ length: LAYERS }, (_, layer) =>
    of.flatMap((what) => ['key', 'value'].map((part) => `${prefix}.${layer}.${what}.${part}`))
  ).flat()
}

/** Arrays are given away with a run, so each input has its own. */
const nothingYet = () =>
  ({ type: 'float32', data: new Float32Array(0), dims: [1, HEADS, 0, HEAD_WIDTH] }) as const

const tokenTensor = (tokens: readonly number[]) =>
  ({ type: 'int64', data: BigInt64Array.from(tokens, BigInt), dims: [1, tokens.length] }) as const

async function readParts(
  tokenizerFile: string,
  generationFile: string
): Promise<Result<Pick<Transcriber, 'vocabulary' | 'text'>>> {
  try {
    const config = GenerationConfig.parse(JSON.parse(await readFile(generationFile, 'utf8')))
    const vocabulary = whisperVocabulary(config)
    const decode = openTokenDecoder(await readFile(tokenizerFile, 'utf8'))
    return ok({ vocabulary, text: (tokens) => decode(tokens.filter((token) => token < vocabulary.end)) })
  } catch (error) {
    const reason: Problem['message'] = error instanceof Error ? error.message : String(error)
    return fail(
      'model-words',
      `${tokenizerFile} or ${generationFile} cannot be used: ${reason}`,
      'Run `npm run models` to build them anew.',
      tokenizerFile
    )
  }
}
