import { z } from 'zod'
import { Id } from '../../domain/rows'
import { SignalView } from '../../signal/signal-view'
import type { MeasureResult } from './measure-work'
import { MeasureSettings } from './settings'

/** Tracks of events that measures are taken from; absent: none of that role. */
export const ChosenTracks = z.object({
  beats: Id.optional(),
  responses: Id.optional(),
  breaths: Id.optional()
})

/** Measures of stretches of a recording. */
export const MeasureQuery = z.object({
  recordingId: Id,
  /** Of requests of one slot only the newest is answered. */
  slot: z.string().min(1).max(100),
  /** µs of the recording, or every segment of a track in order of start. */
  stretches: z.union([
    z.object({
      kind: z.literal('spans'),
      spans: z.array(z.object({ fromUs: z.number(), toUs: z.number() }))
    }),
    z.object({ kind: z.literal('track'), trackId: Id })
  ]),
  tracks: ChosenTracks,
  settings: MeasureSettings,
  /** Numbers of channels, too. */
  levels: z.boolean().default(true),
  /** Band powers of EEG, too. */
  bands: z.boolean().default(false),
  views: z.record(z.string(), SignalView).optional()
})
export type MeasureQuery = z.infer<typeof MeasureQuery>

/** Measures with the revision of the project that they are of, or nothing because a newer question came. */
export type MeasureAnswer =
  | { readonly state: 'done'; readonly result: MeasureResult; readonly revision: number }
  | { readonly state: 'superseded' }
