import type { Score } from '../../metrics/base/score'
import type { SignalPlace } from '../../signal/signal-page'
import type { SignalView } from '../../signal/signal-view'
import type { ChannelType } from '../../signal/channel-type'
import type { TimeStretch } from '../../signal/bad-stretches'
import type { EventMeasureId, LevelMeasureId } from './catalogue'
import type { EventRole } from './event-tracks'
import type { Stretch } from './heart-measures'
import type { CorrectionCounts, MarkedBeat } from './prepare-beats'
import type { MeasureSettings } from './settings'
import type { MarkedResponse } from './skin-and-breath'

/** A channel that measures are taken from. */
export interface MeasuredChannel {
  /** Index in its stream. */
  readonly index: number
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly type: ChannelType
}

/** A signal and its good channels. */
export interface MeasuredSignal {
  readonly streamId: string
  /** Place on the clock of the recording. */
  readonly offset: number
  readonly driftPpm: number
  readonly durationUs: number
  readonly channels: readonly MeasuredChannel[]
  /** Marked as bad, µs of the stream, in order: taken as if nothing had been recorded there. */
  readonly bad?: readonly TimeStretch[] | undefined
  /** How band powers see it; as recorded when absent. */
  readonly view?: SignalView | undefined
  /** EEG rows of the view, where those are no channels: pairs, sums of a montage. */
  readonly rows?: readonly MeasuredChannel[] | undefined
}

/** Everything that measures of some stretches of a recording need; times are µs of the recording. Absent events: no track is chosen. */
export interface MeasureWork {
  readonly settings: MeasureSettings
  readonly stretches: readonly Stretch[]
  readonly beats?: readonly MarkedBeat[] | undefined
  readonly responses?: readonly MarkedResponse[] | undefined
  /** The skin conductance that responses are measured in. */
  readonly responsesIn?: { readonly streamId: string; readonly channel: number } | undefined
  readonly breathsUs?: readonly number[] | undefined
  /** Where the signals that the events were found in are marked as bad, µs of the recording, in order. */
  readonly bad?: Partial<Readonly<Record<EventRole, readonly TimeStretch[]>>> | undefined
  readonly signals: readonly MeasuredSignal[]
  /** Numbers of channels; else only what responses are measured in is read. */
  readonly levels: boolean
  /** Band powers of EEG, too. */
  readonly bands: boolean
}

/** Measures to compute and where the signals lie; a signal without a place has no samples (yet). */
export interface PlacedWork extends MeasureWork {
  readonly places: Readonly<Record<string, SignalPlace>>
}

/** A measure of one channel (of movement: three) in one stretch. */
export interface LevelScore {
  readonly measure: LevelMeasureId | 'band_power'
  readonly streamId: string
  readonly label: string
  /** Of the channel. */
  readonly unit: string
  /** Name of the band of a band power. */
  readonly band?: string
  readonly score: Score
}

/** All measures of one stretch. */
export interface MeasureRow extends Stretch {
  readonly events: Readonly<Partial<Record<EventMeasureId, Score>>>
  readonly levels: readonly LevelScore[]
}

/** Measures of all stretches in order, and the intervals between all beats after correction. */
export interface MeasureResult {
  readonly rows: readonly MeasureRow[]
  readonly correction?: CorrectionCounts
  /** NaN: left out. Ends in µs of the recording. */
  readonly intervals?: { readonly endsUs: Float64Array; readonly ms: Float64Array }
  /** Unit that amplitudes of responses are in. */
  readonly responseUnit?: string
}
