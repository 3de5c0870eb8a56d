import type { PairingMode } from './report'

/** One segment of an author as the comparison needs it. Times in whole microseconds, `end >= start`. */
export interface ComparedSegment {
  readonly id: string
  readonly recordingId: string
  readonly start: number
  readonly end: number
  /** Label id in the author's own scheme; absent: not labelled; `cannot-rate`: the rater declined. */
  readonly label?: string
  readonly personId?: string
  /** 0 to 1. */
  readonly confidence?: number
}

/** The exact conventions of the two ways of pairing, as shown on cards. */
export const pairingConventions: Record<PairingMode, string> = {
  segments:
    'Every labelled reference segment is one item. Its candidate label is the one with the largest summed overlap inside the segment; equal sums go to the label that comes first in the list. Overlapping segments of the candidate each add their own overlap; overlapping segments of the reference are items of their own. A segment without length counts as 1 µs long. A reference segment that no candidate segment overlaps, or that the winning label covers by less than the least overlap asked for, is left out and counted.',
  seconds:
    'Time is the unit: every microsecond at which both have a label adds to the cell of the two labels. Where segments of one author overlap, the one that started last holds (of those the one that ends first, then the label first in the list). Time with one label only is left out and counted by side.'
}

/** How people are kept apart, for both modes. */
export const personConvention =
  'Segments that both name a person are paired only when it is the same one; a segment that names nobody is paired with everybody.'
