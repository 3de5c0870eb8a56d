import type { Note } from './notes'

/** How notes become rows of pitches over time. */
export interface PianoRollSettings {
  /** Frames a second. */
  readonly fps: number
  /** Lowest and highest pitch, both included. */
  readonly pitchRange: readonly [low: number, high: number]
  /** 1 where a note sounds, or its velocity 0 to 1 (the loudest where several sound). */
  readonly value: 'binary' | 'velocity'
  /** Percussion has no pitch. */
  readonly drums: boolean
}

/** MIDI channel of percussion. */
const DRUMS = 9

/**
 * Rows of pitches, the lowest first, one column for each frame of `durationSeconds`. A note sounds from the frame of its start
 * up to that of its end, one frame at least (pretty_midi's `get_piano_roll`).
 */
export function pianoRoll(
  notes: readonly Note[],
  durationSeconds: number,
  { fps, pitchRange: [low, high], value, drums }: PianoRollSettings
): { readonly rows: number; readonly frames: number; readonly data: Float32Array<ArrayBuffer> } {
  const rows = high - low + 1
  const frames = Math.max(0, Math.ceil(durationSeconds * fps - 1e-9))
  const data = new Float32Array(rows * frames)
  for (const { startSeconds, endSeconds, pitch, velocity, channel } of notes) {
    if (pitch < low || pitch > high || (channel === DRUMS && !drums)) continue
    const from = Math.floor(startSeconds * fps + 1e-9)
    const to = Math.max(from + 1, Math.floor(endSeconds * fps + 1e-9))
    for (let frame = Math.max(0, from); frame < Math.min(frames, to); frame++) {
      const at = (pitch - low) * frames + frame
      data[at] = value === 'binary' ? 1 : Math.max(data[at] ?? 0, velocity)
    }
  }
  return { rows, frames, data }
}
