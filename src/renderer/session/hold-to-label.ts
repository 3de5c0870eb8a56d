/** A digit that is held down while the recording plays. Times in microseconds of the recording, `atMs` of the wall clock. */
export interface Held {
  readonly digit: number
  readonly start: number
  readonly atMs: number
}

/** Digits held now, in order of pressing. */
export type HoldState = readonly Held[]

/** What a release means. */
export type Release =
  | { readonly kind: 'tap'; readonly digit: number; readonly time: number }
  | { readonly kind: 'segment'; readonly digit: number; readonly start: number; readonly end: number }
  | { readonly kind: 'none' }

/** A press shorter than this labels what is there; a longer one makes a segment. */
export const TAP_MS = 180
/** Shorter segments are slips of the finger, in microseconds. */
const SHORTEST = 20_000

/** A digit goes down; pressing one that is down already changes nothing. */
export const press = (state: HoldState, digit: number, time: number, nowMs: number): HoldState =>
  state.some((held) => held.digit === digit) ? state : [...state, { digit, start: time, atMs: nowMs }]

/** A digit comes up: a tap, a segment from press to release, or nothing when time ran backwards (a loop, a seek). */
export function release(
  state: HoldState,
  digit: number,
  time: number,
  nowMs: number
): { readonly state: HoldState; readonly result: Release } {
  const held = state.find((each) => each.digit === digit)
  const rest = state.filter((each) => each.digit !== digit)
  if (!held) return { state: rest, result: { kind: 'none' } }
  if (nowMs - held.atMs < TAP_MS) return { state: rest, result: { kind: 'tap', digit, time: held.start } }
  if (time - held.start < SHORTEST) return { state: rest, result: { kind: 'none' } }
  return { state: rest, result: { kind: 'segment', digit, start: held.start, end: time } }
}
