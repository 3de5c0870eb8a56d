import { z } from 'zod'
import type { PutTogether } from '../fusion/manifest-fusion'
import type { Problem } from './problem'
import type { RunVariant } from '../variants/run-variant'

/** What the Models panel shows of one model folder. */
export interface ModelInfo {
  readonly id: string
  readonly name: string
  readonly version: string
  /** One sentence of what it does. */
  readonly summary: string
  /** Kind of stream it needs. */
  readonly input: 'video' | 'audio' | 'text' | 'signal'
  readonly task: string
  /** `onnx` runs; the others are put together from results of models. */
  readonly kind: 'onnx' | 'fusion' | 'probe' | 'bundle' | 'external'
  /** What it looks at in one go: utterance, window, dialogue ... */
  readonly unit: string
  /** Tracks whose segments are its units, where the manifest names them. */
  readonly tier?: string
  /** Kinds of streams it reads; those that it can do without are marked. */
  readonly reads: readonly { readonly modality: string; readonly optional: boolean }[]
  /** Everything it says, in the order of its manifest. */
  readonly outputs: readonly ModelOutput[]
  /** How it is put together from others, where it is no network itself. */
  readonly together?: PutTogether
  /** Reads turns of a conversation around the one it is asked about. */
  readonly looksAround?: boolean
  /** Results of other models that it stands on. */
  readonly upstream: readonly {
    readonly model: string
    readonly output: string
    readonly optional: boolean
  }[]
  /** Added by the user rather than shipped. */
  readonly own: boolean
  /** Label ids of the track it writes, in output order. */
  readonly labels: readonly string[]
  readonly schemeId: string
  readonly licence: string
  /** Text of card.md. */
  readonly card: string
  readonly manifestHash: string
  readonly weightsHash: string
  readonly sizeBytes: number
  /** Set when the folder cannot be used, with the reason. */
  readonly problem?: Problem
  /** What its self-tests came to; absent while they have not been run, or where it brings none. */
  readonly selfTests?: readonly SelfTestResult[]
}

/** One thing that a model says. */
export interface ModelOutput {
  readonly id: string
  readonly task: string
  /** `none` for what belongs to no scheme (embeddings). */
  readonly schemeId: string
  readonly attributeId?: string
  readonly labels: readonly string[]
  readonly dims: readonly string[]
  readonly range?: readonly [number, number]
  /** For inspection only. */
  readonly aux: boolean
}

/** How speech is looked for and written down. */
export interface SpeechOptions {
  /** Least probability of speech; the model's own when absent. */
  readonly threshold?: number
  readonly minSpeechSeconds?: number
  readonly minSilenceSeconds?: number
  readonly padSeconds?: number
  /** Code of the language spoken, for instance `de`; found out when absent. */
  readonly language?: string
  /** How turns are given to speakers: not at all when absent; so many, or as many as are heard (`auto`). */
  readonly speakers?: number | 'auto'
  /** With `auto`: how different voices must be to count as two; the usual one when absent. */
  readonly voiceThreshold?: number
}

/** How a run is asked for. */
export interface RunOptions {
  /** Video: frames per second to look at. */
  readonly rateHz?: number
  /** Video: look at each picture a second time, in parts, for faces that are too small in the whole. */
  readonly smallFaces?: boolean
  /** Audio: `segments` of a track, or sliding `windows`. */
  readonly mode?: 'segments' | 'windows' | 'whole'
  readonly trackId?: string
  readonly windowSeconds?: number
  readonly hopSeconds?: number
  /** Speech: which frames count as speech, and what is made of the stretches. */
  readonly speech?: SpeechOptions
  /** auto, cpu, webgpu, cuda, tensorrt, dml, coreml */
  readonly provider?: string
  /** What differs from an ordinary run; its results belong to an author of their own. */
  readonly variant?: RunVariant
}

/** What one self-test of a model came to. */
export const SelfTestResult = z.object({
  name: z.string(),
  stage: z.enum(['pipeline', 'model', 'decode', 'end-to-end']),
  passed: z.boolean(),
  /** Largest difference from what was expected; null: not a number. Absent where nothing could be compared. */
  difference: z.number().nullable().optional(),
  tolerance: z.number(),
  /** Why it failed, with the place of the largest difference. */
  reason: z.string().optional()
})
export type SelfTestResult = z.infer<typeof SelfTestResult>
