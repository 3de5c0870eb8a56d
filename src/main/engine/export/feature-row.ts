import type { Segment, Track } from '../../../shared/domain/rows'
import type { EventTracks } from '../../../shared/physio/measures/event-tracks'
import type { MeasureRow } from '../../../shared/physio/measures/measure-work'

/** Measures of one segment, and the tracks of events that they rest on. */
export interface FeatureRow {
  readonly segment: Segment
  readonly track: Track
  readonly events: EventTracks
  readonly measured: MeasureRow
  readonly responseUnit: string
}
