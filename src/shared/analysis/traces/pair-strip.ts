/**
 * What two sides say of one dimension in one recording (about one person where several are told apart), in order of
 * time; NaN where a side has no value.
 */
export interface PairStrip {
  readonly recordingId: string
  readonly personId?: string
  readonly reference: Float64Array
  readonly candidate: Float64Array
  readonly time: StripTime
}

/** Where the values lie: steps of one length, or segments of their own. */
export type StripTime =
  | { readonly kind: 'steps'; readonly startUs: number; readonly stepUs: number }
  | {
      readonly kind: 'segments'
      readonly start: Float64Array
      readonly end: Float64Array
      /** The reference segment of each value. */
      readonly segmentIds: readonly string[]
    }

/** Where the value at a place begins, µs. */
export const startAt = ({ time }: Pick<PairStrip, 'time'>, at: number): number =>
  time.kind === 'steps' ? time.startUs + at * time.stepUs : (time.start[at] ?? 0)

/** Where it ends, µs. */
export const endAt = ({ time }: Pick<PairStrip, 'time'>, at: number): number =>
  time.kind === 'steps' ? time.startUs + (at + 1) * time.stepUs : (time.end[at] ?? 0)
