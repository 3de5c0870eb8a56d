import { readFile } from 'node:fs/promises'
import { fail, ok } from '../../../../shared/domain/problem'
import { toMedia } from '../../../../shared/domain/time'
import { readMidi } from '../../music/read-midi'
import type { Notes } from '../ops/value'
import type { Source } from './source'

/** Notes of a recording that came from a MIDI file, cut to each unit and counted from its start. */
export const midi: Source = {
  id: 'midi',
  async open({ item }) {
    const input = (item.streams ?? [item.input]).find(({ stream }) => stream.kind === 'notes')
    if (!input)
      return fail(
        'no-stream',
        `${item.recording.name} has no notes, which the model needs.`,
        'Import its MIDI file.'
      )
    const piece = readMidi(new Uint8Array(await readFile(input.path)))
    if (typeof piece === 'string')
      return fail('midi', `${input.file.path} ${piece}.`, undefined, input.file.path)
    const { notes, tempos, meters } = piece
    return ok({
      async read(unit): Promise<Notes> {
        const from = Math.max(0, toMedia(input.stream, unit.start) / 1e6)
        const to = toMedia(input.stream, unit.end) / 1e6
        return {
          kind: 'notes',
          notes: notes
            .filter(({ startSeconds, endSeconds }) => endSeconds > from && startSeconds < to)
            .map((note) => ({
              ...note,
              startSeconds: Math.max(0, note.startSeconds - from),
              endSeconds: Math.min(to, note.endSeconds) - from
            })),
          durationSeconds: to - from,
          tempos: startingAt(tempos, from),
          // A unit that begins within a bar begins a bar of its own.
          meters: startingAt(meters, from)
        }
      },
      close: () => undefined
    })
  }
}

/** Changes as seen from a later start: the one that holds there comes first. */
function startingAt<T extends { readonly startSeconds: number }>(
  changes: readonly T[],
  from: number
): readonly T[] {
  const holds = changes.findLastIndex(({ startSeconds }) => startSeconds <= from)
  return changes
    .slice(Math.max(0, holds))
    .map((change) => ({ ...change, startSeconds: Math.max(0, change.startSeconds - from) }))
}
