import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compilePipeline } from '../../../src/main/engine/inference/ops/pipeline'
import type { Assets } from '../../../src/main/engine/inference/ops/op'
import type { Notes } from '../../../src/main/engine/inference/ops/value'
import { midi as midiSource } from '../../../src/main/engine/inference/sources/midi'
import { readMidi } from '../../../src/main/engine/music/read-midi'
import { midiLikeEvents, remiEvents, usualVocabulary } from '../../../src/shared/music/midi-tokens'
import { noteName, unpackNotes } from '../../../src/shared/music/notes'
import { importPaths } from '../../fixtures/import-file'
import { midiBytes } from '../../fixtures/midi-bytes'

const folder = mkdtempSync(join(tmpdir(), 'affectory-midi-'))
const written = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** 120 quarter notes a minute, from the fourth on 60, from the eighth on 90; a note on each of twelve quarters. */
const changing = midiBytes([
  { at: 0, bpm: 120 },
  { at: 4 * 480, bpm: 60 },
  { at: 8 * 480, bpm: 90 },
  ...Array.from({ length: 12 }, (_, i) => ({ at: i * 480, pitch: 60 + i, ticks: 240 }))
])
/** Seconds of each quarter by hand: half a second each, then one, then two thirds. */
const quarters = Array.from({ length: 13 }, (_, i) =>
  i <= 4 ? i / 2 : i <= 8 ? 2 + (i - 4) : 6 + ((i - 8) * 2) / 3
)

describe('a MIDI file with changes of tempo', () => {
  test('shows its notes at the seconds that follow by hand, to 5 ms', async () => {
    const { files, problems, inProject } = await importPaths([written('changing.mid', changing)])
    expect(problems).toEqual([])
    const [stream] = files[0]?.streams ?? []
    expect([stream?.kind, stream?.info.codec]).toEqual(['notes', 'midi'])
    const bytes = readFileSync(inProject(stream?.cache['notes']))
    const notes = unpackNotes(new Float64Array(new Uint8Array(bytes).buffer))
    expect(notes.map(({ pitch }) => pitch)).toEqual(Array.from({ length: 12 }, (_, i) => 60 + i))
    notes.forEach(({ startSeconds, endSeconds }, i) => {
      const [start = 0, next = 0] = quarters.slice(i, i + 2)
      expect(Math.abs(startSeconds - start)).toBeLessThan(0.005)
      expect(Math.abs(endSeconds - (start + next) / 2)).toBeLessThan(0.005)
    })
    expect(files[0]?.durationSeconds).toBeCloseTo((quarters[11] ?? 0) + 1 / 3, 3)
  })

  test.each([
    ['nothing but its name', Buffer.from('hello'), 'does not begin like a MIDI file'],
    ['times in frames of film', withDivision(0xe728), 'in frames of film'],
    ['a beat without ticks', withDivision(0), 'no ticks'],
    ['its end cut off', changing.subarray(0, 60), 'damaged'],
    ['no note', midiBytes([{ at: 0, bpm: 100 }]), 'holds no note']
  ])('with %s is refused in a sentence that names it', async (_, bytes, words) => {
    const { files, problems } = await importPaths([written('odd.mid', bytes)])
    expect(files).toEqual([])
    expect(problems.map(({ message }) => message).join()).toMatch(new RegExp(`^odd\\.mid.*${words}`))
  })

  test('is read for a model from the start of a unit on, with what sounds there', async () => {
    const opened = await midiSource.open({
      item: {
        recording: { name: 'x' },
        input: {
          path: written('unit.mid', changing),
          file: { path: 'unit.mid' },
          stream: { kind: 'notes', offset: 0, driftPpm: 0 }
        }
      }
    } as unknown as Parameters<typeof midiSource.open>[0])
    if (!opened.ok) throw new Error(opened.error.message)
    const value = await opened.value.read({ key: 'u', start: 1_900_000, end: 4_250_000 } as never)
    if (value?.kind !== 'notes') throw new Error('no notes')
    // The quarters at 2, 3 and 4 s; the one of 1.5 s has ended, and the last is cut at the end of the unit.
    expect(value.notes.map(({ startSeconds }) => startSeconds.toFixed(3))).toEqual([
      '0.100',
      '1.100',
      '2.100'
    ])
    expect(value.notes.at(-1)?.endSeconds).toBeCloseTo(2.35, 6)
    expect(
      value.tempos?.map(({ bpm, startSeconds }) => [Math.round(bpm), Math.round(startSeconds * 1e3)])
    ).toEqual([
      [120, 0],
      [60, 100],
      [90, 4100]
    ])
  })
})

