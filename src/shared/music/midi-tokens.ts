import { barAt, beatsAt } from './beats'
import type { MeterChange, Note, TempoChange } from './notes'

/** A piece as a model reads it. */
export interface TokenPiece {
  readonly notes: readonly Note[]
  readonly tempos: readonly TempoChange[]
  readonly meters: readonly MeterChange[]
}

/** Ways to write notes as a row of events. */
export type TokenStyle = 'midi-like' | 'remi'

/** Velocities are told apart in steps of four. */
const VELOCITY_STEP = 4
const velocityBin = (velocity: number): number =>
  Math.min(31, Math.floor(Math.round(velocity * 127) / VELOCITY_STEP))

/** Times are told apart to 10 ms; one shift is a second at most. */
const SHIFTS_A_SECOND = 100
const LONGEST_SHIFT = 100

/**
 * Events of performance in order of time (Oore et al. 2018, Neural Computing and Applications 32): `Note On_60`, `Note Off_60`,
 * `Time Shift_50` (10 ms each, 100 at most), `Velocity_16` where it changes. Notes that end come before notes that begin.
 */
export function midiLikeEvents({ notes }: Pick<TokenPiece, 'notes'>): readonly string[] {
  const steps = (seconds: number): number => Math.round(seconds * SHIFTS_A_SECOND)
  const moments = notes
    .flatMap(({ startSeconds, endSeconds, pitch, velocity }) => {
      const start = steps(startSeconds)
      return [
        { at: start, on: true, pitch, velocity: velocityBin(velocity) },
        { at: Math.max(start + 1, steps(endSeconds)), on: false, pitch, velocity: 0 }
      ]
    })
    .sort((a, b) => a.at - b.at || Number(a.on) - Number(b.on) || a.pitch - b.pitch)
  const events: string[] = []
  let now = 0
  let loud: number | undefined
  for (const { at, on, pitch, velocity } of moments) {
    for (let left = at - now; left > 0; left -= LONGEST_SHIFT)
      events.push(`Time Shift_${Math.min(LONGEST_SHIFT, left)}`)
    now = at
    if (on && velocity !== loud) {
      events.push(`Velocity_${velocity}`)
      loud = velocity
    }
    events.push(`${on ? 'Note On' : 'Note Off'}_${pitch}`)
  }
  return events
}

/** A bar is told apart in sixteen places, a duration in thirty-seconds of a whole note. */
const POSITIONS = 16
const DURATIONS_A_QUARTER = 8
const LONGEST_DURATION = 64

/**
 * Events by bar and beat (REMI; Huang & Yang 2020, ACM Multimedia): `Bar_None`, `Position_1/16`, `Note Velocity_16`,
 * `Note On_60`, `Note Duration_7` (0: one thirty-second, 63 at most). Without its events of tempo and chords.
 */
export function remiEvents({ notes, tempos, meters }: TokenPiece): readonly string[] {
  const places = notes
    .map((note) => {
      const start = beatsAt(note.startSeconds, tempos)
      // To the sixteenth first: a note a little before a bar belongs to it.
      const { bar, quarters, length } = barAt(Math.round(start * 4) / 4, meters, tempos)
      const position = Math.min(POSITIONS - 1, Math.round((quarters / length) * POSITIONS))
      const beats = beatsAt(note.endSeconds, tempos) - start
      const duration = Math.min(LONGEST_DURATION, Math.max(1, Math.round(beats * DURATIONS_A_QUARTER))) - 1
      return { bar, position, pitch: note.pitch, velocity: velocityBin(note.velocity), duration }
    })
    .sort((a, b) => a.bar - b.bar || a.position - b.position || a.pitch - b.pitch)
  const events: string[] = []
  let bar = -1
  for (const note of places) {
    for (; bar < note.bar; bar++) events.push('Bar_None')
    events.push(
      `Position_${note.position + 1}/${POSITIONS}`,
      `Note Velocity_${note.velocity}`,
      `Note On_${note.pitch}`,
      `Note Duration_${note.duration}`
    )
  }
  return events
}

const counted = (name: string, count: number, first = 0): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${name}_${i + first}`)

/** Events in the order of their numbers where a model brings no vocabulary of its own. */
export const usualVocabulary: Readonly<Record<TokenStyle, readonly string[]>> = {
  'midi-like': [
    ...counted('Note On', 128),
    ...counted('Note Off', 128),
    ...counted('Time Shift', LONGEST_SHIFT, 1),
    ...counted('Velocity', 32)
  ],
  remi: [
    'Bar_None',
    ...counted('Position', POSITIONS, 1).map((name) => `${name}/${POSITIONS}`),
    ...counted('Note Velocity', 32),
    ...counted('Note On', 128),
    ...counted('Note Duration', LONGEST_DURATION)
  ]
}
