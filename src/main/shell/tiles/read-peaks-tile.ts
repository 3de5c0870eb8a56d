/** Files that one waveform slice may be read from, absolute paths. */
export interface PeaksSources {
  readonly peaks: string
  /** Cache of decoded samples, where one was kept. */
  readonly pcm?: string
  /** The user's file: uncompressed sound is read from it when zoomed to the sample. */
  readonly original?: string
}

/** Slice of a waveform: px x (min, max) in -1..1, for [from, to) in µs of the stream. Columns outside the sound are NaN. */
export async function readPeaksTile(sources: PeaksSources, from: number, to: number, px: number): Promise<Float32Array<ArrayBuffer>> {
  throw new Error(`not built yet ${sources.peaks} ${from} ${to} ${px}`)
}
