/** A note of a piece; seconds from its start, pitch as MIDI number (60: middle C), velocity 0 to 1. */
export interface Note {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly pitch: number
  readonly velocity: number
  /** MIDI channel, from 0; 9 is percussion. */
  readonly channel: number
}

/** A piece from `startSeconds` on has this tempo. */
export interface TempoChange {
  readonly startSeconds: number
  /** Quarter notes a minute. */
  readonly bpm: number
}

/** A piece from `startSeconds` on has bars of `beats` notes of length 1 / `unit`. */
export interface MeterChange {
  readonly startSeconds: number
  readonly beats: number
  readonly unit: number
}

/** Numbers that one note takes in a packed list. */
const WIDTH = 5

/** Notes as a list of numbers: start, end, pitch, velocity, channel of each. */
export function packNotes(notes: readonly Note[]): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(notes.length * WIDTH)
  notes.forEach(({ startSeconds, endSeconds, pitch, velocity, channel }, i) =>
    packed.set([startSeconds, endSeconds, pitch, velocity, channel], i * WIDTH)
  )
  return packed
}

/** Notes of a packed list; a rest that is no whole note is left out. */
export function unpackNotes(packed: Float64Array): readonly Note[] {
  return Array.from({ length: Math.floor(packed.length / WIDTH) }, (_, i) => {
    const [startSeconds = 0, endSeconds = 0, pitch = 0, velocity = 0, channel = 0] = packed.subarray(
      i * WIDTH,
      (i + 1) * WIDTH
    )
    return { startSeconds, endSeconds, pitch, velocity, channel }
  })
}

const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B']

/** Name of a pitch with its octave: 60 is C4. */
export const noteName = (pitch: number): string =>
  `${NAMES[((pitch % 12) + 12) % 12] ?? ''}${Math.floor(pitch / 12) - 1}`
