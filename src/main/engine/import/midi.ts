import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fromSeconds } from '../../../shared/domain/time'
import { packNotes } from '../../../shared/music/notes'
import { readMidi } from '../music/read-midi'
import type { FileFormat } from './format'
import { failed } from './format'

/** Larger files are not MIDI: a symphony of an hour takes less than one. */
const MOST_BYTES = 32 * 1024 * 1024

/** Standard MIDI files: a recording of notes, drawn as a piano roll. */
export const midi: FileFormat = {
  id: 'midi',
  name: 'MIDI (mid, midi)',
  extensions: ['mid', 'midi', 'smf'],
  probe: ({ extension, head }) =>
    Buffer.from(head.subarray(0, 4)).toString('latin1') === 'MThd' ||
    ['mid', 'midi', 'smf'].includes(extension),
  async read(file, { cache }) {
    if (file.sizeBytes > MOST_BYTES)
      return failed(
        file,
        'too-large',
        'is too large to be a MIDI file.',
        'Check that it opens in a music program, and export it anew.'
      )
    const bytes = file.sizeBytes <= file.head.length ? file.head : new Uint8Array(await readFile(file.path))
    const piece = readMidi(bytes)
    if (typeof piece === 'string')
      return failed(
        file,
        'damaged',
        `${piece}.`,
        'Open it in a music program and export it again as a standard MIDI file.'
      )
    if (piece.notes.length === 0)
      return failed(file, 'empty', 'holds no note.', 'Check that the tracks with the notes were exported.')
    const name = 'notes-0.f64'
    await mkdir(dirname(cache.path(name)), { recursive: true })
    await writeFile(cache.path(name), new Uint8Array(packNotes(piece.notes).buffer))
    return {
      ok: true,
      value: {
        container: 'midi',
        playback: 'none',
        durationSeconds: piece.durationSeconds,
        streams: [
          {
            kind: 'notes',
            name: piece.names.slice(0, 3).join(', ') || 'Notes',
            index: 0,
            duration: fromSeconds(piece.durationSeconds),
            info: {
              codec: 'midi',
              extra: { midi: { tempos: piece.tempos.slice(0, 200), notes: piece.notes.length } }
            },
            cache: { notes: cache.key(name) }
          }
        ],
        tracks: [],
        warnings: []
      }
    }
  }
}
