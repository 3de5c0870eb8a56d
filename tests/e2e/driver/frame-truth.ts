import { execFileSync } from 'node:child_process'

/** Presentation times of a video's frames in seconds, as ffprobe reads them; the app reads them by another way. */
export function presentationTimes(path: string): readonly number[] {
  const answer = execFileSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path],
    { encoding: 'utf8', maxBuffer: 1 << 26 }
  )
  return answer
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
}

/** Index of the frame on screen at a time in seconds. */
export const frameAt = (times: readonly number[], seconds: number): number =>
  Math.max(
    0,
    times.findLastIndex((time) => time <= seconds + 5e-7)
  )

/**
 * Index of the frame meant by a time typed in whole milliseconds. The clock shows a frame at 2.933333 as 2.933,
 * so typing what it shows means that frame and not the one before.
 */
export function typedFrame(times: readonly number[], seconds: number): number {
  const shownSo = times.findIndex((time) => Math.round(time * 1000) === Math.round(seconds * 1000))
  return shownSo >= 0 ? shownSo : frameAt(times, seconds)
}

/** Random numbers from 0 to 1, the same on every run (Mulberry32). */
export function repeatableRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
