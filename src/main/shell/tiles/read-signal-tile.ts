/** Slice of signals: channels x px x (min, max) in physical units, for [from, to) in µs of the stream; NaN where there is no data. All channels when `channels` is absent. */
export async function readSignalTile(path: string, from: number, to: number, px: number, channels?: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
  throw new Error(`not built yet ${path} ${from} ${to} ${px} ${channels?.length ?? 0}`)
}
