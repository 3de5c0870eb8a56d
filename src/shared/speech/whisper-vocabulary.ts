import { z } from 'zod'

/** The parts of Whisper's `generation_config.json` that decoding reads. */
export const GenerationConfig = z.object({
  eos_token_id: z.number().int(),
  decoder_start_token_id: z.number().int(),
  no_timestamps_token_id: z.number().int(),
  lang_to_id: z.record(z.string(), z.number().int()),
  task_to_id: z.object({ transcribe: z.number().int(), translate: z.number().int() }),
  begin_suppress_tokens: z.array(z.number().int()).default([]),
  suppress_tokens: z.array(z.number().int()).default([]),
  max_initial_timestamp_index: z.number().int().default(50)
})
export type GenerationConfig = z.infer<typeof GenerationConfig>

/** Token ids of a Whisper model by what they mean. */
export interface WhisperVocabulary {
  readonly start: number
  readonly end: number
  readonly transcribe: number
  /** Told first where nobody speaks. */
  readonly noSpeech: number
  /** The token of second 0; each that follows is 20 ms later. */
  readonly firstTime: number
  /** By language code, for instance `de`. */
  readonly languages: ReadonlyMap<string, number>
  /** Never said. */
  readonly never: readonly number[]
  /** Never said first. */
  readonly neverFirst: readonly number[]
}

/** Seconds between two tokens of time (Radford et al. 2022, 2.3). */
export const TIME_STEP_SECONDS = 0.02

/** The ids of a model by its configuration. */
export function whisperVocabulary(config: GenerationConfig): WhisperVocabulary {
  return {
    start: config.decoder_start_token_id,
    end: config.eos_token_id,
    transcribe: config.task_to_id.transcribe,
    // The order of special tokens is fixed: ... nospeech, notimestamps, times.
    noSpeech: config.no_timestamps_token_id - 1,
    firstTime: config.no_timestamps_token_id + 1,
    languages: new Map(
      Object.entries(config.lang_to_id).map(([token, id]) => [token.replace(/[<|>]/g, ''), id])
    ),
    never: config.suppress_tokens,
    neverFirst: config.begin_suppress_tokens
  }
}
