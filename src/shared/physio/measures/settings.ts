import { z } from 'zod'

/** How beats are put right before heart rate variability is computed. */
export const BeatCorrection = z.enum(['off', 'rule', 'lipponen-tarvainen'])
export type BeatCorrection = z.infer<typeof BeatCorrection>

/** Everything that measures of the body depend on, with the defaults that the literature uses most. */
export const MeasureSettings = z.object({
  correction: BeatCorrection.default('off'),
  /** Rule: intervals below are doubled beats, ms. */
  shortestMs: z.number().positive().max(2000).default(300),
  /** Rule: intervals above miss a beat, ms. */
  longestMs: z.number().positive().max(10_000).default(2000),
  /** Longer intervals are pauses of the record: no interval, and never filled, ms. */
  pauseMs: z.number().positive().max(60_000).default(3000),
  /** Rate at which intervals are interpolated for the frequency domain, Hz; 4 Hz for stretches above an hour. */
  interpolationHz: z.number().min(2).max(1000).default(100),
  /** Responses of the skin below are not counted, in the unit of the channel; 0: all are. */
  leastAmplitude: z.number().nonnegative().default(0),
  /** How the level of the skin is told from its responses. */
  parts: z.enum(['highpass', 'median']).default('highpass'),
  /** Breaths further apart have a pause between them, seconds. */
  longestBreath: z.number().positive().max(120).default(30),
  /** Movement artefacts of muscles below are taken off, Hz. */
  emgHighpassHz: z.number().positive().max(500).default(20),
  /** Smoothness of the envelope of muscles, Hz. */
  emgLowpassHz: z.number().positive().max(100).default(8),
  /** Windows of band powers, seconds. */
  windowSeconds: z.number().positive().max(600).default(2)
})
export type MeasureSettings = z.infer<typeof MeasureSettings>

export const usualMeasureSettings: MeasureSettings = MeasureSettings.parse({})
