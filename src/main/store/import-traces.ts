import type { RowChange } from '../../shared/commands/command'
import type { Take, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { newId } from './database'
import type { Db } from './database'
import { addEvents, missingIn, writeSamples } from './take-samples'
import type { FileToImport } from './types'

type ImportedTrace = NonNullable<FileToImport['traces']>[number]

/** Rows and samples of an imported trace: the track, then its takes from below. */
export function addTrace(
  db: Db,
  imported: ImportedTrace,
  place: Pick<Track, 'recordingId' | 'authorId' | 'personId' | 'position'>,
  add: (change: RowChange) => void
): string {
  const track: Track = {
    id: newId(),
    ...place,
    schemeId: imported.schemeId,
    attributeId: imported.attributeId,
    name: imported.name,
    kind: 'trace',
    overlap: 'allowed',
    locked: false,
    trace: imported.trace
  }
  add({ table: 'track', id: track.id, after: track })
  imported.takes.forEach(({ samples, events, ...take }, position) => {
    const id = newId()
    const width = take.dims.length
    const count = samples.length / width
    writeSamples(db, id, width, samples)
    if (events && events.length > 0) addEvents(db, id, 0, events)
    const row: Take = {
      ...take,
      id,
      trackId: track.id,
      dims: [...take.dims],
      end: micros(take.start + (count / take.rateHz) * 1e6),
      count,
      position,
      hidden: false,
      source: 'import',
      missingCount: missingIn(samples, width)
    }
    add({ table: 'take', id, after: row })
  })
  return track.id
}
