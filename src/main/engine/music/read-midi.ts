import * as library from '@tonejs/midi'
import type { MeterChange, Note, TempoChange } from '../../../shared/music/notes'

/** What a MIDI file holds, in seconds by its own tempo changes. */
export interface MidiPiece {
  /** In order of start, then pitch. */
  readonly notes: readonly Note[]
  readonly durationSeconds: number
  readonly tempos: readonly TempoChange[]
  readonly meters: readonly MeterChange[]
  /** Names of its instruments or tracks. */
  readonly names: readonly string[]
}

/** The bundler takes the package's modules, Node its other file, whose exports it sees as one object. */
const { Midi } = 'Midi' in library ? library : (library as { readonly default: typeof library }).default

/** Quarter notes a minute where a file names no tempo (Standard MIDI Files 1.0). */
const USUAL_BPM = 120

/** A standard MIDI file; a sentence what is wrong with it otherwise. */
export function readMidi(bytes: Uint8Array): MidiPiece | string {
  if (bytes.length < 14 || Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== 'MThd')
    return 'does not begin like a MIDI file'
  if (((bytes[12] ?? 0) & 0x80) !== 0)
    return 'counts time in frames of film (SMPTE) instead of beats, which is not read yet'
  if ((bytes[12] ?? 0) === 0 && (bytes[13] ?? 0) === 0) return 'says that a beat has no ticks'
  if (isCutOff(bytes)) return 'is damaged: it ends before its last track does'
  try {
    const { header, tracks } = new Midi(bytes)
    const notes = tracks
      .flatMap(({ notes: own, channel }) =>
        own.map(({ time, duration, midi, velocity }): Note => ({
          startSeconds: time,
          endSeconds: time + duration,
          pitch: midi,
          velocity,
          channel
        }))
      )
      .sort((a, b) => a.startSeconds - b.startSeconds || a.pitch - b.pitch)
    if (notes.some(({ startSeconds, endSeconds }) => !Number.isFinite(startSeconds + endSeconds)))
      return 'has a note at a time that is no number'
    const tempos = header.tempos.map(({ bpm, ticks }) => ({
      bpm,
      startSeconds: header.ticksToSeconds(ticks)
    }))
    return {
      notes,
      durationSeconds: notes.reduce((last, { endSeconds }) => Math.max(last, endSeconds), 0),
      tempos: tempos[0]?.startSeconds === 0 ? tempos : [{ bpm: USUAL_BPM, startSeconds: 0 }, ...tempos],
      meters: header.timeSignatures.map(({ ticks, timeSignature: [beats = 4, unit = 4] }) => ({
        startSeconds: header.ticksToSeconds(ticks),
        beats,
        unit
      })),
      names: [
        ...new Set(tracks.map(({ name, instrument }) => name.trim() || instrument.name).filter(Boolean))
      ]
    }
  } catch (error) {
    return `is damaged (${error instanceof Error ? error.message : String(error)})`
  }
}

/** Whether a chunk says that it is longer than what is left of the file. */
function isCutOff(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let tracks = view.getUint16(10)
  for (let at = 8 + view.getUint32(4); tracks > 0; tracks--) {
    if (at + 8 > bytes.length) return true
    at += 8 + view.getUint32(at + 4)
    if (at > bytes.length) return true
  }
  return false
}
