import type { Segment } from '../../../shared/domain/rows'
import type { Label } from '../../../shared/domain/scheme'
import type { ValuePart } from '../../../shared/values/value-text'

/** What a track lane shows. */
export interface TrackPicture {
  readonly segments: readonly Segment[]
  readonly longest: number
  /** Drawn hatched, with the score. */
  readonly byModel: boolean
  /** A transcript: segments carry words and the speaker's colour. */
  readonly words: boolean
  /** Moments: drawn as markers. */
  readonly points: boolean
  readonly colorOf: (segment: Segment) => string | undefined
  readonly selected: ReadonlySet<string>
  readonly labelOf: (segment: Segment) => Label | undefined
  /** What a segment says beyond one label; empty for the others. */
  readonly partsOf: (segment: Segment) => readonly ValuePart[]
  /** Segments that are being made: from their start to the playhead. */
  readonly growing: readonly {
    readonly start: number
    readonly end: number
    readonly label: Label | undefined
  }[]
}
