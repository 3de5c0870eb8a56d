import type { Scene } from './scene'

/** Asks the hidden studio page for the film of a scene. `photos` are JPEG files by name; `sound` is mono. */
export interface FilmRequest {
  readonly scene: Scene
  readonly photos: Readonly<Record<string, Uint8Array<ArrayBuffer>>>
  readonly sound: Float32Array<ArrayBuffer>
  readonly sampleRateHz: number
}

/** What the studio page answers: shares done, then the MP4 file or why there is none. */
export type FilmAnswer =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'film'; readonly file: Uint8Array; readonly codecs: string }
  | { readonly kind: 'failed'; readonly message: string }
