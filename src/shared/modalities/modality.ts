import type { Entry } from '../registry'

/** One kind of measured signal and how it is shown at first. */
export interface Modality extends Entry {
  readonly id: string
  /** Name for people. */
  readonly name: string
  /** Unit it is usually given in. */
  readonly unit: string
  /** Whether a channel with this label and unit (as written in the file) is of this kind. */
  matches(label: string, unit: string): boolean
  readonly view: {
    /** Fixed span, in `unit`, drawn over the height of one lane; absent: the channel's own range. */
    readonly span?: number
    /** Whether the mean is taken off before drawing, because only changes matter. */
    readonly centred: boolean
  }
}
