import type { Problem } from '../domain/problem'
import type { Picture } from './picture'

/**
 * What the engine and the hidden decoder window say to each other. Arrays are copied, never transferred:
 * a buffer transferred from a window through a port arrives empty.
 * `credit` items may be under way at once; each one taken gives back one credit.
 */
export type ToDecoder =
  | {
      readonly type: 'request'
      readonly id: number
      readonly credit: number
      readonly request: DecodeRequest
    }
  | { readonly type: 'credit'; readonly id: number }
  | { readonly type: 'abort'; readonly id: number }

export type FromDecoder =
  | {
      readonly type: 'item'
      readonly id: number
      readonly item: readonly DecodedPicture[] | DecodedSound | SoundRuns
    }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly problem: Problem }

export type DecodeRequest =
  /** Pictures shown at these times (µs of the stream, ascending), made to fit a box. */
  | {
      readonly kind: 'frames'
      readonly fileId: string
      readonly streamIndex: number
      readonly times: Float64Array
      readonly widthPx: number
      readonly heightPx: number
    }
  /** The picture of a picture file. */
  | { readonly kind: 'still'; readonly fileId: string }
  /** Sound in order, mixed to one channel when `mono`. */
  | {
      readonly kind: 'audio'
      readonly fileId: string
      readonly streamIndex: number
      readonly fromSeconds?: number
      readonly toSeconds?: number
      readonly mono: boolean
    }
  /** Extremes of every run of `base` samples of the mixed sound, and the samples as 16 bit where `pcm`. */
  | {
      readonly kind: 'runs'
      readonly fileId: string
      readonly streamIndex: number
      readonly base: number
      readonly pcm: boolean
    }

/** One picture in displayed orientation, in the planes of its stream: colour is left until it is known which part is looked at. `time` is its own presentation time, µs. */
export interface DecodedPicture extends Picture {
  readonly time: number
  readonly widthPx: number
  readonly heightPx: number
}

/** One block of sound. */
export interface DecodedSound {
  readonly startSeconds: number
  readonly sampleRateHz: number
  readonly channels: readonly Float32Array<ArrayBuffer>[]
}

/** Whole runs in order from 0 on, the very last perhaps shorter; silence where the file has a gap. */
export interface SoundRuns {
  readonly sampleRateHz: number
  readonly sampleCount: number
  /** [min, max] of each run. */
  readonly extremes: Float32Array<ArrayBuffer>
  readonly pcm?: Int16Array<ArrayBuffer>
}