describe('notes as events', () => {
  const piece = readMidi(
    midiBytes([
      { at: 0, bpm: 120 },
      { at: 0, meter: [3, 4] },
      { at: 0, pitch: 60, ticks: 480, velocity: 100 },
      { at: 0, pitch: 64, ticks: 1440, velocity: 100 },
      { at: 1440, pitch: 67, ticks: 240, velocity: 40 }
    ])
  )
  if (typeof piece === 'string') throw new Error(piece)

  test('of performance have shifts of 10 ms up to a second, ends before starts, and loudness where it changes', () => {
    expect(midiLikeEvents(piece)).toEqual([
      'Velocity_25',
      'Note On_60',
      'Note On_64',
      'Time Shift_50',
      'Note Off_60',
      'Time Shift_100',
      'Note Off_64',
      'Velocity_10',
      'Note On_67',
      'Time Shift_25',
      'Note Off_67'
    ])
  })

  test('by bar and beat begin a bar after three quarters and count thirty-seconds', () => {
    expect(remiEvents(piece)).toEqual([
      ...['Bar_None', 'Position_1/16', 'Note Velocity_25', 'Note On_60', 'Note Duration_7'],
      ...['Position_1/16', 'Note Velocity_25', 'Note On_64', 'Note Duration_23'],
      ...['Bar_None', 'Position_1/16', 'Note Velocity_10', 'Note On_67', 'Note Duration_3']
    ])
  })

  test('become numbers of the usual vocabularies, cut at a length, or of the file of a model', () => {
    const notes: Notes = { kind: 'notes', ...piece }
    expect(usualVocabulary['midi-like']).toHaveLength(388)
    const like = run([{ op: 'music.midiTokens', scheme: 'midi-like', maxLen: 4, bos: 388 }], notes)
    expect(like).toEqual({ dims: [4], values: [388, 356 + 25, 60, 64] })
    const file = ['Bar_None', 'Position_1/16', ...[25, 10].map((v) => `Note Velocity_${v}`)]
    const words = [
      ...file,
      ...[60, 64, 67].map((p) => `Note On_${p}`),
      ...[7, 23, 3].map((d) => `Note Duration_${d}`)
    ]
    const custom = [{ op: 'music.midiTokens', scheme: 'custom', file: 'events', eos: 99 }]
    expect(run(custom, notes, words).values).toEqual([0, 1, 2, 4, 7, 1, 2, 5, 8, 0, 1, 3, 6, 9, 99])
    expect(() => run(custom, notes, words.slice(0, -1))).toThrow('has no event "Note Duration_3"')
  })

  test('become a roll of pitches by frame, without percussion', () => {
    const withDrums: Notes = {
      kind: 'notes',
      ...piece,
      notes: [...piece.notes, { startSeconds: 0, endSeconds: 1, pitch: 61, velocity: 1, channel: 9 }]
    }
    const roll = run([{ op: 'music.pianoRoll', fps: 4, pitchRange: [60, 67] }], withDrums)
    expect(roll.dims).toEqual([8, 7])
    const row = (pitch: number) => roll.values.slice((pitch - 60) * 7, (pitch - 59) * 7).join('')
    expect([row(60), row(61), row(64), row(67)]).toEqual(['1100000', '0000000', '1111110', '0000001'])
  })

  test('have names', () => {
    expect([60, 21, 108, 61].map(noteName)).toEqual(['C4', 'A0', 'C8', 'C♯4'])
  })
})

function withDivision(division: number): Buffer {
  const bytes = Buffer.from(changing)
  bytes.writeUInt16BE(division, 12)
  return bytes
}

function run(
  pipeline: readonly { op: string; [name: string]: unknown }[],
  notes: Notes,
  events: unknown = []
) {
  const assets: Assets = { text: () => '', json: () => events, bytes: () => new Uint8Array() }
  const built = compilePipeline(
    { name: 'x', dtype: 'float32', shape: ['N'], from: 'score', pipeline },
    'manifest.json',
    assets
  )
  if (!built.ok) throw new Error(built.error.message)
  const { dims, data } = built.value(notes)
  return { dims, values: Array.from(data as ArrayLike<number | bigint>, Number) }
}
