import type { Problem } from './problem'

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
  /** auto, cpu, webgpu, cuda, dml, coreml */
  readonly provider?: string
}
