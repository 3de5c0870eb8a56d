import { z } from 'zod'
import { Id } from '../domain/rows'
import { ChosenTracks } from '../physio/measures/measure-query'
import { MeasureSettings } from '../physio/measures/settings'
import { SignalView } from '../signal/signal-view'

/** Which measures of signals an export writes, a row for each segment. */
export const SignalFeatures = z.object({
  /** Segments of tracks with these schemes have a row. */
  schemeIds: z.array(Id).min(1),
  settings: MeasureSettings,
  /** Tracks of events by recording, where another than the highest of a role is wanted. */
  tracks: z.record(z.string(), ChosenTracks).default({}),
  bands: z.boolean().default(true),
  /** How band powers see a stream; as recorded where absent. */
  views: z.record(z.string(), SignalView).optional()
})
export type SignalFeatures = z.infer<typeof SignalFeatures>
