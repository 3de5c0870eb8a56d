import type { TensorValue } from '../tensor-value'

/** Sound of one channel, -1 to 1. */
export interface Sound {
  readonly kind: 'sound'
  readonly samples: Float32Array
  readonly rateHz: number
}

/** Where a picture lies in the picture it was made from: `source = left + x * scaleX`, in pixel edges. */
export interface Placement {
  readonly left: number
  readonly top: number
  readonly scaleX: number
  readonly scaleY: number
}

/** A picture, channels interleaved, 0 to 255 unless scaled since. */
export interface Picture {
  readonly kind: 'picture'
  readonly widthPx: number
  readonly heightPx: number
  readonly channels: 1 | 3
  readonly data: Uint8Array | Float32Array
  readonly placement: Placement
}

/** What a model takes, without its batch axis. */
export type ModelInput = TensorValue & {
  readonly kind: 'tensor'
  readonly picture?: Pick<Picture, 'widthPx' | 'heightPx' | 'placement'>
}

export type Value = Sound | Picture | ModelInput

export const IDENTITY: Placement = { left: 0, top: 0, scaleX: 1, scaleY: 1 }
