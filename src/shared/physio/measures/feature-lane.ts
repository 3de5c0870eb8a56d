import { z } from 'zod'
import { Id } from '../../domain/rows'
import { eegBands } from '../../signal/dsp/eeg-bands'
import { unitOf } from './catalogue'
import { SignalView } from '../../signal/signal-view'
import type { TimeGrid } from '../../trace/resample-trace'
import { ChosenTracks } from './measure-query'
import type { PlacedWork } from './measure-work'
import { MeasureSettings } from './settings'

const ofChannel = { streamId: Id, channel: z.number().int().nonnegative() }

/** Something of the body as a curve over the whole recording, to lie in a lane beside ratings. */
export const FeatureLane = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heart-rate') }),
  z.object({ kind: z.literal('breath-rate') }),
  z.object({ kind: z.literal('tonic'), ...ofChannel }),
  z.object({ kind: z.literal('phasic'), ...ofChannel }),
  z.object({ kind: z.literal('envelope'), ...ofChannel }),
  z.object({ kind: z.literal('temperature'), ...ofChannel }),
  /** Of the three axes that the channel is one of. */
  z.object({ kind: z.literal('activity'), ...ofChannel }),
  z.object({ kind: z.literal('band-power'), ...ofChannel, band: z.string() })
])
export type FeatureLane = z.infer<typeof FeatureLane>
export type FeatureKind = FeatureLane['kind']

/** Name, unit (that of the channel where it says so) and samples a second of each kind of curve. */
export const featureLanes: Readonly<
  Record<FeatureKind, { readonly name: string; readonly unit: string; readonly rateHz: number }>
> = {
  'heart-rate': { name: 'Heart rate', unit: '1/min', rateHz: 4 },
  'breath-rate': { name: 'Breathing rate', unit: '1/min', rateHz: 4 },
  tonic: { name: 'Tonic skin conductance', unit: 'unit', rateHz: 4 },
  phasic: { name: 'Phasic skin conductance', unit: 'unit', rateHz: 4 },
  envelope: { name: 'Muscle activity', unit: 'unit', rateHz: 10 },
  temperature: { name: 'Temperature', unit: 'unit', rateHz: 1 },
  activity: { name: 'Activity', unit: 'mg', rateHz: 1 },
  'band-power': { name: 'Band power', unit: 'unit²', rateHz: 2 }
}

/** What a curve is called, with its channel: `Heart rate`, `Alpha power (Pz)`. */
export function laneName(lane: FeatureLane, channelLabel: string | undefined): string {
  const { name } = featureLanes[lane.kind]
  const title = lane.kind === 'band-power' ? `${capital(lane.band)} power` : name
  return channelLabel === undefined ? title : `${title} (${channelLabel})`
}

/** Curves of one kind and unit share a scheme, so that they have one scale. */
export function laneScheme(
  lane: FeatureLane,
  channelUnit: string
): { readonly id: string; readonly name: string; readonly unit: string } {
  const { name, unit } = featureLanes[lane.kind]
  const shown = unitOf({ unit }, channelUnit)
  const what = lane.kind === 'band-power' ? `${lane.band}-power` : lane.kind
  const title = lane.kind === 'band-power' ? `${capital(lane.band)} power` : name
  const safe = shown.normalize('NFKD').replace(/[^a-zA-Z0-9]+/g, '') || 'none'
  return {
    id: `feature-${what}-${safe}`.toLowerCase(),
    name: shown === '' ? title : `${title}, ${shown}`,
    unit: shown
  }
}

/** Bands that a curve of power can be of. */
export const laneBands: readonly string[] = eegBands.map(({ name }) => name)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Samples a second that a curve can have. */
export const LANE_RATES = { least: 0.1, most: 50 } as const

/** Ask for a curve of a recording to be computed and kept as a trace of an annotator. */
export const LaneQuery = z.object({
  recordingId: Id,
  authorId: Id,
  lane: FeatureLane,
  settings: MeasureSettings,
  tracks: ChosenTracks,
  /** Samples a second; those of the kind of curve when absent. */
  rateHz: z.number().min(LANE_RATES.least).max(LANE_RATES.most).optional(),
  /** How band powers see signals, by stream; as recorded where absent. */
  views: z.record(z.string(), SignalView).optional()
})

/** What a kept curve says of itself: enough to tell whether it is of what is there now, and to make it again. */
export const LaneFacts = z.object({
  lane: FeatureLane,
  settings: MeasureSettings,
  events: ChosenTracks,
  rateHz: z.number().positive().optional(),
  /** How the signal was seen, in words; absent: as recorded, whatever is shown. */
  seen: z.string().optional(),
  stamp: z.string()
})
export type LaneFacts = z.infer<typeof LaneFacts>

/** A curve to compute; of the work its settings, events and signals are taken. */
export interface CurveWork extends PlacedWork {
  readonly lane: FeatureLane
  /** µs of the recording. */
  readonly grid: TimeGrid
}
