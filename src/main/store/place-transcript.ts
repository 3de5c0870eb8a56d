import { fitNominalTimes } from '../../shared/conversation/nominal-times'
import { DOCUMENT_LAYER } from '../../shared/documents/document-text'
import type { Segment, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import type { Db } from './database'
import { decodeAll, getRow, segmentsOf } from './row-store'
import type { FileToImport } from './types'

type ImportedTrack = FileToImport['tracks'][number]

/**
 * A file as it fits the recording that gets it: its transcript is a layer of its own where the recording has one, named
 * after the file; nominal times take those of a transcript with as many turns, else they are spread over the recording.
 */
export function placeTranscript(db: Db, file: FileToImport, into: string | undefined): FileToImport {
  const recording = into === undefined ? undefined : getRow(db, 'recording', into)
  const spoken = file.tracks.filter(({ kind }) => kind === 'utterances')
  if (!recording || spoken.length === 0) return file
  const there = decodeAll(
    'track',
    db
      .sql("SELECT * FROM track WHERE recording_id = ? AND kind = 'utterances' ORDER BY position")
      .all(recording.id)
  )
  const layers = new Set(there.map(({ layer }) => layer))
  const layer = there.length > 0 ? freeName(file.name, layers) : undefined
  const fitted = fitTimes(db, spoken, there, recording.duration)
  // Its sentences say all of a document there is to say about a recording that has time.
  const placed = file.tracks.filter((track) => track.layer !== DOCUMENT_LAYER)
  const tracks = placed.map((track): ImportedTrack => {
    if (track.kind !== 'utterances') return track
    return { ...(fitted.get(track) ?? track), layer: track.layer ?? layer }
  })
  if (fitted.size === 0 || recording.duration <= 0) return { ...file, tracks }
  const streams = file.streams.map((stream) => ({
    ...stream,
    duration: micros(Math.min(stream.duration, recording.duration))
  }))
  return {
    ...file,
    tracks,
    streams,
    durationSeconds: Math.min(file.durationSeconds, recording.duration / 1e6)
  }
}

/** The tracks with nominal times, with better ones. Turns of one layer are taken together, whoever speaks. */
function fitTimes(
  db: Db,
  spoken: readonly ImportedTrack[],
  there: readonly Track[],
  duration: number
): ReadonlyMap<ImportedTrack, ImportedTrack> {
  const fitted = new Map<ImportedTrack, ImportedTrack>()
  const reference = there
    .filter(({ layer }) => layer === there[0]?.layer)
    .flatMap(({ id }) => segmentsOf(db, id))
    .sort(byTime)
  const layers = Map.groupBy(
    spoken.filter(({ nominalTimes }) => nominalTimes),
    ({ layer }) => layer
  )
  for (const tracks of layers.values()) {
    const turns = tracks.flatMap(({ segments }) => segments).sort(byTime)
    const spans = fitNominalTimes(turns, reference, duration)
    const spanOf = new Map(turns.map((turn, index) => [turn, spans[index]]))
    for (const track of tracks)
      fitted.set(track, {
        ...track,
        nominalTimes: reference.length !== turns.length,
        segments: track.segments.map((segment) => {
          const span = spanOf.get(segment)
          return span ? { ...segment, start: micros(span.start), end: micros(span.end) } : segment
        })
      })
  }
  return fitted
}

const byTime = (a: Pick<Segment, 'start' | 'end'>, b: Pick<Segment, 'start' | 'end'>): number =>
  a.start - b.start || a.end - b.end

function freeName(wanted: string, taken: ReadonlySet<string | undefined>): string {
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? wanted : `${wanted} (${copy})`
    if (!taken.has(name)) return name
  }
}
