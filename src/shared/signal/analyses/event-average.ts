import { z } from 'zod'

/**
 * Averages of epochs around events. The stretches of the question are the events: each begins at one and names its group;
 * where they end plays no part.
 */
export const EventAverageAnalysis = z.object({
  kind: z.literal('event-average'),
  /** Around the event, seconds; both ends are included. */
  fromSeconds: z.number().min(-60).max(60),
  toSeconds: z.number().min(-60).max(60),
  /** The mean of this stretch is taken off each epoch. */
  baseline: z.object({ from: z.number(), to: z.number() }).optional(),
  /** Epochs in which a channel's highest and lowest value are further apart are rejected, in the unit of the signal. */
  peakToPeak: z.number().positive().optional(),
  /** Length of the signal, µs: epochs that reach beyond are counted as such. */
  recordedUs: z.number().nonnegative()
})

/** The average of one group of events. */
export interface GroupAverage {
  readonly group: string
  /** By channel, in the order asked for; NaN without an epoch. */
  readonly mean: readonly Float64Array<ArrayBuffer>[]
  /** Standard error of the mean; NaN with fewer than two epochs. */
  readonly error: readonly Float64Array<ArrayBuffer>[]
  readonly used: number
  /** Epochs that do not count, each by its first reason. */
  readonly rejected: {
    readonly outside: number
    /** They touch a stretch that is marked as bad. */
    readonly bad: number
    readonly gap: number
    readonly amplitude: number
  }
}

export interface EventAverageResult {
  readonly kind: 'event-average'
  readonly channels: readonly number[]
  readonly rateHz: number
  /** Seconds around the event. */
  readonly times: Float64Array<ArrayBuffer>
  readonly groups: readonly GroupAverage[]
  readonly asRecorded: readonly number[]
}
